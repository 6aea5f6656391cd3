"""Where projects are in their lifecycle: looked at, moved, checked off, each inside one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.aging import age
from bot.asker import Asker
from bot.expected import plan
from bot.i18n import Words
from bot.names import Did, card_of, thread_of
from bot.permissions import refusal
from bot.scheduling import reschedule
from bot.threads import renderer, take
from bot.views.card import project_name
from bot.views.message import Message
from bot.views.moved import moved_message, overridden_message
from bot.views.notices import sentence
from bot.views.stage import Look, leave_button, stage_message
from bot.world import World
from flows.conversation import Conversation
from flows.effects import CardChanged
from flows.interview import Interview
from flows.lifecycle.check import Side
from flows.lifecycle.checked import VERDICT_CHECK, Checked, Checks
from flows.lifecycle.history import Event as StageEvent
from flows.lifecycle.history import Overridden, SubstageNamed, Ticked, Unticked
from flows.lifecycle.lifecycle import Lifecycle
from flows.lifecycle.loader import load_lifecycle
from flows.lifecycle.moving import Moved, Order, Refused, move
from flows.lifecycle.proposals import Move, moves
from flows.lifecycle.reason import Kind
from flows.lifecycle.stage import Stage
from flows.lifecycle.standing import Standing
from flows.lifecycle.ticking import Done, name_substage, override, tick, untick, wait
from flows.lifecycle.typed import Typed, Wish, read_stage_line
from flows.lifecycle.until import typed_day
from flows.overruling import overrule, reason_problem
from flows.permissions import Deed
from flows.questions import LongText
from flows.reading import Understood, read
from flows.recording import given
from flows.results.ml_test_score import load_ml_tests, ml_test_score
from flows.scoring.verdict import Verdict
from flows.text import Phrase, phrase
from flows.turn import Turn, with_effects
from storage.calls import Call
from storage.history import Event, record
from storage.outbox import enqueue
from storage.people import find_person
from storage.results import ml_tests_of, results_of
from storage.stages import Placed, happened, place_of
from storage.threads import Thread, get_thread

WISHES: Mapping[Wish, Deed] = {
    Wish.LOOK: Deed.READ,
    Wish.STRANGE: Deed.READ,
    Wish.MOVE: Deed.MOVE,
    Wish.WAIT: Deed.MOVE,
    Wish.OVERRIDE: Deed.OVERRULE,
    Wish.TICK: Deed.CHECK,
    Wish.UNTICK: Deed.CHECK,
    Wish.SUBSTAGE: Deed.CHECK,
}
"""What is typed behind `stage`, as deeds."""


@dataclass(frozen=True, slots=True)
class Course:
    """A project on its way, as one person looks at it."""

    thread: Thread
    placed: Placed
    standing: Standing
    by: str
    zone: ZoneInfo

    @property
    def lifecycle(self) -> Lifecycle:
        return load_lifecycle()

    @property
    def checks(self) -> Checks:
        return Checks(self.lifecycle, self.placed.where, self.standing)

    @property
    def moves(self) -> tuple[Move, ...]:
        return moves(self.lifecycle, self.placed.where, self.standing, self.by)

    @property
    def today(self) -> date:
        """On that person's calendar."""
        return self.standing.now.astimezone(self.zone).date()

    def kinds(self, kind: Kind) -> tuple[Move, ...]:
        return tuple(one for one in self.moves if one.reason and one.reason.kind is kind)


def course_of(db: Connection, world: World, thread: Thread, *, by: str, now: datetime) -> Course:
    """Everything that moving the project depends on."""
    told, overview = thread.conversation, renderer(world, thread).overview
    standing = Standing(
        answers=told.answers,
        now=now,
        owner=told.owner,
        verdict=overview.verdict if told.told else None,
        rules=tuple(overview.score.rules) if told.told else (),
        results=results_of(db, thread.project.id),
        ml_tests=ml_tests_of(db, thread.project.id),
        card_published=thread.place is not None,
    )
    return Course(thread, place_of(db, thread.project), standing, by, zone_of(db, thread.project.team, by))


