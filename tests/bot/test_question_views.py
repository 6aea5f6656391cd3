"""How each kind of question looks in the thread."""

import html
from functools import cache
from typing import Any

import pytest

from bot.i18n import Words
from bot.names import Act
from bot.views.answer import answer_lines, answer_text
from bot.views.message import Block, Message, escape
from bot.views.pressed import Pressed, pressed_from
from bot.views.question import folded_message, question_message
from flows.answers import Answer, AnswerState
from flows.catalog.loader import load_catalogue
from flows.conversation import Draft
from flows.flow import Flow, intake
from flows.questions import ManyOf
from flows.reading import Context
from flows.text import Language
from tests.bot.answers import everything, given

PROJECT = "f" * 24
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
SPEED = RECALL | {"id": "r4", "name": "Speed", "kind": "satisfice"}
KNOWN = {"objectives": [RECALL, SPEED]}


@cache
def flow() -> Flow:
    return intake(load_catalogue())


def words(language: Language = Language.EN) -> Words:
    return Words(language, escape)


def ask(
    key: str,
    value: Any = None,
    *,
    answers: dict[str, Any] | None = None,
    draft: Draft | None = None,
    state: AnswerState = AnswerState.GIVEN,
    language: Language = Language.EN,
    reach: tuple[str, ...] = ("quick",),
) -> Message:
    values = KNOWN | (answers or {}) | ({key: value} if value is not None else {})
    told = {name: given(one) for name, one in values.items()}
    answer: Answer | None = told[key] if value is not None else None
    if state is not AnswerState.GIVEN:
        answer = given(None).model_copy(update={"state": state})
    return question_message(
        words(language),
        PROJECT,
        flow().reaching(reach),
        flow()[key],
        line=3,
        context=Context(answers=values),
        answers=told,
        answer=answer,
        draft=draft,
    )


def elements(message: Message) -> list[dict[str, Any]]:
    return [element for block in message.blocks for element in block.get("elements", ()) if "action_id" in element]


def buttons(message: Message) -> list[str]:
    return [element["text"]["text"] for element in elements(message) if element["type"] == "button"]


def control(message: Message, action: Act) -> tuple[Block, dict[str, Any]]:
    return next(
        (block, element)
        for block in message.blocks
        for element in block.get("elements", ())
        if element.get("action_id") == action
    )


@pytest.mark.parametrize(
    ("key", "language", "progress"),
    [
        ("value_size", Language.EN, "3 of 8 · Problem definition"),
        ("value_size", Language.KO, "8개 중 3번째 · 문제 정의"),
        ("problem_clarity", Language.EN, "Page 2 of 6 · Suitability · 3 of 5"),
        ("problem_clarity", Language.KO, "6페이지 중 2페이지 · 적합성 · 5개 중 3번째"),
        ("phenomenon_difficulty", Language.EN, "1 of 14 · Problem definition"),
    ],
)
def test_progress_is_counted_on_the_stretch(key: str, language: Language, progress: str):
    assert ask(key, language=language).text.startswith(f"{progress}\n")


def test_several_options_are_ticked_and_saved():
    asked = flow()["readiness_items"]
    assert isinstance(asked, ManyOf)
    values = [option.value for option in asked.options]
    shown = ask("readiness_items", values[1:3])
    block, boxes = control(shown, Act.TICK)
    assert boxes["type"] == "checkboxes"
    assert [option["value"] for option in boxes["options"]] == values
    assert [option["value"] for option in boxes["initial_options"]] == values[1:3]
    assert all(option["text"]["text"].startswith(f"{n}. ") for n, option in enumerate(boxes["options"], 1))
    assert pressed_from(block["block_id"], None) == Pressed(project=PROJECT, question="readiness_items", line=3)
    assert buttons(shown)[0] == "Save"
    assert "initial_options" not in control(ask("readiness_items"), Act.TICK)[1]


def test_a_day_can_be_picked():
    block, picker = control(ask("deadline", "2027-03-31"), Act.DATE)
    assert (picker["type"], picker["initial_date"]) == ("datepicker", "2027-03-31")
    assert pressed_from(block["block_id"], "2027-04-01").value == "2027-04-01"
    assert "initial_date" not in control(ask("deadline"), Act.DATE)[1]
    assert "next Friday" in ask("deadline").text


