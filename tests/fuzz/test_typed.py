"""Whatever is typed into a thread or behind `/ml` has a reading: no exception, and soon."""

import time
from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.orders import NotUnderstood, Ordered, ordered
from flows.board.filter import read_filter
from flows.board.wish import read_wish
from flows.catalog.loader import load_catalogue
from flows.channel_wish import read_settings
from flows.conversation import Conversation
from flows.hearing import Message, hear, hear_deletion, hear_edit
from flows.pasting import block_in
from flows.questions import Rows
from flows.reading import Context, Partial, Understood, Unreadable, change_row, fill, read, row_word
from flows.rounds import typed_deadline, wished
from flows.spoken import heard, pointed
from flows.turn import Turn
from tests.flows.test_interview_properties import begun, quick
from tests.flows.test_pasting import NOW
from tests.flows.values import OBJECTIVES
from tests.fuzz.payloads import TEXTS

CATALOGUE = load_catalogue()
QUESTIONS = list(CATALOGUE.questions.values())
KNOWN = Context(today=date(2026, 11, 18), currency="KRW", speaker="UME", answers={"objectives": OBJECTIVES})
PIECES = [
    *(question.key for question in QUESTIONS[:12]),
    *(
        ": ",
        " = ",
        "\n",
        "; ",
        ", ",
        "- ",
        "1. ",
        "edit 1: ",
        "remove 1",
        "done",
        "help ",
        "go to ",
        "ask ",
        "// ",
        "/ml ",
    ),
    *(
        "new",
        "list",
        "board",
        "순위",
        "새로",
        "되돌리기",
        "skip",
        "don't know",
        "미정",
        "undo",
        "pause",
        "cancel",
        "yes",
    ),
    *("<@U1A>", "<@U1|", "@U1", "₩1.2억", "95 %", "next friday", "3주 뒤", "2026-13-45", "9" * 40, "1e999", "-1", "½"),
    *(text for text in TEXTS if len(text) < 50),
]
typed = st.one_of(
    st.text(max_size=80), st.lists(st.sampled_from([str(one) for one in PIECES]), max_size=14).map("".join)
)
REST: dict[str, Callable[[str], object]] = {
    "an order": ordered,
    "a word": heard,
    "a question pointed at": pointed,
    "weights": read_wish,
    "a filter": lambda text: read_filter(text, "UME"),
    "settings": read_settings,
    "ballots": wished,
    "a deadline": lambda text: typed_deadline(text, NOW, ZoneInfo("Asia/Seoul")),
}
"""What reads the rest of an order or a word of the thread."""
LONGEST = 40_000  # characters; what Slack lets a message have
SOON = 0.5  # seconds of processor time, the best of three


@given(typed)
@settings(max_examples=60)
def test_any_text_has_a_reading_for_each_of_the_questions(text: str) -> None:
    for question in QUESTIONS:
        found = read(question, text, KNOWN)
        assert isinstance(found, Understood | Unreadable | Partial)
        if isinstance(question, Rows):
            row_word(text)
            if isinstance(found, Partial):
                assert isinstance(fill(question, found, text, KNOWN), Understood | Unreadable | Partial)


@given(typed)
def test_any_change_of_a_row_has_a_reading(text: str) -> None:
    objectives = CATALOGUE["objectives"]
    assert isinstance(objectives, Rows)
    assert isinstance(change_row(objectives, 1, text, KNOWN), Understood | Unreadable | Partial)


@given(typed)
@settings(max_examples=100)
def test_any_order_is_one_or_is_not_understood(text: str) -> None:
    match ordered(text):
        case Ordered(_, rest):
            assert len(rest) <= len(text)
        case NotUnderstood(word, _):
            assert word in text


@pytest.mark.parametrize("what", REST)
def test_the_rest_of_any_order_has_a_reading(what: str) -> None:
    @given(typed)
    @settings(max_examples=60)
    def check(text: str) -> None:
        REST[what](text)

    check()


@given(typed, st.sampled_from([None, *QUESTIONS]))
@settings(max_examples=80)
def test_any_pasted_block_is_read_or_is_none(text: str, table: object) -> None:
    block_in(CATALOGUE, table, text, KNOWN)  # type: ignore[arg-type]


@given(st.lists(st.tuples(typed, st.sampled_from(["say", "edit", "delete"])), min_size=1, max_size=8))
@settings(max_examples=60)
def test_any_conversation_goes_on(said: list[tuple[str, str]]) -> None:
    told: Conversation = begun(quick(), "Menu helper").conversation
    for number, (text, how) in enumerate(said):
        message = Message(by="ana", text=text, source=f"m{number if how == 'say' else max(0, number - 1)}")
        told = turned(told, message, how).conversation


def turned(told: Conversation, message: Message, how: str) -> Turn:
    match how:
        case "say":
            return hear(quick(), told, message, now=NOW)
        case "edit":
            return hear_edit(quick(), told, message, now=NOW)
        case _:
            return hear_deletion(quick(), told, message.source, by="ana", now=NOW)


@pytest.mark.parametrize("what", REST)
@pytest.mark.parametrize(
    "piece", ["new ", "x", "ㅎ", "\u0301", "🙂", "<@U1|", "<@U1> ", "@", "=", "impact=1,", "1", " "]
)
def test_the_longest_order_is_read_soon(what: str, piece: str) -> None:
    text = piece * (LONGEST // len(piece))
    soon(lambda: REST[what](text))


@pytest.mark.parametrize(
    "piece", ["a: b\n", "objectives: x\n", "a", ":", "=\n", "- ", "1. ", "\n", "name: x; ", "：", " :", "a "]
)
def test_the_longest_block_is_read_soon(piece: str) -> None:
    text = piece * (LONGEST // len(piece))
    for table in (None, CATALOGUE["phenomenon"], CATALOGUE["objectives"]):
        soon(lambda table=table: block_in(CATALOGUE, table, text, KNOWN))


def soon(run: Callable[[], object]) -> None:
    taken = []
    for _ in range(3):
        begun_at = time.process_time()
        run()
        taken.append(time.process_time() - begun_at)
        if taken[-1] < SOON:
            return
    pytest.fail(f"took {min(taken):.2f} s")
