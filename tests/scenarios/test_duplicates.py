"""Somebody starts what somebody else has started already."""

import re

import pytest
from inline_snapshot import snapshot

from tests.world import World

PROBLEM = "First-time guests cannot choose a dish because the menu is long."


def plain(text: str) -> str:
    return re.sub(r"<https?://[^|>]*\|([^>]*)>", r"[\1]", text)


async def start(world: World, name: str, line: str, channel: str = "#ml-projects") -> str:
    answer = await world.person(name).command(line, channel=channel)
    await world.settled()
    assert answer.failure is None
    return plain(answer.text)


def hints(world: World, name: str) -> list[str]:
    return [plain(one.text) for one in world.slack.ephemerals(name) if "Looks like" in one.text or "비슷한" in one.text]


@pytest.mark.both
async def test_a_name_like_another_is_noticed_at_once_in_private(world: World):
    await start(world, "ana", "/ml new Menu recommendation helper")

    assert await start(world, "ben", "/ml new Menu recommendations helper") == snapshot("""\
Started. Looks like [Menu recommendation helper] (ML-1).
If it is the same, the lead can merge them: `/ml decide ML-2 merge ML-1` and a reason. Otherwise just go on.\
""")
    assert len(world.cards()) == 2
    assert hints(world, "ana") == []
    assert "<https://acme.slack.com/archives/" in world.slack.ephemerals("ben")[-1].text


async def test_a_problem_like_another_is_noticed_once_it_is_told(world: World):
    first = await world.start("ana", "/ml new Menu helper")
    await first.say("ana", PROBLEM)
    second = await world.start("ben", "/ml new Dish chooser")
    assert hints(world, "ben") == []

    said = await second.say("ben", "First-time guests can't choose a dish since the menu is so long.")

    assert hints(world, "ben") == snapshot(
        [
            """\
Looks like [Menu helper] (ML-1).
If it is the same, the lead can merge them: `/ml decide ML-2 merge ML-1` and a reason. Otherwise just go on.\
"""
        ]
    )
    await second.edit("ben", said, "First-time guests can't choose any dish since the menu is so long.")
    assert len(hints(world, "ben")) == 1


async def test_what_was_said_at_the_start_is_not_said_again(world: World):
    first = await world.start("ana", "/ml new Menu recommendation helper")
    await first.say("ana", PROBLEM)
    second = await world.start("ben", "/ml new Menu recommendations helper")
    await second.say("ben", PROBLEM)

    assert len(hints(world, "ben")) == 1


async def test_in_korean(world: World):
    first = await world.start("minjun", "/ml 새로 고객 문의 자동 분류")
    await first.say("minjun", "고객이 여러 부서를 거쳐야 해서 몇 시간씩 기다려요.")

    assert await start(world, "jiwoo", "/ml 새로 고객 문의 분류 자동화") == snapshot("""\
시작했어요. 비슷한 프로젝트가 있어요: [고객 문의 자동 분류] (ML-1)
같은 프로젝트라면 리드가 이유와 함께 병합할 수 있어요: `/ml 결정 ML-2 병합 ML-1`. 아니라면 그대로 계속하세요.\
""")


async def test_projects_of_other_channels_are_not_named(world: World):
    first = await world.start("ana", "/ml new Menu recommendation helper", channel="#ml-secret")
    await first.say("ana", PROBLEM)

    assert await start(world, "ana", "/ml new Menu recommendations helper") == ""
    assert await start(world, "ben", "/ml new Table finder") == ""