def test_people_are_picked_and_saved():
    block, picker = control(ask("team_members", ["U1", "U2"]), Act.TICK)
    assert (picker["type"], picker["initial_users"]) == ("multi_users_select", ["U1", "U2"])
    assert picker["max_selected_items"] == 30
    assert pressed_from(block["block_id"], None).question == "team_members"
    assert buttons(ask("team_members"))[0] == "Save"


def test_a_row_is_chosen_among_those_that_fit():
    shown = ask("primary_objective")
    first = elements(shown)[0]
    assert first["action_id"] == f"{Act.CHOOSE}.1"
    assert first["text"]["text"] == "1. Recall"
    assert Pressed.model_validate_json(first["value"]).value == "r1"
    assert "Speed" not in shown.text


def test_without_rows_it_says_where_to_add_them():
    shown = ask("primary_objective", answers={"objectives": []})
    assert "type `go to objectives`" in shown.text
    assert not [one for one in elements(shown) if one["type"] == "static_select"]
    assert not [one for one in elements(shown) if one["action_id"].startswith(Act.CHOOSE)]


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("affected_count", "One number, in people per month: 1,200 or 1.2k."),
        ("annual_value", "Example: KRW 120,000,000"),
    ],
)
def test_an_amount_says_how_it_is_typed(key: str, line: str):
    assert line in ask(key).text


def test_rows_are_listed_each_with_a_menu():
    shown = ask("objectives", KNOWN["objectives"])
    listed = [block for block in shown.blocks if "accessory" in block]
    assert [block["text"]["text"] for block in listed] == [
        "1. *Recall* · Optimise: the better the better · recall · Unit: % · Higher · Target (or limit): 80 · <@UANA>",
        "2. *Speed* · Satisfice: must pass a limit · recall · Unit: % · Higher · Target (or limit): 80 · <@UANA>",
    ]
    menu = listed[1]["accessory"]
    assert (menu["type"], menu["action_id"]) == ("overflow", Act.ROW)
    assert [option["text"]["text"] for option in menu["options"]] == ["Edit", "Remove"]
    assert [Pressed.model_validate_json(option["value"]).value for option in menu["options"]] == [
        "edit:r4",
        "remove:r4",
    ]
    assert buttons(shown)[:2] == ["Add", "Done"]
    assert "Keep it" not in buttons(shown)


@pytest.mark.parametrize(
    ("key", "value", "first"),
    [
        ("objectives", None, ["Add", "Don't know yet"]),
        ("hypotheses", None, ["Add", "Done"]),
        ("hypotheses", everything("words")["hypotheses"], ["Done", "Help"]),
    ],
)
def test_a_list_has_only_the_buttons_that_do_something(key: str, value: Any, first: list[str]):
    shown = [one for one in buttons(ask(key, value)) if one != "Back"]
    assert shown[: len(first)] == first


def test_the_longest_list_is_one_line_a_row():
    shown = ask("stakeholders", everything("& very long words ")["stakeholders"])
    listed = [block["text"]["text"] for block in shown.blocks if "accessory" in block]
    assert len(listed) == 12
    assert all(len(line) <= 310 and "\n" not in line for line in listed)


def test_of_an_unfinished_row_the_first_missing_part_is_asked():
    draft = Draft(question="objectives", row={"id": "r5", "name": "Cost", "metric": "KRW"}, missing=("kind", "target"))
    shown = ask("objectives", KNOWN["objectives"], draft=draft)
    assert "So far: Objective: Cost · Metric: KRW\nNext: *Kind*" in shown.text
    assert buttons(shown) == [
        "1. Optimise: the better the better",
        "2. Satisfice: must pass a limit",
        "Form",
        "Drop this row",
        "Help",
    ]
    assert not [block for block in shown.blocks if "accessory" in block]
    pressed = Pressed.model_validate_json(elements(shown)[0]["value"])
    assert (pressed.question, pressed.value) == ("objectives", "optimise")


def test_a_long_choice_in_an_unfinished_row_is_a_menu():
    shown = ask("baselines", draft=Draft(question="baselines", row={"id": "r1"}, missing=("type", "objective")))
    _, menu = control(shown, Act.PICK)
    assert len(menu["options"]) == 11
    assert "11. " in shown.text


