"""`make bench`: prints each figure against its floor, measured in turns in the same run."""

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from bench.boards import SPOTS, board_times, picture_time
from bench.figures import HEADING, Ratio, p50, p99
from bench.processes import new_database, server, taken_over, turns_per_second
from bench.programs import program
from bench.scoring import score_times
from bench.slack import Slack
from bench.start import import_time, start_time
from bench.talk import FURTHER, ack_times, go_further, open_threads, throughput
from bench.ticks import tick_figures

ROUNDS = 3
FULL_INTAKES = 15
ONE_BY_ONE = 40  # threads of six answers each, per round
AT_ONCE = 200
LATENCY = 0.1  # seconds that Slack takes for a call
STARTS = 9
LEASE = 15.0  # seconds, see bot/delivery.py


async def acknowledgements(folder: Path) -> list[Ratio]:
    ours: list[float] = []
    floor: list[float] = []
    for number in range(ROUNDS):
        async with Slack() as slack:
            async with program(slack, "-m", "bot", "run", DATABASE_URL=f"sqlite:///{folder}/acks{number}.db"):
                roots = await open_threads(slack, ONE_BY_ONE + 2)
                await ack_times(slack, roots[:2], asked=True)
                ours += await ack_times(slack, roots[2:], asked=True)
            async with program(slack, "-m", "bench.bare", "commit", f"{folder}/acks{number}.db"):
                await ack_times(slack, roots[:2], asked=False)
                floor += await ack_times(slack, roots[2:], asked=False)
    return [
        Ratio("event to ack, p50, one client", p50(ours) * 1000, p50(floor) * 1000, "ms", 2.5),
        Ratio("event to ack, p99, one client", p99(ours) * 1000, p99(floor) * 1000, "ms"),
    ]


async def pages(folder: Path) -> list[Ratio]:
    """The full intake's turns against the quick one's, in the same threads."""
    quick: list[float] = []
    full: list[float] = []
    for number in range(ROUNDS):
        async with (
            Slack() as slack,
            program(slack, "-m", "bot", "run", DATABASE_URL=f"sqlite:///{folder}/p{number}.db"),
        ):
            roots = await open_threads(slack, FULL_INTAKES + 2)
            await ack_times(slack, roots[:2], asked=True)
            quick += await ack_times(slack, roots[2:], asked=True)
            await go_further(slack, roots)
            await ack_times(slack, roots[:2], asked=True, answers=FURTHER)
            full += await ack_times(slack, roots[2:], asked=True, answers=FURTHER)
    return [Ratio("turn of the full intake, p50", p50(full) * 1000, p50(quick) * 1000, "ms", 1.3)]


async def crowds(folder: Path) -> list[Ratio]:
    ours: list[float] = []
    floor: list[float] = []
    for number in range(ROUNDS):
        async with Slack() as slack:
            async with program(slack, "-m", "bot", "run", DATABASE_URL=f"sqlite:///{folder}/crowd{number}.db"):
                roots = await open_threads(slack, AT_ONCE)
                slack.latency = LATENCY
                ours.append(await throughput(slack, roots))
            slack.latency = 0
            async with program(slack, "-m", "bench.bare", "reply"):
                slack.latency = LATENCY
                floor.append(await throughput(slack, roots))
    return [
        Ratio(f"turns/s, {AT_ONCE} threads, Slack takes 100 ms", p50(ours), p50(floor), "turns/s", 0.6, at_most=False)
    ]


async def starts(folder: Path) -> list[Ratio]:
    times: list[float] = []
    memory: list[float] = []
    floor: list[float] = []
    bare: list[float] = []
    async with Slack() as slack:
        for number in range(STARTS + 1):
            seconds, resident = await start_time(slack, f"sqlite:///{folder}/start.db")
            floor_seconds, floor_resident = await import_time()
            if number:  # the first one migrates and fills the file cache
                times.append(seconds)
                memory.append(resident)
                floor.append(floor_seconds)
                bare.append(floor_resident)
    return [
        Ratio("start to ready", p50(times) * 1000, p50(floor) * 1000, "ms", 1.5),
        Ratio("resident memory after start", p50(memory), p50(bare), "MiB"),
    ]


async def scores(folder: Path) -> list[Ratio]:
    total, json_only = await asyncio.to_thread(score_times, folder)
    return [Ratio("groundwork score, 100,000 answer sets", total, json_only, "s")]


async def boards(folder: Path) -> list[Ratio]:
    found = []
    for projects, goal in ((100, None), (10_000, None), (100_000, 3.0)):
        own, usual, floor = await asyncio.to_thread(board_times, folder, projects)
        name = f"board of {projects:,} projects"
        found.append(Ratio(f"{name}, own weights", own * 1000, floor * 1000, "ms", goal))
        if projects == 10_000:
            found.append(Ratio(f"{name}, against 50 ms", max(own, usual) * 1000, 50.0, "ms", 1.0))
    full, empty = await picture_time()
    return [*found, Ratio(f"picture of {SPOTS} projects, against an empty one", full * 1000, empty * 1000, "ms", 2.0)]


async def ticks(folder: Path) -> list[Ratio]:
    (busy, bare, idle, bare_idle), (told, rows) = await asyncio.to_thread(tick_figures, folder)
    return [
        Ratio("tick with 1,000 due of 100,000, against 1 s", busy, 1.0, "s", 1.0),
        Ratio("… against its bare statements", busy * 1000, bare * 1000, "ms"),
        Ratio("tick with nothing due, against 5 ms", idle * 1000, 5.0, "ms", 1.0),
        Ratio("… against its bare questions", idle * 1000, bare_idle * 1000, "ms"),
        Ratio("digest over 1,000 projects, against 1 s", told, 1.0, "s", 1.0),
        Ratio("… against reading its rows", told * 1000, rows * 1000, "ms"),
    ]


async def processes(folder: Path) -> list[Ratio]:
    """On one PostgreSQL. The floor is one process; of the time to take over it is the lease."""
    rates: dict[int, list[float]] = {1: [], 2: [], 3: []}
    lags: list[float] = []
    async with server(folder) as address:
        for _ in range(ROUNDS):
            for many, found in rates.items():
                found.append(await turns_per_second(new_database(address, "bench"), many))
            lags.append(await taken_over(new_database(address, "bench")))
    one = p50(rates[1])
    return [
        *(
            Ratio(f"turns/s on PostgreSQL, {many} process{'es' if many > 1 else ''}", p50(found), one, "turns/s")
            for many, found in rates.items()
        ),
        Ratio("taking over a killed process's lane", p50(lags), LEASE, "s", 1.2),
    ]


async def measure(wanted: list[str]) -> bool:
    """Measure everything, or only what is named: acks, pages, crowds … True when every goal is met."""
    figures = {
        "acks": acknowledgements,
        "pages": pages,
        "crowds": crowds,
        "starts": starts,
        "scores": scores,
        "boards": boards,
        "ticks": ticks,
        "processes": processes,
    }
    folder = Path(tempfile.mkdtemp(prefix="groundwork-bench-"))
    print(HEADING)
    met = True
    try:
        for name, figure in figures.items():
            if wanted and name not in wanted:
                continue
            for ratio in await figure(folder):
                met = met and ratio.met
                print(ratio.line(), flush=True)
    finally:
        shutil.rmtree(folder)
    return met


if __name__ == "__main__":
    asyncio.run(measure(sys.argv[1:]))
