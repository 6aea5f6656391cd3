"""Projects at every stage, and one in which nothing is open."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flows.answers import Answer, AnswerState
from flows.lifecycle.loader import load_lifecycle
from flows.lifecycle.moving import Moved, Order, Refused, move
from flows.lifecycle.stage import Stage
from flows.lifecycle.standing import Standing
from flows.lifecycle.where import Tick, Where
from flows.results.ml_test_score import Done
from flows.results.result import Measured, Split
from flows.scoring.verdict import Verdict
from tests.flows.results.samples import objective, result

LIFECYCLE = load_lifecycle()
OWNER, FRIEND = "U1", "U2"
NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
TODAY = date(2026, 3, 20)
NOTE = "That is how it is."


def ethics(*open_parts: str) -> dict[str, dict[str, str]]:
    parts = {"A": 4, "B": 3, "C": 5, "D": 5, "E": 4}
    return {
        f"{part}{number}": {"state": "open" if part in open_parts else "done"}
        for part, count in parts.items()
        for number in range(1, count + 1)
    }


COMPLETE: dict[str, Any] = {
    "project_name": "Fraud",
    "problem_statement": "Too much fraud",
    "value_size": "large",
    "archetype": "human_in_the_loop",
    "simple_solution": "solves_some",
    "label_status": "labelled",
    "error_cost": "moderate",
    "ethics_check": "manageable",
    "phenomenon": "Refunds doubled",
    "affected_people": "Finance",
    "evidence": ["data"],
    "causes_and_solutions": [{"id": "r1", "cause": "a", "solution": "b", "kind": "rule", "can_start_now": "yes"}],
    "prior_art": "none",
    "prediction_question": "Is it fraud?",
    "output_use": ["assist_staff"],
    "stakeholders": [{"id": "r1", "who": "Kim", "role": "legal", "requirement": "fast", "hardness": "hard"}],
    "ethics_review": ethics(),
    "explainability_need": "helpful",
    "explain_to": "staff",
    "hitl_useful_level": "80%",
    "hitl_person": "clerk",
    "goal": "Less fraud, happy customers",
    "objectives": [
        objective(business_metric="losses", owner=[OWNER]),
        objective("r2", name="Speed", metric="p95", unit="ms", kind="satisfice", direction="lower", target="100"),
    ],
    "success_definition": "Half the losses",
    "deadline": "2026-12-01",
    "budget": {"amount": "100", "currency": "KRW"},
    "legacy_constraint": "none",
    "error_preference": "equal",
    "mvp_scope": "one shop",
    "prototype_io": "in and out",
    "feedback_people": [FRIEND],
    "proceed_stop": "if it works",
    "team_members": [OWNER],
    "readiness_items": ["people"],
    "data_privacy": "personal_ok",
    "privacy_requirements": ["consent"],
    "data_sources": [{"id": "r1", "name": "db", "kind": "internal_db", "owner_team": "Pay", "refresh": "daily"}],
    "bias_risk": "few old cases",
    "data_versioning": "both",
    "data_volume": "enough",
    "data_access": "ready",
    "baselines": [{"id": "r1", "type": "heuristic", "objective": "r1", "value": "62"}],
    "offline_eval": "later dates",
    "slices": "new customers",
    "fairness_groups": "age",
    "online_test": "ab_test",
    "ab_plan": "two weeks",
    "latency_target": [{"id": "r1", "percentile": "p95", "max_ms": "100", "hardness": "hard"}],
    "label_feedback": ["thumbs"],
    "data_return": "nightly",
    "rollback_plan": "a switch",
    "monitored_metrics": [{"id": "r1", "kind": "business"}, {"id": "r2", "kind": "model"}],
    "retrain_plan": "manual",
    "problem_slice": "big refunds",
}

RESULTS = (
    result("79", Split.VAL),
    result("80", Split.TRAIN),
    result("78.5", Split.TEST, data_version="d1", model_version="m1", day=9),
    result("78", Split.TEST, slice="new customers"),
    result("90", Split.TEST, row="r2"),
    result("78", Split.PILOT, day=3),
    result("95", Split.PILOT, row="r1", measured=Measured.LATENCY),
)

TICKED = ("PL-X12", "DC-X6", "DC-X8", "TR-X6", "TR-X7", "DP-X2", "DP-X7", "OP-X1", "OP-X2", "OP-X3")


def answered(values: Mapping[str, Any], unknown: Iterable[str] = ()) -> dict[str, Answer]:
    given = {key: Answer(state=AnswerState.GIVEN, value=value, by=OWNER, at=NOW) for key, value in values.items()}
    return given | {key: Answer(state=AnswerState.UNKNOWN, by=OWNER, at=NOW) for key in unknown}


def standing(*, without: Iterable[str] = (), unknown: Iterable[str] = (), **values: Any) -> Standing:
    """Nothing is open, except for answers that are taken away or changed."""
    kept = {key: value for key, value in COMPLETE.items() if key not in (*without, *unknown)}
    return Standing(
        answers=answered(kept | values, unknown),
        now=NOW,
        owner=OWNER,
        verdict=Verdict.GO,
        results=RESULTS,
        ml_tests={"data.schema": Done.AUTOMATED},
        card_published=True,
    )


FULL = standing()
EMPTY = Standing(answers={}, now=NOW)


def at(stage: Stage, *, left: Stage | None = None, ticks: Iterable[str] = TICKED, **more: Any) -> Where:
    """A project in this stage with these checks ticked yesterday."""
    tick = Tick(by=OWNER, at=NOW - timedelta(days=1), note="It was looked at in detail")
    return Where(stage=stage, since=NOW, left=left, ticks=dict.fromkeys(ticks, tick), **more)


def go(
    where: Where,
    to: Stage | None = None,
    code: str | None = None,
    note: str = NOTE,
    project: Standing = FULL,
    **more: Any,
) -> Moved | Refused:
    return move(
        LIFECYCLE, where, Order(**{"by": OWNER, "day": TODAY, "to": to, "code": code, "note": note} | more), project
    )


def moved(came: Moved | Refused) -> Moved:
    assert isinstance(came, Moved), came
    return came


def refused(came: object) -> Refused:
    assert isinstance(came, Refused), came
    return came


def missing(came: object) -> list[str]:
    return [one.check.code for one in refused(came).missing]


def with_(project: Standing, **changes: Any) -> Standing:
    return replace(project, **changes)
