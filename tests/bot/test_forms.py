"""Forms: every question, in both languages, empty and as full as can be."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st

from bot.entered import entries_in, shown_in
from bot.i18n import Words
from bot.names import Act, Sheet
from bot.views.fields import View
from bot.views.form import ask_sheet, page_sheets, question_sheet, row_sheet
from bot.views.message import escape
from bot.views.pressed import Held, Pressed
from flows.answers import Answer, AnswerState
from flows.catalog.loader import load_catalogue
from flows.filling import Filled, filled, filled_row
from flows.flow import Flow, Stretch, intake
from flows.questions import Need, OneOf, Rows
from flows.reading import Context, Understood
from flows.text import Language
from sandbox.blocks import view_problems
from sandbox.inputs import values as state_values
from tests.bot.answers import PERSON, everything, given, row
from tests.bot.test_views import NASTY, PROJECT
from tests.flows.values import OBJECTIVES, TODAY, values

KEY = "ML-12"
VIEW = "V" * 11


@cache
def flow() -> Flow:
    return intake(load_catalogue())


def words(language: Language) -> Words:
    return Words(language, escape)


def stretch(key: str) -> Stretch:
    found = flow().stretch(key)
    assert found
    return found


def sheets(
    key: str,
    answers: Mapping[str, Answer] | None = None,
    language: Language = Language.EN,
    known: Context | None = None,
) -> tuple[View, ...]:
    told = answers or {}
    context = known or Context(answers={key: one.value for key, one in told.items()})
    return page_sheets(words(language), flow(), stretch(key), told, project=PROJECT, key=KEY, context=context, line=7)


def everywhere(language: Language) -> Iterator[View]:
    say = words(language)
    for text in ("", *NASTY):
        known = everything(text) if text else {}
        answers = {key: given(value) for key, value in known.items()}
        context = Context(answers=known)
        for one in flow().stretches:
            yield from sheets(one.key, answers, language, context)
        for asked in flow().known.values():
            yield question_sheet(say, flow(), asked, answers, project=PROJECT, key=KEY, context=context)
            yield ask_sheet(say, asked, project=PROJECT, line=99_999)
            if isinstance(asked, Rows):
                for held in (None, row(asked, 1, text or "x"), row(asked, 99, text or "x")):
                    yield row_sheet(
                        say, asked, held, project=PROJECT, line=99_999, context=context, under=VIEW, missing=("owner",)
                    )


@pytest.fixture(scope="module", params=Language)
def views(request: pytest.FixtureRequest) -> list[View]:
    return list(everywhere(request.param))


def entries(view: View) -> dict[str, Any]:
    """What the form sends off when nobody touches it."""
    return entries_in({"values": state_values(view["blocks"], {})})


def field(view: View, block_id: str) -> dict[str, Any]:
    return next(block for block in view["blocks"] if block.get("block_id") == block_id)


def asked_on(view: View) -> set[str]:
    """The questions of a form, whatever kind of block each is."""
    ids = (block.get("block_id", "").split(":") for block in view["blocks"])
    return {parts[1] for parts in ids if parts[0] in ("field", "rows", "points")}


def test_slack_takes_every_form(views: list[View]):
    for view in views:
        found = view_problems(view)
        assert not found, (str(found[0]), view)


def test_what_a_form_was_filled_with_can_be_read_from_its_blocks(views: list[View]):
    for view in views:
        told, shown = entries(view), shown_in(view["blocks"])
        assert told.keys() == shown.keys()
        assert {name: one or None for name, one in told.items()} == {name: one or None for name, one in shown.items()}


def test_no_name_of_a_form_is_cut(views: list[View]):
    for view in views:
        for name in ("title", "submit", "close"):
            assert "…" not in view[name]["text"]


def test_labels_and_hints_are_plain_text_without_escapes(views: list[View]):
    for view in views:
        for block in view["blocks"]:
            for name in ("label", "hint"):
                if name in block:
                    assert block[name]["type"] == "plain_text"
                    assert not re.search("&(amp|lt|gt);", block[name]["text"])


def test_foreign_text_in_a_form_can_do_nothing(views: list[View]):
    for view in views:
        for block in view["blocks"]:
            said = (
                [block["text"]] if "text" in block else block.get("elements", []) if block["type"] == "context" else []
            )
            for text in said:
                assert text["verbatim"] is True
                assert not set(text["text"].replace(f"<@{PERSON}>", "")) & set("<>")


def test_a_form_remembers_whose_it_is(views: list[View]):
    for view in views:
        held = Held.model_validate_json(view["private_metadata"])
        assert held.project == PROJECT
        assert Sheet(view["callback_id"])
        assert (held.stretch is None) != (held.question is None)


def test_a_field_is_optional_unless_the_question_is_required():
    for one in flow().stretches:
        for view in sheets(one.key):
            for block in view["blocks"]:
                if block["type"] == "input":
                    asked = flow()[block["block_id"].split(":")[1]]
                    assert block["optional"] is (asked.need is not Need.REQUIRED)


@pytest.mark.parametrize("language", Language)
def test_every_question_that_applies_is_on_one_sheet(language: Language):
    full = {key: given(value) for key, value in everything("x").items()}
    for one in flow().stretches:
        for answers in ({}, full):
            shown = sheets(one.key, answers, language)
            for question in flow().on(one, answers):
                assert sum(question.key in asked_on(view) for view in shown) == 1, question.key
            parts = [Held.model_validate_json(view["private_metadata"]).part for view in shown]
            assert parts == list(range(len(shown)))
            assert all(len(asked_on(view)) <= 12 for view in shown)


def test_a_question_stays_on_its_sheet_whatever_is_answered():
    empty = sheets("details:CR")
    full = sheets("details:CR", {key: given(value) for key, value in everything("x").items()})
    assert len(empty) == len(full) == 2
    assert asked_on(empty[0]) ^ asked_on(full[0])
    assert not asked_on(empty[0]) & asked_on(full[1])
    assert not asked_on(empty[1]) & asked_on(full[0])


@pytest.mark.parametrize(
    ("language", "title", "submit"),
    [(Language.EN, "New ML project", "See verdict"), (Language.KO, "새 ML 프로젝트", "판정 보기")],
)
def test_the_quick_form_leads_to_the_verdict(language: Language, title: str, submit: str):
    (view,) = sheets("quick", language=language)
    assert (view["title"]["text"], view["submit"]["text"]) == (title, submit)
    assert len([block for block in view["blocks"] if block["type"] == "input"]) == 8


def test_sheets_before_the_last_go_on():
    assert [view["submit"]["text"] for view in sheets("details:CR")] == ["Save and go on", "Save"]
    assert [view["title"]["text"] for view in sheets("page:P3")] == ["Use and safety"]


def test_few_short_options_are_radio_buttons_with_dont_know_yet_as_the_last():
    (view,) = sheets("quick")
    kinds = {
        block["block_id"]: (block["element"]["type"], [one["value"] for one in block["element"].get("options", [])])
        for block in view["blocks"]
        if block["type"] == "input"
    }
    assert kinds["field:archetype"] == ("radio_buttons", ["software_2_0", "human_in_the_loop", "autonomous", "unknown"])
    assert kinds["field:simple_solution"][0] == "static_select"
    assert "unknown" not in kinds["field:simple_solution"][1]
    assert kinds["field:error_cost"][0] == "static_select"
    assert kinds["field:error_cost"][1][-1] == "unknown"


def test_dont_know_yet_is_filled_in_where_it_was_said():
    asked = flow()["value_size"]
    open_ = {"value_size": given(None).model_copy(update={"state": AnswerState.UNKNOWN})}
    view = question_sheet(words(Language.EN), flow(), asked, open_, project=PROJECT, key=KEY, context=Context())
    assert entries(view) == {"field:value_size": "unknown"}
    assert filled([asked], entries(view), Context()) == Filled(unknown=("value_size",))


def test_a_text_may_be_typed_with_more_characters_than_are_kept():
    (view,) = sheets("quick")
    assert field(view, "field:project_name")["element"]["max_length"] == 240
    assert field(view, "field:problem_statement")["element"]["max_length"] == 1800
    assert "min_length" not in str(view)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("key", [one.key for one in intake(load_catalogue()).stretches])
def test_a_form_sent_off_as_it_was_opened_changes_nothing(key: str, language: Language):

    asked = [flow()[name] for name in stretch(key).questions]

    @settings(max_examples=5)
    @given_any(st.fixed_dictionaries({one.key: values(one) for one in asked}))
    def untouched(told: dict[str, Any]) -> None:
        known = Context(today=TODAY, answers={"objectives": OBJECTIVES} | told)
        answers = {name: given(value) for name, value in known.answers.items()}
        for view in sheets(key, answers, language, known):
            assert filled(asked, entries(view), known) == Filled()

    untouched()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("key", [one.key for one in load_catalogue().questions.values() if isinstance(one, Rows)])
def test_the_form_of_a_row_sent_off_as_it_was_opened_changes_nothing(key: str, language: Language):
    asked = flow()[key]
    assert isinstance(asked, Rows)

    @settings(max_examples=5)
    @given_any(values(asked))
    def untouched(rows: list[dict[str, Any]]) -> None:
        known = Context(today=TODAY, answers={"objectives": OBJECTIVES, key: rows})
        for one in rows:
            view = row_sheet(words(language), asked, one, project=PROJECT, line=1, context=known, under=VIEW)
            held = Held.model_validate_json(view["private_metadata"])
            assert (held.question, held.row, held.under) == (key, one["id"], VIEW)
            assert filled_row(asked, held.row, entries(view), known) == Understood(rows)

    untouched()


def test_the_rows_so_far_can_be_edited_removed_and_added_to():
    known = Context(answers={"objectives": [{"id": "r1", "name": "Recall <b>", "kind": "optimise"}]})
    answers = {"objectives": given(known.answers["objectives"])}
    (view,) = sheets("page:P5", answers, Language.EN, known)
    listed = field(view, "row/objectives/r1")
    assert listed["text"]["text"].startswith("1. *Recall &lt;b&gt;* · Optimise")
    pressed = [Pressed.model_validate_json(option["value"]) for option in listed["accessory"]["options"]]
    assert [(one.question, one.value) for one in pressed] == [("objectives", "edit:r1"), ("objectives", "remove:r1")]
    (add,) = field(view, "add:objectives")["elements"]
    assert (add["action_id"], Pressed.model_validate_json(add["value"]).question) == (Act.ADD, "objectives")


def test_a_full_list_takes_no_more():
    known = {"objectives": everything("x")["objectives"]}
    (view,) = sheets("page:P5", {"objectives": given(known["objectives"])}, Language.EN, Context(answers=known))
    assert all(block.get("block_id") != "add:objectives" for block in view["blocks"])


def test_a_choice_among_no_rows_says_where_to_add_them():
    asked = flow()["baselines"]
    assert isinstance(asked, Rows)
    view = row_sheet(words(Language.EN), asked, None, project=PROJECT, line=1, context=Context())
    assert "`go to objectives`" in str(view["blocks"])
    assert "column:objective" not in entries(view)
    found = filled_row(asked, None, {**entries(view), "column:type": "random"}, Context())
    assert not isinstance(found, Understood)
    assert set(found) <= {block.get("block_id") for block in view["blocks"] if block["type"] == "input"}


def test_what_counts_only_in_some_rows_says_so():
    asked = flow()["objectives"]
    assert isinstance(asked, Rows)
    view = row_sheet(words(Language.EN), asked, None, project=PROJECT, line=1, context=Context())
    hint = field(view, "column:weight")["hint"]["text"]
    assert "Counts only where Kind is “Optimise: the better the better”." in hint
    assert [block["block_id"] for block in view["blocks"] if not block.get("optional", True)] == [
        f"column:{key}" for key in ("name", "kind", "metric", "direction", "target", "owner")
    ]


def test_typing_begins_at_what_a_row_still_lacks():
    asked = flow()["objectives"]
    assert isinstance(asked, Rows)
    half = {"id": "r1", "name": "Recall"}
    view = row_sheet(
        words(Language.EN), asked, half, project=PROJECT, line=1, context=Context(), missing=("metric", "target")
    )
    assert [block["block_id"] for block in view["blocks"] if block.get("element", {}).get("focus_on_load")] == [
        "column:metric"
    ]
    assert view["title"]["text"] == "Add to the list"
    assert entries(view)["column:name"] == "Recall"


def test_somebody_can_be_asked():
    view = ask_sheet(words(Language.KO), flow()["goal"], project=PROJECT, line=3)
    assert Held.model_validate_json(view["private_metadata"]) == Held(project=PROJECT, question="goal", line=3)
    assert entries(view) == {"field:person": None}
    assert field(view, "field:person")["optional"] is False


def test_a_stretch_that_asks_nothing_has_no_sheets():
    nothing = Stretch("details:XX", ("combination",), flow().titles["GO"])
    assert page_sheets(words(Language.EN), flow(), nothing, {}, project=PROJECT, key=KEY, context=Context()) == ()


def test_radio_buttons_are_the_same_in_every_language():
    for asked in flow().known.values():
        if isinstance(asked, OneOf):
            kinds = {
                question_sheet(words(one), flow(), asked, {}, project=PROJECT, key=KEY, context=Context())["blocks"][1][
                    "element"
                ]["type"]
                for one in Language
            }
            assert len(kinds) == 1, asked.key
