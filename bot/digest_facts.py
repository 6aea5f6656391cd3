"""What can be told of a portfolio in a digest, read from what is stored."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from fractions import Fraction
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from bot.calendars import Calendars
from bot.digest_ranks import ranks
from bot.names import Did
from bot.sight import Seen
from flows.cadence.calendar import Calendar
from flows.cadence.clocks import Subject
from flows.cadence.freshness import GRACE, Freshness, dormant_from, freshness
from flows.cadence.review import Level, Review, next_due
from flows.digest import facts
from flows.digest.facts import Cause, CloseCall, Fact, Names, Occasion, Person, Portfolio
from flows.digest.week import Span
from flows.lifecycle.loader import load_lifecycle
from flows.lifecycle.reason import Kind
from flows.lifecycle.stage import ACTIVE, Stage
from flows.lifecycle.where import Where
from flows.results.baseline import baselines
from flows.results.findings import findings
from flows.results.in_words import value_in_words
from flows.results.objective import primary
from flows.results.result import Measured, Result, in_force
from flows.results.way import way
from flows.scoring.texts import scoring_texts
from flows.scoring.verdict import Verdict
from storage.changes import Standing, changes_in, changes_owned, standings_in, standings_owned
from storage.history import Event
from storage.results import results_of
from storage.reviews import Scheduled, reviews_in
from storage.rhythms import Place
from storage.stages import places_of

TOO_LONG = 900  # ids in one query
STUCK = timedelta(days=30)
"""Past the day of the prototype."""
BUILT = timedelta(days=60)
"""In deployment."""
BEFORE_PILOT = ("intake", "planning", "data", "training")


@dataclass(frozen=True, slots=True)
class Known:
    """Everything a digest is made of."""

    facts: tuple[Fact, ...]
    portfolio: Portfolio
    standings: Mapping[str, Standing]
    """By the project's key."""


def known(db: Connection, place: Place, span: Span, sees: Seen | None = None) -> Known:
    """The facts of a channel's projects, or of those that a person runs, as far as they still see them."""
    days = Calendars(db, place.team)
    if place.is_person:
        owned = standings_owned(db, place.team, place.id)
        standings = [one for one in owned if sees is None or one.project.channel in sees.channels]
        happened = changes_owned(db, place.team, place.id, span.since, span.until)
    else:
        standings = standings_in(db, place.team, place.id)
        happened = changes_in(db, place.team, place.id, span.since, span.until)
    reviews = _reviews(db, standings)
    events = {project: [event for _, event in group] for project, group in _by_project(happened)}
    logged = {project for project, theirs in events.items() if any(one.what == Did.MEASURED for one in theirs)}
    logs = {project: in_force(results_of(db, project)) for project in sorted(logged)}
    wheres = places_of(db, [one.project.id for one in standings])
    calendars = {one.project.channel: days.here(one.project.channel) for one in standings}
    found = [
        fact
        for one in standings
        for fact in _of_project(
            one,
            events.get(one.project.id, ()),
            reviews.get(one.project.id, ()),
            logs.get(one.project.id, ()),
            calendars[one.project.channel],
            span,
            wheres.get(one.project.id),
        )
    ]
    by_key = {one.project.key: one for one in standings}
    close: CloseCall | None = None
    if not place.is_person:
        numbered = {one.project.number: _named(one) for one in standings}
        moved, close = ranks(db, place.team, place.id, numbered, span.since)
        found += moved
    return Known(tuple(found), _portfolio(standings, close), by_key)


@cache
def names() -> Names:
    """What stages, verdicts, rules and reasons are called."""
    lifecycle, texts = load_lifecycle(), scoring_texts()
    return Names(
        {
            **{verdict.value: said.label for verdict, said in texts.verdict.items()},
            **{code: rule.reason for code, rule in texts.rule.items()},
            **{code: reason.label for code, reason in lifecycle.reasons.items()},
            **{stage.value: described.label for stage, described in lifecycle.stages.items()},
        }
    )


def _reviews(db: Connection, standings: Sequence[Standing]) -> dict[str, list[Scheduled]]:
    ids = [one.project.id for one in standings]
    found: dict[str, list[Scheduled]] = {}
    for begin in range(0, len(ids), TOO_LONG):
        for one in reviews_in(db, ids[begin : begin + TOO_LONG]):
            found.setdefault(one.project, []).append(one)
    return found


def _by_project(happened: Iterable[tuple[str, Event]]) -> Iterator[tuple[str, Iterable[tuple[str, Event]]]]:
    return groupby(sorted(happened, key=lambda one: one[0]), key=lambda one: one[0])