def stage(db: Connection, world: World, asker: Asker, thread: Thread, typed: str, *, now: datetime) -> Message:
    """What `stage` and what is typed behind the project does."""
    words, course = asker.words, course_of(db, world, thread, by=asker.person, now=now)
    lifecycle, where = course.lifecycle, course.placed.where
    wanted = read_stage_line(typed, lifecycle, lifecycle.stages[where.stage].substages)
    if refused := refusal(db, asker, WISHES[wanted.wish], thread):
        return sentence(words, refused)
    match wanted.wish:
        case Wish.LOOK:
            return shown(db, world, course, words)
        case Wish.MOVE:
            return _typed_move(db, world, course, words, wanted)
        case Wish.STRANGE:
            problem = phrase("stage.strange", "I know no stage or reason called “{text}”.", text=wanted.note)
            return shown(db, world, course, words, problem)
        case Wish.WAIT:
            until = _day(wanted, course)
            if isinstance(until, Phrase):
                return shown(db, world, course, words, until)
            return wait_more(db, world, course, words, until)
        case Wish.SUBSTAGE:
            return part(db, world, course, words, wanted.about or "")
        case _:
            return settle(db, world, course, words, wanted.wish, wanted.about or "", wanted.note)


def shown(
    db: Connection, world: World, course: Course, words: Words, problem: Phrase | None = None, kind: Kind | None = None
) -> Message:
    """The project's stage for one person; `problem` is why nothing happened, `kind` the form that helps."""
    look = look_at(db, world, course, words)
    helps = leave_button(words, look.project, kind, len(Kind)) if kind else None
    return stage_message(words, look, problem, chosen=helps)


def look_at(db: Connection, world: World, course: Course, words: Words) -> Look:
    thread, done = course.thread, course.standing.ml_tests
    overview = replace(renderer(world, thread).overview)
    return Look(
        project=thread.project.id,
        key=thread.project.key,
        name=project_name(words, overview),
        owner=thread.conversation.owner,
        reader=course.by,
        checks=course.checks,
        moves=course.moves,
        reopened=tuple(world.catalogue[key] for key in thread.conversation.reopened),
        zone=course.zone,
        score=ml_test_score(load_ml_tests(), done) if done is not None else None,
    )


def go(db: Connection, world: World, course: Course, words: Words, order: Order) -> Message | Refused:
    """Move the project."""
    moved = decided(course, order)
    if isinstance(moved, Refused):
        return moved
    carry_out(db, world, course, moved)
    return done_message(course, words, moved)


def done_message(course: Course, words: Words, moved: Moved) -> Message:
    """For the one who moved it."""
    stage_now = course.lifecycle.stages[moved.where.stage].label
    done = phrase("stage.moved", "Done. It is now in: {stage}. The thread knows.", stage=stage_now)
    return sentence(words, done)


def decided(course: Course, order: Order) -> Moved | Refused:
    """The move that the order is. Nothing has happened yet."""
    return move(course.lifecycle, course.placed.where, order, course.standing)


def settle(db: Connection, world: World, course: Course, words: Words, wish: Wish, code: str, note: str) -> Message:
    """Tick a check, take the tick back, or go on without it."""
    done = settled(course, wish, code, note)
    if isinstance(done, Refused):
        return shown(db, world, course, words, done.problem)
    keep(db, world, course, done.event)
    return shown(db, world, _anew(db, world, course), words)


def settled(course: Course, wish: Wish, code: str, note: str) -> Done | Refused:
    """What is to be kept about a check. Nothing has happened yet."""
    lifecycle, where, by = course.lifecycle, course.placed.where, course.by
    match wish:
        case Wish.UNTICK:
            return untick(lifecycle, where, code, by, course.standing)
        case Wish.OVERRIDE:
            if code == VERDICT_CHECK and (problem := reason_problem(note)) and by == course.standing.owner:
                return Refused(problem)
            return override(lifecycle, where, code, by, course.standing, note)
        case _:
            return tick(lifecycle, where, code, by, course.standing, note)


