"""How long a board takes to be ranked and written, against the bare query that orders the rows; and its picture."""

import asyncio
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from bot.charts.request import Quadrants, Spot
from bot.charts.worker import draw
from bot.i18n import Words
from bot.leaderboard import leaderboard
from bot.views.board import board_message
from bot.views.message import escape
from flows.board.setting import Setting
from flows.scoring.factors import Archetype
from flows.scoring.priority import BALANCED, Weights
from flows.text import Language
from storage.engines import open_engine
from storage.migrate import migrate

TEAM, CHANNEL = "T0BENCH", "C0BENCH"
NOW = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
OWN = Weights(60, 80, 10, 30, 20, 5)
TIMES = 9
SPOTS = 200
COMPONENTS = ("impact", "data", "accuracy", "difficulty", "readiness", "confidence")
BARE = f"""
SELECT id, name FROM projects WHERE team = ? AND channel = ? AND verdict != 'do_not_use_ml'
AND stage NOT IN ('paused', 'stopped', 'retired')
ORDER BY {" + ".join(f"{name} * {int(alpha)}" for name, alpha in zip(COMPONENTS, OWN, strict=True))} DESC, impact DESC,
number LIMIT 10
"""
"""The floor: nothing but the first ten rows in the order of the weights."""


def board_times(folder: Path, projects: int) -> tuple[float, float, float]:
    """Seconds of a board with weights of its own, of one with the usual weights, and of the bare query."""
    file = folder / f"board{projects}.db"
    url = f"sqlite:///{file}"
    engine = open_engine(url)
    migrate(engine)
    fill(file, projects)
    own, usual, floor = [], [], []
    bare = sqlite3.connect(file)
    with engine.connect() as db:

        def shown(weights: Weights) -> float:
            begin = perf_counter()
            found = leaderboard(db, TEAM, CHANNEL, now=NOW, setting=Setting(weights))
            assert board_message(Words(Language.EN, escape), found, CHANNEL).blocks
            return perf_counter() - begin

        shown(OWN)
        for _ in range(TIMES):
            own.append(shown(OWN))
            usual.append(shown(BALANCED))
            begin = perf_counter()
            assert len(bare.execute(BARE, (TEAM, CHANNEL)).fetchall()) == 10
            floor.append(perf_counter() - begin)
    bare.close()
    engine.dispose()
    return median(own), median(usual), median(floor)


async def picture_time(spots: int = SPOTS) -> tuple[float, float]:
    """Seconds for a picture of so many projects, and for an empty one: the process and its imports alone."""
    full, empty = [], []
    for _ in range(3):
        begin = perf_counter()
        await draw(Quadrants(Language.KO, _spots(spots)))
        full.append(perf_counter() - begin)
        begin = perf_counter()
        await draw(Quadrants(Language.KO, ()))
        empty.append(perf_counter() - begin)
    return median(full), median(empty)


def fill(file: Path, projects: int) -> None:
    """Projects with random scores, the same every time; every twentieth has no place."""
    chance = Random(20)
    rows = []
    for number in range(1, projects + 1):
        points = [chance.uniform(0, 100) for _ in range(5)]
        impact, data, accuracy, difficulty, readiness = points
        feasibility = (40 * data + 25 * accuracy + 20 * difficulty + 15 * readiness) / 100
        stage = "paused" if number % 20 == 0 else "planning"
        rows.append(
            (
                *(f"p{number}", TEAM, number, CHANNEL, f"Project {number}", stage, "U0ANA", "U0ANA", "en"),
                *("2026-08-01 09:00:00", "2026-08-01 09:00:00", "go", "do_first"),
                *(impact, feasibility, data, accuracy, difficulty, readiness, 80.0, 80.0, (impact + feasibility) / 2),
            )
        )
    names = "id team number channel name stage owner starter language created_at updated_at verdict quadrant "
    names += "impact feasibility data accuracy difficulty readiness completeness confidence priority"
    columns = ", ".join(names.split())
    with sqlite3.connect(file) as db:
        db.executemany(f"INSERT INTO projects ({columns}) VALUES ({', '.join('?' * len(rows[0]))})", rows)
        db.execute("ANALYZE")


def _spots(count: int) -> tuple[Spot, ...]:
    chance, kinds = Random(20), [*Archetype, None]
    return tuple(
        Spot(
            f"ML-{number}",
            f"프로젝트 {number}",
            chance.uniform(0, 100),
            chance.uniform(0, 100),
            archetype=chance.choice(kinds),
            best=number < 5,
        )
        for number in range(count)
    )


if __name__ == "__main__":
    print(asyncio.run(picture_time()))