def _portfolio(standings: Sequence[Standing], close: CloseCall | None) -> Portfolio:
    stages: dict[str, int] = {}
    for one in standings:
        if one.project.stage in ACTIVE and not one.project.parked:
            stages[one.project.stage] = stages.get(one.project.stage, 0) + 1
    confidences = tuple(
        Fraction(one.project.standing.scores["confidence"]).limit_denominator(1000)
        for one in standings
        if one.project.standing and "confidence" in one.project.standing.scores and not one.project.parked
    )
    return Portfolio(stages, confidences, close)


def _of_project(
    one: Standing,
    events: Sequence[Event],
    reviews: Sequence[Scheduled],
    log: Sequence[Result],
    calendar: Calendar,
    span: Span,
    where: Where | None,
) -> Iterator[Fact]:
    project = _named(one)
    yield facts.Started(project, at=one.project.created_at)
    for event in events:
        yield from _of_event(project, event)
    yield from _of_results(project, one, [event for event in events if event.what == Did.MEASURED], log)
    wakes_on = where.wakes_on if where and one.project.stage == "paused" else None
    if wakes := one.project.decision.until if one.project.decision else wakes_on:
        yield facts.DateAhead(project, wakes, Occasion.WAKE_UP)
    if one.project.parked or one.project.stage not in ACTIVE:
        return
    yield from _of_answers(project, one, calendar, span.today)
    if where:
        yield from _of_place(project, one, where, span)
    for scheduled in reviews:
        yield from _of_review(project, one, scheduled.review, calendar, span.today)


def _named(one: Standing) -> facts.Project:
    return facts.Project(one.project.key, one.project.name, one.project.owner)


def _of_event(project: facts.Project, event: Event) -> Iterator[Fact]:
    before = event.before if isinstance(event.before, Mapping) else {}
    after = event.after if isinstance(event.after, Mapping) else {}
    match event.what:
        case Did.VERDICT if before and before.get("verdict") != after.get("verdict"):
            yield facts.VerdictChanged(project, event.at, str(before["verdict"]), str(after["verdict"]))
        case Did.OVERRULED if after:
            yield facts.Overridden(project, event.at, str(after["verdict"]), str(after["reason"]))
        case Did.CLOSED if isinstance(event.after, int) and event.after:
            yield facts.BallotClosed(project, event.at, event.after)
        case Did.DECIDED if after.get("choice") in tuple(facts.Decision):
            decision = facts.Decision(str(after["choice"]))
            yield facts.Decided(project, event.at, decision, str(after.get("reason") or ""))
        case Did.STAGED if after.get("kind") == Kind.STOP:
            yield facts.Stopped(project, event.at, str(after["code"]), str(after.get("note") or ""))
        case Did.STAGED:
            told = after.get("kind") in (Kind.BACK, Kind.PAUSE, Kind.SHIP_RULES)
            yield facts.StageMoved(
                project,
                event.at,
                str(after["origin"]),
                str(after["target"]),
                str(after["code"]) if told else None,
                str(after.get("note") or ""),
            )
        case Did.CROSSED:
            yield facts.LimitBroken(project, event.at, str(after.get("metric") or ""))
        case Did.REVIEWED:
            yield facts.Reviewed(project, event.at, str(event.subject or "").partition("/")[2])
        case _:
            return


def _of_results(
    project: facts.Project, one: Standing, events: Sequence[Event], log: Sequence[Result]
) -> Iterator[Fact]:
    """The newest result of the primary objective, beside the one before this stretch."""
    values = {key: one.value(key) for key in ("objectives", "primary_objective", "baselines")}
    first = primary(values) if events else None
    if first is None:
        return
    logged = {event.after.get("id") for event in events if isinstance(event.after, Mapping)}
    theirs = [entry for entry in log if entry.row == first.row and entry.measured is Measured.OBJECTIVE]
    fresh = [entry for entry in theirs if entry.id in logged]
    if not fresh:
        return
    seen = baselines(first, values)
    found = findings(seen, [entry for entry in log if entry.at <= fresh[-1].at])
    earlier = [entry for entry in theirs if entry.id not in logged and entry.at < fresh[0].at]
    new = fresh[-1]
    start, end = seen.start, first.target
    yield facts.ResultLogged(
        project,
        new.at,
        first.name,
        value_in_words(new.exactly, first.unit),
        value_in_words(earlier[-1].exactly, first.unit) if earlier else None,
        baseline=value_in_words(seen.baseline.value, first.unit) if seen.baseline else None,
        target=value_in_words(end, first.unit),
        progress=way(start, end, new.exactly) if start is not None and first.optimise else None,
        reading=found[0].sentence if found else None,
    )


