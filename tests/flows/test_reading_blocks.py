"""A pasted block of lines that answers many questions at once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.catalog.loader import load_catalogue
from flows.reading import Block, Context, Understood, read, read_block

KNOWN = Context(today=date(2026, 11, 18), currency="KRW", speaker="UME")
LINES = {
    "project_name": "Menu helper",
    "problem_statement": "First-time guests cannot choose a dish because the menu is long.",
    "value_size": "3",
    "error_handling": "2, 4",
    "affected_count": "약 1,200명",
    "annual_value": "₩1.2억",
    "annual_cost": "45,000,000",
    "acceptable_failure_rate": "0.1%",
    "deadline": "다음 주 금요일",
    "label_delay": "2 weeks",
    "team_members": "me and @U1A",
    "ethics_review": "A1 done; A2 n/a: no personal data",
    "hypotheses": "hypothesis: too many dishes; status: supported",
}


def block(text: str, context: Context = KNOWN) -> Block:
    return read_block(load_catalogue(), text, context)


def one_by_one() -> dict[str, object]:
    values: dict[str, object] = {}
    for question in load_catalogue().questions.values():
        if question.key in LINES:
            context = Context(KNOWN.today, KNOWN.currency, KNOWN.speaker, answers=dict(values))
            found = read(question, LINES[question.key], context)
            assert isinstance(found, Understood), question.key
            values[question.key] = found.value
    return values


@given(
    st.permutations(sorted(LINES)),
    st.sampled_from(["key", "id", "en", "ko", "words"]),
    st.sampled_from([": ", "：", " = "]),
)
def test_a_block_in_any_order_is_what_its_lines_are_one_by_one(keys: list[str], called: str, mark: str):
    def name(key: str) -> str:
        asked = load_catalogue()[key]
        names = {
            "key": key,
            "id": asked.id,
            "en": asked.question.en,
            "ko": asked.question.ko,
            "words": key.replace("_", " "),
        }
        return names[called]

    found = block("\n".join(f"{name(key)}{mark}{LINES[key]}" for key in keys))
    assert found == Block(understood=one_by_one())


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("PD-12: 3", "value_size"),
        ("pd-12 = 3", "value_size"),
        ("- value size: 3", "value_size"),
        ("1. VALUE_SIZE: 3", "value_size"),
        ("If this works, how big: 3", "value_size"),
        ("잘 되면 1년 동안: 3", "value_size"),
        ("budget: 3천만원", "budget"),
        ("What should we call this: Menu helper", "project_name"),
    ],
)
def test_a_question_is_named_by_key_id_or_beginning(line: str, key: str):
    assert list(block(line).understood) == [key]


@pytest.mark.parametrize(
    "text",
    [
        "hypotheses:\n- too many dishes\n- hypothesis: thin texts; status: rejected",
        "hypotheses: too many dishes\nhypotheses: hypothesis: thin texts; status: rejected",
        "hypotheses:\nhypothesis: too many dishes\nhypothesis: thin texts; status: rejected",
        "budget: 5원\nhypotheses:\n  1. too many dishes\n  2. 가설: thin texts; 상태: 기각됨\n",
    ],
)
def test_rows_are_repeated_lines_or_bullets(text: str):
    assert block(text).understood["hypotheses"] == [
        {"id": "r1", "hypothesis": "too many dishes"},
        {"id": "r2", "hypothesis": "thin texts", "status": "rejected"},
    ]


def test_rows_are_there_before_they_are_chosen_whatever_the_order():
    row = "name: Recall; kind: 1; metric: recall; direction: higher; target: 80%; owner: me"
    found = block(f"baselines: type: 3; objective: recall; value: 31%\nprimary_objective: Recall\nobjectives: {row}")
    assert found.refused == ()
    assert found.understood["primary_objective"] == "r1"
    assert found.understood["baselines"][0]["objective"] == "r1"


def test_lines_that_cannot_be_read_come_back_in_their_order():
    found = block(
        "deadline: soon\ncolour: red\nbudget: $5\nproblem: x\nhello there\nvalue_size: huge\nhypotheses: data: logs"
    )
    assert found.understood == {"budget": {"amount": "5", "currency": "USD"}}
    assert [(line, problem.key) for line, problem in found.refused] == [
        ("deadline: soon", "reading.date"),
        ("problem: x", "reading.block_ambiguous"),
        ("value_size: huge", "reading.no_option"),
        ("hypotheses: data: logs", "reading.row_missing"),
    ]
    assert found.unknown == ("colour: red", "hello there")


def test_what_is_not_known_yet_is_left_open_where_that_is_an_answer():
    found = block("label_delay: don't know\nbudget: 모름\nproject_name: don't know")
    assert sorted(found.left_open) == ["budget", "label_delay"]
    assert found.understood == {"project_name": "don't know"}


def test_a_long_text_goes_on_over_lines_and_the_last_of_two_lines_counts():
    found = block("phenomenon: Sales have fallen for months\nand nobody knows why.\nbudget: 1원\nbudget: 2원")
    assert found.understood["phenomenon"] == "Sales have fallen for months\nand nobody knows why."
    assert found.understood["budget"]["amount"] == "2"


@given(st.text(max_size=300))
def test_any_text_is_some_block(text: str):
    assert isinstance(block(text), Block)
