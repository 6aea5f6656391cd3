"""What people reply to a review, wherever they press or fill it in; checked again on the server."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import assert_never

from sqlalchemy import Connection

from bot.asking import about, key_of, name_of, question_of
from bot.deal import Deal
from bot.i18n import Words
from bot.outcomes import outcome_form
from bot.said import Clicked, Submitted
from bot.stages import carry_out, course_of, decided, done_message, moved_meanwhile, shown
from bot.views.fields import View
from bot.views.message import Message
from bot.views.notices import sentence
from bot.views.reminder import DAY, NOTE, PERSON, REASON, VALUE, review_sheet
from bot.views.stage_sheets import leave_sheet
from bot.world import World
from flows.cadence.asked import FORMS, Deed, Item, More, deed_of
from flows.cadence.clocks import Subject
from flows.cadence.replies import REVIEWING, Reply
from flows.cadence.review import Level
from flows.cadence.snooze import Later, day_for
from flows.lifecycle.moving import Order, Refused
from flows.lifecycle.reason import Kind
from flows.lifecycle.stage import Stage
from flows.permissions import Deed as Permitted
from flows.text import Phrase, phrase
from storage.inbox import claim
from storage.reviews import (
    Scheduled,
    find_review,
)
from storage.threads import Thread

Problems = Mapping[str, Phrase]

LEAVING: Mapping[Reply, tuple[Kind, Stage | None, str | None]] = {
    Reply.STOP: (Kind.STOP, None, None),
    Reply.BACK_TO_PLANNING: (Kind.BACK, Stage.PLANNING, None),
    Reply.BACK_TO_DATA: (Kind.BACK, Stage.DATA, None),
    Reply.BACK_TO_TRAINING: (Kind.BACK, Stage.TRAINING, None),
    Reply.RETRAIN: (Kind.BACK, Stage.TRAINING, "O2T_RETRAIN"),
    Reply.NEW_PHENOMENON: (Kind.BACK, Stage.PLANNING, "O2P_NEW_PHENOMENON"),
    Reply.ROLL_BACK: (Kind.BACK, Stage.DEPLOYMENT, "O2X_ROLLBACK"),
}
"""Replies that move the project for a reason that a form asks for: the kind of move, where to, and the reason that
stands first."""

MOVING = {Reply.ROLL_OUT: "FWD", Reply.RESUME: "RESUME"}
"""Replies that move the project at once."""


def needs_form(value: str) -> bool:
    """Whether this reply opens a form."""
    try:
        deed = _deed(value)[1]
    except ValueError:
        return False
    return deed in FORMS or deed in LEAVING


def reviewed_by(db: Connection, thread: Thread, remembered: str | None) -> Scheduled | None:
    """The review that a button or form remembers so."""
    return find_review(db, key_of(thread.project.id, remembered or ""))


def permission_of(review: Scheduled | None, value: str) -> Permitted:
    """What a reply is in the table of permissions, by what its button remembers."""
    try:
        deed = _deed(value)[1]
    except ValueError:
        return Permitted.READ  # nothing of ours, or gone: it is told so
    match deed:
        case _ if review is None:
            return Permitted.READ
        case _ if review.review.clock.subject is Subject.OUTCOME and needs_form(value):
            return Permitted.OUTCOME
        case More.HAND_OVER:
            return Permitted.HAND_OVER
        case More.ACCEPT | More.DECLINE:
            return Permitted.TAKE_OVER
        case Reply() if deed in LEAVING or deed in MOVING:
            return Permitted.MOVE
        case _:
            return Permitted.REPLY


def form(db: Connection, world: World, thread: Thread, said: Clicked, words: Words, *, now: datetime) -> View | Message:
    """The form behind a reply; only reads."""
    day, deed = _deed(said.pressed.value or "")
    one = reviewed_by(db, thread, said.pressed.question)
    if one is None:
        return sentence(words, _gone())
    told = day.isoformat() if day else ""
    if one.review.clock.subject is Subject.OUTCOME:
        return outcome_form(db, world, thread, words, one.review.clock.row, day=told)
    if isinstance(deed, Reply) and deed in LEAVING:
        return _leave_form(db, world, thread, words, deed, one, told, by=said.by, now=now)
    item = Item(review=one.review.key, level=Level.ASKED)
    return review_sheet(words, question_of(db, world, thread, one, item, words, day=day), deed)


def reply(
    db: Connection, world: World, thread: Thread, said: Clicked, words: Words, *, now: datetime
) -> Message | None:
    """What a press does; the private answer, if there is one to give."""
    try:
        day, deed = _deed(said.pressed.value or "")
    except ValueError:
        return sentence(words, _gone())
    one = reviewed_by(db, thread, said.pressed.question)
    if one is None:
        return sentence(words, _gone())
    deal = Deal(db, world, thread, one, said.by, day, now)
    match deed:
        case Later():
            return _said(words, deal.snooze(deed, day_for(deed, deal.today)))
        case More.KEEP:
            deal.review(deed)
        case More.ACCEPT:
            return _said(words, deal.accept()) or sentence(words, _yours())
        case More.DECLINE:
            return _said(words, deal.decline()) or sentence(words, _declined())
        case Reply() if deed in MOVING:
            return _moved(db, world, thread, words, deal, deed)
        case Reply.START | Reply.CHANGE_PROBLEM | Reply.CHANGE_TARGET:
            return sentence(words, _elsewhere(world, thread, words))
        case Reply() if deed in REVIEWING:
            deal.review(deed)
        case Reply.LATER:
            return _said(words, deal.snooze(deed, day_for(Later.IN_THREE_DAYS, deal.today)))
        case Reply():
            deal.hold(deed)
        case More():
            return sentence(words, _gone())
        case _:
            assert_never(deed)
    return None if day or not said.channel else sentence(words, phrase("review.thanks", "Thank you, that is noted."))


def fill(db: Connection, world: World, thread: Thread, said: Submitted, *, now: datetime) -> Problems:
    """Take what was filled in on a form; what is wrong with it, by field."""
    try:
        day, deed = _deed(f"{said.held.row or ''}/{said.held.stretch or ''}")
    except ValueError:
        return {VALUE: _gone()}
    one = reviewed_by(db, thread, said.held.question)
    first = {Reply.BLOCKED: NOTE, More.PICK_DAY: DAY, More.HAND_OVER: PERSON}.get(deed, VALUE)
    if one is None:
        return {first: _gone()}
    entry = said.entries.get(first)
    typed, note = " ".join(str(entry or "").split()), " ".join(str(said.entries.get(NOTE) or "").split())
    deal = Deal(db, world, thread, one, said.by, day, now)
    if problem := deal.problem(deed, typed, str(said.entries.get(REASON) or "")):
        return {
            first if not isinstance(problem, tuple) else problem[0]: problem
            if isinstance(problem, Phrase)
            else problem[1]
        }
    if not claim(db, said.delivery, now=now):
        return {}
    match deed:
        case Reply.BLOCKED:
            deal.blocked(typed)
        case More.PICK_DAY:
            deal.snooze(deed, date.fromisoformat(typed), str(said.entries.get(REASON) or ""))
        case More.HAND_OVER:
            deal.offer(typed)
        case _:
            deal.value(typed, note)
    return {}


def _leave_form(
    db: Connection,
    world: World,
    thread: Thread,
    words: Words,
    deed: Reply,
    one: Scheduled,
    day: str,
    *,
    by: str,
    now: datetime,
) -> View | Message:
    """Why the project goes back or stops, with the reasons that lead there."""
    course = course_of(db, world, thread, by=by, now=now)
    kind, to, code = LEAVING[deed]
    ways = [way for way in course.kinds(kind) if to in (None, way.target)]
    ways.sort(key=lambda way: way.reason is None or way.reason.code != code)
    if not ways:
        return shown(db, world, course, words, moved_meanwhile())
    return leave_sheet(
        words, kind, ways, project=thread.project.id, reason=code, review=about(one.review), day=day, deed=deed.value
    )


def _moved(db: Connection, world: World, thread: Thread, words: Words, deal: Deal, deed: Reply) -> Message | None:
    """Move it at once, and fold the question; what is missing is shown with what helps."""
    course = course_of(db, world, thread, by=deal.by, now=deal.now)
    moved = decided(course, Order(deal.by, course.today, code=MOVING[deed]))
    if isinstance(moved, Refused):
        return shown(db, world, course, words, moved.problem)
    deal.settle(deed)
    carry_out(db, world, course, moved)
    return None if deal.day else done_message(course, words, moved)


def _said(words: Words, problem: Phrase | None) -> Message | None:
    return sentence(words, problem) if problem else None


def _gone() -> Phrase:
    return phrase("review.gone", "There is nothing to review here any more.")


def _yours() -> Phrase:
    return phrase("review.yours", "Thank you. It is yours now.")


def _declined() -> Phrase:
    return phrase("review.declined", "All right; it stays where it was.")


def _elsewhere(world: World, thread: Thread, words: Words) -> Phrase:
    return phrase(
        "review.elsewhere",
        "That is done in the project's thread: {name}.",
        name=name_of(world, thread, words),
    )


def _deed(value: str) -> tuple[date | None, Deed]:
    """The day of the message it stands in, and what is to be done; ValueError when it is neither."""
    day, _, deed = value.partition("/")
    return (date.fromisoformat(day) if day else None), deed_of(deed)
