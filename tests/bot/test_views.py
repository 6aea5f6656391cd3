"""Every view, with its example and with the longest there is, in both languages."""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import Words
from bot.otherwise import invitation, told_directly, told_privately
from bot.views import command_help, notices, replies
from bot.views.card import card_message
from bot.views.message import TEXT_LIMIT, Message, button, escape, message, on_one_line, section, select, shortened
from bot.views.pressed import Pressed, pressed_from
from bot.views.question import folded_message, question_message
from bot.views.replies import Listed
from bot.views.verdict import announcement, change_message, verdict_message
from flows.answers import Answer, AnswerState
from flows.catalog.loader import load_catalogue
from flows.conversation import Conversation, Mode, OnTheTable, Told
from flows.flow import Flow, intake
from flows.overview import Overview
from flows.questions import OneOf, Rows
from flows.reading import Context, Unreadable, read
from flows.scoring.scorer import Scorer
from flows.text import Language, phrase
from sandbox.blocks import problems
from storage.projects import Project
from tests.bot.answers import PERSON, draft, everything

NOW = datetime(2026, 9, 1, tzinfo=UTC)
PROJECT = "f" * 24
LINK = (
    f"https://{'w' * 40}.slack.com/archives/C0123456789/p1234567890123456?thread_ts=1234567890.123456&cid=C0123456789"
)

NASTY = (
    "Menu helper",
    "&" * 80,
    "<!channel> <!here> <@U1> <#C1> <https://evil.example|Menu>",
    "*bold* _it_ `code` ~x~ > quote",
    "👩‍👩‍👧‍👦🙂" * 9,
    "עוזר תפריט קائمة",
    "<" * 80,
    "메뉴 도우미 " * 11,
)


@cache
def flow() -> Flow:
    return intake(load_catalogue())


@cache
def scorer() -> Scorer:
    return Scorer(load_catalogue())


def words(language: Language) -> Words:
    return Words(language, escape)


def given_answer(value: Any, *, state: AnswerState = AnswerState.GIVEN) -> Answer:
    return Answer(state=state, value=value, by="U1", at=NOW, source="1.0", line=1)


def overview(answers: dict[str, Any], language: Language, *, told: bool = True, mode: Mode = Mode.OPEN) -> Overview:
    stored = {
        key: given_answer(None, state=AnswerState.UNKNOWN) if value is None else given_answer(value)
        for key, value in answers.items()
    }
    conversation = Conversation(
        id=PROJECT,
        language=language,
        starter="U1",
        owner="U1",
        participants=("U1",),
        started_at=NOW,
        answers=stored,
        mode=mode,
        told=Told(verdict="go", quadrant="x") if told else None,
        table=None if told else OnTheTable(question="value_size", line=3),
    )
    return Overview(
        project=PROJECT,
        key="ML-123456",
        stage="intake",
        conversation=conversation,
        flow=flow(),
        catalogue=load_catalogue(),
        scorer=scorer(),
        links=dict.fromkeys(stored, LINK),
    )


BAD = {
    "value_size": "none",
    "archetype": "autonomous",
    "simple_solution": "solves_fully",
    "label_status": "none_no_plan",
    "error_cost": "catastrophic",
    "ethics_check": "unacceptable",
}
"""As many rules fire as can."""


def overviews(language: Language) -> Iterator[Overview]:
    yield overview({}, language, told=False)
    yield overview({}, language, told=False, mode=Mode.PAUSED)
    yield overview(dict.fromkeys(flow().questions[n].key for n in range(2, 8)), language)
    for name in NASTY:
        told = {"project_name": name[:80], "problem_statement": (name * 600)[:600]}
        yield overview({**told, **BAD}, language)
        yield overview({**told, **BAD, "simple_solution": None, "error_cost": None}, language)
        yield overview({**told, "value_size": "very_large", "archetype": "software_2_0"}, language)


def project(name: str) -> Project:
    return Project(PROJECT, "T1", 123456, "C1", name, "intake", "U1", "U1", "en", NOW, NOW)


def listed(name: str, count: int) -> list[Listed]:
    return [Listed(f"ML-{10_000 + n}", name, "intake", "collect_data_first", 100.0) for n in range(count)]


def _of_projects(say: Words) -> Iterator[Message]:
    for seen in overviews(say.language):
        yield card_message(say, seen)
        yield verdict_message(say, seen)
        yield announcement(say, seen, LINK)
        yield announcement(say, seen, None)
        yield change_message(say, seen)
        yield change_message(say, seen, stays=True)
        yield notices.status_message(say, seen)


