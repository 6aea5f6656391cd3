"""Rounds of blind ballots: opened, voted in, reminded of, closed, each inside one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection

from bot.i18n import Words, language_of
from bot.names import Did, card_of, round_of, thread_of
from bot.said import Submitted
from bot.threads import renderer
from bot.views.ballot import FIELD, View, ballot_sheet, closed_sheet
from bot.views.card import project_name
from bot.views.message import Message, escape
from bot.views.moment import moment
from bot.views.notices import sentence
from bot.views.pressed import Held
from bot.views.round import Polled, refused_message, reminder_message, result_message, round_message, state_message
from bot.world import World
from flows.answers import values_of
from flows.decisions import merged_away
from flows.effects import CardChanged, VerdictRedrawn
from flows.rounds import (
    Wish,
    awaited,
    choices,
    default_deadline,
    marked,
    not_allowed,
    not_closable,
    not_openable,
    on_ballot,
    remind_at,
    typed_deadline,
    view_of,
)
from flows.text import Language, Phrase, phrase
from storage.ballots import ballot_of, save_ballot, voters
from storage.calls import Call
from storage.conversations import save_conversation
from storage.history import Event, record
from storage.inbox import claim
from storage.outbox import enqueue
from storage.people import find_person
from storage.projects import save_project
from storage.rounds import Round, claim_reminder, close_round, find_round, move_deadline, open_round, open_round_of
from storage.threads import Thread, get_thread


@dataclass(frozen=True, slots=True)
class Problems:
    """What is wrong with a ballot, by block id of its field."""

    by_field: Mapping[str, str]


def score(
    db: Connection,
    world: World,
    thread: Thread,
    words: Words,
    wish: Wish,
    *,
    by: str,
    in_channel: bool = True,
    now: datetime,
) -> Message:
    """What `score` and its buttons do: show the round, and for the owner open it, move its deadline or end it."""
    told = thread.conversation
    if refused := not_allowed(told, by=by, in_channel=in_channel):
        return sentence(words, refused)
    if refused := merged_away(thread.project.decision):
        return sentence(words, refused)
    running = open_round_of(db, thread.project.id)
    if running and running.deadline <= now:
        _close(db, world, thread, running, by=None, now=now)
        return sentence(words, _over())
    if wish.close:
        return _ended(db, world, thread, words, running, by=by, now=now)
    if running is None and (refused := not_openable(told, by=by)):
        return sentence(words, refused) if by == told.owner else refused_message(words, refused, told.owner)
    if running and wish.until and (refused := not_closable(told, by=by)):
        return sentence(words, refused)
    zone = _zone(db, world, thread, told.owner)
    deadline = typed_deadline(wish.until, now, zone) if wish.until else None
    if isinstance(deadline, Phrase):
        return sentence(words, deadline)
    if running is None:
        opened = _open(db, world, thread, deadline or default_deadline(now, zone), by=by, now=now)
        note = words("round.opened", "The round is open, and I have announced it in the project's thread.")
        return _state(db, world, thread, words, opened, by=by, note=note)
    if deadline and deadline != running.deadline:
        running = _move(db, world, thread, running, deadline, by=by, now=now)
        note = words("round.moved", "The deadline is moved.")
        return _state(db, world, thread, words, running, by=by, note=note)
    return _state(db, world, thread, words, running, by=by)


def end(
    db: Connection, world: World, thread: Thread, words: Words, round_id: str, *, by: str, now: datetime
) -> Message:
    """What the button that ends this round does."""
    return _ended(db, world, thread, words, find_round(db, round_id), by=by, now=now)


def ballot(
    db: Connection,
    world: World,
    thread: Thread,
    words: Words,
    round_id: str,
    *,
    by: str,
    in_channel: bool,
    now: datetime,
) -> View | Message:
    """This member's ballot, to be filled in; or why there is none. Only reads."""
    if refused := not_allowed(thread.conversation, by=by, in_channel=in_channel):
        return sentence(words, refused)
    running = find_round(db, round_id)
    if running is None or running.project != thread.project.id or not _takes_ballots(running, now):
        return sentence(words, _over())
    return _sheet(db, world, thread, words, running, ballot_of(db, running.id, by), by=by)


