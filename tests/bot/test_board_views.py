"""The board and its weights as messages and modals, in both languages and with the longest there is."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest

from bot.i18n import Words
from bot.views.board import (
    PAGE,
    Paged,
    Picture,
    board_message,
    filter_unclear,
    page_message,
    parked_line,
    stability_line,
)
from bot.views.message import TEXT_LIMIT, Message, escape
from bot.views.proposed import Proposed
from bot.views.rank_moves import cause_words, move_cell, moved_line
from bot.views.stages import stage_label
from bot.views.weights import expert_view, read_weights, simple_view, sliders
from bot.views.weights_said import applied_message, preview_message, undone_message, weights_line
from flows.board.board import Board, Close, board
from flows.board.entry import Entry, Stand
from flows.board.filter import Filter, Unclear
from flows.board.last_week import LastWeek
from flows.board.moves import Cause, Move
from flows.board.preview import preview
from flows.board.setting import Setting
from flows.ranking.weights import PRESETS, Preset, simple
from flows.scoring.priority import BALANCED, Weights
from flows.scoring.verdict import Verdict
from flows.text import Language
from sandbox.blocks import problems, view_problems
from tests.flows.board.boards import entry, stand

CHANNEL = "C0123456789"
NOW = datetime(2026, 9, 1, tzinfo=UTC)
NASTY = (
    "&" * 80,
    "<!channel> <@U1> <https://evil.example|Menu>",
    "`code` *bold*",
    "👩‍👩‍👧‍👦🙂" * 9,
    "메뉴 도우미 " * 11,
    "",
    "W" * 80,
)
EVERY = pytest.mark.parametrize("language", list(Language))


def words(language: Language) -> Words:
    return Words(language, escape)


def projects(count: int) -> list[Entry]:
    found = []
    for number in range(1, count + 1):
        points = ((number * 37) % 101, (number * 53) % 101)
        one = stand(number, points, completeness=30 if number % 4 == 0 else 100)
        name = NASTY[number % len(NASTY)][:80] if number % 2 else f"Project {number}"
        if number % 11 == 0:
            one = one._replace(stage="paused")
        if number % 13 == 0:
            one = one._replace(verdict=Verdict.DO_NOT_USE_ML)
        found.append(replace(entry(one, name), name=name, rule="G_SIMPLE", note="Nobody has time <!here> " * 9))
    return found


def last_week(entries: list[Entry]) -> LastWeek:
    def before(one: Stand) -> Stand:
        return stand(one.number, ((one.number * 29) % 101, 50)) if one.number % 3 else one

    return LastWeek.of(PRESETS[Preset.EASY_FIRST], [before(one.stand) for one in entries if one.stand.number % 7])


def boards() -> Iterator[Board]:
    for count in (0, 1, 10, 500):
        entries = projects(count)
        for setting in (Setting(), Setting(Weights(1, Fraction(1, 3), 2, 3, 4, 5), "U1", NOW)):
            yield board(entries, setting, last_week=last_week(entries))
            yield board(entries, setting, only=Filter(owners=frozenset({"U9"})))
            yield board(entries, setting, only=Filter(stages=frozenset({"planning"})), first=20, most=PAGE)
    entries = [replace(one, name="&" * 80, rice=Fraction(10**6)) for one in projects(60)]
    yield board(entries, Setting(by="U1"), last_week=last_week(entries))


def accepted(message: Message) -> None:
    assert not problems(message.blocks, "message")
    assert message.text
    assert len(message.text) <= TEXT_LIMIT
    live = [re.sub(r"<!date\^\d+\^\{date_short\}\|[\d-]+>", "", part) for part in mrkdwn(message)]
    assert not [part for part in live if re.search(r"<(?!@U1>)[!@#h]", part)]


def mrkdwn(message: Message) -> Iterator[str]:
    """Everything in which Slack would see a mention or link."""
    yield message.text
    for block in message.blocks:
        if block["type"] == "section":
            yield block["text"]["text"]
        elif block["type"] == "context":
            yield from (element["text"] for element in block["elements"])


def table(message: Message) -> list[list[str]]:
    found = next(block for block in message.blocks if block["type"] == "table")
    return [[cell_text(cell) for cell in row] for row in found["rows"]]


def cell_text(cell: dict[str, Any]) -> str:
    return str(cell["text"] if cell["type"] == "raw_text" else cell["elements"][0]["elements"][0]["text"])


@EVERY
def test_slack_takes_every_board(language: Language):
    for found in boards():
        for picture in (None, Picture("F0123", "<!channel> & " * 300)):
            accepted(board_message(words(language), found, CHANNEL, picture=picture))
        accepted(page_message(words(language), found, CHANNEL, "go " * 60))


@EVERY
def test_the_text_says_every_row_of_the_table(language: Language):
    for found in boards():
        for message in (board_message(words(language), found, CHANNEL), page_message(words(language), found, CHANNEL)):
            for row in found.rows:
                line = next(one for one in message.text.splitlines() if one.startswith(f"{row.place}. "))
                assert row.entry.key in line
            if found.rows:
                assert len(table(message)) == len(found.rows) + 1


def test_a_board_in_words():
    entries = [
        entry(stand(3, (80, 60)), "Menu helper"),
        entry(stand(4, (62, 76)), "Churn <alarm>", rice=Fraction(1234)),
        entry(stand(5, (20, 20), completeness=30), "Idea"),
        replace(entry(stand(6, (20, 20), stage="paused"), "Old one"), note="Nobody has time."),
        replace(entry(stand(7, (20, 20), verdict=Verdict.DO_NOT_USE_ML), "Lookup"), rule="G_SIMPLE"),
    ]
    then = LastWeek.of(BALANCED, [stand(3, (60, 60)), stand(4, (62, 76))])
    found = board(entries, Setting(by="U1", at=NOW), last_week=then)
    message = board_message(words(Language.EN), found, CHANNEL)
    assert table(message) == [
        ["#", "Project", "Priority", "Impact", "Feasibility", "Verdict", "Confidence", "Since last week", "RICE"],
        ["★ 1", "ML-3 Menu helper", "70.0", "80.0", "60.0", "Go", "● High", "▲ 1", "–"],
        ["★ 2", "ML-4 Churn <alarm>", "69.0", "62.0", "76.0", "Go", "● High", "▼ 1", "1234"],
        ["3", "ML-5 Idea", "20.0", "20.0", "20.0", "Go", "● High", "new", "–"],
    ]
    assert message.text.splitlines() == [
        "*Leaderboard* — projects with a place: 3",
        "1. Menu helper (ML-3) — Priority 70.0, Impact 80.0, Feasibility 60.0, Go, confidence High, up 1, ★",
        "2. Churn &lt;alarm&gt; (ML-4) — Priority 69.0, Impact 62.0, Feasibility 76.0, Go, confidence High, down 1, "
        "RICE 1234, ★",
        "3. Idea (ML-5) — Priority 20.0, Impact 20.0, Feasibility 20.0, Go, confidence High, provisional, new",
        "Stable: no weight moved by 10% changes these places.",
        "★ no other project beats it on both impact and feasibility · slanted: provisional, most of it still rests on "
        "what is usual for its kind",
        "Weights: Balanced (Impact 100 · Data 40 · Accuracy 25 · Difficulty 20 · Readiness 15) — set by <@U1>, "
        "<!date^1788220800^{date_short}|2026-09-01>",
        "Rank is a reason to talk, not a result.",
        "*Moved since last week*",
        "• Menu helper (ML-3) went from place 2 to 1: its answers changed",
        "• Churn &lt;alarm&gt; (ML-4) went from place 1 to 2: the answers of Menu helper (ML-3) changed",
        "• Idea (ML-5) is now in place 3: it is new",
        "*Parked, without a place*",
        f"• Old one (ML-6) — {stage_label(words(Language.EN), 'paused')}: Nobody has time.",
        "• Lookup (ML-7) — Do not use ML: A rule, lookup or simple statistics already solves it.",
        "[Presets] [My weights] [Undo weights] [Why] [Show all]",
    ]


@EVERY
def test_what_is_provisional_is_slanted(language: Language):
    found = board([entry(stand(1, (50, 50), completeness=20)), entry(stand(2, (40, 40)))], Setting())
    rows = next(b for b in board_message(words(language), found, CHANNEL).blocks if b["type"] == "table")["rows"]
    assert [row[1]["type"] for row in rows[1:]] == ["rich_text", "raw_text"]


def test_stability_in_words():
    one, other = entry(stand(1, (50, 50)), "Alpha"), entry(stand(2, (50, 50)), "*Omega*")
    say = words(Language.EN)
    assert stability_line(say, None) == "Stable: no weight moved by 10% changes these places."
    for change, end in (
        (Fraction(6, 100), "swap when Data goes up 6%."),
        (Fraction(-64, 1000), "swap when Data goes down 6.4%."),
        (Fraction(1, 10**6), "swap when Data goes up &lt;0.1%."),
        (Fraction(0), "are level; any change of weights decides."),
    ):
        said = stability_line(say, Close(one, other, "data", change))
        assert said == f"Close call: Alpha (ML-1) and *Omega* (ML-2) {end}"


@EVERY
def test_every_cause_is_said_in_words_of_its_own(language: Language):
    other = {2: entry(stand(2, (1, 1)), "Other")}
    said = {cause_words(words(language), Move(2, 1, cause), {}) for cause in Cause}
    assert len(said) == len(Cause)
    for cause in Cause:
        for move in (Move(1, 2, cause, 2), Move(2, 1, cause, 2), Move(1, 2, cause, 9), Move(1, None, cause)):
            assert moved_line(words(language), entry(stand(1, (1, 1)), "<me>"), move, other).startswith("&lt;me&gt;")


def test_moves_in_signs():
    say = words(Language.EN)
    moves = (None, Move(3, 1), Move(1, 3), Move(2, 2), Move(None, 1, Cause.NEW), Move(None, 1, Cause.STAGE))
    assert [move_cell(say, move) for move in moves] == ["", "▲ 2", "▼ 2", "=", "new", "back"]


def test_pages_lead_on_and_back():
    entries = [entry(stand(number, (90 - number, 50))) for number in range(1, 46)]
    say = words(Language.EN)
    for first, labels in ((0, ["Next"]), (20, ["Previous", "Next"]), (40, ["Previous"])):
        found = board(entries, Setting(), first=first, most=PAGE)
        ways = page_message(say, found, CHANNEL, "planning").blocks[-1]["elements"]
        assert [way["text"]["text"] for way in ways] == labels
        assert {Paged.model_validate_json(way["value"]).said for way in ways} == {"planning"}
    assert Paged.model_validate_json(ways[0]["value"]).first == 20


def test_what_is_parked_says_why():
    say = words(Language.EN)
    lookup = replace(entry(stand(7, (20, 20), verdict=Verdict.DO_NOT_USE_ML), "Lookup"), rule="G_SIMPLE")
    assert parked_line(say, lookup).endswith("Do not use ML: A rule, lookup or simple statistics already solves it.")
    rests = replace(entry(stand(7, (20, 20), stage="stopped"), "Old"), note="Nobody <!here>.")
    assert parked_line(say, rests).endswith(": Nobody &lt;!here&gt;.")


@EVERY
def test_a_filter_that_is_unclear_is_named(language: Language):
    for unclear in (Unclear("<!channel> purple"), Unclear("re", ("retired", "reconsider")), Unclear("x" * 300)):
        accepted(filter_unclear(words(language), unclear))


@EVERY
def test_slack_takes_every_preview_and_announcement(language: Language):
    say = words(language)
    for count in (0, 1, 10, 500):
        for new in (*PRESETS.values(), Weights(1, Fraction(1, 3), 2, 3, 4, 5)):
            for may in (True, False):
                accepted(preview_message(say, preview(projects(count), BALANCED, new), CHANNEL, may_apply=may))
    for setting in (Setting(), Setting(by="U1"), Setting(Weights(1, 2, 3, 4, 5, 6), "U1", NOW)):
        for moved in (0, 1, 12):
            accepted(applied_message(say, setting, moved))
            accepted(undone_message(say, setting, moved))


def test_a_preview_in_words():
    entries = [entry(stand(1, (90, 10)), "Alpha"), entry(stand(2, (10, 80)), "Beta")]
    found = preview(entries, BALANCED, PRESETS[Preset.EASY_FIRST])
    message = preview_message(words(Language.EN), found, CHANNEL, may_apply=True)
    assert message.text.splitlines() == [
        "*A look at other weights*, only for you: Easy first (Impact 40 · Data 40 · Accuracy 25 · Difficulty 20 · "
        "Readiness 15)",
        "Now: Balanced (Impact 100 · Data 40 · Accuracy 25 · Difficulty 20 · Readiness 15)",
        "1. Beta (ML-2) — now 2",
        "2. Alpha (ML-1) — now 1",
        "Projects that change their place: 2.",
        "[Apply for everybody] [Change the numbers]",
    ]
    assert table(message)[1:] == [["1", "2", "▲ 1", "ML-2 Beta"], ["2", "1", "▼ 1", "ML-1 Alpha"]]
    apply = message.blocks[-1]["elements"][0]
    assert Proposed.model_validate_json(apply["value"]).weights == PRESETS[Preset.EASY_FIRST]
    looking = preview_message(words(Language.EN), found, CHANNEL, may_apply=False)
    assert "[Apply" not in looking.text


@EVERY
def test_slack_takes_the_modals(language: Language):
    for weights in (BALANCED, Weights(0, 0, 0, 0, 0, 100), Weights(*[Fraction(200, 3)] * 6)):
        for view in (simple_view, expert_view):
            shown = view(words(language), Proposed.of(CHANNEL, weights))
            assert not view_problems(shown)
            assert Proposed.model_validate_json(shown["private_metadata"]).weights == weights


def test_two_numbers_are_shared_out_and_found_again():
    read = read_weights(words(Language.EN), {"impact": "80", "feasibility": " 12,5 "})
    assert read == simple(80, Fraction(25, 2))
    assert sliders(simple(80, Fraction(25, 2))) == (80, Fraction(25, 2))


def test_six_numbers():
    names = Weights._fields
    read = read_weights(words(Language.EN), {name: str(at) for at, name in enumerate(names)})
    assert read == Weights(0, 1, 2, 3, 4, 5)


@pytest.mark.parametrize("typed", ["", None, "-1", "101", "100.01", "much", "1e2", "٣", "1" * 400])
def test_what_is_no_weight_is_refused_where_it_stands(typed: str | None):
    read = read_weights(words(Language.EN), {"impact": "80", "feasibility": typed})
    assert read == {"feasibility": "Please give a number from 0 to 100."}


def test_nothing_but_zeros_is_refused():
    read = read_weights(words(Language.EN), {"impact": "0", "feasibility": "0.0"})
    assert read == {"impact": "At least one weight has to be above 0."}
    assert isinstance(read_weights(words(Language.KO), dict.fromkeys(Weights._fields, "0")), dict)


def test_weights_of_ones_own_are_only_numbers():
    assert weights_line(words(Language.EN), Weights(1, Fraction(25, 2), 0, 0, 0, Fraction(1, 3))) == (
        "own weights (Impact 1 · Data 12.5 · Confidence 0.33)"
    )
