"""Rows of a repeating group: typed whole, part by part, changed, chosen."""

from typing import Any

import pytest

from flows.catalog.loader import load_catalogue
from flows.questions import OneOfRows, People, Rows
from flows.reading import (
    Context,
    EditRow,
    Partial,
    Reading,
    RemoveRow,
    RowsDone,
    Understood,
    Unreadable,
    change_row,
    fill,
    read,
    row_word,
)

RECALL = {
    "id": "r1",
    "name": "Recall",
    "kind": "optimise",
    "metric": "recall",
    "unit": "%",
    "direction": "higher",
    "target": "80",
    "owner": ["UANA"],
}
SPEED = {
    **RECALL,
    "id": "r4",
    "name": "Speed",
    "kind": "satisfice",
    "unit": "ms",
    "direction": "lower",
    "target": "100",
}
ME = Context(speaker="UME")
GIVEN = Context(speaker="UME", answers={"objectives": [RECALL, SPEED]})
WHOLE = [
    "name: Recall; kind: optimise; metric: recall; direction: higher; target: 80%; owner: @UANA",
    "owner: @UANA; target: 80%; metric: recall; name: Recall; direction: 1; kind: 1",
    "Objective: Recall\nKind: optimise: the\nMetric: recall\nBetter is: Higher\nTarget: 80 %\nOwner: <@UANA|ana>",
    "Objective: Recall\nKind: optimise\nMetric: recall\nBetter: Higher\nTarget (or limit): 80%\nOwner: @UANA",
    "세부 목표: Recall; 종류: 최적화; 지표: recall; 좋은 방향: 높을수록; 목표 값: 80퍼센트; 단위: %; 담당자: @UANA",
    "목표：80%；담당자：@UANA；세부：Recall；지표：recall；좋은：높을수록；종류：최적화",
    "- NAME = Recall; KIND = Optimise; METRIC = recall; DIRECTION = higher; TARGET = 80; UNIT = %; OWNER = @UANA",
    "Recall; kind: 1; metric: recall; dir: higher; target: 80%; owner: @UANA",
    "name: Recall, kind: optimise, metric: recall, direction: higher, target: 80%, owner: @UANA",
    "name: Recall / kind: optimise / metric: recall / direction: higher / target: 80% / owner: @UANA",
]


def group(key: str) -> Rows:
    question = load_catalogue()[key]
    assert isinstance(question, Rows)
    return question


def rows(key: str, text: str, context: Context = ME) -> list[dict[str, Any]]:
    found = read(group(key), text, context)
    assert isinstance(found, Understood), (text, found)
    return list(found.value)


def partial(key: str, text: str, context: Context = ME) -> Partial:
    found = read(group(key), text, context)
    assert isinstance(found, Partial), (text, found)
    return found


def problem(found: Reading | Partial) -> str:
    assert isinstance(found, Unreadable), found
    return found.problem.key


@pytest.mark.parametrize("text", WHOLE)
def test_a_whole_row_can_be_typed_in_any_order_and_either_language(text: str):
    assert rows("objectives", text) == [RECALL]


@pytest.mark.parametrize("key", ["causes_and_solutions", "hypotheses"])
def test_the_example_that_the_bot_gives_is_understood(key: str):
    example = group(key).example
    english, korean = rows(key, example.en), rows(key, example.ko)
    assert len(english) == len(korean) == 1
    assert english[0].keys() == korean[0].keys()
    assert all(english[0][key] == korean[0][key] for key in ("kind", "status", "can_start_now") if key in english[0])


def test_the_first_thing_alone_leaves_the_required_ones_in_order():
    assert partial("objectives", "Recall") == Partial(
        {"id": "r1", "name": "Recall"}, ("kind", "metric", "direction", "target", "owner")
    )


def test_the_missing_parts_are_filled_one_by_one():
    found: Reading | Partial = partial("objectives", "name: Recall; target: 80%")
    for text in ("optimise", "recall", "높을수록"):
        assert isinstance(found, Partial)
        found = fill(group("objectives"), found, text, ME)
    assert isinstance(found, Partial)
    assert found.missing == ("owner",)
    assert problem(fill(group("objectives"), found, "ana", ME)) == "reading.people"
    done = fill(group("objectives"), found, "me", GIVEN)
    assert isinstance(done, Understood)
    assert done.value == [{**RECALL, "owner": ["UME"]}, SPEED]