def wait_more(db: Connection, world: World, course: Course, words: Words, until: date | None = None) -> Message:
    """A paused project waits on."""
    done = wait(course.placed.where, course.by, course.today, course.standing, until)
    if isinstance(done, Refused):
        return shown(db, world, course, words, done.problem)
    keep(db, world, course, done.event)
    return shown(db, world, _anew(db, world, course), words)


def part(db: Connection, world: World, course: Course, words: Words, substage: str) -> Message:
    """Somebody says what the team is at work on."""
    done = name_substage(course.lifecycle, course.placed.where, substage, course.by, course.standing)
    if isinstance(done, Refused):
        return shown(db, world, course, words, done.problem)
    keep(db, world, course, done.event)
    return shown(db, world, _anew(db, world, course), words)


def refused(db: Connection, world: World, course: Course, words: Words, why: Refused, kind: Kind | None) -> Message:
    """Why a move was not made, with the form that asks for what is missing."""
    return shown(db, world, course, words, why.problem, kind if why.choices else None)


def moved_meanwhile() -> Phrase:
    return phrase("stage.stale", "It moved meanwhile. This is how it is now.")


def open_checks(course: Course) -> tuple[Checked, ...]:
    """Mandatory checks that hold the way forward up, and that the owner can go on without."""
    where = course.placed.where.stage
    if not where.active:
        return ()
    found = list(course.checks.of(where, Side.EXIT))
    if where.next:
        found += course.checks.of(where.next, Side.ENTRY)
    return tuple(one for one in found if one.blocks and one.check.follows is None)


def zone_of(db: Connection, team: str, person: str) -> ZoneInfo:
    """The person's time zone; UTC while nobody knows it."""
    known = find_person(db, team, person)
    try:
        return ZoneInfo(known.timezone if known and known.timezone else "UTC")
    except (OSError, ValueError):
        return ZoneInfo("UTC")


def _typed_move(db: Connection, world: World, course: Course, words: Words, wanted: Typed) -> Message:
    until = _day(wanted, course)
    if isinstance(until, Phrase):
        return shown(db, world, course, words, until)
    kind = _kind(course, wanted)
    if kind is Kind.BACK and wanted.code is None:
        return _which_way_back(db, world, course, words, wanted)
    order = Order(course.by, course.today, wanted.to, wanted.code, wanted.note, until)
    done = go(db, world, course, words, order)
    return refused(db, world, course, words, done, kind) if isinstance(done, Refused) else done


def _which_way_back(db: Connection, world: World, course: Course, words: Words, wanted: Typed) -> Message:
    """A way back needs one of the reasons that there are."""
    back = [one for one in course.kinds(Kind.BACK) if wanted.to in (None, one.target)]
    if not back:
        nowhere = phrase("stage.no_way_back", "There is no way back from here to there.")
        return shown(db, world, course, words, nowhere)
    problem = phrase("move.reason", "Please give the reason.")
    look = look_at(db, world, course, words)
    helps = leave_button(words, look.project, Kind.BACK, len(Kind), wanted.note)
    return stage_message(words, look, problem, chosen=helps)


def _kind(course: Course, wanted: Typed) -> Kind | None:
    """Which form asks for what such a move needs."""
    if wanted.kind:
        return wanted.kind
    match wanted.to:
        case Stage.PAUSED:
            return Kind.PAUSE
        case Stage.STOPPED:
            return Kind.STOP
        case _:
            reason = course.lifecycle.reasons.get(wanted.code or "")
            leads_back = any(one.target is wanted.to for one in course.kinds(Kind.BACK))
            return reason.kind if reason else Kind.BACK if leads_back else None


def _day(wanted: Typed, course: Course) -> date | Phrase | None:
    return typed_day(wanted.until, course.today) if wanted.until else None


