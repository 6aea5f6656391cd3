"""People who talk to a bot, and how long it takes."""

import asyncio
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


async def ack_times(slack: Slack, roots: list[str], *, asked: bool) -> list[float]:
    """Seconds from an answer typed to its acknowledgement, one at a time. `asked`: wait for the next question."""
    taken = []
    for root in roots:
        for answer in ANSWERS:
            begin = perf_counter()
            await (await slack.say(answer, root))
            taken.append(perf_counter() - begin)
            if asked:
                await slack.posted[root].get()
                # What else the turn owes is sent before the next one is timed.
                await asyncio.sleep(0.02)
    return taken


async def throughput(slack: Slack, roots: list[str]) -> float:
    """Turns per second when everybody answers as soon as the reply is there."""

    async def talk(root: str) -> None:
        for answer in ANSWERS:
            await slack.say(answer, root)
            await slack.posted[root].get()

    begin = perf_counter()
    await asyncio.gather(*(talk(root) for root in roots))
    return len(roots) * len(ANSWERS) / (perf_counter() - begin)
