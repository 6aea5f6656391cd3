"""The owner's override, as values."""

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from flows.answers import Answer, AnswerState
from flows.catalog.loader import load_catalogue
from flows.circumstances import circumstances
from flows.conversation import Conversation, Overruled, Told
from flows.overruling import may_not, overruled_last, reason_problem, verdict_in_force
from flows.scoring.confidence import Freshness
from flows.scoring.score import Score
from flows.scoring.scorer import Scorer
from flows.scoring.verdict import Verdict
from flows.text import Language

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
GO = Overruled(verdict="go", reason="The remedy was agreed on Monday.", by="UANA", at=MONDAY)


@cache
def scorer() -> Scorer:
    return Scorer(load_catalogue())


def score(ethics: str) -> Score:
    return scorer().score({"ethics_check": ethics, "label_status": "labelled"})


def told(*, verdict: bool = True, overruled: Overruled | None = None) -> Conversation:
    answer = Answer(state=AnswerState.GIVEN, value="large", by="UANA", at=MONDAY)
    return Conversation(
        id="p",
        language=Language.EN,
        starter="UANA",
        owner="UANA",
        participants=("UANA", "UBEN"),
        started_at=MONDAY,
        answers={"value_size": answer},
        told=Told(verdict="reconsider", quadrant="park") if verdict else None,
        overruled=overruled,
    )


def test_the_owners_verdict_counts_unless_it_would_be_wrong_even_if_it_worked() -> None:
    assert verdict_in_force(score("serious_open"), None) is Verdict.RECONSIDER
    assert verdict_in_force(score("serious_open"), GO) is Verdict.GO
    assert verdict_in_force(score("unacceptable"), GO) is Verdict.DO_NOT_USE_ML


@pytest.mark.parametrize(
    ("ethics", "has_verdict", "refused"),
    [
        ("serious_open", True, None),
        ("unacceptable", True, "overrule.ethics"),
        ("serious_open", False, "overrule.early"),
    ],
)
def test_what_can_be_overridden(ethics: str, *, has_verdict: bool, refused: str | None) -> None:
    said = may_not(told(verdict=has_verdict), score(ethics))

    assert (said.key if said else None) == refused


@pytest.mark.parametrize(
    ("reason", "fine"),
    [("x" * 19, False), ("x" * 20, True), (f"x{' ' * 30}x", False), ("x" * 500, True), ("x" * 501, False), ("", False)],
)
def test_a_reason_has_20_to_500_characters(reason: str, *, fine: bool) -> None:
    assert (reason_problem(reason) is None) is fine


def test_undo_means_the_override_only_while_nothing_came_after_it() -> None:
    assert overruled_last(told(overruled=GO))
    assert not overruled_last(told())


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, Freshness.FRESH),
        (7, Freshness.FRESH),
        (9, Freshness.DUE),
        (14, Freshness.OVERDUE),
        (20, Freshness.STALE),
        (29, Freshness.DORMANT),
    ],
)
def test_a_project_grows_old_from_its_last_answer_on(days: int, expected: Freshness) -> None:
    around = circumstances(told(), "planning", (MONDAY + timedelta(days=days)).date())

    assert around.freshness is expected


def test_without_a_day_everything_is_fresh_and_an_override_is_told() -> None:
    around = circumstances(told(overruled=GO), "planning", None)

    assert around.freshness is Freshness.FRESH
    assert around.override is not None
    assert (around.override.user, around.override.reason) == ("UANA", "The remedy was agreed on Monday.")