def cast(
    db: Connection, world: World, thread: Thread, said: Submitted, words: Words, *, now: datetime
) -> Problems | View | None:
    """Take a ballot; what is wrong with it, another sheet to show, or nothing when all is done."""
    running = find_round(db, said.held.round or "")
    if running is None or running.project != thread.project.id or not _takes_ballots(running, now):
        return closed_sheet(words, words.say(_over()))
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
        _redraw(db, world, thread, running, now=now)
        enqueue(db, [_thanks(world, thread, words, said.by, again=before is not None)], due_at=now)
    more = [
        (component, question)
        for component, question in on_ballot(world.catalogue, view_of(base, filled.answers))
        if question.key not in entries and question.key not in shown
    ]
    return _sheet(db, world, thread, words, running, filled.answers, by=said.by, only=more) if more else None


def due(db: Connection, world: World, round_id: str, *, now: datetime) -> None:
    """What time brings: the round ends at its deadline; before, whoever has not voted is reminded, once."""
    running = find_round(db, round_id)
    if running is None or not running.is_open:
        return
    thread = get_thread(db, running.project)
    if running.deadline <= now:
        _close(db, world, thread, running, by=None, now=now)
    elif running.remind_at <= now and claim_reminder(db, running.id, at=now):
        _remind(db, world, thread, running, now=now)


def end_with(db: Connection, world: World, thread: Thread, *, by: str, now: datetime) -> None:
    """The project asks nothing more: a round that is open ends with the ballots it has."""
    if running := open_round_of(db, thread.project.id):
        _close(db, world, thread, running, by=by, now=now)


def polled(db: Connection, world: World, thread: Thread, one: Round) -> Polled:
    """Who has voted and who has not."""
    voted = voters(db, one.id)
    return Polled(
        id=one.id,
        number=one.number,
        voted=voted,
        awaited=awaited(thread.conversation, voted),
        deadline=one.deadline,
        zone=_zone(db, world, thread, thread.conversation.owner),
        is_open=one.is_open,
    )


def _ended(
    db: Connection, world: World, thread: Thread, words: Words, running: Round | None, *, by: str, now: datetime
) -> Message:
    if refused := not_closable(thread.conversation, by=by):
        return sentence(words, refused)
    if running is None or running.project != thread.project.id:
        return sentence(words, phrase("round.none", "No round is open, so there is nothing to close."))
    if not _close(db, world, thread, running, by=by, now=now):
        return sentence(words, _over())
    return sentence(words, phrase("round.ended", "The round is closed. The result is in the project's thread."))


def _open(db: Connection, world: World, thread: Thread, deadline: datetime, *, by: str, now: datetime) -> Round:
    opened = open_round(
        db,
        world.new_id(),
        thread.project.id,
        by=by,
        at=now,
        deadline=deadline,
        remind_at=remind_at(now, deadline),
    )
    record(db, thread.project.id, [Event(now, by, Did.OPENED, str(opened.number), None, deadline.isoformat())])
    drawn = renderer(world, thread)
    shown = round_message(drawn.words, drawn.overview, polled(db, world, thread, opened))
    enqueue(db, [_post(world, thread, shown, surface=round_of(opened.id))], due_at=now)
    return opened


def _move(
    db: Connection, world: World, thread: Thread, running: Round, deadline: datetime, *, by: str, now: datetime
) -> Round:
    remind = remind_at(running.opened_at, deadline)
    move_deadline(db, running.id, deadline=deadline, remind_at=remind)
    before, after = running.deadline.isoformat(), deadline.isoformat()
    record(db, thread.project.id, [Event(now, by, Did.MOVED, str(running.number), before, after)])
    moved = replace(running, deadline=deadline, remind_at=remind)
    _redraw(db, world, thread, moved, now=now)
    return moved


