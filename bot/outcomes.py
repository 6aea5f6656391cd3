"""What came of deployments: entered by the owner, compared for the lead."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from bot.deal import Deal
from bot.i18n import Words
from bot.names import Did
from bot.said import Submitted
from bot.views.fields import View
from bot.views.message import Message
from bot.views.notices import sentence
from bot.views.outcome import calibration_message, outcome_sheet
from bot.world import World
from flows.answers import values_of
from flows.cadence.clocks import Subject
from flows.cadence.replies import Reply
from flows.calibration import OBJECTIVE, Told, asked_after, calibration, points
from flows.prefilled import field_of
from flows.results.measurable import typed_value
from flows.text import Phrase, phrase
from storage.history import Event, record
from storage.inbox import claim
from storage.outcomes import find_outcome, outcomes_in, save_realised
from storage.reviews import drop_reviews, find_review
from storage.threads import Thread


def outcome_form(
    db: Connection, world: World, thread: Thread, words: Words, after: str, *, day: str = ""
) -> View | Message:
    """The form in which the owner enters what came of it; `day` is that of the message it is opened from."""
    found = find_outcome(db, thread.project.id, int(after)) if after.isdigit() else None
    if found is None:
        return sentence(words, phrase("outcome.gone", "There is nothing to enter here any more."))
    return outcome_sheet(
        words, world.catalogue, found.predicted, found.realised, project=thread.project.id, after=found.after, day=day
    )


def outcome_entered(
    db: Connection, world: World, thread: Thread, said: Submitted, words: Words, *, now: datetime
) -> dict[str, Phrase]:
    """Keep what was entered; what is wrong with it by block id."""
    after = said.held.about or ""
    found = find_outcome(db, thread.project.id, int(after)) if after.isdigit() else None
    if found is None:
        return {}
    realised: dict[str, Any] = {}
    for key in asked_after(found.after):
        entry = said.entries.get(field_of(key))
        if key not in found.predicted or not isinstance(entry, str) or not entry.strip():
            continue
        if key == OBJECTIVE:
            value = typed_value(entry, values_of(thread.conversation.answers), found.predicted[key]["row"])
            if isinstance(value, Phrase):
                return {field_of(key): value}
            realised[key] = value
        elif points(world.catalogue, key, entry):
            realised[key] = entry
    if not realised:
        first = next(key for key in asked_after(found.after) if key in found.predicted)
        return {field_of(first): phrase("outcome.nothing", "Please fill in at least one field, or cancel.")}
    if not claim(db, said.delivery, now=now):
        return {}
    save_realised(db, thread.project.id, found.after, realised, by=said.by, now=now)
    record(db, thread.project.id, [Event(now, said.by, Did.TURNED_OUT, str(found.after), found.realised, realised)])
    if review := find_review(db, f"{thread.project.id}:{Subject.OUTCOME}:{found.after}"):
        day = date.fromisoformat(said.held.row) if said.held.row else None
        deal = Deal(db, world, thread, review, said.by, day, now)
        deal.settle(Reply.ENTER_VALUE)
        drop_reviews(db, [review.review.key])
    return {}


def calibration_here(db: Connection, world: World, words: Words, team: str, channel: str) -> Message:
    """How far off estimates were in a channel, for its lead."""
    told = [
        Told(one.project, stage, one.after, one.predicted, one.realised)
        for stage, one in outcomes_in(db, team, channel)
    ]
    return calibration_message(words, world.catalogue, calibration(told, world.catalogue))
