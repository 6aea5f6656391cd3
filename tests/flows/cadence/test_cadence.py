"""How often something is reviewed."""

import pytest

from flows.cadence.cadence import Aim, Cadence, Drift, Profile, cadence
from flows.cadence.typed import Switch, read_cadence
from flows.reading.result import Unreadable
from tests.flows.cadence.dates import SEOUL, day

WORKDAY, TWO_WORKDAYS = Cadence(1, workdays=True), Cadence(2, workdays=True)


@pytest.mark.parametrize(
    ("drift", "optimise", "satisfice", "project"),
    [
        (Drift.STATIC, Cadence(90), Cadence(90), Cadence(90)),
        (Drift.YEARLY, Cadence(90), Cadence(90), Cadence(90)),
        (Drift.MONTHLY, Cadence(30), Cadence(60), Cadence(30)),
        (Drift.WEEKLY, Cadence(7), Cadence(14), Cadence(14)),
        (Drift.DAILY, WORKDAY, TWO_WORKDAYS, Cadence(7)),
        (None, Cadence(30), Cadence(60), Cadence(30)),
    ],
)
def test_in_operation_it_follows_the_drift(
    drift: Drift | None, optimise: Cadence, satisfice: Cadence, project: Cadence
) -> None:
    assert [cadence("operation", aim, drift) for aim in Aim] == [optimise, satisfice, project]


@pytest.mark.parametrize(
    ("stage", "days"),
    [("intake", 7), ("planning", 7), ("data", 7), ("training", 7), ("deployment", 3), ("paused", 30)],
)
def test_before_operation_it_follows_the_stage_whatever_the_drift(stage: str, days: int) -> None:
    for drift in (None, Drift.DAILY):
        assert [cadence(stage, aim, drift) for aim in Aim] == [Cadence(days), Cadence(2 * days), Cadence(days)]


@pytest.mark.parametrize("stage", ["stopped", "retired", "no such stage"])
def test_what_is_over_is_not_reviewed(stage: str) -> None:
    assert [cadence(stage, aim) for aim in Aim] == [None, None, None]


def test_a_light_channel_is_asked_half_as_often_and_an_active_one_twice() -> None:
    def asked(stage: str, aim: Aim, drift: Drift | None = None) -> list[Cadence | None]:
        return [cadence(stage, aim, drift, profile) for profile in Profile]

    assert asked("planning", Aim.OPTIMISE) == [Cadence(14), Cadence(7), Cadence(4)]
    assert asked("operation", Aim.OPTIMISE, Drift.STATIC) == [Cadence(180), Cadence(90), Cadence(45)]
    assert asked("operation", Aim.OPTIMISE, Drift.DAILY) == [TWO_WORKDAYS, WORKDAY, WORKDAY]


def test_days_and_workdays_are_not_the_same_over_a_weekend() -> None:
    friday = day("2026-03-06")
    assert Cadence(2).after(friday, SEOUL) == day("2026-03-08")
    assert TWO_WORKDAYS.after(friday, SEOUL) == day("2026-03-10")
    assert WORKDAY.after(friday, SEOUL, times=4) == day("2026-03-12")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("every 2 weeks", Cadence(14)),
        ("2 weeks", Cadence(14)),
        ("10", Cadence(10)),
        ("Every week", Cadence(7)),
        ("every month", Cadence(30)),
        ("2주마다", Cadence(14)),
        ("격주", Cadence(14)),
        ("매주", Cadence(7)),
        ("3일마다", Cadence(3)),
        ("한 달에 한 번", Cadence(30)),
        ("every workday", WORKDAY),
        ("every other workday", TWO_WORKDAYS),
        ("every 3 business days", Cadence(3, workdays=True)),
        ("매 영업일", WORKDAY),
        ("2영업일마다", TWO_WORKDAYS),
        ("off", Switch.OFF),
        ("OFF.", Switch.OFF),
        ("끄기", Switch.OFF),
        ("default", Switch.DEFAULT),
        ("기본", Switch.DEFAULT),
    ],
)
def test_a_cadence_is_read_as_people_type_it(typed: str, meant: Cadence | Switch) -> None:
    assert read_cadence(typed) == meant


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "cadence.typed"),
        ("sometimes", "cadence.typed"),
        ("now and then", "cadence.typed"),
        ("every now and again", "cadence.typed"),
        ("every 0 workdays", "cadence.typed"),
        ("every 61 workdays", "cadence.typed"),
        ("181 days", "reading.duration_bounds"),
        ("2 years", "reading.duration_bounds"),
        ("2-3 weeks", "reading.number_range"),
    ],
)
def test_what_is_no_cadence_gets_one_sentence(typed: str, problem: str) -> None:
    refused = read_cadence(typed)
    assert isinstance(refused, Unreadable)
    assert refused.problem.key == problem
