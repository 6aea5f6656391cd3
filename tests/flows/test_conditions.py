"""When a condition is true of the answers so far."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from flows.conditions import (
    AllOf,
    AnyOf,
    Condition,
    Is,
    IsNot,
    RowsCount,
    Unanswered,
    holds,
    looks_at,
    matches,
)

CONDITIONS: TypeAdapter[Condition] = TypeAdapter(Condition)

IS: dict[str, Any] = {"question": "task", "is": ["binary", "anomaly"]}
IS_NOT: dict[str, Any] = {"question": "task", "is_not": ["binary"]}
UNANSWERED: dict[str, Any] = {"question": "task", "unanswered": "true"}
TWO_ROWS: dict[str, Any] = {"rows": "objectives", "at_least": 2}
TWO_OPTIMISE: dict[str, Any] = TWO_ROWS | {"where": {"kind": ["optimise"]}}

OPTIMISE = {"id": "r1", "kind": "optimise"}
SATISFICE = {"id": "r2", "kind": "satisfice"}


@pytest.mark.parametrize(
    ("declared", "values", "expected"),
    [
        (IS, {"task": "binary"}, True),
        (IS, {"task": "anomaly"}, True),
        (IS, {"task": "ranking"}, False),
        (IS, {}, False),
        (IS_NOT, {"task": "ranking"}, True),
        (IS_NOT, {"task": "binary"}, False),
        (IS_NOT, {}, False),
        (UNANSWERED, {}, True),
        (UNANSWERED, {"task": "binary"}, False),
        (TWO_ROWS, {}, False),
        (TWO_ROWS, {"objectives": []}, False),
        (TWO_ROWS, {"objectives": [OPTIMISE]}, False),
        (TWO_ROWS, {"objectives": [OPTIMISE, SATISFICE]}, True),
        (TWO_OPTIMISE, {"objectives": [OPTIMISE, SATISFICE]}, False),
        (TWO_OPTIMISE, {"objectives": [OPTIMISE, OPTIMISE]}, True),
        (TWO_OPTIMISE, {"objectives": [{"id": "r3"}, OPTIMISE]}, False),
        ({"any": [IS, UNANSWERED]}, {}, True),
        ({"any": [IS, UNANSWERED]}, {"task": "binary"}, True),
        ({"any": [IS, UNANSWERED]}, {"task": "ranking"}, False),
        ({"all": [IS, TWO_ROWS]}, {"task": "binary", "objectives": [OPTIMISE, SATISFICE]}, True),
        ({"all": [IS, TWO_ROWS]}, {"task": "binary"}, False),
        ({"all": [IS, {"any": [TWO_ROWS, IS_NOT]}]}, {"task": "anomaly"}, True),
    ],
)
def test_a_condition_holds_or_not(declared: dict[str, Any], values: Mapping[str, Any], *, expected: bool) -> None:
    assert holds(CONDITIONS.validate_python(declared), values) is expected


def test_no_condition_always_holds() -> None:
    assert holds(None, {})
    assert list(looks_at(None)) == []


@pytest.mark.parametrize(
    ("declared", "shape"),
    [
        (IS, Is),
        (IS_NOT, IsNot),
        (UNANSWERED, Unanswered),
        (TWO_ROWS, RowsCount),
        ({"all": [IS, IS]}, AllOf),
        ({"any": [IS, IS]}, AnyOf),
    ],
)
def test_a_mapping_becomes_the_condition_it_looks_like(declared: dict[str, Any], shape: type) -> None:
    assert isinstance(CONDITIONS.validate_python(declared), shape)


@pytest.mark.parametrize(
    "declared",
    [
        {"question": "task"},
        {"question": "task", "is": []},
        {"question": "task", "is": "binary"},
        {"question": "task", "unanswered": "false"},
        {"question": "task", "equals": ["binary"]},
        {"rows": "objectives", "at_least": 0},
        {"any": [IS]},
        IS | {"is_not": ["binary"]},
    ],
)
def test_a_shape_that_says_nothing_clear_is_refused(declared: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        CONDITIONS.validate_python(declared)


def test_a_condition_that_was_built_can_be_validated_and_dumped_again() -> None:
    condition = CONDITIONS.validate_python({"any": [IS, {"all": [TWO_OPTIMISE, UNANSWERED]}]})
    assert CONDITIONS.validate_python(condition) == condition
    assert CONDITIONS.validate_python(CONDITIONS.dump_python(condition, by_alias=True)) == condition


def test_a_condition_names_every_question_it_depends_on() -> None:
    other = {"question": "label_status", "is_not": ["proxy"]}
    condition = CONDITIONS.validate_python({"any": [IS, {"all": [TWO_ROWS, other]}]})
    assert list(looks_at(condition)) == ["task", "objectives", "label_status"]


def test_every_row_matches_an_empty_where() -> None:
    assert matches(OPTIMISE, {})
    assert matches(OPTIMISE, {"kind": ("satisfice", "optimise")})
    assert not matches(OPTIMISE, {"kind": ("satisfice",)})
    assert not matches({}, {"kind": ("optimise",)})


QUESTIONS = ("task", "status", "cost")
OPTIONS = ("a", "b", "c")
some_options = st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=3).map(tuple)
some_question = st.sampled_from(QUESTIONS)
plain_conditions: st.SearchStrategy[Any] = st.one_of(
    st.builds(lambda question, values: {"question": question, "is": values}, some_question, some_options),
    st.builds(lambda question, values: {"question": question, "is_not": values}, some_question, some_options),
    st.builds(lambda question: {"question": question, "unanswered": True}, some_question),
    st.builds(lambda least: {"rows": "objectives", "at_least": least}, st.integers(1, 3)),
)
conditions: st.SearchStrategy[Condition] = st.recursive(
    plain_conditions,
    lambda parts: st.builds(
        lambda kind, several: {kind: several},
        st.sampled_from(("all", "any")),
        st.lists(parts, min_size=2, max_size=3),
    ),
    max_leaves=6,
).map(CONDITIONS.validate_python)
answers: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={question: st.sampled_from(OPTIONS) for question in QUESTIONS}
    | {"objectives": st.lists(st.just(OPTIMISE), max_size=4)},
)


@given(conditions, answers)
def test_only_the_questions_it_looks_at_decide(condition: Condition, values: dict[str, Any]) -> None:
    seen = {key: value for key, value in values.items() if key in set(looks_at(condition))}
    assert holds(condition, values) == holds(condition, seen)


@given(conditions, conditions, answers)
def test_all_and_any_are_what_their_parts_say(one: Condition, other: Condition, values: dict[str, Any]) -> None:
    both = AllOf.model_validate({"all": (one, other)})
    either = AnyOf.model_validate({"any": (one, other)})
    assert holds(both, values) == (holds(one, values) and holds(other, values))
    assert holds(either, values) == (holds(one, values) or holds(other, values))


@given(some_question, some_options, answers)
def test_exactly_one_of_is_is_not_and_unanswered_holds(
    question: str, options: tuple[str, ...], values: dict[str, Any]
) -> None:
    shapes = (
        Is.model_validate({"question": question, "is": options}),
        IsNot.model_validate({"question": question, "is_not": options}),
        Unanswered(question=question, unanswered=True),
    )
    assert sum(holds(shape, values) for shape in shapes) == 1


@given(st.integers(1, 4), answers)
def test_a_further_row_never_turns_a_count_false(least: int, values: dict[str, Any]) -> None:
    count = RowsCount(rows="objectives", at_least=least)
    more = values | {"objectives": [*values.get("objectives", ()), OPTIMISE]}
    assert holds(count, more) or not holds(count, values)
