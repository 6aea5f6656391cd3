"""A project's reviews, kept in step with where it is."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.calendars import Calendars
from flows.cadence.clocks import Subject, difference
from flows.cadence.escalation import Audience, next_step
from flows.cadence.review import Review, changed, reviewed
from flows.cadence.silence import silent_interview
from flows.courses import is_under_way, wanted_clocks
from flows.rhythm import Rhythm
from storage.projects import Project
from storage.reviews import THREAD, Scheduled, choice_of, drop_reviews, reviews_of, save_reviews
from storage.rhythms import Place, find_rhythm, save_rhythm
from storage.threads import Thread

OVER = frozenset({"stopped", "retired"})
"""Stages after which nobody is asked what came of a deployment."""


def reschedule(db: Connection, thread: Thread, *, now: datetime, looked: bool = False) -> None:
    """Make the reviews of a project those that it should have. Call it whenever its course changes: its stage,
    owner, objectives, drift, cadence, or that somebody `looked` at it: answered or said how it is going.
    """
    project, told = thread.project, thread.conversation
    days = Calendars(db, project.team)
    calendar = days.of(told.owner, project.channel)
    today = calendar.day_of(now)
    stored = {one.review.key: one for one in reviews_of(db, project.id)}
    rhythm, choice = days.rhythm(project.channel), choice_of(db, project.id)
    wanted = () if project.parked else wanted_clocks(told, project.stage, rhythm, choice)
    running = [one.review.clock for one in stored.values() if one.review.clock.every is not None]
    todo = difference(running, wanted)
    now_so: dict[str, Review] = {clock.key: Review(clock, last=today) for clock in todo.started}
    for clock in todo.changed:
        now_so[clock.key] = changed(stored[clock.key].review, clock, today)
    if looked:
        for clock in wanted:
            if clock.subject is Subject.PROJECT:
                before = now_so.get(clock.key) or stored[clock.key].review
                now_so[clock.key] = reviewed(before, today)
    stopped = list(todo.stopped)
    if is_under_way(told, project.stage) and not project.parked:
        nudge = silent_interview(project.id, told.owner, now, calendar)
        before_it = stored.get(nudge.key)
        if before_it is None or before_it.review != nudge:
            now_so[nudge.key] = nudge
    else:
        stopped += [key for key, one in stored.items() if one.review.clock.subject is Subject.INTERVIEW]
    for key, one in stored.items():
        if one.review.clock.subject is Subject.OUTCOME and project.stage in OVER:
            stopped.append(key)
        elif one.review.clock.subject is Subject.OUTCOME and one.review.clock.owner != told.owner:
            now_so[key] = replace(one.review, clock=replace(one.review.clock, owner=told.owner))
    drop_reviews(db, stopped)
    save_reviews(
        db,
        (
            scheduled(days, project, review, stored[key].value if key in stored else None)
            for key, review in now_so.items()
            if key not in stored or stored[key].review != review
        ),
    )


def scheduled(days: Calendars, project: Project, review: Review, value: str | None = None) -> Scheduled:
    """The review with the instant of its next step, and whom that goes to."""
    owner = review.clock.owner
    calendar = days.of(owner, project.channel)
    step = next_step(review, calendar, days.presence(owner))
    if step is None:
        return Scheduled(review, project.team, owner, None, value)
    person = whom(days, project, review, step.to)
    theirs = days.of(person, project.channel) if person else calendar
    day = theirs.workday_from(step.day)
    return Scheduled(review, project.team, person, theirs.slot(day), value)


def whom(days: Calendars, project: Project, review: Review, to: Iterable[Audience]) -> str:
    """Whom a step is told: the owner or the lead; else the thread, also of a lead that nobody knows."""
    audiences = tuple(to)
    if Audience.OWNER in audiences:
        return review.clock.owner
    if Audience.LEAD in audiences:
        return days.lead(project.channel) or THREAD
    return THREAD


def measured(db: Connection, thread: Thread, row: str, value: str, *, now: datetime) -> None:
    """A result was logged: what it measures is looked at, and a new round begins."""
    project = thread.project
    days = Calendars(db, project.team)
    for one in reviews_of(db, project.id):
        clock = one.review.clock
        if clock.subject is Subject.OBJECTIVE and clock.row == row:
            today = days.of(clock.owner, project.channel).day_of(now)
            save_reviews(db, [scheduled(days, project, reviewed(one.review, today), value)])


def begin_rhythm(db: Connection, team: str, channel: str, *, now: datetime) -> None:
    """A channel that gets its first project gets the usual settings, and a first digest."""
    place = Place(team, channel)
    if find_rhythm(db, place) is None:
        usual = Rhythm()
        slot = Calendars(db, team).next_digest(place, usual, now)
        save_rhythm(db, place, usual, digest_at=slot.at if slot else None)


def after_settings(db: Connection, threads: Iterable[Thread], *, now: datetime) -> None:
    """The channel's settings changed: its projects' reviews are due at other times."""
    for thread in threads:
        project = thread.project
        reschedule(db, thread, now=now)
        days = Calendars(db, project.team)
        save_reviews(db, [scheduled(days, project, one.review, one.value) for one in reviews_of(db, project.id)])
