"""What came of deployments: planned when a project is deployed, asked when it is due, compared for the lead."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection

from bot.calendars import Calendars
from bot.i18n import Markup, Words
from bot.said import Submitted
from bot.threads import renderer
from bot.views.card import project_name
from bot.views.fields import View
from bot.views.message import Message
from bot.views.notices import sentence
from bot.views.outcome import ask_message, calibration_message, outcome_sheet, thanks_message
from bot.world import World
from flows.answers import values_of
from flows.calibration import AFTER, OBJECTIVE, Told, asked_after, calibration, points, predicted
from flows.lifecycle.stage import Stage
from flows.prefilled import field_of
from flows.results.measurable import typed_value
from flows.text import Language, Phrase, phrase
from storage.calls import Call
from storage.database import Database
from storage.inbox import claim
from storage.leads import lead_of
from storage.outbox import enqueue
from storage.outcomes import (
    Outcome,
    claim_outcome,
    due_outcomes,
    find_outcome,
    outcomes_in,
    plan_outcomes,
    save_realised,
)
from storage.threads import Thread, get_thread

OVER = (Stage.STOPPED, Stage.RETIRED)


def plan(db: Connection, world: World, thread: Thread, *, now: datetime) -> None:
    """Ask at deployment and later what came of what is expected today; a second deployment asks nothing anew."""
    project = thread.project
    calendar = Calendars(db, project.team).of(thread.conversation.owner, project.channel)
    today = calendar.day_of(now)
    due = [
        (
            after,
            calendar.slot_after(now) if after == 0 else calendar.slot(calendar.workday_from(today + timedelta(after))),
        )
        for after in AFTER
    ]
    expected = predicted(values_of(thread.conversation.answers), world.catalogue)
    plan_outcomes(db, project.id, due, expected)


async def ask_due(database: Database, world: World, now: datetime) -> None:
    """Ask everybody who is to be asked now."""
    for one in await database.read(lambda db: due_outcomes(db, now=now)):
        await database.write(partial(_ask, world, one, now))


def ask(db: Connection, world: World, due: Outcome, *, now: datetime) -> None:
    """Ask the owner, once; a project that has ended, or of which nothing was expected, is not asked about."""
    if not claim_outcome(db, due.project, due.after, now=now):
        return
    thread = get_thread(db, due.project)
    if thread.project.stage in OVER or not set(asked_after(due.after)).intersection(due.predicted):
        return
    owner, project = thread.conversation.owner, thread.project
    words = Calendars(db, project.team).words(owner, Language(project.language))
    name = project_name(words, renderer(world, thread).overview)
    link = world.workspace.link(thread.place.channel, thread.place.ts) if thread.place else None
    named = Markup(f"<{link}|{name}> ({project.key})" if link else f"*{name}* ({project.key})")
    shown = ask_message(words, project=project.id, name=named, after=due.after)
    payload = {"channel": owner, **shown.payload, "unfurl_links": False, "unfurl_media": False}
    enqueue(db, [Call(project.team, f"dm:{owner}", "chat.postMessage", payload, world.new_id())], due_at=now)


def outcome_form(db: Connection, world: World, thread: Thread, words: Words, after: str, *, by: str) -> View | Message:
    """The form in which the owner enters what came of it."""
    if by != thread.conversation.owner:
        return sentence(words, phrase("outcome.owner", "Only the owner of a project says what came of it."))
    found = find_outcome(db, thread.project.id, int(after)) if after.isdigit() else None
    if found is None:
        return sentence(words, phrase("outcome.gone", "There is nothing to enter here any more."))
    return outcome_sheet(
        words, world.catalogue, found.predicted, found.realised, project=thread.project.id, after=found.after
    )


def outcome_entered(
    db: Connection, world: World, thread: Thread, said: Submitted, words: Words, *, now: datetime
) -> dict[str, Phrase]:
    """Keep what was entered; what is wrong with it by block id."""
    after = said.held.about or ""
    found = find_outcome(db, thread.project.id, int(after)) if after.isdigit() else None
    if found is None or said.by != thread.conversation.owner:
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
    payload = {"channel": said.by, **thanks_message(words).payload}
    call = Call(thread.project.team, f"dm:{said.by}", "chat.postMessage", payload, world.new_id())
    enqueue(db, [call], due_at=now)
    return {}


def calibration_here(db: Connection, world: World, words: Words, team: str, channel: str, *, by: str) -> Message:
    """How far off estimates were in a channel, for its lead."""
    if by != lead_of(db, team, channel):
        return sentence(words, phrase("calibration.lead", "Only the lead of a channel sees this."))
    told = [
        Told(one.project, stage, one.after, one.predicted, one.realised)
        for stage, one in outcomes_in(db, team, channel)
    ]
    return calibration_message(words, world.catalogue, calibration(told, world.catalogue))


def _ask(world: World, due: Outcome, now: datetime, db: Connection) -> None:
    ask(db, world, due, now=now)
