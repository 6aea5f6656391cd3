"""A file is uploaded and shared once, whatever happens on the way."""

from functools import partial

import pytest
from sqlalchemy import Connection

from bot.charts.request import Quadrants, Spot
from bot.uploads import File, upload, upload_picture
from flows.text import Language
from sandbox.message import Message
from storage.calls import Call
from storage.outbox import enqueue
from tests.faults.interviews import all_sent
from tests.world import CHANNEL, World

TEAM = "T0ACME"
MARK = "ab" * 12
PLAN = File("plan.md", "# 계획\n".encode(), "The plan")
STEPS = ("files.getUploadURLExternal", "files.completeUploadExternal")


async def send(world: World, call: Call) -> None:
    def work(db: Connection) -> None:
        enqueue(db, [call], due_at=world.slack.clock.now())

    await world.bot.database.write(work)
    world.bot.delivery.wake()
    await all_sent(world)


def files(world: World) -> list[Message]:
    return [one for one in [*world.slack.messages(CHANNEL), *world.slack.direct("ana")] if one.files]


def content(world: World, message: Message) -> bytes:
    file = world.slack.files.find(message.files[0]["id"])
    assert file
    assert file.content
    return file.content


@pytest.mark.both
async def test_a_file_goes_to_a_person_in_a_direct_message(world: World):
    await send(world, upload(TEAM, "dm:U0ANA", MARK, "U0ANA", PLAN, comment="As you asked."))
    (message,) = world.slack.direct("ana")
    assert (message.text, message.files[0]["title"]) == ("As you asked.", "The plan")
    assert content(world, message) == PLAN.content


async def test_a_picture_is_drawn_on_its_way(world: World):
    picture = Quadrants(Language.KO, (Spot("ML-1", "메뉴 도우미", 50, 60),))
    await send(world, upload_picture(TEAM, "x", MARK, "C0MLPROJECTS", "board.png", picture))
    (message,) = files(world)
    assert content(world, message).startswith(b"\x89PNG")
    assert "메뉴 도우미" in message.files[0]["alt_txt"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("trouble", ["error_before", "error_after", "reset_before", "reset_after"])
async def test_it_is_shared_once_though_a_step_fails(world: World, step: str, trouble: str):
    partial(getattr(world.slack.faults, trouble), step)(times=2)
    await send(world, upload(TEAM, "x", MARK, "C0MLPROJECTS", PLAN))
    (message,) = files(world)
    assert content(world, message) == PLAN.content


async def test_limits_are_waited_for(world: World):
    for step in STEPS:
        world.slack.faults.rate_limited(step, retry_after=5)
    await send(world, upload(TEAM, "x", MARK, "C0MLPROJECTS", PLAN))
    assert len(files(world)) == 1


async def test_where_the_bot_is_not_nothing_is_shared_and_it_is_not_tried_for_ever(world: World):
    world.slack.faults.refused("files.completeUploadExternal", "not_in_channel")
    await send(world, upload(TEAM, "x", MARK, "C0GENERAL", PLAN))
    assert files(world) == []