def _of_questions(say: Words) -> Iterator[Message]:
    for asked in flow().known.values():
        ask = partial(question_message, say, PROJECT, flow(), asked, line=99_999)
        yield ask(context=Context(), answers={})
        yield notices.explanation(say, asked)
        for text in NASTY:
            values = everything(text)
            trouble = read(asked, text * 200)
            note = (
                trouble.problem
                if isinstance(trouble, Unreadable)
                else phrase("undo.nothing", "There is nothing to undo.")
            )
            answers = {key: given_answer(value) for key, value in values.items()}
            known = Context(answers=values)
            yield ask(context=known, answers=answers, note=note, answer=answers[asked.key])
            yield folded_message(say, asked, answers[asked.key], known)
            for column in asked.columns if isinstance(asked, Rows) else ():
                for whole in (False, True):
                    unfinished = draft(asked, column.key, text, whole=whole)
                    for seen in (known, Context()):
                        yield ask(context=seen, answers=answers, note=note, answer=None, draft=unfinished)
        for state in (AnswerState.UNKNOWN, AnswerState.SKIPPED):
            left_open = given_answer(None, state=state)
            yield ask(context=Context(), answers={asked.key: left_open}, answer=left_open)
            yield folded_message(say, asked, left_open, Context())


def _replies(say: Words) -> Iterator[Message]:
    yield notices.explanation(say, None)
    yield notices.cancel_question(say, PROJECT)
    yield command_help.help_message(say)
    yield replies.not_here(say)
    yield replies.listing(say, [])
    yield replies.nothing_found(say, "")
    yield replies.cannot_open(say)
    yield replies.too_late(say)
    yield replies.later(say)
    yield replies.trouble(say, "abcdef01")
    yield replies.retried(say, again=True)
    yield replies.retried(say, again=False)
    yield replies.listing(say, [Listed("ML-1", "", "intake", None, None)])
    for name in NASTY:
        for count in (1, 20, 40, 41, 500):
            yield replies.listing(say, listed(name[:80], count))
            yield replies.several_found(say, listed(name[:80], count))
        yield replies.not_understood(say, name * 400, None)
        yield replies.not_understood(say, name * 400, "list")
        yield replies.nothing_found(say, name * 400)
        yield replies.same_name(say, "ML-123456", name[:80])
        yield replies.name_refused(say, phrase("undo.nothing", "There is nothing to undo."))
        yield invitation(say, project(name[:80]))
        for call in (told_directly(say, project(name[:80])), told_privately(say, project(name[:80]), None)):
            yield Message(call["payload"]["blocks"], call["payload"]["text"])


@dataclass(frozen=True)
class Kind:
    name: str
    messages: Callable[[Words], Iterator[Message]]


KINDS = [Kind("projects", _of_projects), Kind("questions", _of_questions), Kind("replies", _replies)]


@pytest.fixture(
    scope="module",
    params=[(kind, language) for kind in KINDS for language in Language],
    ids=lambda p: f"{p[0].name}-{p[1]}",
)
def messages(request: pytest.FixtureRequest) -> list[Message]:
    kind, language = request.param
    return list(kind.messages(words(language)))


def texts(blocks: list[dict[str, Any]]) -> Iterator[str]:
    """What people can see, as it stands in the blocks."""
    for block in blocks:
        for holder in ("text",):
            if holder in block:
                yield block[holder]["text"]
        for element in [*block.get("elements", ()), *block.get("fields", ()), block.get("accessory", {})]:
            if element.get("type") in ("checkboxes", "overflow"):
                yield from (escape(option["text"]["text"]) for option in element["options"])
            if "placeholder" in element:
                yield escape(element["placeholder"]["text"])
            if isinstance(element.get("text"), str):
                yield element["text"]
            elif "text" in element:
                yield escape(element["text"]["text"])


def visible(text: str) -> list[str]:
    """The words of a text, links by what they show."""
    shown = re.sub(r"<https?://[^|>]*\|([^>]*)>", r"\1", text)
    return re.findall(r"\w+", html.unescape(shown))


def test_slack_takes_every_view(messages: list[Message]):
    for shown in messages:
        found = problems(shown.blocks, "message")
        assert not found, (str(found[0]), shown.text)


def test_the_text_says_everything_the_blocks_say(messages: list[Message]):
    for shown in messages:
        assert 0 < len(shown.text) <= 4000
        said, seen = Counter(visible(shown.text)), Counter(visible("\n".join(texts(shown.blocks))))
        assert not seen - said, (seen - said, shown.text)


