"""The process dies at every step of a turn and of a send. Nothing is lost and nothing comes twice."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from sandbox.standin import StandIn
from tests.faults.interviews import ANSWERS, PROBLEM, SECOND, Player, is_card, is_question, marks, stored
from tests.faults.programs import Death, Supervised, supervised
from tests.world import CHANNEL

COMMAND, TYPED, CLICKED = 1, 2, 4
"""Which turn of the interview it is."""


def deaths(*planned: Sequence[Death], soak: int = 0) -> list[object]:
    """Each as a test; the last `soak` of them only where there is time."""
    short = len(planned) - soak
    return [
        pytest.param(
            one,
            id=" then ".join(f"{point} {nth}" for point, nth in one),
            marks=() if place < short else pytest.mark.soak,
        )
        for place, one in enumerate(planned)
    ]


@pytest.mark.parametrize(
    "planned",
    deaths(
        [("turn.delivered", TYPED)],
        [("turn.claimed", TYPED)],
        [("turn.saved", TYPED)],
        [("turn.owed", TYPED)],
        [("turn.on_disk", TYPED)],
        [("turn.taken", TYPED)],
        [("turn.acking", TYPED)],
        [("turn.acked", TYPED)],
        [("turn.owed", CLICKED)],
        [("turn.acking", CLICKED)],
        [("turn.saved", COMMAND)],
        soak=4,
    ),
)
async def test_a_process_killed_during_a_turn_loses_no_answer_and_doubles_no_message(
    planned: list[Death], slack: StandIn, database_url: str, tmp_path: Path, undisturbed: str
):
    async with supervised(slack, database_url, tmp_path, planned) as under:
        player = Player(slack, under.settled)
        await player.whole_interview()

    nothing_is_lost_or_doubled(player, under, undisturbed)


@pytest.mark.parametrize(
    "planned",
    deaths(
        [("post.claimed", 1)],
        [("post.processed", 1)],
        [("post.answered", 1)],
        [("post.processed", 3)],
        [("post.answered", 3)],
        [("update.processed", 2)],
        [("tick.processed", 1)],
        [("call.settling", 4)],
        [("call.settled", 4)],
        soak=3,
    ),
)
async def test_a_process_killed_during_a_send_sends_everything_once(
    planned: list[Death], slack: StandIn, database_url: str, tmp_path: Path, undisturbed: str
):
    async with supervised(slack, database_url, tmp_path, planned) as under:
        player = Player(slack, under.settled)
        await player.whole_interview()

    nothing_is_lost_or_doubled(player, under, undisturbed)


@pytest.mark.parametrize(
    "planned",
    deaths(
        [("post.processed", 1), ("left.released", 1), ("look.begun", 1), ("look.answered", 1)],
        [("post.claimed", 1), ("look.answered", 1), ("post.processed", 1), ("call.settling", 1)],
        [("post.processed", 2), ("look.begun", 1), ("look.answered", 1), ("call.settled", 1)],
        soak=2,
    ),
)
async def test_a_process_killed_again_and_again_while_it_looks_what_was_sent_sends_it_once(
    planned: list[Death], slack: StandIn, database_url: str, tmp_path: Path, undisturbed: str
):
    async with supervised(slack, database_url, tmp_path, planned) as under:
        player = Player(slack, under.settled)
        await player.whole_interview()

    nothing_is_lost_or_doubled(player, under, undisturbed)


@pytest.mark.parametrize("planned", deaths([("turn.on_disk", COMMAND)], [("turn.acking", COMMAND)]))
async def test_a_command_that_was_committed_but_not_acknowledged_has_started_its_project_without_typing_it_again(
    planned: list[Death], slack: StandIn, database_url: str, tmp_path: Path, undisturbed: str
):
    async with supervised(slack, database_url, tmp_path, planned) as under:
        player = Player(slack, under.settled)
        await player.whole_interview()

    assert player.pressed == 2  # the command once, and the click
    nothing_is_lost_or_doubled(player, under, undisturbed)


async def test_a_command_that_was_typed_again_though_it_had_been_committed_starts_a_second_project_and_says_so(
    slack: StandIn, database_url: str, tmp_path: Path
):
    async with supervised(slack, database_url, tmp_path, [("turn.acking", COMMAND)]) as under:
        ana = slack.person("ana")
        first = await ana.command("/ml new Menu helper", channel=CHANNEL)
        await slack.until(lambda: not slack.deliveries.transport.ready)
        await slack.connected(20)
        again = await ana.command("/ml new Menu helper", channel=CHANNEL)
        await under.settled()

    assert first.failure
    assert again.failure is None
    assert "There is already a project called Menu helper here (ML-1)" in again.text
    assert [told["key"] for told in stored(database_url)["projects"]] == ["ML-1", "ML-2"]
    assert sum(is_card(message) for message in slack.messages(CHANNEL)) == 2


async def test_a_click_that_was_committed_but_not_acknowledged_is_not_taken_twice_when_pressed_again(
    slack: StandIn, database_url: str, tmp_path: Path
):
    async with supervised(slack, database_url, tmp_path, [("turn.acking", CLICKED)]) as under:
        player = Player(slack, under.settled)
        await player.begin()
        await player.say(PROBLEM)
        await player.say("very large")
        ana = slack.person("ana")
        question = next(one for one in reversed(slack.messages(CHANNEL, thread=player.thread)) if is_question(one))
        shown = list(question.blocks)
        failed = await ana.click(SECOND, thread=player.thread)
        await slack.until(lambda: not slack.deliveries.transport.ready)
        await slack.connected(20)
        await under.settled()
        question.blocks = shown  # her client has not redrawn it yet
        again = await ana.click(SECOND, question)
        await under.settled()

    assert failed.failure
    assert again.failure is None
    assert "has been answered meanwhile" in slack.ephemerals("ana")[-1].text
    assert answered(database_url).count("archetype") == 1
    assert sum(is_question(one) for one in slack.messages(CHANNEL, thread=player.thread)) == 2


async def test_what_is_typed_while_nobody_listens_is_answered_when_the_process_is_back(
    slack: StandIn, database_url: str, tmp_path: Path
):
    async with supervised(slack, database_url, tmp_path, [("turn.acked", TYPED)]) as under:
        player = Player(slack, under.settled)
        await player.begin()
        ana = slack.person("ana")
        await ana.say(PROBLEM, channel=CHANNEL, thread=player.thread, wait=False)
        await slack.until(lambda: not slack.deliveries.transport.ready)
        await ana.say("very large", channel=CHANNEL, thread=player.thread, wait=False)
        await under.settled()

    assert answered(database_url) == ["problem_statement", "value_size"]


def nothing_is_lost_or_doubled(player: Player, under: Supervised, undisturbed: str) -> None:
    """Every answer is stored once, every message owed was posted once, in the order of an undisturbed interview."""
    (project,) = stored(under.database_url)["projects"]
    assert project["answers"] == ANSWERS
    assert answered(under.database_url) == [key for key in ANSWERS if key != "project_name"]
    assert len(player.cards) == 1
    assert player.transcript == undisturbed

    owed = under.read("select mark from outbox where method = 'chat.postMessage'")
    assert marks(player.slack) == {mark: 1 for (mark,) in owed}
    assert under.read("select method, state, problem from outbox where settled_at is null") == []
    assert under.read("select method, problem from outbox where state = 'refused'") == []
    assert player.slack.deliveries.lost == []


def answered(database_url: str) -> list[str]:
    """The questions whose answers were stored, in the order in which that happened."""
    (project,) = stored(database_url)["projects"]
    return [event["subject"] for event in project["history"] if event["what"] == "answer.changed"]
