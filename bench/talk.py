"""People who talk to a bot, and how long it takes."""

import asyncio
from collections.abc import Sequence
from time import perf_counter

from bench.slack import Slack

ANSWERS = (
    "First-time guests cannot choose a dish because the menu is long.",
    "medium",
    "helps a person",
    "partly",
    "proxy",
    "minor",
)
"""Answers to the second to the seventh question of the quick intake: after each, another one is asked."""


FURTHER = (
    "Sales have fallen 18 percent since March.",
    "cause: menu too long; fix: sort it; kind: content; start: yes",
    "done",
    "friction",
    "hours_week",
    "pattern_seen, pattern_complex, objective_definable, prediction_answers",
    "up_to_1k_day",
    "clear",
    "standard",
    "none_of_these",
    "data_loop",
    "up_to_90",
    "product_live",
)
"""Answers on the pages of the full intake, a row among them: after each, another question is asked."""


async def open_threads(slack: Slack, many: int) -> list[str]:
    """Start projects; the timestamps of their cards, each with its first question below."""
    roots = []
    for number in range(many):
        await (await slack.command(f"new Menu helper {number}"))
    for _ in range(many):
        root = await slack.roots.get()
        await slack.posted[root].get()
        roots.append(root)
    return roots


async def ack_times(slack: Slack, roots: list[str], *, asked: bool, answers: Sequence[str] = ANSWERS) -> list[float]:
    """Seconds from an answer typed to its acknowledgement, one at a time. `asked`: wait for the next question."""
    taken = []
    for root in roots:
        for answer in answers:
            begin = perf_counter()
            await (await slack.say(answer, root))
            taken.append(perf_counter() - begin)
            if asked:
                await slack.posted[root].get()
                # What else the turn owes is sent before the next one is timed.
                await asyncio.sleep(0.02)
    return taken


async def go_further(slack: Slack, roots: list[str]) -> None:
    """Finish the quick intakes and begin the full ones."""
    for root in roots:
        for answer in ("manageable", "continue"):
            await (await slack.say(answer, root))
            await slack.posted[root].get()
            await asyncio.sleep(0.05)
        while not slack.posted[root].empty():
            slack.posted[root].get_nowait()


async def throughput(slack: Slack, roots: list[str]) -> float:
    """Turns per second when everybody answers as soon as the reply is there."""

    async def talk(root: str) -> None:
        for answer in ANSWERS:
            await slack.say(answer, root)
            await slack.posted[root].get()

    begin = perf_counter()
    await asyncio.gather(*(talk(root) for root in roots))
    return len(roots) * len(ANSWERS) / (perf_counter() - begin)