def test_ids_are_unique(messages: list[Message]):
    for shown in messages:
        ids = [block["block_id"] for block in shown.blocks if "block_id" in block]
        assert len(set(ids)) == len(ids)
        for block in shown.blocks:
            acts = [element["action_id"] for element in block.get("elements", ()) if "action_id" in element]
            assert len(set(acts)) == len(acts)


def test_foreign_text_can_do_nothing(messages: list[Message]):
    ours = re.compile(rf"<@U1>|<@{PERSON}>|<#C1>|<{re.escape(LINK)}[|][^<>]*>")
    for shown in messages:
        for text in [shown.text, *texts(shown.blocks)]:
            rest = ours.sub("", text)
            assert "<" not in rest, rest
            assert ">" not in rest, rest
            assert not re.search(r"&(?!amp;|lt;|gt;)", rest), rest


def test_names_in_blocks_are_never_turned_into_mentions(messages: list[Message]):
    for shown in messages:
        for block in shown.blocks:
            for text in [block.get("text"), *block.get("elements", ())]:
                if text and text.get("type") == "mrkdwn":
                    assert text["verbatim"] is True


def test_a_button_remembers_little_enough(messages: list[Message]):
    for shown in messages:
        for block in shown.blocks:
            for element in [*block.get("elements", ()), block.get("accessory", {})]:
                assert len(element.get("value", "")) <= 2000
                for option in element.get("options", ()) if element.get("type") != "checkboxes" else ():
                    assert len(option["value"]) <= 150
                    assert Pressed.model_validate_json(option["value"]).project == PROJECT
                if element.get("type") in ("checkboxes", "datepicker", "multi_users_select"):
                    assert pressed_from(block["block_id"], None).project == PROJECT


@pytest.mark.parametrize("language", Language)
def test_no_label_of_a_question_is_cut(language: Language):
    for number, asked in enumerate(flow().known.values(), 1):
        known = Context(answers={"objectives": [{"id": "r1", "name": "Recall", "kind": "optimise"}]})
        shown = question_message(words(language), PROJECT, flow(), asked, line=number, context=known, answers={})
        assert "…" not in str(shown.blocks)
        if isinstance(asked, OneOf):
            for place, option in enumerate(asked.options, 1):
                assert f"{place}. {option.label.of(language)}" in html.unescape(shown.text)


@pytest.mark.parametrize("language", Language)
def test_a_list_says_how_many_it_leaves_out(language: Language):
    for name in NASTY:
        shown = replies.listing(words(language), listed(name[:80], 500))
        lines = [
            line for block in shown.blocks for line in "".join(texts([block])).split("\n") if line.startswith("*ML-")
        ]
        assert len(lines) > 5
        assert str(500 - len(lines)) in "".join(texts(shown.blocks[-1:]))
    assert replies.listing(words(language), listed("Menu helper", 40)).text.count("*ML-") == 40
    assert len(replies.listing(words(language), listed("n" * 80, 40)).blocks) <= 5


MARKED = st.lists(
    st.sampled_from(["&amp;", "&lt;", "&gt;", "<@U1>", f"<{LINK}|menu helper>"]) | st.text("ab &;\n가", max_size=9)
)


@given(MARKED.map("".join), st.integers(150, 400))
def test_a_shortened_text_is_never_cut_inside_a_character_or_a_mention(text: str, limit: int):
    text = text.replace("& ", "")
    short = shortened(text, limit)
    assert len(short) <= limit
    if len(text) <= limit:
        assert short == text
    else:
        assert text.startswith(short.removesuffix("…"))
        assert short.count("<") == short.count(">")
        cut = short.removesuffix("…")
        assert re.sub(r"&(?:amp|lt|gt);?$", "", cut) == cut or cut.endswith(";")


@given(st.text(max_size=300))
def test_escaped_text_reads_back_as_itself_and_holds_no_markup(text: str):
    assert not set(escape(text)) & set("<>")
    assert escape(text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


@given(st.text(max_size=300), st.integers(2, 50))
def test_one_line_is_one_line(text: str, limit: int):
    line = on_one_line(text, limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1


def test_a_button_and_a_menu_show_up_in_the_text():
    shown = message(
        section("a"), {"type": "actions", "elements": [button("x", "<B>", "1"), select("y", "P", [("L", "v")])]}
    )
    assert shown.text == "a\n[&lt;B&gt;] [P]"
    assert TEXT_LIMIT <= 4000
