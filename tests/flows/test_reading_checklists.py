"""Points of a checklist, ticked in words."""

import pytest

from flows.catalog.loader import load_catalogue
from flows.questions import Checklist
from flows.reading import Context, Understood, Unreadable, read

DONE = {"state": "done"}
REASON = "no personal data"
NOT = {"state": "not_applicable", "reason": REASON}


def checklist() -> Checklist:
    question = load_catalogue()["ethics_review"]
    assert isinstance(question, Checklist)
    return question


def ticked(text: str, before: dict[str, dict[str, str]] | None = None) -> dict[str, dict[str, str]]:
    """What is no longer open."""
    found = read(checklist(), text, Context(answers={"ethics_review": before or {}}))
    assert isinstance(found, Understood), (text, found)
    assert list(found.value) == [item.key for part in checklist().parts for item in part.items]
    return {item: entry for item, entry in found.value.items() if entry["state"] != "open"}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "A1 done",
            "a1 done",
            "A1: done",
            "A1 완료",
            "A1은 완료했어요",
            "A1 ✅",
            "- A1 done",
            "done: A1",
            "A1 - yes",
            "A1 확인",
        ),
        *("People in the data agreed: done", "데이터의 당사자가 완료"),
    ],
)
def test_one_point_is_done(text: str):
    assert ticked(text) == {"A1": DONE}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "A1, A2 done",
            "A1 and A2 are done",
            "A1-A2 done",
            "A1 done; A2 done",
            "A1 done, A2 done",
            "A1 done\nA2 done",
        ),
        *("A1, A2 완료", "완료: A1, A2", "A1과 A2 완료"),
    ],
)
def test_several_points_are_done(text: str):
    assert ticked(text) == {"A1": DONE, "A2": DONE}


@pytest.mark.parametrize(
    "text", ["B all done", "part B done", "B done", "B1-B3 done", "B 전부 완료", "파트 B 완료", "Storing data: done"]
)
def test_a_part_is_done(text: str):
    assert ticked(text) == {"B1": DONE, "B2": DONE, "B3": DONE}


@pytest.mark.parametrize(
    "text", ["all done", "전부 완료", "everything done", "모두 완료했어요", "A-E done", "다 했어요"]
)
def test_everything_is_done_but_what_does_not_apply(text: str):
    assert len(ticked(text)) == 21
    kept = {"A1": NOT} if text != "A-E done" else {}
    assert ticked(text, {"A1": NOT}) == ticked(text) | kept


@pytest.mark.parametrize(
    "text",
    [
        *(
            f"A2 n/a: {REASON}",
            f"A2 N/A - {REASON}",
            f"A2 not applicable because {REASON}",
            f"A2 does not apply, {REASON}",
        ),
        *(f"A2 해당 없음: {REASON}", f"A2 해당없음 ({REASON})", f"A2는 해당 없어요: {REASON}", f"A2 na {REASON}"),
    ],
)
def test_a_point_does_not_apply_for_a_reason(text: str):
    assert ticked(text) == {"A2": NOT}


def test_different_points_in_one_line():
    text = f"A1 done, A2 n/a: {REASON}, C open; the rest done"
    assert ticked(text) == {**ticked("all done"), "A2": NOT}


def test_a_point_is_opened_again():
    assert ticked("A1 open", {"A1": DONE, "A2": NOT}) == {"A2": NOT}
    assert ticked("A1 미완료; A2 not done", {"A1": DONE, "A2": NOT}) == {}


@pytest.mark.parametrize("text", ["A2 n/a", "A2 n/a: no", "A2 해당 없음", f"A2 n/a: {'x' * 201}"])
def test_a_reason_is_needed(text: str):
    found = read(checklist(), text)
    assert isinstance(found, Unreadable)
    assert found.problem.key == "reading.checklist_reason"
    assert found.problem.slots["item"] == "A2"


@pytest.mark.parametrize(
    "text", ["", "hello", "A1", "Z9 done", "done", "A1 done maybe", "A10 done", "A1 done B", "완료", "\0"]
)
def test_what_names_no_point_or_state(text: str):
    found = read(checklist(), text)
    assert isinstance(found, Unreadable)
    assert found.problem.key == "reading.checklist"
