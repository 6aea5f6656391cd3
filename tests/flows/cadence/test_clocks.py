"""What of a project is reviewed, by whom, how often."""

from dataclasses import replace

from flows.cadence.cadence import Aim, Cadence, Drift, Profile
from flows.cadence.clocks import Clock, Course, Difference, Metric, Objective, Subject, clocks, difference
from flows.cadence.typed import Switch
from tests.flows.cadence.dates import COLLEAGUE, OWNER

SPAM = Objective("r1", Aim.OPTIMISE, owner=COLLEAGUE, every=Cadence(7))
RANKING = Objective("r2", Aim.OPTIMISE)
SPEED = Objective("r3", Aim.SATISFICE)
MAIL = Course("P1", "operation", OWNER, Drift.MONTHLY, (SPAM, RANKING, SPEED), (Metric("r1"),))


def asked(course: Course) -> dict[str, tuple[str, Cadence | None]]:
    return {clock.key: (clock.owner, clock.every) for clock in clocks(course)}


def test_every_objective_has_its_own_clock_and_owner() -> None:
    assert asked(MAIL) == {
        "P1:project:": (OWNER, Cadence(30)),
        "P1:objective:r1": (COLLEAGUE, Cadence(7)),
        "P1:objective:r2": (OWNER, Cadence(30)),
        "P1:objective:r3": (OWNER, Cadence(60)),
        "P1:metric:r1": (OWNER, Cadence(30)),
    }


def test_metrics_are_watched_only_in_operation() -> None:
    assert "P1:metric:r1" not in asked(replace(MAIL, stage="deployment"))


def test_without_a_verdict_and_in_a_pause_only_the_project_is_asked_about() -> None:
    assert asked(replace(MAIL, stage="intake")) == {"P1:project:": (OWNER, Cadence(7))}
    assert asked(replace(MAIL, stage="paused")) == {"P1:project:": (OWNER, Cadence(30))}


def test_nothing_is_asked_of_what_is_over() -> None:
    assert asked(replace(MAIL, stage="stopped")) == {}
    assert asked(replace(MAIL, stage="retired")) == {}


def test_the_monitoring_plan_counts_in_operation_and_goes_before_the_drift() -> None:
    planned = replace(MAIL, review_every=Cadence(45))
    assert asked(planned)["P1:project:"] == (OWNER, Cadence(45))
    assert asked(replace(planned, stage="training"))["P1:project:"] == (OWNER, Cadence(7))


def test_what_somebody_types_goes_before_everything_but_an_objective_s_own() -> None:
    typed = asked(replace(MAIL, typed=Cadence(14), review_every=Cadence(45), profile=Profile.LIGHT))
    assert {key: every for key, (_, every) in typed.items()} == {
        "P1:project:": Cadence(14),
        "P1:objective:r1": Cadence(7),
        "P1:objective:r2": Cadence(14),
        "P1:objective:r3": Cadence(14),
        "P1:metric:r1": Cadence(14),
    }


def test_off_is_off_but_a_pause_is_not_forgotten() -> None:
    off = replace(MAIL, typed=Switch.OFF)
    assert asked(off) == {}
    assert asked(replace(off, stage="paused")) == {"P1:project:": (OWNER, Cadence(30))}
    assert asked(replace(off, typed=Switch.DEFAULT)) == asked(MAIL)


def test_a_condition_that_no_longer_holds_cancels_its_clock() -> None:
    before = clocks(MAIL)
    rolled_back = clocks(replace(MAIL, stage="deployment", objectives=(SPAM, RANKING)))
    assert difference(before, rolled_back) == Difference(
        stopped=("P1:metric:r1", "P1:objective:r3"),
        started=(),
        changed=(
            Clock("P1", Subject.PROJECT, "", OWNER, Cadence(3)),
            Clock("P1", Subject.OBJECTIVE, "r2", OWNER, Cadence(3)),
        ),
    )
    assert difference(before, before) == Difference((), (), ())
    assert difference(before, ()) == Difference(tuple(sorted(clock.key for clock in before)), (), ())
    assert difference((), before) == Difference((), before, ())
