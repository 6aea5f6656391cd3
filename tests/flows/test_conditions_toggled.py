"""A false condition keeps the stored answer and ignores it; once it is true again, the answer counts again."""

from datetime import UTC, datetime

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from flows.answers import values_of
from flows.conditions import holds, looks_at
from flows.conversation import Conversation
from flows.hearing import Message, hear
from flows.questions import OneOf
from flows.recording import given
from flows.scoring.scorer import LOOKED_AT, Scorer
from flows.turn import counted
from tests.flows.scoring.projects import Answers, full
from tests.flows.test_interview_properties import begun, quick

NOW = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
INTAKE = quick().intake
SCORER = Scorer(INTAKE.catalogue)
CONDITIONAL = sorted(
    key
    for key in LOOKED_AT
    if INTAKE[key].ask_if is not None
    and all(isinstance(INTAKE[other], OneOf) for other in looks_at(INTAKE[key].ask_if))
)
DECIDING = sorted({other for key in CONDITIONAL for other in looks_at(INTAKE[key].ask_if)})


def option() -> st.SearchStrategy[tuple[str, str]]:
    """A question that conditions look at, and something to choose there."""
    offered = ((key, asked) for key in DECIDING if isinstance(asked := INTAKE[key], OneOf))
    return st.sampled_from([(key, one.value) for key, asked in offered for one in asked.options])


def say(told: Conversation, key: str, value: object) -> Conversation:
    message = Message(by="ana", text=f"{key}: {value}", source=f"m{told.turn}")
    return counted(hear(quick(), told, message, now=NOW), told).conversation


def known(answers: Answers) -> Conversation:
    stored = {key: given(value, by="ana", at=NOW) for key, value in answers.items()}
    told = begun(quick(), "Menu helper").conversation
    return told.model_copy(update={"answers": {**told.answers, **stored}, "table": None})


@settings(max_examples=60)
@for_all(full(), st.lists(option(), min_size=1, max_size=6))
def test_what_a_condition_takes_out_is_kept_and_comes_back(answers: Answers, said: list[tuple[str, str]]) -> None:
    told = known(answers)
    first = SCORER.score(values_of(told.answers))
    for key, value in said:
        told = say(told, key, value)
        values = values_of(told.answers)
        assert values[key] == value
        assert all(values.get(other) == answers.get(other) for other in CONDITIONAL)
        ignored = {other for other in CONDITIONAL if not holds(INTAKE[other].ask_if, values)}
        counting = {other: held for other, held in values.items() if other not in ignored}
        assert SCORER.score(values) == SCORER.score(counting)
        assert {other for other in CONDITIONAL if not INTAKE.applies(other, told.answers)} == ignored
    for key in DECIDING:
        told = say(told, key, answers[key])
    assert SCORER.score(values_of(told.answers)) == first


def test_there_is_something_to_take_out() -> None:
    assert {"explainability_need", "label_cost", "error_handling"} <= set(CONDITIONAL)