def _of_answers(project: facts.Project, one: Standing, calendar: Calendar, today: date) -> Iterator[Fact]:
    for key, occasion in (("deadline", Occasion.DEADLINE), ("prototype_date", Occasion.PROTOTYPE)):
        if day := _day(one.value(key)):
            yield facts.DateAhead(project, day, occasion)
            if occasion is Occasion.PROTOTYPE and one.project.stage in BEFORE_PILOT:
                yield facts.PrototypeOverdue(project, day)
                yield facts.Warned(project, calendar.instant(day + STUCK, time.min), Cause.STUCK_AT_PROTOTYPE)
    if clash := _clash(one.value("stakeholders") or ()):
        yield facts.Conflicting(project, clash)
    at = one.answered_at("causes_and_solutions")
    for row in one.value("causes_and_solutions") or ():
        ready = row.get("can_start_now") == "yes" and row.get("kind") != "ml_model"
        if at and ready and row.get("decision") != "rejected" and row.get("solution"):
            yield facts.QuickWin(project, at, str(row["solution"]))
    at = one.answered_at("risks")
    for row in one.value("risks") or ():
        if at and row.get("risk"):
            yield facts.Risk(
                project, at, str(row["risk"]), int(row.get("likelihood") or 1) * int(row.get("impact") or 1)
            )
    if one.value("value_size") == "none" and (at := one.answered_at("value_size")):
        yield facts.Warned(project, at, Cause.VALUE_UNCLEAR)
    standing = one.project.standing
    if standing and standing.rule == "R_CONTESTED":
        yield facts.Contested(project, standing.rule)
    if standing and standing.verdict == Verdict.RECONSIDER and (at := one.answered_at("archetype")):
        yield facts.Warned(project, at, Cause.BADLY_SCOPED)
    if one.project.stage == "planning" and not one.value("objectives"):
        late = one.project.created_at + timedelta(days=21)
        if calendar.day_of(late) <= today:
            yield facts.Warned(project, late, Cause.BADLY_SCOPED)


def _clash(stakeholders: Sequence[Mapping[str, Any]]) -> str:
    """Two hard requirements that exclude each other, if there are."""
    hard = {row.get("id"): row for row in stakeholders if row.get("hardness") == "hard"}
    for row in hard.values():
        if (other := hard.get(row.get("conflicts_with"))) and other is not row:
            return f"{row.get('requirement') or ''} / {other.get('requirement') or ''}"
    return ""


def _of_place(project: facts.Project, one: Standing, where: Where, span: Span) -> Iterator[Fact]:
    """What usually goes wrong with where a project is."""
    if where.stage is Stage.DEPLOYMENT and where.since + BUILT <= span.until:
        yield facts.Warned(project, where.since + BUILT, Cause.BUILT_NOT_RUN)
    left_planning = next((step.at for step in where.path if step.origin is Stage.PLANNING and step.kind.ahead), None)
    if left_planning and where.stage is not Stage.PLANNING and not one.value("success_definition"):
        yield facts.Warned(project, left_planning, Cause.SUCCESS_UNDEFINED)


def _of_review(
    project: facts.Project, one: Standing, review: Review, calendar: Calendar, today: date
) -> Iterator[Fact]:
    due = next_due(review, calendar)
    subject = review.clock.subject
    if due is None:
        if review.told is not None:
            yield facts.ReviewDue(project, Person(review.clock.owner), review.last)
        return
    if due <= today:
        yield facts.ReviewDue(project, Person(review.clock.owner), due, _thing(one, review))
    if review.told is not None and review.told >= Level.TO_LEAD and subject is Subject.PROJECT:
        yield facts.LeftToLead(project, review.last)
    state = freshness(review, today, calendar)
    if subject is Subject.PROJECT and state in (Freshness.STALE, Freshness.DORMANT):
        began = dormant_from(review, calendar) if state is Freshness.DORMANT else _stale_from(review, due, calendar)
        if began:
            yield facts.Aged(project, calendar.instant(began, time.min), state, review.last)
        if began and state is Freshness.DORMANT:
            yield facts.Warned(project, calendar.instant(began, time.min), Cause.NO_ONE_LEADING)


def _stale_from(review: Review, due: date, calendar: Calendar) -> date | None:
    every = review.clock.every
    if every is None:
        return None
    return max(every.after(review.last, calendar, 2), calendar.workdays_after(due, GRACE)) + timedelta(days=1)


def _thing(one: Standing, review: Review) -> str:
    group = {Subject.OBJECTIVE: "objectives", Subject.METRIC: "monitored_metrics"}.get(review.clock.subject)
    rows = one.value(group) or () if group else ()
    return next((str(row.get("name") or row.get("metric")) for row in rows if row.get("id") == review.clock.row), "")


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
