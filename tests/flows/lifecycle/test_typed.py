"""What is typed about a project's stage."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.lifecycle.loader import load_lifecycle
from flows.lifecycle.reason import Kind
from flows.lifecycle.stage import Stage
from flows.lifecycle.typed import SPELLINGS, Typed, Wish, read_stage_line
from flows.lifecycle.until import typed_day
from flows.text import Phrase

LIFECYCLE = load_lifecycle()
HERE = LIFECYCLE.stages[Stage.DATA].substages
MOVE = Wish.MOVE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Typed(Wish.LOOK)),
        ("data", Typed(MOVE, to=Stage.DATA)),
        ("to the data stage", Typed(MOVE, to=Stage.DATA)),
        ("Planning and project setup", Typed(MOVE, to=Stage.PLANNING)),
        ("데이터 수집과 라벨링으로", Typed(MOVE, to=Stage.DATA)),
        ("forward to data", Typed(MOVE, to=Stage.DATA, kind=Kind.FORWARD)),
        ("next", Typed(MOVE, code="FWD", kind=Kind.FORWARD)),
        ("다음 단계", Typed(MOVE, code="FWD", kind=Kind.FORWARD)),
        ("ship rules", Typed(MOVE, code="SHIP_RULES", kind=Kind.SHIP_RULES)),
        ("재개", Typed(MOVE, code="RESUME", kind=Kind.RESUME)),
        ("back", Typed(MOVE, kind=Kind.BACK)),
        (
            "back d2p_forbidden because Legal said: no.",
            Typed(MOVE, code="D2P_FORBIDDEN", kind=Kind.BACK, note="Legal said: no."),
        ),
        ("back to planning – too dear", Typed(MOVE, to=Stage.PLANNING, kind=Kind.BACK, note="too dear")),
        ("D2P_EASIER_TASK: titles", Typed(MOVE, code="D2P_EASIER_TASK", note="titles")),
        (
            "뒤로 계획으로 D2P_FORBIDDEN 이유 법무팀",
            Typed(MOVE, to=Stage.PLANNING, code="D2P_FORBIDDEN", kind=Kind.BACK, note="법무팀"),
        ),
        (
            "pause PAUSE_COST_LATER until 2027-01-05 because gpus are dear",
            Typed(MOVE, to=Stage.PAUSED, code="PAUSE_COST_LATER", until="2027-01-05", note="gpus are dear"),
        ),
        ("보류 3주 뒤까지 사람이 없어요", Typed(MOVE, to=Stage.PAUSED, until="3주 뒤까지", note="사람이 없어요")),
        ("stop STOP_COST too dear", Typed(MOVE, to=Stage.STOPPED, code="STOP_COST", note="too dear")),
        ("tick dc-x6 Kim did it", Typed(Wish.TICK, about="DC-X6", note="Kim did it")),
        ("해제 DC-X6", Typed(Wish.UNTICK, about="DC-X6")),
        ("override PL-X7 because we start without", Typed(Wish.OVERRIDE, about="PL-X7", note="we start without")),
        ("tick nothing", Typed(Wish.STRANGE, note="tick nothing")),
        ("labelling", Typed(Wish.SUBSTAGE, about="labelling")),
        ("소스 파악", Typed(Wish.SUBSTAGE, about="source_inventory")),
        ("debugging", Typed(Wish.STRANGE, note="debugging")),
        ("wait until friday", Typed(Wish.WAIT, until="friday")),
        ("기다리기", Typed(Wish.WAIT)),
    ],
)
def test_lines_are_read(text: str, expected: Typed):
    assert read_stage_line(text, LIFECYCLE, HERE) == expected


def test_every_stage_goes_by_its_names():
    for stage, described in LIFECYCLE.stages.items():
        for name in (*SPELLINGS[stage], described.label.en, described.label.ko.upper()):
            assert read_stage_line(name, LIFECYCLE).to is stage, name


@given(st.text(max_size=60))
def test_anything_can_be_typed(text: str):
    read = read_stage_line(text, LIFECYCLE, HERE)
    assert (read.wish is Wish.LOOK) == (not text.split())


def test_days_are_read_or_explained():
    today = date(2026, 11, 1)
    assert typed_day("3주 뒤까지", today) == date(2026, 11, 22)
    assert isinstance(typed_day("banana", today), Phrase)
