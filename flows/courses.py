"""Where a project is on its way, from its answers: what there is to review, and since when it was not looked at."""

from collections.abc import Iterator, Mapping
from typing import Any

from flows.answers import AnswerState
from flows.cadence.cadence import Aim, Cadence, Drift
from flows.cadence.clocks import Clock, Course, Metric, Objective, clocks
from flows.conversation import Conversation, Mode
from flows.rhythm import Choice, Rhythm

Row = Mapping[str, Any]

INTAKE = "intake"


def wanted_clocks(told: Conversation, stage: str, rhythm: Rhythm, choice: Choice) -> tuple[Clock, ...]:
    """What has to be reviewed; nothing while the quick intake is under way, for which `is_silent_after` counts."""
    if told.mode is Mode.CANCELLED or is_under_way(told, stage):
        return ()
    return clocks(course_of(told, stage, rhythm, choice))


def is_under_way(told: Conversation, stage: str) -> bool:
    """Whether the interview waits for an answer that the first verdict needs."""
    return told.mode is Mode.OPEN and told.table is not None and (stage == INTAKE and told.told is None)


def course_of(told: Conversation, stage: str, rhythm: Rhythm, choice: Choice) -> Course:
    """What its reviews depend on."""
    drift = _value(told, "drift_speed")
    return Course(
        project=told.id,
        stage=stage,
        owner=told.owner,
        drift=Drift(drift) if drift in tuple(Drift) else None,
        objectives=tuple(_objectives(told, choice)),
        metrics=tuple(_metrics(told, choice)),
        review_every=_every(_value(told, "review_every")),
        typed=choice.every,
        profile=rhythm.profile,
    )


def rows_in(told: Conversation, key: str) -> tuple[Row, ...]:
    """The rows of a group that are given, as they are stored."""
    value = _value(told, key)
    return tuple(row for row in value if isinstance(row, Mapping) and row.get("id")) if isinstance(value, list) else ()


def _objectives(told: Conversation, choice: Choice) -> Iterator[Objective]:
    for row in rows_in(told, "objectives"):
        aim = Aim.SATISFICE if row.get("kind") == "satisfice" else Aim.OPTIMISE
        yield Objective(str(row["id"]), aim, _owner(row, choice), _every(row.get("review_every")))


def _metrics(told: Conversation, choice: Choice) -> Iterator[Metric]:
    for row in rows_in(told, "monitored_metrics"):
        yield Metric(str(row["id"]), _owner(row, choice), _every(row.get("check_every")))


def _owner(row: Row, choice: Choice) -> str | None:
    if taken_over := choice.owners.get(str(row["id"])):
        return taken_over
    people = row.get("owner")
    return str(people[0]) if isinstance(people, list) and people else None


def _every(days: object) -> Cadence | None:
    return Cadence(days) if isinstance(days, int) and days > 0 else None


def _value(told: Conversation, key: str) -> Any:
    answer = told.answers.get(key)
    return answer.value if answer and answer.state is AnswerState.GIVEN else None