def _close(db: Connection, world: World, thread: Thread, running: Round, *, by: str | None, now: datetime) -> bool:
    """End the round and post what it comes to; False when somebody was first."""
    if not close_round(db, running.id, by=by, at=now):
        return False
    who = by or world.workspace.user
    counted = get_thread(db, thread.project.id)  # now with the ballots
    record(
        db, counted.project.id, [Event(now, who, Did.CLOSED, str(running.number), None, len(voters(db, running.id)))]
    )
    counted = _judged(db, world, counted, who, now)
    drawn = renderer(world, counted)
    told = polled(db, world, counted, replace(running, closed_at=now, closed_by=by))
    calls = [
        _update(world, thread, running, round_message(drawn.words, drawn.overview, told)),
        _post(world, thread, result_message(drawn.words, drawn.overview, told)),
        *drawn.calls((CardChanged(), VerdictRedrawn())),
    ]
    enqueue(db, calls, due_at=now)
    return True


def _judged(db: Connection, world: World, thread: Thread, by: str, now: datetime) -> Thread:
    """The project with the verdict and the standing that its ballots give it."""
    before, project = thread.conversation, thread.project
    told = world.judge(before, cast=thread.cast)
    if told != before.told:
        after = before.model_copy(update={"told": told, "turn": before.turn + 1})
        save_conversation(db, after)
        earlier = before.told.model_dump() if before.told else None
        record(db, project.id, [Event(now, by, Did.VERDICT, None, earlier, told.model_dump())])
        thread = replace(thread, conversation=after)
    standing = world.standing(before, thread.cast)
    if standing != project.standing:
        project = replace(project, standing=standing, updated_at=now)
        save_project(db, project)
    return replace(thread, project=project)


def _remind(db: Connection, world: World, thread: Thread, running: Round, *, now: datetime) -> None:
    told = polled(db, world, thread, running)
    place = thread.place
    link = world.workspace.link(place.channel, place.ts) if place else None
    overview = renderer(world, thread).overview
    calls = []
    for person in told.awaited:
        words = _words_of(db, thread, person)
        shown = reminder_message(words, overview, told, link)
        payload = {"channel": person, **shown.payload, "unfurl_links": False, "unfurl_media": False}
        calls.append(Call(thread.project.team, f"dm:{person}", "chat.postMessage", payload, world.new_id()))
    enqueue(db, calls, due_at=now)


def _state(
    db: Connection, world: World, thread: Thread, words: Words, running: Round, *, by: str, note: str | None = None
) -> Message:
    overview = renderer(world, thread).overview
    return state_message(words, overview, polled(db, world, thread, running), by=by, note=note)


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
        deadline=moment(words, running.deadline, _zone(db, world, thread, by)),
        held=Held(project=thread.project.id, round=running.id),
        again=only is not None,
    )


def _redraw(db: Connection, world: World, thread: Thread, running: Round, *, now: datetime) -> None:
    drawn = renderer(world, thread)
    shown = round_message(drawn.words, drawn.overview, polled(db, world, thread, running))
    enqueue(db, [_update(world, thread, running, shown)], due_at=now)


def _post(world: World, thread: Thread, shown: Message, *, surface: str | None = None) -> Call:
    project = thread.project
    payload = {"channel": project.channel, **shown.payload, "unfurl_links": False, "unfurl_media": False}
    mark = world.new_id()
    lane, card = thread_of(project.id), card_of(project.id)
    return Call(project.team, lane, "chat.postMessage", payload, mark, surface=surface, thread=card)


def _update(world: World, thread: Thread, running: Round, shown: Message) -> Call:
    surface = round_of(running.id)
    return Call(thread.project.team, surface, "chat.update", shown.payload, world.new_id(), target=surface)


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


def _zone(db: Connection, world: World, thread: Thread, person: str) -> ZoneInfo:
    """The person's time zone; UTC while nobody knows it."""
    known = find_person(db, thread.project.team, person)
    try:
        return ZoneInfo(known.timezone if known and known.timezone else "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _words_of(db: Connection, thread: Thread, person: str) -> Words:
    """In the person's language; in the project's while nobody knows it."""
    known = find_person(db, thread.project.team, person)
    return Words(language_of(known.locale if known else None, Language(thread.project.language)), escape)


def _takes_ballots(running: Round, now: datetime) -> bool:
    return running.is_open and now < running.deadline


def _over() -> Phrase:
    return phrase("round.over", "That round is closed already; its result is in the project's thread.")