def test_an_unfinished_row_chooses_among_other_rows():
    draft = Draft(question="baselines", row={"id": "r1", "type": "random"}, missing=("objective",))
    assert buttons(ask("baselines", draft=draft))[:2] == ["1. Recall", "2. Speed"]
    nothing = ask("baselines", draft=draft, answers={"objectives": []})
    assert "type `go to objectives`" in nothing.text
    assert buttons(nothing) == ["Form", "Drop this row", "Help"]


@pytest.mark.parametrize(
    ("missing", "line"),
    [("target", "One number"), ("owner", "Mention people with @"), ("review_every", "A length of time")],
)
def test_a_typed_part_says_how(missing: str, line: str):
    draft = Draft(question="objectives", row={"id": "r5", "name": "Cost"}, missing=(missing,))
    assert line in ask("objectives", draft=draft).text


def test_a_checklist_says_each_state_in_words():
    value = {
        "A1": {"state": "done"},
        "A2": {"state": "not_applicable", "reason": "no <b> data"},
        "A3": {"state": "open"},
    }
    shown = ask("ethics_review", value)
    lines = shown.text.splitlines()
    assert "☑ A1 People in the data agreed, knowing what it is used for — done" in lines
    assert "➖ A2 We looked for bias in how data is gathered — not applicable: no &lt;b&gt; data" in lines
    assert sum(line.startswith("☐") and line.endswith("— open") for line in lines) == 19
    assert buttons(shown)[0] == "Done"
    assert "Done" not in buttons(ask("ethics_review"))


def test_the_ways_out():
    assert buttons(ask("project_name")) == ["Help", "Form", "Ask someone"]
    assert buttons(ask("goal", reach=("quick", "page:P5"))) == ["Don't know yet", "Back", "Help", "Form", "Ask someone"]
    assert "What do others do?" in buttons(ask("prior_art"))
    assert "What do others do?" not in buttons(ask("goal"))
    assert "Skip" not in buttons(ask("worst_case"))
    assert "Skip" in buttons(ask("domain_kpi"))
    assert "Keep it" in buttons(ask("domain_kpi", "Take rate"))
    assert "Keep it" in buttons(ask("objectives", state=AnswerState.UNKNOWN))


@pytest.mark.parametrize(
    ("key", "value", "english", "korean"),
    [
        ("goal", "Less <b> & more", "Less &lt;b&gt; &amp; more", "Less &lt;b&gt; &amp; more"),
        ("team_members", ["U1", "U2"], "<@U1>, <@U2>", "<@U1>, <@U2>"),
        ("objectives", KNOWN["objectives"], "2: Recall; Speed", "2: Recall; Speed"),
        ("baselines", [{"id": "r1", "type": "random"}], "1: Random guess", "1: 무작위"),
        ("primary_objective", "r4", "Speed", "Speed"),
        ("annual_value", {"amount": "3000", "currency": "KRW"}, "₩3,000 per year", "연간 ₩3,000"),
        ("deadline", "2026-12-24", "Thursday, December 24, 2026", "2026년 12월 24일 목요일"),
        (
            "ethics_review",
            {"A1": {"state": "done"}, "A2": {"state": "open"}},
            "1 done, 0 not applicable, 1 open",
            "완료 1, 해당 없음 0, 미완료 1",
        ),
    ],
)
def test_an_answer_in_words(key: str, value: Any, english: str, korean: str):
    known = Context(answers=KNOWN)
    assert answer_text(words(), flow()[key], given(value), known) == english
    assert answer_text(words(Language.KO), flow()[key], given(value), known) == korean
    folded = folded_message(words(), flow()[key], given(value), known)
    assert f"→ *{english}* — <@U1>" in folded.text
    assert "\n" not in folded.text


def test_a_listing_says_everything():
    known = Context(answers=KNOWN)
    rows = answer_lines(words(), flow()["objectives"], given(KNOWN["objectives"]), known)
    assert len(rows) == 2
    assert rows[0].startswith("1. *Recall* · ")
    reason = "long words " * 18
    points = answer_lines(
        words(), flow()["ethics_review"], given({"A2": {"state": "not_applicable", "reason": reason.strip()}}), known
    )
    assert len(points) == 21
    assert reason.strip() in points[1]
    assert answer_lines(words(), flow()["goal"], given("Less"), known) == ["Less"]


def test_no_example_is_lost_on_screen_readers():
    for key, asked in flow().known.items():
        for language in Language:
            assert asked.example.of(language) in html.unescape(ask(key, language=language).text)
