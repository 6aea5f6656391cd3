"""The charter as a document and as a modal."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from markdown_it import MarkdownIt

from bot.i18n import Words
from bot.names import Act
from bot.views.charter import charter_markdown, charter_view, escape_markdown
from bot.views.message import escape
from bot.views.pressed import Pressed
from flows.answers import Answer, AnswerState, values_of
from flows.catalog.loader import load_catalogue
from flows.charter.charter import Charter, Happening, Result, charter
from flows.questions import (
    Checklist,
    Column,
    Date,
    Duration,
    LongText,
    ManyOf,
    Money,
    Number,
    OneOf,
    OneOfRows,
    People,
    Percent,
    Question,
    Rows,
    ShortText,
)
from flows.scoring.scorer import Scorer
from flows.text import Language
from sandbox.blocks import view_problems

NOW = datetime(2026, 9, 1, tzinfo=UTC)
NASTY = "<!channel> <@U9> # *bold* `code` [x](http://evil.example) | $a$ & 메뉴 🙂\n- list\n1. one\n"
EVERY = pytest.mark.parametrize("language", list(Language))


def longest(question: Question) -> Any:
    """An answer with as much in it as fits."""
    match question:
        case ShortText() | LongText():
            return (NASTY * 99)[: question.max_chars]
        case OneOf():
            return question.options[-1].value
        case ManyOf():
            return [option.value for option in question.options]
        case Number() | Percent():
            return "12.5"
        case Money():
            return {"amount": "1200000", "currency": "KRW"}
        case Date():
            return "2026-12-01"
        case Duration():
            return 14
        case People():
            return ["U1", "U2"]
        case OneOfRows():
            return "r1"
        case Rows():
            return [
                {"id": f"r{at}", **{column.key: cell(column) for column in question.columns}}
                for at in range(1, question.max_rows + 1)
            ]
        case Checklist():
            items = [item.key for part in question.parts for item in part.items]
            return {item: {"state": "not_applicable", "reason": NASTY[:50]} for item in items}


def cell(column: Column) -> Any:
    match column.kind:
        case "short_text":
            return (NASTY * 9)[: column.max_chars]
        case "one_of":
            return column.options[0].value
        case "number":
            return "3"
        case "duration":
            return 7
        case "people":
            return ["U1"]
        case _:
            return "r1"


def chartered(answers: dict[str, Any], **more: Any) -> Charter:
    stored = {key: Answer(state=AnswerState.GIVEN, value=value, by="U1", at=NOW) for key, value in answers.items()}
    score = Scorer(load_catalogue()).score(values_of(stored)) if answers else None
    return charter(
        load_catalogue(), stored, project="f" * 24, key="ML-1", stage="planning", owner="U1", score=score, **more
    )


def charters() -> Iterator[Charter]:
    everything = {key: longest(question) for key, question in load_catalogue().questions.items()}
    yield chartered({})
    yield chartered(everything)
    yield chartered(
        everything,
        results=[Result("p95 <ms>" * 9, Fraction(1, 3), "ms", date(2026, 9, 1))] * 40,
        happenings=[Happening(date(2026, 9, day), "U1", NASTY) for day in range(1, 30)] * 9,
    )


@EVERY
def test_slack_takes_the_card(language: Language):
    for found in charters():
        view = charter_view(Words(language, escape), found)
        assert not view_problems(view)
        texts = [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]
        assert not any("<!" in text or "<@U9" in text or "<http" in text for text in texts)


@EVERY
def test_every_empty_part_that_can_be_answered_has_a_button(language: Language):
    view = charter_view(Words(language, escape), chartered({"goal": "Guests find a dish"}))
    buttons = [element for block in view["blocks"] if block["type"] == "actions" for element in block["elements"]]
    asked = [Pressed.model_validate_json(button["value"]).question for button in buttons]
    assert {button["action_id"] for button in buttons} == {Act.ANSWER}
    assert "goal" not in asked
    assert asked[:2] == ["phenomenon", "business_service"]
    assert len(set(asked)) == len(asked)


@EVERY
def test_foreign_text_is_only_text_in_the_document(language: Language):
    """Parsed by a Markdown parser: the headings are ours, and nobody else's text has become markup."""
    for found in charters():
        said = charter_markdown(Words(language, escape_markdown), found, {"U1": "*Kim*"})
        tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(said)
        inline = [child for token in tokens for child in token.children or ()]
        kinds = {token.type for token in (*tokens, *inline)}
        assert not kinds & {
            "html_block",
            "html_inline",
            "link_open",
            "image",
            "table_open",
            "fence",
            "ordered_list_open",
        }
        headings = [token for token in tokens if token.type == "heading_open"]
        assert [token.tag for token in headings] == ["h1", *["h2"] * (len(found.sections) - 1)]


def test_a_document_in_words():
    found = chartered(
        {"project_name": "Menu_helper", "goal": "Guests find a dish", "team_members": ["U1", "U2"]},
        results=[Result("Share", Fraction(785, 10), "%", date(2026, 9, 2))],
        happenings=[Happening(date(2026, 9, 3), "U1", "Moved to planning")],
    )
    said = charter_markdown(Words(Language.EN, escape_markdown), found, {"U1": "Kim"})
    assert said.startswith("# Menu\\_helper (ML-1)\n\nStage: ")
    assert "Owner: Kim\n\nVerdict: Reconsider · Priority 42.5 · Impact 45.0" in said
    goal = load_catalogue()["goal"].question.en
    assert f"## Goal and success\n\n*ML Canvas: Value proposition*\n\n**{goal}** `goal`\n\nGuests find a dish" in said
    open_now = [escape_markdown(load_catalogue()[key].question.en) for key in ("side_effects", "success_definition")]
    assert f"Still open:\n\n- {open_now[0]} `side_effects`\n- {open_now[1]} `success_definition`" in said
    assert "## Baselines\n\n*ML Canvas: Offline evaluation*\n\n*Not answered yet*" in said
    assert "`team_members`\n\nKim, U2" in said
    assert "- Share: 78.5% on 2026-09-02" in said
    assert said.endswith("- 2026-09-03 · Moved to planning · Kim\n")


@pytest.mark.parametrize(
    "typed", ["- a", "+ a", "1. a", "12) a", "# a", "> a", "---", "===", "a\n\n# b", "\\*a*", "* a"]
)
def test_nothing_typed_begins_a_block(typed: str):
    tokens = MarkdownIt("commonmark").parse(escape_markdown(typed))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert all(child.type in ("text", "text_special") for child in tokens[1].children or ())
    assert "".join(child.content for child in tokens[1].children or ()) == " ".join(typed.split())