def carry_out(db: Connection, world: World, course: Course, moved: Moved) -> None:
    """Everything that follows from a move."""
    project, step = course.thread.project, moved.step
    happened(db, project, step, after=course.placed, updated_at=step.at)
    after = step.model_dump(mode="json", exclude_none=True)
    record(db, project.id, [Event(step.at, step.by, Did.STAGED, step.code, {"stage": step.origin.value}, after)])
    if step.target is Stage.DEPLOYMENT:
        plan(db, world, course.thread, now=step.at)
    thread = get_thread(db, project.id)
    reschedule(db, thread, now=step.at, looked=True)
    drawn = renderer(world, thread)
    enqueue(db, [post(world, thread, moved_message(drawn.words, course.lifecycle, moved))], due_at=step.at)
    answers = moved.answered

    def follow(interview: Interview, told: Conversation, at: datetime) -> Turn:
        turn = interview.reopen(told, moved.reopened) if moved.reopened else Turn(told, (CardChanged(),))
        for key, note in answers.items():
            turn = _answered(interview, turn, key, note, by=step.by, at=at)
        return turn

    take(db, world, thread, step.by, follow, now=step.at)
    age(db, world, project.id, now=step.at)


def _answered(interview: Interview, turn: Turn, key: str, note: str, *, by: str, at: datetime) -> Turn:
    """The note of a move as the answer to a question, where it can be one."""
    question = interview.catalogue[key]
    text = note[: question.max_chars] if isinstance(question, LongText) else note
    reading = read(question, text, interview.context(turn.conversation, key, by=by, now=at))
    if not isinstance(reading, Understood):
        return with_effects(turn, *interview.reopen(turn.conversation, (key,)).effects)
    after = interview.record(turn.conversation, key, given(reading.value, by=by, at=at), in_place=False)
    return Turn(after.conversation, (*turn.effects, *after.effects), (*turn.changes, *after.changes))


def keep(db: Connection, world: World, course: Course, event: StageEvent) -> None:
    """Keep what somebody said about a check, a part of the stage or a pause. Going on without the verdict's check is
    overriding the verdict, with the one that allows least.
    """
    thread, by, now = course.thread, course.by, course.standing.now
    if isinstance(event, Overridden) and event.check == VERDICT_CHECK:
        instead, why = Verdict.RECONSIDER.value, event.reason
        take(db, world, thread, by, lambda i, told, at: overrule(i, told, instead, why, by=by, now=at), now=now)
        return
    happened(db, thread.project, event, after=course.placed, updated_at=now)
    about, said = _about(event)
    record(db, thread.project.id, [Event(now, by, Did.CHECKED, about, None, said)])
    if isinstance(event, Overridden):
        drawn = renderer(world, thread)
        line = overridden_message(drawn.words, course.lifecycle.checks[event.check], by, event.reason)
        enqueue(db, [post(world, thread, line)], due_at=now)


def _about(event: StageEvent) -> tuple[str | None, Mapping[str, str | None]]:
    match event:
        case Ticked() | Unticked():
            return event.check, {"event": event.event, "note": getattr(event, "note", None)}
        case Overridden():
            return event.check, {"event": event.event, "note": event.reason}
        case SubstageNamed():
            return event.substage, {"event": event.event, "note": None}
        case _:
            return None, {"event": event.event, "note": None}


def _anew(db: Connection, world: World, course: Course) -> Course:
    thread = get_thread(db, course.thread.project.id)
    return course_of(db, world, thread, by=course.by, now=course.standing.now)


def post(world: World, thread: Thread, shown: Message, *, surface: str | None = None) -> Call:
    """A message into the project's thread."""
    project = thread.project
    payload = {"channel": project.channel, **shown.payload, "unfurl_links": False, "unfurl_media": False}
    mark, lane, card = world.new_id(), thread_of(project.id), card_of(project.id)
    return Call(project.team, lane, "chat.postMessage", payload, mark, surface=surface, thread=card)