def test_a_part_that_cannot_be_read_is_asked_again_and_the_rest_is_kept():
    found = partial("objectives", WHOLE[0].replace("80%", "lots").replace("metric: recall; ", "review every: soon; "))
    assert found.missing == ("metric", "target", "review_every")
    assert found.row["name"] == "Recall"
    assert found.problem
    assert found.problem.key == "reading.row_part"
    asked: Reading | Partial = fill(group("objectives"), found, "recall", ME)
    assert isinstance(asked, Partial)
    asked = fill(group("objectives"), asked, "80%", ME)
    assert isinstance(asked, Partial)
    assert asked.missing == ("review_every",)
    assert fill(group("objectives"), asked, "", ME) == Understood([RECALL])


def test_keys_that_name_no_part_are_listed():
    found = read(group("hypotheses"), "hypothesis: too many dishes; colour: red; size: 3", ME)
    assert problem(found) == "reading.row_keys"
    assert isinstance(found, Unreadable)
    assert found.problem.slots["keys"] == "“colour”, “size”"


@pytest.mark.parametrize("text", ["", "\n", ";;;", "  "])
def test_nothing_typed_is_no_row(text: str):
    assert problem(read(group("hypotheses"), text, ME)) == "reading.row_empty"


def test_parts_without_keys_go_by_their_order():
    assert rows("latency_target", "p95; 100 ms; hard") == [
        {"id": "r1", "percentile": "p95", "max_ms": "100", "hardness": "hard"}
    ]


def test_words_with_a_semicolon_or_an_address_go_on():
    text = "risk: lost data; and trust; kind: data; likelihood: 2; impact: high; mitigation: see https://x.y/z: a; b"
    assert rows("risks", text)[0] | {"id": "r1"} == {
        "id": "r1",
        "risk": "lost data; and trust",
        "kind": "data",
        "likelihood": "2",
        "impact": "3",
        "mitigation": "see https://x.y/z: a; b",
    }


@pytest.mark.parametrize(
    "text",
    [
        "- too many dishes\n- thin texts",
        "1. too many dishes\n2. thin texts",
        "hypothesis: too many dishes\nhypothesis: thin texts",
        "가설: too many dishes\n가설: thin texts",
    ],
)
def test_several_rows_at_once(text: str):
    assert rows("hypotheses", text) == [
        {"id": "r1", "hypothesis": "too many dishes"},
        {"id": "r2", "hypothesis": "thin texts"},
    ]


def test_of_several_rows_the_one_with_a_problem_is_named():
    found = read(group("hypotheses"), "- too many dishes\n- x", ME)
    assert isinstance(found, Unreadable)
    assert (found.problem.key, found.problem.slots["place"]) == ("reading.row_of_several", 2)


def test_new_rows_come_behind_the_old_with_an_id_that_was_never_used():
    assert [row["id"] for row in rows("objectives", WHOLE[0], GIVEN)] == ["r1", "r4", "r5"]
    gone = Context(answers=GIVEN.answers, gone=frozenset({"r9"}))
    assert rows("objectives", WHOLE[0], gone)[-1]["id"] == "r10"


def test_a_group_has_room_for_so_many_rows():
    full = Context(answers={"hypotheses": [{"id": f"r{n}", "hypothesis": "words"} for n in range(10)]})
    assert problem(read(group("hypotheses"), "too many dishes", full)) == "reading.rows_full"


def test_what_does_not_apply_to_the_row_is_left_out_and_noted():
    found = read(group("objectives"), WHOLE[0].replace("optimise", "satisfice") + "; weight: 50", ME)
    assert isinstance(found, Understood)
    assert "weight" not in found.value[0]
    assert found.note
    assert found.note.key == "reading.row_left_out"


def test_the_unit_is_that_of_the_row_or_of_the_row_it_points_to():
    baseline = "type: 3; objective: {}; value: {}"
    assert rows("baselines", baseline.format("Speed", "120 ms"), GIVEN)[0]["value"] == "120"
    assert rows("baselines", baseline.format("recall", "31%"), GIVEN)[0]["objective"] == "r1"
    assert partial("baselines", baseline.format("Speed", "120 km"), GIVEN).missing == ("value",)
    assert rows("objectives", WHOLE[0].replace("80%", "80 ms"))[0]["unit"] == "ms"


