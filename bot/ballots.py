"""One member's ballot: opened, and cast."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.i18n import Words
from bot.names import Did, card_of, thread_of
from bot.polling import over, redraw, takes_ballots, zone_of
from bot.said import Submitted
from bot.threads import renderer
from bot.views.ballot import FIELD, View, ballot_sheet, closed_sheet
from bot.views.card import project_name
from bot.views.message import Message
from bot.views.moment import moment
from bot.views.notices import sentence
from bot.views.pressed import Held
from bot.world import World
from flows.answers import values_of
from flows.rounds import choices, marked, on_ballot, view_of
from flows.text import phrase
from storage.ballots import ballot_of, save_ballot
from storage.calls import Call
from storage.history import Event, record
from storage.inbox import claim
from storage.outbox import enqueue
from storage.rounds import Round, find_round
from storage.threads import Thread


@dataclass(frozen=True, slots=True)
class Problems:
    """What is wrong with a ballot, by block id of its field."""

    by_field: Mapping[str, str]


def ballot(
    db: Connection,
    world: World,
    thread: Thread,
    words: Words,
    round_id: str,
    *,
    by: str,
    now: datetime,
) -> View | Message:
    """This member's ballot, to be filled in; or why there is none. Only reads."""
    running = find_round(db, round_id)
    if running is None or running.project != thread.project.id or not takes_ballots(running, now):
        return sentence(words, over())
    return _sheet(db, world, thread, words, running, ballot_of(db, running.id, by), by=by)


def cast(
    db: Connection, world: World, thread: Thread, said: Submitted, words: Words, *, now: datetime
) -> Problems | View | None:
    """Take a ballot; what is wrong with it, another sheet to show, or nothing when all is done."""
    running = find_round(db, said.held.round or "")
    if running is None or running.project != thread.project.id or not takes_ballots(running, now):
        return closed_sheet(words, words.say(over()))
    before = ballot_of(db, running.id, said.by)
    entries = {block.removeprefix(FIELD): entry for block, entry in said.entries.items()}
    base = values_of(thread.conversation.answers)
    shown = {question.key for _, question in on_ballot(world.catalogue, view_of(base, before))}
    filled = marked(choices(world.catalogue), entries, before)
    if filled.problems:
        return Problems({f"{FIELD}{key}": words.say(problem) for key, problem in filled.problems.items()})
    if claim(db, said.delivery, now=now):
        save_ballot(db, running.id, said.by, filled.answers, at=now)
        if before is None:
            record(db, thread.project.id, [Event(now, said.by, Did.VOTED, str(running.number))])
        redraw(db, world, thread, running, now=now)
        enqueue(db, [_thanks(world, thread, words, said.by, again=before is not None)], due_at=now)
    more = [
        (component, question)
        for component, question in on_ballot(world.catalogue, view_of(base, filled.answers))
        if question.key not in entries and question.key not in shown
    ]
    return _sheet(db, world, thread, words, running, filled.answers, by=said.by, only=more) if more else None


def _sheet(
    db: Connection,
    world: World,
    thread: Thread,
    words: Words,
    running: Round,
    own: Mapping[str, Any] | None,
    *,
    by: str,
    only: list[Any] | None = None,
) -> View:
    overview = renderer(world, thread).overview
    base = values_of(thread.conversation.answers)
    return ballot_sheet(
        words,
        only or on_ballot(world.catalogue, view_of(base, own)),
        own,
        name=project_name(words, overview),
        key=thread.project.key,
        deadline=moment(words, running.deadline, zone_of(db, world, thread, by)),
        held=Held(project=thread.project.id, round=running.id),
        again=only is not None,
    )


def _thanks(world: World, thread: Thread, words: Words, person: str, *, again: bool) -> Call:
    """What the voter alone sees."""
    thanks = (
        phrase("round.changed", "Your new ballot replaces the earlier one.")
        if again
        else phrase("round.thanks", "Your ballot is in; it stays hidden until the round is closed. You can change it.")
    )
    payload = {"channel": thread.project.channel, "user": person, **sentence(words, thanks).payload}
    lane, card = thread_of(thread.project.id), card_of(thread.project.id)
    return Call(thread.project.team, lane, "chat.postEphemeral", payload, world.new_id(), thread=card)
