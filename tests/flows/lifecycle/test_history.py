"""The place is what its history tells, on any day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from flows.lifecycle.history import Event, Started, apply, at, replay
from flows.lifecycle.moving import Moved, Order, move
from flows.lifecycle.path import path
from flows.lifecycle.reason import Kind, Reason
from flows.lifecycle.stage import ACTIVE, Stage
from flows.lifecycle.ticking import Done, name_substage, override, tick, untick, wait
from flows.lifecycle.where import Where
from flows.scoring.verdict import Verdict
from tests.flows.lifecycle.projects import FULL, LIFECYCLE, NOTE, NOW, OWNER, TICKED, go, moved
from tests.flows.lifecycle.projects import at as standing_at

REASON = "Decided with everybody in the room"
CODES = tuple(LIFECYCLE.reasons)
SUBSTAGES = tuple(LIFECYCLE.substages)
CHECKS = tuple(LIFECYCLE.checks)
EVENT = TypeAdapter[Event](Event)

acts = st.one_of(
    st.tuples(st.just("move"), st.sampled_from(CODES)),
    st.tuples(st.just("forward"), st.just("FWD")),
    st.tuples(st.sampled_from(["tick", "untick", "override"]), st.sampled_from(CHECKS)),
    st.tuples(st.just("substage"), st.sampled_from(SUBSTAGES)),
    st.tuples(st.just("wait"), st.just("")),
)


def lived(wanted: list[tuple[str, str]], days: list[int]) -> tuple[Where, list[Event]]:
    """A project's life: what was possible of what was wanted, with so many days between."""
    start = Started(by=OWNER, at=NOW)
    where, events, now = apply(None, start), list[Event]([start]), NOW
    for (act, what), gap in zip(wanted, days, strict=False):
        now += timedelta(days=gap, hours=1)
        project = replace(FULL, now=now, verdict=Verdict.GO_RULES_FIRST)
        match act:
            case "move" | "forward":
                if act == "forward":
                    for code in TICKED:
                        ticked = tick(LIFECYCLE, where, code, OWNER, project, "It was looked at in detail")
                        if isinstance(ticked, Done):
                            where = ticked.where
                            events.append(ticked.event)
                came = move(LIFECYCLE, where, Order(OWNER, now.date(), code=what, note=NOTE), project)
                if isinstance(came, Moved):
                    where = came.where
                    events.append(came.step)
                continue
            case "tick":
                done = tick(LIFECYCLE, where, what, OWNER, project, "It was looked at in detail")
            case "untick":
                done = untick(LIFECYCLE, where, what, OWNER, project)
            case "override":
                done = override(LIFECYCLE, where, what, OWNER, replace(project, answers={}), REASON)
            case "substage":
                done = name_substage(LIFECYCLE, where, what, OWNER, project)
            case _:
                done = wait(where, OWNER, now.date(), project)
        if isinstance(done, Done):
            where = done.where
            events.append(done.event)
    return where, events


lives = st.builds(lived, st.lists(acts, max_size=30), st.lists(st.integers(0, 40), min_size=30, max_size=30))


@given(lives)
@settings(max_examples=80, deadline=None)
def test_replaying_the_events_gives_the_stored_place(life: tuple[Where, list[Event]]) -> None:
    where, events = life
    assert replay(events) == where
    read_again = [EVENT.validate_json(EVENT.dump_json(event)) for event in events]
    assert replay(read_again) == where


@given(lives, st.integers(-3, 1300), st.sampled_from(["UTC", "Asia/Seoul", "America/New_York"]))
@settings(max_examples=80, deadline=None)
def test_the_place_on_a_day_is_what_had_happened_by_its_end(
    life: tuple[Where, list[Event]], later: int, name: str
) -> None:
    where, events = life
    zone = ZoneInfo(name)
    day = NOW.date() + timedelta(days=later)
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(days=1)
    before = [event for event in events if event.at < midnight]
    assert at(events, day, zone) == replay(before)
    assert at(events, events[-1].at.astimezone(zone).date(), zone) == where


@given(lives)
@settings(max_examples=80, deadline=None)
def test_what_is_always_true_of_a_place(life: tuple[Where, list[Event]]) -> None:
    where, _ = life
    aside = where.stage in (Stage.PAUSED, Stage.STOPPED, Stage.RETIRED)
    assert (where.left is not None) == aside
    assert where.left is None or where.left.active
    assert where.wakes_on is None or where.stage is Stage.PAUSED
    for one, other in zip(where.path, where.path[1:], strict=False):
        assert one.target is other.origin
        assert one.at < other.at
    for step in where.path:
        assert step.target in LIFECYCLE.reachable(step.origin, step.target)
        assert (step.kind is not Kind.BACK) or ACTIVE.index(step.target) < ACTIVE.index(step.origin)
    assert sum(where.returns.values()) == sum(step.kind is Kind.BACK for step in where.path)
    assert where.since == (where.path[-1].at if where.path else NOW)
    drawn = path(where)
    assert drawn.stays[-1].stage is where.stage
    assert sum(loop.count for loop in drawn.loops) == sum(where.returns.values())


@given(st.sampled_from([reason for reason in LIFECYCLE.reasons.values() if reason.kind is Kind.BACK]))
def test_back_and_forward_again_ends_where_it_began(reason: Reason) -> None:
    (origin,) = reason.origins
    where = moved(go(standing_at(origin), code=reason.code)).where
    assert {check.code for check in LIFECYCLE.checks_of(where.stage)}.isdisjoint(where.ticks)
    kept = {code for code in TICKED if LIFECYCLE.checks[code].stage is not where.stage}
    assert set(where.ticks) == kept
    while where.stage is not origin:
        ticks = standing_at(where.stage).ticks
        where = moved(go(where.model_copy(update={"ticks": ticks}), where.stage.next)).where
    assert where.stage is origin
    assert where.returns == {reason.code: 1}


def test_the_state_on_a_day():
    start = Started(by=OWNER, at=datetime(2026, 3, 2, 15, 30, tzinfo=UTC))
    first = moved(go(replay([start]) or standing_at(Stage.INTAKE), Stage.PLANNING)).step
    second = moved(go(standing_at(Stage.PLANNING), Stage.PAUSED, "PAUSE_CAPACITY")).step
    events = [
        start,
        first.model_copy(update={"at": datetime(2026, 3, 5, 9, tzinfo=UTC)}),
        second.model_copy(update={"at": datetime(2026, 3, 9, 20, tzinfo=UTC)}),
    ]
    seoul = ZoneInfo("Asia/Seoul")
    stages = {day: found.stage for day in range(1, 12) if (found := at(events, date(2026, 3, day), seoul))}
    assert [*stages.items()] == [
        (3, Stage.INTAKE),  # half past midnight in Seoul
        (4, Stage.INTAKE),
        *[(day, Stage.PLANNING) for day in range(5, 10)],
        (10, Stage.PAUSED),
        (11, Stage.PAUSED),
    ]