def test_a_row_can_be_changed_in_its_place():
    found = change_row(group("objectives"), 2, "target: 90 ms; kind: optimise", GIVEN)
    assert found == Understood([RECALL, {**SPEED, "kind": "optimise", "target": "90"}])
    assert problem(change_row(group("objectives"), 3, "target: 90", GIVEN)) == "reading.no_such_row"


def test_a_row_conflicts_with_other_rows_only():
    text = "who: Sales; role: sales; requirement: pricier places; hardness: soft; conflicts: Product"
    known = Context(answers={"stakeholders": [{"id": "r1", "who": "Product"}]})
    assert rows("stakeholders", text, known)[1]["conflicts_with"] == "r1"
    assert partial("stakeholders", text).missing == ("conflicts_with",)


@pytest.mark.parametrize("link", ["https://x.y/z", "<https://x.y/z>", "<https://x.y/z|x.y>"])
def test_a_link_is_an_address(link: str):
    text = f"type: 1; objective: 1; value: 3; link: {link}"
    assert rows("baselines", text, GIVEN)[0]["link"] == "https://x.y/z"
    assert partial("baselines", text.replace("https", "ftp"), GIVEN).missing == ("link",)


@pytest.mark.parametrize(
    ("text", "chosen"), [("1", "r1"), ("Recall", "r1"), ("rec", "r1"), ("r1", "r1"), ("1번", "r1")]
)
def test_a_row_is_chosen_by_place_name_or_id_among_those_offered(text: str, chosen: str):
    question = load_catalogue()["primary_objective"]
    assert isinstance(question, OneOfRows)
    assert read(question, text, GIVEN) == Understood(chosen)
    assert problem(read(question, "Speed", GIVEN)) == "reading.no_option"
    assert problem(read(question, text, ME)) == "reading.no_rows"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        *(
            (text, ["U1A"])
            for text in ("@U1A", "<@U1A>", "<@U1A|ana>", "@U1A, @U1A", "@U1A님", "@U1A입니다", " *@U1A* ")
        ),
        *((text, ["U1A", "W2B"]) for text in ("@U1A @W2B", "@U1A and @W2B", "@U1A, @W2B", "@U1A와 @W2B", "@U1A\n@W2B")),
        *((text, ["UME"]) for text in ("me", "나", "저요", "I", "Me.", "myself", "@UME and me")),
        *((text, ["U1A", "UME"]) for text in ("@U1A and me", "me & @U1A", "저랑 @U1A", "@U1A하고 나")),
    ],
)
def test_people_are_mentions_and_oneself(text: str, people: list[str]):
    question = load_catalogue()["feedback_people"]
    assert isinstance(question, People)
    assert read(question, text, ME) == Understood(people)


@pytest.mark.parametrize("text", ["", "ana", "@ana", "nobody", "not @U1A", "@u1a", "U1A", "a@U1A.com", "@U1Ax", "🙂"])
def test_what_is_no_mention_says_what_is_expected(text: str):
    question = load_catalogue()["feedback_people"]
    assert isinstance(question, People)
    assert problem(read(question, text, ME)) == "reading.people"
    assert problem(read(question, "me")) == "reading.people"
    assert problem(read(question, " ".join(f"@U{n}" for n in range(16)), ME)) == "reading.people_many"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        *(
            (text, EditRow(2))
            for text in ("edit 2", "Edit #2", "change row 2", "2번 수정", "수정 2", "2 edit", "2번 수정해 주세요")
        ),
        *(
            (text, RemoveRow(2))
            for text in ("remove 2", "delete no. 2", "삭제 2", "2번 삭제", "2번째 줄 빼 주세요", "2번을 지워 줘")
        ),
        *(
            (text, RowsDone())
            for text in ("done", "Done!", "finished", "that’s all", "끝", "끝이에요", "완료", "다 했어요", "없어요")
        ),
        ("edit 2: target: 85%", EditRow(2, "target: 85%")),
        ("2번 수정: 목표: 85%", EditRow(2, "목표: 85%")),
        *(
            (text, None)
            for text in (
                "edit",
                "edit two things",
                "2",
                "done with it all",
                "remove 200",
                "끝내주는 지표",
                "",
                "edit 2 3",
            )
        ),
    ],
)
def test_words_that_steer_a_group(text: str, word: EditRow | RemoveRow | RowsDone | None):
    assert row_word(text) == word
