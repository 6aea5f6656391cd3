"""Why a project moved."""

from collections.abc import Iterable

import pytest
from hypothesis import given

from flows.board.entry import Stand
from flows.board.last_week import LastWeek
from flows.board.moves import Cause, Move, Moves
from flows.ranking.order import rank
from flows.ranking.weights import PRESETS, Preset
from flows.scoring.priority import BALANCED, Weights
from flows.scoring.verdict import Verdict
from tests.flows.board.boards import stand, weeks

EASY = PRESETS[Preset.EASY_FIRST]
Week = tuple[LastWeek, Weights, list[Stand]]


def places(projects: Iterable[Stand], weights: Weights) -> dict[int, int]:
    order = rank([one.contender for one in projects], weights).order
    return {int(one.key): place for place, one in enumerate(order, start=1)}


def moves(then: list[Stand], now: list[Stand], old: Weights = BALANCED, new: Weights = BALANCED) -> Moves:
    return Moves(LastWeek.of(old, then), new, now)


@given(weeks())
def test_places_are_those_of_the_two_boards(week: Week):
    then, weights, now = week
    was, is_now = places(then.stands.values(), then.weights), places(now, weights)
    found = Moves(then, weights, now)
    for number in {*then.stands, *(one.number for one in now)}:
        move = found.of(number)
        assert (move.was, move.now) == (was.get(number), is_now.get(number))
        assert (move.cause is None) is (move.was == move.now)


@given(weeks())
def test_a_cause_is_the_step_that_moved_it_furthest(week: Week):
    """The five steps, each a board of its own that is ranked anew."""
    then, weights, now = week
    today = {one.number: one for one in now}
    old = then.stands
    start = places(old.values(), then.weights)
    reweighed = places(old.values(), weights)
    here = [one._replace(stage=today[n].stage, aside=today[n].aside) for n, one in old.items() if n in today]
    staged = places(here, weights)
    new = [one for one in now if one.number not in old]
    joined = places([*here, *new], weights)
    end = places(now, weights)
    found = Moves(then, weights, now)
    for number in start.keys() & end.keys():
        move = found.of(number)
        if not move.cause:
            continue
        changed = [today[number] if one.number == number else one for one in here]
        alone = places([*changed, *new], weights)[number]
        gains = {
            "own": joined[number] - alone,
            "weight": start[number] - reweighed[number],
            "new": staged[number] - joined[number],
            "stage": reweighed[number] - staged[number],
            "others": alone - end[number],
        }
        assert sum(gains.values()) == move.up
        best = max(gains, key=lambda step: gains[step] * (1 if move.up > 0 else -1))
        own = (Cause.ANSWER, Cause.BALLOT, Cause.FRESHNESS)
        match best:
            case "own":
                assert move.cause in own
                assert move.other is None
            case "weight":
                assert (move.cause, move.other) == (Cause.WEIGHT, None)
            case "new":
                assert move.cause is Cause.NEW
                assert move.other not in old
            case "stage":
                assert move.cause in (Cause.STAGE, Cause.DECISION, Cause.REMOVED)
                assert (move.cause is Cause.REMOVED) is (move.other not in today)
            case _:
                assert move.cause in own
                assert move.other not in (None, number)


def test_its_own_answer():
    one, other = stand(1, (80, 80)), stand(2, (60, 60))
    better = stand(2, (90, 90))
    found = moves([one, other], [one, better])
    assert found.of(2) == Move(2, 1, Cause.ANSWER)
    assert found.of(1) == Move(1, 2, Cause.ANSWER, other=2)


def test_a_ballot():
    one, other = stand(1, (80, 80)), stand(2, (60, 60))
    assert moves([one, other], [one, stand(2, (90, 90), ballots=2)]).of(2).cause is Cause.BALLOT


def test_the_weights():
    one, other = stand(1, (90, 10)), stand(2, (10, 80))
    assert moves([one, other], [one, other], new=EASY).of(2) == Move(2, 1, Cause.WEIGHT)
    assert moves([one, other], [one, other], new=Weights(50, 20, 12, 10, 8, 0)).of(2).cause is None


def test_a_new_project():
    one = stand(1, (50, 50))
    found = moves([one], [one, stand(2, (60, 60))])
    assert found.of(2) == Move(None, 1, Cause.NEW)
    assert found.of(1) == Move(1, 2, Cause.NEW, other=2)


def test_a_decision():
    one, other = stand(1, (80, 80)), stand(2, (60, 60))
    aside = one._replace(aside=True)
    assert moves([one, other], [aside, other]).of(2) == Move(2, 1, Cause.DECISION, other=1)
    assert moves([one, other], [aside, other]).of(1) == Move(1, None, Cause.DECISION)
    assert moves([aside, other], [one, other]).of(1) == Move(None, 1, Cause.DECISION)
    assert moves([aside, other], [one, other]).of(2) == Move(1, 2, Cause.DECISION, other=1)


def test_a_stage():
    one, other = stand(1, (80, 80)), stand(2, (60, 60))
    rests = one._replace(stage="paused")
    assert moves([one, other], [rests, other]).of(2) == Move(2, 1, Cause.STAGE, other=1)
    assert moves([one, other], [rests, other]).of(1) == Move(1, None, Cause.STAGE)
    assert moves([rests, other], [one, other]).of(1) == Move(None, 1, Cause.STAGE)
    assert moves([rests, other], [one, other]).of(2) == Move(1, 2, Cause.STAGE, other=1)


def test_a_removed_project():
    one, other = stand(1, (80, 80)), stand(2, (60, 60))
    assert moves([one, other], [other]).of(2) == Move(2, 1, Cause.REMOVED, other=1)
    assert moves([one, other], [other]).of(1) == Move(1, None, Cause.REMOVED)


def test_an_answer_that_says_not_to_use_ml():
    one = stand(1, (80, 80))
    assert moves([one], [one._replace(verdict=Verdict.DO_NOT_USE_ML)]).of(1) == Move(1, None, Cause.ANSWER)


def test_time_alone():
    weights = PRESETS[Preset.WELL_KNOWN]
    one, other = stand(1, (80, 80, 80, 80, 80, 100)), stand(2, (75, 75, 75, 75, 75, 100))
    older = stand(1, (80, 80, 80, 80, 80, 50))
    assert moves([one, other], [older, other], weights, weights).of(1) == Move(1, 2, Cause.FRESHNESS)


def test_nobody_knows_a_project_that_was_never_there():
    with pytest.raises(KeyError):
        moves([stand(1, (1, 1))], []).of(7)


def test_the_largest_moves_come_first():
    then = [stand(number, (100 - number, 100 - number)) for number in range(1, 7)]
    now = [*then[:-1], stand(6, (100, 100))]
    found = moves(then, now).largest()
    assert found == ((6, Move(6, 1, Cause.ANSWER)),)
    assert [number for number, _ in moves(then, now).largest(least=1, most=3)] == [6, 1, 2]
