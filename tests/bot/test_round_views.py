"""Rounds, ballots and what waits: with the most and the longest there can be, inside Slack's limits."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.i18n import Markup
from bot.views.ballot import ballot_sheet, closed_sheet
from bot.views.card import card_message, project_name
from bot.views.message import PRIVATE_TEXT_LIMIT, TEXT_LIMIT, Message
from bot.views.moment import moment
from bot.views.pressed import Held
from bot.views.round import (
    Polled,
    reminder_message,
    result_message,
    round_message,
    state_message,
)
from bot.views.todo import MOST, Waiting, What, todo_message
from bot.views.verdict import verdict_message
from bot.views.why import why_message
from flows.catalog.loader import load_catalogue
from flows.overview import Overview
from flows.questions import ManyOf, OneOf
from flows.rounds import UNKNOWN, choices, on_ballot
from flows.scoring.ballot import Ballot
from flows.scoring.ballots import Ballots
from flows.text import Language
from sandbox.blocks import problems, view_problems
from tests.bot.test_views import BAD, LINK, NASTY, PROJECT, overview, scorer, texts, visible, words

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SEOUL = ZoneInfo("Asia/Seoul")
PEOPLE = tuple(f"U{number:010d}" for number in range(200))


@cache
def ballots() -> Ballots:
    return Ballots(load_catalogue(), scorer())


def polled(voted: int = 3, awaited: int = 2, *, is_open: bool = True) -> Polled:
    there = PEOPLE[: voted + awaited]
    return Polled("f" * 24, 12, there[:voted], there[voted:], NOW + timedelta(days=3), SEOUL, is_open)


def extreme(place: int, first: int) -> Ballot:
    """A ballot that says the first or the last of every question."""
    answers: dict[str, Any] = {}
    for question in choices(load_catalogue()):
        options = [option.value for option in question.options if option.value not in getattr(question, "alone", ())]
        answers[question.key] = options if isinstance(question, ManyOf) and first else options[first]
        if isinstance(question, ManyOf) and not first:
            answers[question.key] = [question.alone[0]]
    return Ballot(PEOPLE[place], answers)


def scored(language: Language, name: str = "Menu helper", voted: int = 3) -> Overview:
    told = overview({"project_name": name[:80], "problem_statement": (name * 600)[:600], **BAD}, language)
    return replace(told, ballots=ballots(), cast=tuple(extreme(place, -(place % 2)) for place in range(voted)))


def messages(language: Language) -> Iterator[Message]:
    said = words(language)
    for name in NASTY:
        for voted, awaited in ((0, 1), (1, 0), (3, 2), (30, 170)):
            seen, there = scored(language, name, voted), polled(voted, awaited)
            yield round_message(said, seen, there)
            yield round_message(said, seen, polled(voted, awaited, is_open=False))
            for by in ("U1", PEOPLE[0], "nobody"):
                yield state_message(said, seen, there, by=by, note="x")
            yield reminder_message(said, seen, there, LINK)
            yield reminder_message(said, seen, there, None)
            yield result_message(said, seen, there)
            yield from (card_message(said, seen), verdict_message(said, seen), why_message(said, seen, None))


@pytest.mark.parametrize("language", Language)
def test_slack_takes_every_message(language: Language):
    there, seen_now = polled(30, 170), scored(language, "&" * 80)
    assert len(round_message(words(language), seen_now, there).text) <= TEXT_LIMIT  # it is updated in place
    for message in messages(language):
        assert problems(message.blocks, "message") == [], message.text
        assert 0 < len(message.text) <= PRIVATE_TEXT_LIMIT
        said, seen = Counter(visible(message.text)), Counter(visible("\n".join(texts(message.blocks))))
        assert not seen - said
        assert "<!channel>" not in message.text
        assert "<https://evil" not in message.text


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("view", [{}, {**BAD}, {"archetype": "human_in_the_loop", "error_cost": "catastrophic"}])
def test_slack_takes_every_ballot(language: Language, view: dict[str, Any]):
    catalogue = load_catalogue()
    for name in NASTY:
        for own in (None, {}, extreme(0, 0).answers, extreme(0, -1).answers, dict.fromkeys(extreme(0, 0).answers)):
            sheet = ballot_sheet(
                words(language),
                on_ballot(catalogue, view),
                own,
                name=project_name(words(language), scored(language, name)),
                key="ML-123456",
                deadline=moment(words(language), NOW, SEOUL),
                held=Held(project=PROJECT, round="f" * 24),
            )
            assert view_problems(sheet) == []
            assert len(sheet["private_metadata"]) <= 3000
            assert "<!channel>" not in str(sheet["blocks"][0])
    assert view_problems(closed_sheet(words(language), "x")) == []


def fields(sheet: dict[str, Any]) -> dict[str, Any]:
    return {block["block_id"]: block["element"] for block in sheet["blocks"] if block["type"] == "input"}


def sheet_of(own: dict[str, Any] | None, language: Language = Language.EN) -> dict[str, Any]:
    return ballot_sheet(
        words(language),
        on_ballot(load_catalogue(), {}),
        own,
        name="Menu helper",
        key="ML-1",
        deadline=Markup("soon"),
        held=Held(project=PROJECT, round="r1"),
    )


def test_every_question_of_a_ballot_can_be_left_open_or_not_known():
    sheet = sheet_of(None)
    for block in sheet["blocks"]:
        if block["type"] == "input":
            assert block["optional"] is True
            assert UNKNOWN in [option["value"] for option in block["element"]["options"]]
            assert not {"initial_option", "initial_options"} & block["element"].keys()


def test_a_ballot_shows_its_own_earlier_answers_only():
    shown = fields(sheet_of({"value_size": "large", "data_access": None, "data_quality": ["trusted"]}))
    initial = {
        key: element.get("initial_option", element.get("initial_options"))
        for key, element in shown.items()
        if {"initial_option", "initial_options"} & element.keys()
    }
    assert {
        key: one["value"] if isinstance(one, dict) else [e["value"] for e in one] for key, one in initial.items()
    } == {
        "field:value_size": "large",
        "field:data_access": UNKNOWN,
        "field:data_quality": ["trusted"],
    }


def test_options_are_those_of_the_question_in_the_readers_language():
    for language in Language:
        shown = fields(sheet_of(None, language))
        for question in choices(load_catalogue()):
            if (element := shown.get(f"field:{question.key}")) is None:
                continue
            labels = [option["text"]["text"] for option in element["options"]]
            assert labels[: len(question.options)] == [option.label.of(language) for option in question.options]
            assert element["type"] == ("static_select" if isinstance(question, OneOf) else "checkboxes")


def test_a_moment_is_shown_in_the_readers_own_zone():
    shown = moment(words(Language.EN), NOW, SEOUL).text
    assert shown == f"<!date^{int(NOW.timestamp())}^{{date_short_pretty}}, {{time}}|Mon 23 Nov, 18:00 (KST)>"
    assert "11월 23일 (월) 18:00" in moment(words(Language.KO), NOW, SEOUL).text


def test_ranges_are_shown_where_ballots_differ_and_only_there():
    apart = scored(Language.EN, voted=2)
    alike = replace(apart, cast=(apart.cast[0], Ballot(PEOPLE[1], apart.cast[0].answers)))
    assert "–" in result_message(words(Language.EN), apart, polled(2)).text
    assert "–" not in result_message(words(Language.EN), alike, polled(2)).text
    assert "Two minutes to talk?" in result_message(words(Language.EN), apart, polled(2)).text
    assert "Two minutes to talk?" not in result_message(words(Language.EN), alike, polled(2)).text


# --- what waits


def waiting(what: What, name: str = "Menu helper") -> Waiting:
    question = load_catalogue()["ml_conditions"] if what in (What.QUESTION, What.UNKNOWN) else None
    return Waiting(what, PROJECT, name, "ML-123456", LINK, question, PEOPLE[0] if what is What.QUESTION else None, "r1")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("each", [1, 9, 10, 11, 100])
def test_slack_takes_the_longest_list(language: Language, each: int):
    for name in NASTY:
        escaped = words(language).escape(name)
        shown = todo_message(words(language), [waiting(what, escaped) for what in What for _ in range(each)])
        assert problems(shown.blocks, "message") == []
        assert len(shown.text) <= PRIVATE_TEXT_LIMIT
        assert shown.text.count("•") <= MOST
        assert "<!channel>" not in shown.text


def test_the_list_is_grouped_and_says_how_many_more():
    shown = todo_message(words(Language.EN), [waiting(what) for what in reversed(What) for _ in range(20)])
    lines = shown.text.splitlines()
    assert [line for line in lines if line.startswith("*")] == [
        f"*What waits for you: {20 * len(What)}*",
        "*Questions for you*",
        "*Ballots to cast*",
    ]
    more = int(lines[-1].removeprefix("…and ").removesuffix(" more."))
    assert more + shown.text.count("•") == 20 * len(What)
