"""The path as it is drawn."""

from datetime import timedelta

from flows.lifecycle.path import Path, path
from flows.lifecycle.stage import Stage
from flows.scoring.verdict import Verdict
from tests.flows.lifecycle.projects import FULL, NOW, at, go, moved, with_


def travelled(*moves: tuple[Stage, str | None]) -> Path:
    where = at(Stage.INTAKE)
    for hours, (target, code) in enumerate(moves, start=1):
        ticks = at(where.stage).ticks
        project = with_(FULL, now=NOW + timedelta(hours=hours), verdict=Verdict.GO_RULES_FIRST)
        where = moved(go(where.model_copy(update={"ticks": ticks}), target, code, project=project)).where
    return path(where)


def test_a_new_project_has_one_stay():
    drawn = travelled()
    (stay,) = drawn.stays
    assert (stay.stage, stay.begun, stay.ended, stay.by) == (Stage.INTAKE, NOW, None, None)
    assert (drawn.reached, drawn.skipped, drawn.loops) == (Stage.INTAKE, (), ())


def test_stays_loops_and_skipped_stages():
    drawn = travelled(
        (Stage.PLANNING, None),
        (Stage.TRAINING, "SKIP_DATA_READY"),
        (Stage.PLANNING, "T2P_TOO_HARD"),
        (Stage.TRAINING, "SKIP_DATA_READY"),
        (Stage.PLANNING, "T2P_TRADEOFF"),
        (Stage.TRAINING, "SKIP_DATA_READY"),
        (Stage.PLANNING, "T2P_TRADEOFF"),
        (Stage.PAUSED, "PAUSE_CAPACITY"),
    )
    assert [stay.stage for stay in drawn.stays] == [
        Stage.INTAKE,
        *(Stage.PLANNING, Stage.TRAINING) * 3,
        Stage.PLANNING,
        Stage.PAUSED,
    ]
    assert (drawn.reached, drawn.skipped) == (Stage.TRAINING, (Stage.DATA,))
    (loop,) = drawn.loops
    assert (loop.origin, loop.target, loop.count) == (Stage.TRAINING, Stage.PLANNING, 3)
    assert loop.reasons == (("T2P_TRADEOFF", 2), ("T2P_TOO_HARD", 1))
    assert loop.last == NOW + timedelta(hours=7)
    assert drawn.stays[1].ended == drawn.stays[2].begun
