"""The project that the gallery shows: one of the worked ones, or one with the longest answers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from flows.answers import Answer, AnswerState, Value
from flows.catalog.loader import load_catalogue
from flows.conversation import Conversation, Overruled, Told
from flows.decisions import Choice, Decision
from flows.flow import Flow, intake
from flows.overview import Overview
from flows.reading import Context, Understood, read, read_block
from flows.scoring.ballot import Ballot
from flows.scoring.ballots import Ballots
from flows.scoring.scorer import Scorer
from flows.text import Language
from sandbox.gallery.exhibit import Easel
from sandbox.gallery.longest import longest
from sandbox.worked.script import scripts

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Seoul")
PROJECT, CHANNEL = "f" * 24, "C0MLPROJECTS"
OWNER, FRIEND, OTHER = "U0ANA", "U0BEN", "U0MINJUN"
LINK = "https://acme.slack.com/archives/C0MLPROJECTS/p1795424400000100?thread_ts=1795424400.000100&cid=C0MLPROJECTS"


@cache
def flow() -> Flow:
    return intake(load_catalogue())


@cache
def scorer() -> Scorer:
    return Scorer(load_catalogue())


@cache
def ballots() -> Ballots:
    return Ballots(load_catalogue(), scorer())


def name(easel: Easel) -> str:
    """What the project is called, unescaped."""
    return easel.text("Menu helper", "고객 문의 분류", 80)


def values(easel: Easel) -> dict[str, Any]:
    """The answers of the project."""
    if easel.longest:
        text = easel.text("Guests cannot choose a dish, as the menu is long.", "고객이 몇 시간씩 기다려요.", 4000)
        return {key: longest(question, text) for key, question in load_catalogue().questions.items()}
    return {"project_name": name(easel), **_read("ticket_routing" if easel.korean else "menu_helper")}


@cache
def _read(script: str) -> Mapping[str, Value]:
    """A worked project's answers as the bot reads them."""
    told = scripts()[script]
    quick = [asked for asked in flow().stretches[0].questions if asked != "project_name"]
    found: dict[str, Value] = {}
    for key, text in zip(quick, told.quick, strict=True):
        reading = read(load_catalogue()[key], text, known(found))
        assert isinstance(reading, Understood), (key, text)
        found[key] = reading.value
    return found | dict(read_block(load_catalogue(), told.rest, known(found)).understood)


def known(values: Mapping[str, Any]) -> Context:
    """What counts when the owner answers."""
    return Context(today=NOW.date(), currency="KRW", speaker=OWNER, answers=values)


def answers(easel: Easel) -> dict[str, Answer]:
    """The same as they are stored."""
    return {key: stored(value) for key, value in values(easel).items()}


def stored(value: Any) -> Answer:
    return Answer(state=AnswerState.GIVEN, value=value, by=OWNER, at=NOW, source="1.0", line=1)


def overview(easel: Easel) -> Overview:
    """The project with everything answered."""
    conversation = Conversation(
        id=PROJECT,
        language=Language.KO if easel.korean else Language.EN,
        starter=OWNER,
        owner=OWNER,
        participants=(OWNER, FRIEND),
        started_at=NOW,
        answers=answers(easel),
        told=Told(verdict="go", quadrant="do_first"),
    )
    return Overview(
        project=PROJECT,
        key="ML-123456" if easel.longest else "ML-1",
        stage="intake",
        conversation=conversation,
        flow=flow(),
        catalogue=load_catalogue(),
        scorer=scorer(),
        links=dict.fromkeys(conversation.answers, LINK),
    )


def begun(easel: Easel) -> Overview:
    """The project while nothing but its name is known."""
    whole = overview(easel)
    first = whole.conversation.model_copy(update={"answers": {"project_name": stored(name(easel))}, "told": None})
    return replace(whole, conversation=first)


def scored(easel: Easel) -> Overview:
    """The project after a round in which people did not see the same."""
    seen: tuple[dict[str, Any], ...] = (
        {"value_size": "small", "data_quality": ["trusted"]},
        {"value_size": "very_large", "ethics_check": "manageable"},
        {},
    )
    cast = tuple(Ballot(one, view) for one, view in zip((OWNER, FRIEND, OTHER), seen, strict=True))
    return replace(overview(easel), ballots=ballots(), cast=cast)


def overruled(easel: Easel) -> Overview:
    """The project with a verdict that its owner has overruled."""
    reason = easel.text("We have shipped the rule and it is not enough.", "규칙을 써 봤는데 부족했어요.", 500)
    said = Overruled(verdict="reconsider", reason=reason, by=OWNER, at=NOW)
    whole = overview(easel)
    bad = {**whole.conversation.answers, "simple_solution": stored("solves_mostly")}
    told = whole.conversation.model_copy(update={"answers": bad, "overruled": said})
    return replace(whole, conversation=told)


def decision(easel: Easel, choice: Choice = Choice.ACCEPT) -> Decision:
    reason = easel.text("We start in March with two people.", "3월에 두 명이 시작해요.", 500)
    more: dict[str, Any] = {"into": PROJECT, "into_key": "ML-2"} if choice is Choice.MERGE else {}
    if choice is Choice.DEFER:
        more = {"until": NOW.date().replace(year=2027)}
    return Decision(choice=choice, reason=reason, by=OWNER, at=NOW, **more)
