"""Buttons and forms about a project's stage."""

from datetime import date, datetime

from sqlalchemy import Connection

from bot.asking import key_of
from bot.deal import Deal
from bot.i18n import Words
from bot.names import Act, Did
from bot.said import Clicked, Submitted
from bot.stages import (
    Course,
    carry_out,
    course_of,
    decided,
    go,
    keep,
    moved_meanwhile,
    open_checks,
    part,
    refused,
    settle,
    settled,
    shown,
    wait_more,
)
from bot.views.fields import View
from bot.views.message import Message
from bot.views.stage_sheets import (
    CHECK,
    DAY,
    NOTE,
    REASON,
    leave_sheet,
    override_sheet,
    tests_field,
    tests_sheet,
    tick_sheet,
)
from bot.world import World
from flows.cadence.asked import deed_of
from flows.lifecycle.moving import Order, Refused
from flows.lifecycle.reason import Kind
from flows.lifecycle.stage import Stage
from flows.lifecycle.typed import Wish
from flows.results.ml_test_score import Done, load_ml_tests
from flows.text import Phrase, phrase
from storage.history import Event, record
from storage.inbox import claim
from storage.results import ml_tests_of, save_ml_tests
from storage.reviews import find_review
from storage.threads import Thread

PRESSED = frozenset({Act.STAGE_MOVE, Act.STAGE_TICK, Act.STAGE_UNTICK, Act.STAGE_PART, Act.STAGE_WAIT})
"""Buttons that do something at once."""
OPENED = frozenset({Act.STAGE_LEAVE, Act.STAGE_NOTE, Act.STAGE_OVERRIDE, Act.STAGE_TESTS})
"""Buttons that open a form."""
REPLACING = PRESSED | {Act.MEASURED}
"""Buttons of private messages whose answer takes the message's place."""


def pressed(db: Connection, world: World, thread: Thread, said: Clicked, words: Words, *, now: datetime) -> Message:
    """What a button does, for the one who pressed it."""
    course, value = course_of(db, world, thread, by=said.by, now=now), said.pressed.value or ""
    match said.act:
        case Act.STAGE_TICK:
            return settle(db, world, course, words, Wish.TICK, value, "")
        case Act.STAGE_UNTICK:
            return settle(db, world, course, words, Wish.UNTICK, value, "")
        case Act.STAGE_PART:
            return part(db, world, course, words, value)
        case Act.STAGE_WAIT:
            return wait_more(db, world, course, words)
        case _:
            return _moved(db, world, course, words, value)


def form(db: Connection, world: World, thread: Thread, said: Clicked, words: Words, *, now: datetime) -> View | Message:
    """The form that a button opens; or why there is none."""
    course, value = course_of(db, world, thread, by=said.by, now=now), said.pressed.value or ""
    project = thread.project.id
    match said.act:
        case Act.STAGE_TESTS:
            return tests_sheet(words, ml_tests_of(db, project) or {}, project=project)
        case Act.STAGE_NOTE:
            check = course.lifecycle.checks.get(value)
            return tick_sheet(words, check, project=project) if check else shown(db, world, course, words)
        case Act.STAGE_OVERRIDE:
            missing = open_checks(course)
            if not missing:
                return shown(db, world, course, words)
            return override_sheet(words, missing, project=project)
        case _:
            kind, _, note = value.partition(":")
            ways = course.kinds(Kind(kind)) if kind in set(Kind) else ()
            if not ways:
                return shown(db, world, course, words, moved_meanwhile())
            return leave_sheet(words, Kind(kind), ways, project=project, note=note)


def left(db: Connection, world: World, thread: Thread, said: Submitted, *, now: datetime) -> dict[str, Phrase]:
    """Go back, pause or stop, as filled in; what is wrong by block id."""
    course = course_of(db, world, thread, by=said.by, now=now)
    day = said.entries.get(DAY)
    order = Order(
        by=said.by,
        day=course.today,
        code=str(said.entries.get(REASON) or ""),
        note=str(said.entries.get(NOTE) or ""),
        wakes_on=date.fromisoformat(day) if isinstance(day, str) else None,
    )
    if not order.code:
        return {REASON: phrase("move.reason", "Please give the reason.")}
    moved = decided(course, order)
    if isinstance(moved, Refused):
        return {DAY if order.wakes_on else NOTE if moved.choices else REASON: moved.problem}
    if claim(db, said.delivery, now=now):
        _fold(db, world, thread, said, order.note, now=now)
        carry_out(db, world, course, moved)
    return {}


def _fold(db: Connection, world: World, thread: Thread, said: Submitted, note: str, *, now: datetime) -> None:
    """The review that the form was opened from is answered by it."""
    held = said.held
    one = find_review(db, key_of(thread.project.id, held.question)) if held.question else None
    if one and held.row and held.stretch:
        deal = Deal(db, world, thread, one, said.by, date.fromisoformat(held.row), now)
        deal.settle(deed_of(held.stretch), note)


def checked(db: Connection, world: World, thread: Thread, said: Submitted, *, now: datetime) -> dict[str, Phrase]:
    """Confirm a check with a note, or go on without one; what is wrong by block id."""
    course, about = course_of(db, world, thread, by=said.by, now=now), said.held.about or ""
    code = about.partition(":")[2] or str(said.entries.get(CHECK) or "")
    wish = Wish.TICK if about.startswith("tick:") else Wish.OVERRIDE
    done = settled(course, wish, code, str(said.entries.get(NOTE) or ""))
    if isinstance(done, Refused):
        return {NOTE: done.problem}
    if claim(db, said.delivery, now=now):
        keep(db, world, course, done.event)
    return {}


def tested(db: Connection, thread: Thread, said: Submitted, *, now: datetime) -> dict[str, Phrase]:
    """Keep how far each of the 28 tests is; automated goes before done by hand."""
    done: dict[str, Done] = {}
    known = set(load_ml_tests().tests)
    for key in load_ml_tests().sections:
        for how in (Done.BY_HAND, Done.AUTOMATED):
            ticked = said.entries.get(tests_field(key, how))
            done |= {test: how for test in (ticked if isinstance(ticked, tuple) else ()) if test in known}
    if claim(db, said.delivery, now=now):
        before = ml_tests_of(db, thread.project.id)
        save_ml_tests(db, thread.project.id, done, by=said.by, at=now)
        record(db, thread.project.id, [Event(now, said.by, Did.TESTED, None, before, done)])
    return {}


def _moved(db: Connection, world: World, course: Course, words: Words, value: str) -> Message:
    """A move that was offered, unless the project moved since it was."""
    code, target, steps = (*value.split(":"), "", "")[:3]
    if target not in set(Stage) or steps != str(len(course.placed.where.path)):
        return shown(db, world, course, words, moved_meanwhile())
    order = Order(course.by, course.today, Stage(target), code)
    done = go(db, world, course, words, order)
    return refused(db, world, course, words, done, None) if isinstance(done, Refused) else done
