"""What the database ranks is what is ranked in memory."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import Connection

from flows.board.board import board
from flows.board.filter import EVERYTHING, Filter
from flows.board.preview import preview
from flows.board.setting import Setting
from flows.decisions import Choice, Decision
from flows.ranking.weights import PRESETS, Preset
from flows.scoring.priority import BALANCED, Weights
from flows.scoring.verdict import Verdict
from storage.decisions import save_decision
from storage.standings import counted_in, entries_in, moving_in, on_front, parked_in, ranked_in
from storage.weekly import find_week, take_week
from tests.portfolios import THEN, Kept, keep

HERE, TEAM = ("C0MLPROJECTS",), "T0ACME"
OWN = Weights(3, 0, 70, 0, 11, 5)
MANY = 200
EVERY_WEIGHTS = (*PRESETS.values(), OWN)


@pytest.fixture
def portfolio(db: Connection) -> Connection:
    """Two hundred here, with ties; some parked, some put aside; one of another channel, one of another workspace."""
    chance = Random(7)
    some = [
        Kept(
            f"Project {number}",
            [chance.randrange(0, 101, 5) for _ in range(5)],
            stage=chance.choice(["intake", "planning", "planning", "paused"]),
            verdict=chance.choice([Verdict.GO, Verdict.GO, Verdict.RECONSIDER, Verdict.DO_NOT_USE_ML]),
            owner=chance.choice(["U0ANA", "U0BEN"]),
            archetype=chance.choice([None, "software_2_0"]),
            confidence=chance.randrange(0, 101, 10),
            decision=chance.choice([None, None, *Choice]),
        )
        for number in range(MANY)
    ]
    keep(db, [*some, Kept("Elsewhere", (99, 99), channel="C2"), Kept("Of others", (99, 99), team="T2")])
    return db


@pytest.mark.parametrize("only", [EVERYTHING, Filter(owners=frozenset({"U0BEN"}), stages=frozenset({"planning"}))])
def test_the_order_places_counts_and_parked_are_those_of_the_board(portfolio: Connection, only: Filter):
    for weights in EVERY_WEIGHTS:
        wanted = board(entries_in(portfolio, TEAM, HERE), Setting(weights), only=only, most=1000)
        counted = counted_in(portfolio, TEAM, HERE, only)
        numbers = (wanted.ranked, wanted.matching, len(wanted.parked))
        assert (counted.ranked, counted.matching, counted.parked) == numbers, weights
        found = ranked_in(portfolio, TEAM, HERE, weights, first=3, most=40, only=only)
        assert [(one.place, one.entry) for one in found] == [(row.place, row.entry) for row in wanted.rows[3:43]]
        assert tuple(parked_in(portfolio, TEAM, HERE, weights, most=1000, only=only)) == wanted.parked, weights


def test_the_front_is_that_of_the_board(portfolio: Connection):
    for weights in EVERY_WEIGHTS:
        wanted = board(entries_in(portfolio, TEAM, HERE), Setting(weights), most=60).rows
        found = on_front(portfolio, TEAM, HERE, [row.entry for row in wanted])
        assert found == {row.entry.stand.number for row in wanted if row.best}, weights
        assert found
        assert on_front(portfolio, TEAM, HERE, []) == set()


def test_a_preview_is_that_of_the_board(portfolio: Connection):
    for new in (OWN, PRESETS[Preset.EASY_FIRST], BALANCED):
        wanted = preview(entries_in(portfolio, TEAM, HERE), BALANCED, new)
        rows, moved = moving_in(portfolio, TEAM, HERE[0], BALANCED, new, most=10)
        assert [(one.entry, one.now, one.then) for one in wanted.rows] == rows, new
        assert moved == wanted.moved, new


def test_projects_of_other_channels_and_workspaces_are_not_there(portfolio: Connection):
    names = {entry.name for entry in entries_in(portfolio, TEAM, HERE)}
    assert len(names) == MANY
    assert not names & {"Elsewhere", "Of others"}
    both = {entry.name for entry in entries_in(portfolio, TEAM, (*HERE, "C2", "C3"))}
    assert both - names == {"Elsewhere"}
    assert entries_in(portfolio, TEAM, ("C3",)) == []
    assert counted_in(portfolio, TEAM, ("C3",)).ranked == 0


@pytest.mark.parametrize(("decision", "ranked"), [(None, 1), (Choice.ACCEPT, 1), (Choice.DECLINE, 0)])
def test_what_the_lead_put_aside_has_no_place(db: Connection, decision: Choice | None, ranked: int):
    keep(db, [Kept("Menu helper", (70, 60), decision=decision)])
    counted = counted_in(db, TEAM, HERE)
    assert (counted.ranked, counted.parked) == (ranked, 1 - ranked)
    (entry,) = entries_in(db, TEAM, HERE)
    assert (entry.stand.resting, entry.decision is None) == (not ranked, decision is None)


def test_a_decision_that_was_replaced_counts_no_more(db: Connection):
    (project,) = keep(db, [Kept("Menu helper", (70, 60), decision=Choice.DECLINE)])
    accepted = Decision(choice=Choice.ACCEPT, reason="There is data now.", by="U0ANA", at=THEN)
    save_decision(db, project.id, accepted, wakes_at=None)
    assert counted_in(db, TEAM, HERE).ranked == 1
    assert [one.entry.name for one in ranked_in(db, TEAM, HERE, BALANCED, most=10)] == ["Menu helper"]


def test_last_week_remembers_what_was_put_aside(db: Connection):
    keep(db, [Kept("Menu helper", (70, 60), decision=Choice.DEFER), Kept("Table finder", (40, 80))])
    later = THEN + timedelta(days=7)
    assert take_week(db, TEAM, HERE[0], "2026-W37", BALANCED, begun=later, now=later)
    then = find_week(db, TEAM, HERE[0], "2026-W37")
    assert then
    assert {number: stand.aside for number, stand in then.stands.items()} == {1: True, 2: False}


def test_scores_come_back_exactly(db: Connection):
    keep(db, [Kept("Third", (100 / 3, 200 / 3))])
    (entry,) = entries_in(db, TEAM, HERE)
    assert entry.stand.components[:2] == (36_000_000, 72_000_000)
