"""Results as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.result import Unreadable
from flows.results.result import Measured, Split
from flows.results.typed import ResultLine, read_result_line
from tests.flows.results.samples import objective

VALUES = {
    "objectives": [
        objective("r1"),
        objective("r2", name="응답 시간", metric="p95 latency", unit="ms", kind="satisfice", target="100"),
        objective("r3", name="F1", metric="F1", unit="", target="0.8"),
        objective("r4", name="놓친 건수", metric="misses", unit="건", direction="lower", target="1000"),
    ],
    "latency_target": [{"id": "l1", "percentile": "p99", "max_ms": "200", "hardness": "hard"}],
}


@pytest.mark.parametrize(
    ("text", "row", "value", "split"),
    [
        ("recall 82% test", "r1", "82", Split.TEST),
        ("recall 0.82 test", "r1", "82", Split.TEST),
        ("재현율 82% 테스트", "r1", "82", Split.TEST),
        ("재현율은 82 퍼센트 운영에서", "r1", "82", Split.PRODUCTION),
        ("Recall of fraud: 82 % on the test set", "r1", "82", Split.TEST),
        ("rec 81", "r1", "81", None),
        ("test recall = 79.5", "r1", "79.5", Split.TEST),
        ("p95 latency 120 ms production", "r2", "120", Split.PRODUCTION),
        ("응답 시간은 120ms 실사용", "r2", "120", Split.PRODUCTION),
        ("p95 120 in production", "r2", "120", Split.PRODUCTION),
        ("F1 0.82 val", "r3", "0.82", Split.VAL),
        ("F1 82% 검증", "r3", "0.82", Split.VAL),
        ("f1 0.815 (train)", "r3", "0.815", Split.TRAIN),
        ("놓친 건수 1.2만 건 파일럿", "r4", "12000", Split.PILOT),
        ("misses 1,200 pilot", "r4", "1200", Split.PILOT),
        ("MISSES -3", "r4", "-3", None),
    ],
)
def test_lines(text: str, row: str, value: str, split: Split | None) -> None:
    read = read_result_line(text, VALUES)
    assert isinstance(read, ResultLine)
    assert (read.row, read.value, read.split, read.measured) == (row, value, split, Measured.OBJECTIVE)


def test_a_share_that_was_read_as_percent_is_said():
    read = read_result_line("recall 0.82 test", VALUES)
    assert isinstance(read, ResultLine)
    assert read.note is not None
    assert read.note.slots == {"typed": "0.82", "value": "82"}
    plain = read_result_line("recall 82 test", VALUES)
    assert isinstance(plain, ResultLine)
    assert plain.note is None


def test_small_percentages_stay_what_they_are_where_small_ones_are_usual():
    values = {"objectives": [objective(metric="error rate", direction="lower", target="1.5")]}
    read = read_result_line("error rate 0.9 test", values)
    assert isinstance(read, ResultLine)
    assert (read.value, read.note) == ("0.9", None)


def test_a_percentile_names_a_latency_target():
    assert read_result_line("p99 150ms prod", VALUES) == ResultLine("l1", "150", Split.PRODUCTION, Measured.LATENCY)


def test_the_only_objective_and_the_one_asked_for_need_no_name():
    assert read_result_line("81 test", {"objectives": [objective("x")]}) == ResultLine("x", "81", Split.TEST)
    assert read_result_line("81%", VALUES, row="r1") == ResultLine("r1", "81", None)
    assert read_result_line("81 test", VALUES) == ResultLine(None, "81", Split.TEST)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("precision 0.8", "result.no_such_objective"),
        ("recall 80 train test", "result.two_splits"),
        ("recall", "reading.number_unit"),
        ("recall 80-82", "reading.number_range"),
        ("recall 82% → 84%", "reading.number_unit"),
        ("응답 시간 82%", "reading.number_unit"),
        ("p95 latency 0.12 s", "reading.number_unit"),
        ("", "reading.number"),
        ("x" * 5000, "reading.number"),
    ],
)
def test_what_cannot_be_read_is_said_kindly(text: str, problem: str) -> None:
    read = read_result_line(text, VALUES)
    assert isinstance(read, Unreadable)
    assert read.problem.key == problem


def test_two_objectives_of_one_metric_are_told_apart():
    values = {"objectives": [objective("a", name="Recall, new"), objective("b", name="Recall, old")]}
    read = read_result_line("recall 80", values)
    assert isinstance(read, Unreadable)
    assert read.problem.slots == {"first": "Recall, new", "second": "Recall, old"}
    clear = read_result_line("recall, old 80 test", values)
    assert isinstance(clear, ResultLine)
    assert clear.row == "b"


@pytest.mark.parametrize("name", ["Training time", "Online conversion", "운영 비용", "Test coverage"])
def test_a_name_may_hold_a_word_for_a_split(name: str) -> None:
    values = {"objectives": [objective("a", name=name, unit="h"), objective("b", name="Other", metric="other")]}
    assert read_result_line(f"{name} 90 pilot", values) == ResultLine("a", "90", Split.PILOT)


def test_before_there_are_objectives():
    read = read_result_line("recall 80", {})
    assert isinstance(read, Unreadable)
    assert read.problem.key == "result.no_objectives"


@given(st.text(max_size=80))
def test_anything_typed_is_read_or_refused(text: str) -> None:
    assert isinstance(read_result_line(text, VALUES), ResultLine | Unreadable)
