"""PostgreSQL dies and comes back; several processes share one, and one of them dies."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.app import running
from sandbox.clock import Clock
from sandbox.standin import StandIn
from storage.outbox import owed
from tests.faults.interviews import ANSWERS, PROBLEM, Player, all_sent, is_question, marks, stored
from tests.faults.programs import LONGEST, Program, Supervised, environment
from tests.postgresql import Server, own_server
from tests.world import CHANNEL, World, playing, settings_for

MANY = 4  # conversations at the same time


@pytest.fixture
async def slack(subscribed: list[str]) -> AsyncIterator[StandIn]:
    """A Slack that delivers again soon, and for as long as a server may need to come back."""
    delays = (0.1, 0.5, 1.0, 2.0, 4.0, 8.0)
    async with StandIn(events=subscribed, clock=Clock.real(), ack_timeout=3.0, retry_delays=delays) as stand_in:
        yield stand_in


@pytest.fixture
def database(postgresql: Server) -> Iterator[str]:
    with postgresql.database() as url:
        yield url


@pytest.mark.soak
async def test_a_server_that_is_killed_and_started_again_under_load_loses_and_doubles_nothing(slack: StandIn):
    with own_server() as server, server.database(template=None) as url:
        async with playing(slack, url) as world:
            players = [Player(slack, lambda: all_sent(world)) for _ in range(MANY)]
            threads = [await world.start("ana", f"/ml new Menu helper {number}") for number, _ in enumerate(players)]

            async def talk(thread: str) -> None:
                for said in (PROBLEM, "very large", "2"):
                    await slack.person("ana").say(said, channel=CHANNEL, thread=thread, wait=False)
                    await slack.idle(LONGEST)

            talking = [asyncio.create_task(talk(thread.ts)) for thread in threads]
            await asyncio.to_thread(server.control, "restart", "-m", "immediate")
            await asyncio.gather(*talking)
            await slack.until(lambda: world.bot.pause.trouble is None, LONGEST)
            await all_sent(world)

            for project in (await world.stored())["projects"]:
                answers = project["answers"]
                taken = [answers[key] for key in ("problem_statement", "value_size", "archetype")]
                assert taken == [PROBLEM, "very_large", "human_in_the_loop"]
            assert set(marks(slack).values()) == {1}
            for thread in threads:
                assert sum(is_question(one) for one in thread.messages) == 1
            assert await world.read(owed) == 0


@pytest.mark.soak
async def test_a_server_that_is_away_is_not_ready_and_nothing_is_acknowledged_until_it_is_back(slack: StandIn):
    with own_server() as server, server.database(template=None) as url:
        async with playing(slack, url) as world:
            thread = await world.start("ana", "/ml new Menu helper")
            await asyncio.to_thread(server.control, "stop", "-m", "fast")
            said = asyncio.create_task(slack.person("ana").say(PROBLEM, channel=CHANNEL, thread=thread.ts))
            await slack.until(lambda: world.bot.pause.trouble is not None, LONGEST)
            assert (await world.bot.health.ready())["database"] == "does not answer"
            await asyncio.to_thread(server.control, "start", "-o", f'-h "" -k {server.folder}')
            await said
            await slack.idle(LONGEST)
            await slack.until(lambda: world.bot.pause.trouble is None, LONGEST)
            await all_sent(world)

            assert (await thread.answers())["problem_statement"] == PROBLEM
            assert (await world.bot.health.ready())["database"] == "ok"


async def test_answers_given_at_the_same_moment_to_two_processes_are_both_stored(slack: StandIn, database: str):
    async with playing(slack, database) as world, running(settings_for(slack, database), clock=slack.clock) as other:
        second = World(slack, other)
        await slack.until(lambda: slack.sockets.connected == 2)
        player = Player(slack, lambda: all_sent(world))
        await player.begin()
        await player.say(f"{PROBLEM} {slack.person('ben').mention}")
        ana, ben = slack.person("ana"), slack.person("ben")

        await asyncio.gather(*(one.say("2", channel=CHANNEL, thread=player.thread) for one in (ana, ben)))
        await all_sent(world)
        await all_sent(second)

        (project,) = (await world.stored())["projects"]
        taken = project["answers"]
        assert (taken["value_size"], taken["archetype"]) == ("small", "human_in_the_loop")
        assert set(marks(slack).values()) == {1}


async def test_projects_started_at_the_same_moment_in_two_processes_have_numbers_of_their_own(
    slack: StandIn, database: str
):
    async with playing(slack, database) as world, running(settings_for(slack, database), clock=slack.clock) as other:
        await slack.until(lambda: slack.sockets.connected == 2)
        ana = slack.person("ana")

        await asyncio.gather(*(ana.command(f"/ml new Project {number}", channel=CHANNEL) for number in range(6)))
        await all_sent(world)
        await all_sent(World(slack, other))

        keys = sorted(project["key"] for project in (await world.stored())["projects"])
        assert keys == [f"ML-{number}" for number in range(1, 7)]
        assert set(marks(slack).values()) == {1}


@pytest.mark.soak
@pytest.mark.parametrize("point", ["post.claimed", "post.processed", "turn.on_disk", "call.settling"])
async def test_what_a_killed_process_was_sending_another_one_sends(
    point: str, slack: StandIn, database: str, tmp_path: Path, undisturbed: str
):
    env = environment(slack, database)
    under = Supervised(slack, database, tmp_path, ())
    dying = await Program.start(slack, env, tmp_path, "tests.faults.dying", point, "2")
    under.now = await Program.start(slack, env, tmp_path, *under.run)
    try:
        await slack.until(lambda: slack.sockets.connected == 2, LONGEST)
        both = Player(slack, lambda: all_made(under, dying))
        await both.whole_interview()
        await under.settled()

        assert dying.process.returncode == -9
        (project,) = stored(database)["projects"]
        assert project["answers"] == ANSWERS
        assert both.transcript == undisturbed
        assert set(marks(slack).values()) == {1}
    finally:
        await dying.ended()
        await under.now.ended()


async def all_made(under: Supervised, other: Program) -> None:
    """Everything said was acknowledged, and everything owed was sent by one of the two."""

    def made() -> bool:
        assert under.now
        owed = under.read("select mark from outbox where settled_at is null")
        return under.slack.deliveries.idle and {mark for (mark,) in owed} <= under.now.made | other.made

    await under.slack.until(made, LONGEST)
