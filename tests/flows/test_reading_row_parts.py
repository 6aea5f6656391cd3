"""A row that is filled in part by part, and rows that are taken out."""

import pytest

from flows.catalog.loader import load_catalogue
from flows.questions import Rows
from flows.reading import Context, Partial, Reading, Understood, Unreadable, drop_row, fill
from flows.reading.rows import place_row

ME = Context(speaker="UME")


def group(key: str) -> Rows:
    question = load_catalogue()[key]
    assert isinstance(question, Rows)
    return question


CAUSE = Partial({"id": "r1", "cause": "thin descriptions"}, ("solution", "kind", "can_start_now"))
DONE = {"id": "r1", "cause": "thin descriptions", "solution": "rewrite them", "kind": "rule", "can_start_now": "yes"}


@pytest.mark.parametrize(
    "text",
    [
        "solution: rewrite them; kind: rule; can it start: yes",
        "can it start: yes; kind: rule; solution: rewrite them",
        "rewrite them; kind: rule; can it start: yes",
        "해결 방법: rewrite them; 종류: rule; 바로 시작: yes",
    ],
)
def test_several_parts_can_be_named_at_once(text: str):
    assert fill(group("causes_and_solutions"), CAUSE, text, ME) == Understood([DONE])


def test_what_was_named_is_kept_and_the_rest_is_asked():
    found = fill(group("causes_and_solutions"), CAUSE, "can it start: yes", ME)
    assert isinstance(found, Partial)
    assert found.row["can_start_now"] == "yes"
    assert found.missing == ("solution", "kind")


def test_a_named_part_that_cannot_be_read_is_asked_again():
    found = fill(group("causes_and_solutions"), CAUSE, "solution: rewrite them; kind: magic", ME)
    assert isinstance(found, Partial)
    assert found.row["solution"] == "rewrite them"
    assert found.missing == ("kind", "can_start_now")
    assert found.problem
    assert found.problem.key == "reading.row_part"


def test_a_part_that_was_asked_for_is_not_forgotten_because_another_is_named():
    draft = Partial({"id": "r1", "hypothesis": "too many dishes"}, ("data", "status"))
    found = fill(group("hypotheses"), draft, "status: 1", ME)
    assert isinstance(found, Partial)
    assert found.missing == ("data",)
    assert isinstance(fill(group("hypotheses"), found, "", ME), Understood)


def test_a_text_with_a_colon_that_names_nothing_is_the_part_that_was_asked():
    found = fill(group("causes_and_solutions"), CAUSE, "see: https://x.y/z; then rewrite", ME)
    assert isinstance(found, Partial)
    assert found.row["solution"] == "see: https://x.y/z; then rewrite"


def test_an_earlier_part_can_be_said_again():
    found = fill(group("causes_and_solutions"), CAUSE, "cause: too many dishes; solution: shorten it", ME)
    assert isinstance(found, Partial)
    assert (found.row["cause"], found.row["solution"]) == ("too many dishes", "shorten it")


def test_a_key_that_names_no_part_keeps_the_row_as_it_was():
    found = fill(group("causes_and_solutions"), CAUSE, "solution: shorten it\ncolour: red", ME)
    assert isinstance(found, Unreadable)
    assert found.problem.key == "reading.row_keys"


WHO = [{"id": "r1", "who": "Product"}, {"id": "r4", "who": "Sales", "conflicts_with": "r1"}, {"id": "r5", "who": "Law"}]


def drop(place: int) -> Reading:
    return drop_row(group("stakeholders"), place, Context(answers={"stakeholders": WHO}))


def test_a_row_is_taken_out_and_the_others_keep_their_ids():
    assert drop(3) == Understood(WHO[:2])
    assert drop(2) == Understood([WHO[0], WHO[2]])


def test_no_row_points_to_one_that_is_gone():
    assert drop(1) == Understood([{"id": "r4", "who": "Sales"}, WHO[2]])


@pytest.mark.parametrize("place", [0, 4, -1])
def test_a_row_that_is_not_there_cannot_be_taken_out(place: int):
    found = drop(place)
    assert isinstance(found, Unreadable)
    assert (found.problem.key, found.problem.slots["count"]) == ("reading.no_such_row", 3)


def test_a_row_is_placed_with_the_problem_of_each_column():
    found = place_row(group("latency_target"), {"id": "r1"}, {"percentile": "p95", "max_ms": "fast"}, ME)
    assert not isinstance(found, Understood | Unreadable)
    assert {key: said.key for key, said in found.items()} == {
        "max_ms": "reading.number",
        "hardness": "reading.row_missing",
    }
