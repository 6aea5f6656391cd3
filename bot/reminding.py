"""Reminders that are due: one message to one person on a day of theirs, inside one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

import structlog
from sqlalchemy import Connection

from bot.asking import project_of, question_of, settled_question
from bot.calendars import Calendars
from bot.deepening import deepening, last_deepened, to_deepen
from bot.i18n import Words
from bot.lanes import direct_to
from bot.names import card_of, reminder_of, thread_of
from bot.scheduling import scheduled, whom
from bot.views.message import Message, escape, message
from bot.views.reminder import Question, question_blocks, reminder_message
from bot.world import World
from flows.cadence.agenda import MOST, Agenda, Ask, MessageDay, agenda, may_deepen, message_day
from flows.cadence.asked import Asked, Item
from flows.cadence.calendar import Calendar
from flows.cadence.clocks import Subject
from flows.cadence.escalation import Audience, Step, next_step
from flows.cadence.review import told
from flows.text import Language
from storage.calls import Call
from storage.outbox import enqueue
from storage.outcomes import outcome_asked
from storage.reviews import (
    THREAD,
    Addressee,
    Scheduled,
    claim_day,
    find_asked,
    find_review,
    last_days,
    put_off,
    reviews_due,
    save_reviews,
)
from storage.threads import Thread, threads_of

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Due:
    """A review with the step to take, and whose calendar it goes by."""

    one: Scheduled
    thread: Thread
    step: Step
    calendar: Calendar


def remind(db: Connection, world: World, who: Sequence[Addressee], *, now: datetime) -> int:
    """Say what is due to these people, or put it off to their next workday; returns how many messages."""
    found = reviews_due(db, who, now=now)
    threads = threads_of(db, {one.project for one in found})
    sent = 0
    for team, of_team in groupby(sorted(found, key=lambda one: one.team), key=lambda one: one.team):
        days = Calendars(db, team)
        waiting = list(of_team)
        days.know({one.person for one in waiting} | {one.review.clock.owner for one in waiting})
        last = last_days(db, team, {one.person for one in waiting})
        ordered = sorted(waiting, key=lambda one: one.person)
        for person, theirs in groupby(ordered, key=lambda one: one.person):
            due = _due(db, days, threads, person, theirs, now=now)
            if person == THREAD:
                sent += sum(_in_thread(db, world, days, one, now) for one in due)
            elif due:
                sent += _directly(db, world, days, Addressee(team, person), due, last.get(person), now)
    return sent


def _due(
    db: Connection,
    days: Calendars,
    threads: dict[str, Thread],
    person: str,
    found: Iterable[Scheduled],
    *,
    now: datetime,
) -> list[Due]:
    """Those that are to be told this person now; what turned out to be for somebody else is given to them."""
    due: list[Due] = []
    others: list[Scheduled] = []
    for one in found:
        thread = threads[one.project]
        channel, owner = thread.project.channel, one.review.clock.owner
        own = days.of(owner, channel)
        step = next_step(one.review, own, days.presence(owner))
        to = whom(days, thread.project, one.review, step.to) if step else None
        theirs = days.of(person, channel) if person else own
        if step and to == person and step.day <= theirs.day_of(now):
            due.append(Due(one, thread, step, theirs))
        else:
            others.append(scheduled(days, thread.project, one.review, one.value))
    save_reviews(db, others)
    return due


def _directly(
    db: Connection, world: World, days: Calendars, who: Addressee, due: list[Due], last: date | None, now: datetime
) -> bool:
    """One message with up to five questions; the rest, or all of it while it may not arrive, waits."""
    by_key = {one.one.review.key: one for one in due}
    asked: list[Ask] = []
    later: list[tuple[datetime, str]] = []
    calendars: dict[str, list[Due]] = {}
    for one in due:
        calendars.setdefault(repr(one.calendar), []).append(one)
    for group in calendars.values():
        calendar = group[0].calendar
        plan = agenda([(one.one.review, one.step) for one in group], now, calendar, last)
        room = MOST - len(asked)
        asked += plan.ask[:room]
        later += [(plan.rolled_to, review.key) for review in plan.rolled]
        if over := plan.ask[room:]:
            next_day = calendar.slot(calendar.workdays_after(plan.when.day, 1))
            later += [(next_day, review.key) for review, _ in over]
    for then, key in later:
        put_off(db, [key], then)
    if not asked:
        return False
    first = by_key[asked[0][0].key]
    day = first.calendar.day_of(now)
    deepen = None
    if may_deepen(Agenda(MessageDay(day, now), tuple(asked), (), now), last_deepened(db, who, day)):
        deepen = to_deepen(db, world, (by_key[review.key].thread for review, _ in asked), now=now)
    items = Asked(
        items=tuple(Item(review=review.key, level=step.level, new_owner=step.new_owner) for review, step in asked),
        deepen=deepen,
    )
    if not claim_day(db, who, day, items.model_dump_json(exclude_defaults=True), at=now):
        put_off(db, [review.key for review, _ in asked], first.calendar.slot_after(now))
        return False
    words = days.words(who.person, Language(first.thread.project.language))
    questions = [
        question_of(db, world, by_key[item.review].thread, by_key[item.review].one, item, words, day=day)
        for item in items.items
    ]
    extra = deepening(db, world, deepen, day, words) if deepen else None
    shown = reminder_message(words, questions, extra)
    enqueue(db, [_post(world, who, reminder_of(who.team, who.person, day), shown)], due_at=now)
    told_now = []
    for review, step in asked:
        one = by_key[review.key]
        if review.clock.subject is Subject.OUTCOME:
            outcome_asked(db, review.clock.project, int(review.clock.row), now=now)
        if Audience.THREAD in step.to:
            _say_in_thread(db, world, days, one, now)
        told_now.append(_after(days, one, now))
    save_reviews(db, told_now)
    log.info("review.due", count=len(asked))
    return True


def _in_thread(db: Connection, world: World, days: Calendars, due: Due, now: datetime) -> bool:
    when = message_day(now, due.calendar)
    if when.at > now:
        put_off(db, [due.one.review.key], when.at)
        return False
    _say_in_thread(db, world, days, due, now)
    save_reviews(db, [_after(days, due, now)])
    return True


def _after(days: Calendars, due: Due, now: datetime) -> Scheduled:
    review = told(due.one.review, due.step.level, due.calendar.day_of(now))
    return scheduled(days, due.thread.project, review, due.one.value)


def _say_in_thread(db: Connection, world: World, days: Calendars, due: Due, now: datetime) -> None:
    project = due.thread.project
    words = Words(Language(project.language), escape)
    item = Item(review=due.one.review.key, level=due.step.level)
    asked = question_of(db, world, due.thread, due.one, item, words)
    shown = message(*question_blocks(words, asked))
    payload = {"channel": project.channel, **shown.payload, "unfurl_links": False, "unfurl_media": False}
    lane, card = thread_of(project.id), card_of(project.id)
    enqueue(db, [Call(project.team, lane, "chat.postMessage", payload, world.new_id(), thread=card)], due_at=now)


def _post(world: World, who: Addressee, surface: str, shown: Message) -> Call:
    payload = {"channel": who.person, **shown.payload, "unfurl_links": False, "unfurl_media": False}
    return Call(who.team, direct_to(who.team, who.person), "chat.postMessage", payload, world.new_id(), surface=surface)


def show_again(db: Connection, world: World, who: Addressee, day: date, *, now: datetime) -> None:
    """Bring the message of that day up to date: what was answered is one line, what is not asked any more is gone."""
    found = find_asked(db, who, day)
    if found is None:
        return
    asked = Asked.model_validate_json(found)
    questions: list[Question] = []
    threads = threads_of(db, {project_of(item.review) for item in asked.items})
    words = Calendars(db, who.team).words(who.person, next(iter(threads.values())).conversation.language)
    for item in asked.items:
        thread = threads[project_of(item.review)]
        if item.deed:
            questions.append(settled_question(world, thread, item, words))
        elif one := find_review(db, item.review):
            questions.append(question_of(db, world, thread, one, item, words, day=day))
    if not questions:
        return
    extra = deepening(db, world, asked.deepen, day, words) if asked.deepen else None
    surface = reminder_of(who.team, who.person, day)
    shown = reminder_message(words, questions, extra)
    enqueue(db, [Call(who.team, surface, "chat.update", shown.payload, world.new_id(), target=surface)], due_at=now)
