"""Rounds of blind ballots: opened, moved, reminded of, closed, each inside one transaction."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.asker import Asker
from bot.i18n import Words, language_of
from bot.lanes import direct_to
from bot.names import Did, round_of
from bot.particulars import particulars
from bot.permissions import refusal
from bot.polling import over, polled, post, redraw, update, zone_of
from bot.threads import renderer
from bot.views.message import Message, escape
from bot.views.notices import sentence
from bot.views.round import reminder_message, result_message, round_message, state_message
from bot.workflows.waiting import end_steps
from bot.world import World
from flows.decisions import merged_away
from flows.effects import CardChanged, VerdictRedrawn
from flows.permissions import Deed
from flows.rounds import Wish, default_deadline, not_openable, remind_at, typed_deadline
from flows.text import Language, Phrase, phrase
from storage.ballots import voters
from storage.calls import Call
from storage.conversations import save_conversation
from storage.history import Event, record
from storage.outbox import enqueue
from storage.people import find_person
from storage.projects import save_project
from storage.rounds import Round, claim_reminder, close_round, find_round, move_deadline, open_round, open_round_of
from storage.threads import Thread, get_thread


def score(db: Connection, world: World, asker: Asker, thread: Thread, wish: Wish, *, now: datetime) -> Message:
    """What `score` and its buttons do: show the round, and for the owner open it, move its deadline or end it."""
    told, words, by = thread.conversation, asker.words, asker.person
    if refused := merged_away(thread.project.decision):
        return sentence(words, refused)
    running = open_round_of(db, thread.project.id)
    if running and running.deadline <= now:
        _close(db, world, thread, running, by=None, now=now)
        return sentence(words, over())
    if running is None and not wish.close and (refused := not_openable(told)):
        return sentence(words, refused)
    runs_it = wish.close or wish.until or running is None
    if runs_it and (refused := refusal(db, asker, Deed.ROUND, thread)):
        return sentence(words, refused)
    if wish.close:
        return _ended(db, world, thread, words, running, by=by, now=now)
    zone = zone_of(db, world, thread, told.owner)
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


def _ended(
    db: Connection, world: World, thread: Thread, words: Words, running: Round | None, *, by: str, now: datetime
) -> Message:
    if running is None or running.project != thread.project.id:
        return sentence(words, phrase("round.none", "No round is open, so there is nothing to close."))
    if not _close(db, world, thread, running, by=by, now=now):
        return sentence(words, over())
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
    enqueue(db, [post(world, thread, shown, surface=round_of(opened.id))], due_at=now)
    return opened


def _move(
    db: Connection, world: World, thread: Thread, running: Round, deadline: datetime, *, by: str, now: datetime
) -> Round:
    remind = remind_at(running.opened_at, deadline)
    move_deadline(db, running.id, deadline=deadline, remind_at=remind)
    before, after = running.deadline.isoformat(), deadline.isoformat()
    record(db, thread.project.id, [Event(now, by, Did.MOVED, str(running.number), before, after)])
    moved = replace(running, deadline=deadline, remind_at=remind)
    redraw(db, world, thread, moved, now=now)
    return moved


def _close(db: Connection, world: World, thread: Thread, running: Round, *, by: str | None, now: datetime) -> bool:
    """End the round and post what it comes to; False when somebody was first."""
    if not close_round(db, running.id, by=by, at=now):
        return False
    who = by or world.workspaces.of(thread.project.team).user
    counted = get_thread(db, thread.project.id)  # now with the ballots
    record(
        db, counted.project.id, [Event(now, who, Did.CLOSED, str(running.number), None, len(voters(db, running.id)))]
    )
    counted = _judged(db, world, counted, who, now)
    drawn = renderer(world, counted)
    told = polled(db, world, counted, replace(running, closed_at=now, closed_by=by))
    calls = [
        update(world, thread, running, round_message(drawn.words, drawn.overview, told)),
        post(world, thread, result_message(drawn.words, drawn.overview, told)),
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
        aside = particulars(world.score(before, thread.cast), before.overruled)
        record(db, project.id, [Event(now, by, Did.VERDICT, None, earlier, told.model_dump(), aside)])
        thread = replace(thread, conversation=after)
    standing = world.standing(before, thread.cast)
    if standing != project.standing:
        project = replace(project, standing=standing, updated_at=now)
        save_project(db, project)
    judged = replace(thread, project=project)
    if told != before.told:
        end_steps(db, world, judged, now=now)
    return judged


def _remind(db: Connection, world: World, thread: Thread, running: Round, *, now: datetime) -> None:
    told = polled(db, world, thread, running)
    place = thread.place
    link = world.link(thread.project.team, place.channel, place.ts) if place else None
    overview = renderer(world, thread).overview
    calls = []
    for person in told.awaited:
        words = _words_of(db, thread, person)
        shown = reminder_message(words, overview, told, link)
        payload = {"channel": person, **shown.payload, "unfurl_links": False, "unfurl_media": False}
        calls.append(
            Call(
                thread.project.team, direct_to(thread.project.team, person), "chat.postMessage", payload, world.new_id()
            )
        )
    enqueue(db, calls, due_at=now)


def _state(
    db: Connection, world: World, thread: Thread, words: Words, running: Round, *, by: str, note: str | None = None
) -> Message:
    overview = renderer(world, thread).overview
    return state_message(words, overview, polled(db, world, thread, running), by=by, note=note)


def _words_of(db: Connection, thread: Thread, person: str) -> Words:
    """In the person's language; in the project's while nobody knows it."""
    known = find_person(db, thread.project.team, person)
    return Words(language_of(known.locale if known else None, Language(thread.project.language)), escape)
