"""A flood from one person, or of everything, is put off; the others are heard."""

import asyncio
from functools import partial

import pytest

import bot.app
from bot.room import Room
from bot.said import Commanded
from bot.turns import Turns
from sandbox.standin import StandIn
from tests.world import playing


def test_there_is_room_for_so_many_and_for_so_many_of_one():
    room = Room(most=3, of_one=2)
    ana, ben = ("T1", "U1"), ("T1", "U2")
    assert [room.enter(ana), room.enter(ana), room.enter(ana), room.enter(ben), room.enter(ben)] == [
        *(True, True, False),
        *(True, False),
    ]
    room.leave(ana)
    assert room.enter(("T2", "U1"))
    assert not room.enter(ana)
    for one in (ana, ben, ("T2", "U1")):
        room.leave(one)
    assert room == Room(most=3, of_one=2)
    assert all(room.enter(("T1", None)) for _ in range(3))


async def test_one_person_who_floods_is_asked_to_wait_and_nobody_else(
    slack: StandIn, database_url: str, monkeypatch: pytest.MonkeyPatch
):
    free, inside = asyncio.Event(), 0

    async def held(_: Turns, said: Commanded) -> None:
        nonlocal inside
        if said.by == "U0ANA":
            inside += 1
            slack.changes.ring()
            await free.wait()

    monkeypatch.setattr(bot.app, "Room", partial(Room, of_one=2))
    monkeypatch.setattr(Turns, "commanded", held)
    async with playing(slack, database_url):
        flood = [asyncio.create_task(slack.person("ana").command("/ml help")) for _ in range(2)]
        await slack.until(lambda: inside == 2)
        assert "Please try again in a minute" in (await slack.person("ana").command("/ml help")).text
        assert (await slack.person("ben").command("/ml help")).failure is None
        free.set()
        assert [one.failure for one in await asyncio.gather(*flood)] == [None, None]
        assert (await slack.person("ana").command("/ml help")).failure is None
