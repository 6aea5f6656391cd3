"""Somebody asks what waits for them."""

import re

import pytest
from inline_snapshot import snapshot

from tests.world import Thread, World

PROBLEM = "First-time guests cannot choose a dish because the menu is long."


async def todo(world: World, name: str, line: str = "/ml todo", channel: str = "#ml-projects") -> str:
    answer = await world.person(name).command(line, channel=channel)
    await world.settled()
    assert answer.failure is None
    return re.sub(r"<https?://[^|>]*\|([^>]*)>", r"[\1]", answer.text)


@pytest.fixture
async def thread(world: World) -> Thread:
    """Ana's project with a verdict and one thing to find out; Ben was asked something and takes part."""
    started = await world.start("ana", "/ml new Menu helper")
    await started.say("ana", PROBLEM, "large", "2", "2", "2", "2", "don't know")
    await started.click("ben", "Join")
    return started


@pytest.mark.both
async def test_nothing_waits(world: World):
    assert await todo(world, "ana") == snapshot("Nothing waits for you.")
    assert await todo(world, "minjun", "/ml 할일") == snapshot("기다리는 일이 없어요.")


async def test_what_waits_in_english(world: World, thread: Thread):
    other = await world.start("ana", "/ml new Table finder", channel="#ml-secret")
    await other.say("ana", "Guests wait long for a table because nobody sees which are free.", "pause")
    await world.person("ana").command("/ml score menu", channel="#ml-projects")
    await world.settled()

    assert await todo(world, "ana") == snapshot("""\
*What waits for you: 3*
*Ballots to cast*
• [Menu helper] (ML-1) [Score it]
*Your paused interviews*
• [Table finder] (ML-2)
*Still to find out in your projects*
• Is it right to let a model do this? — [Menu helper] (ML-1) [Answer]\
""")
    assert await todo(world, "ben") == snapshot("""\
*What waits for you: 1*
*Ballots to cast*
• [Menu helper] (ML-1) [Score it]\
""")


async def test_what_waits_in_korean(world: World):
    thread = await world.start("minjun", "/ml 새로 고객 문의 분류")
    await thread.say("minjun", "고객이 여러 부서를 거쳐야 해서 몇 시간씩 기다려요.", "3", "2", "2", "1", "2", "모름")
    await world.person("minjun").command("/ml 평가", channel="#ml-projects")
    await world.settled()

    assert await todo(world, "minjun", "/ml 할일") == snapshot("""\
*기다리는 일: 2개*
*해야 할 평가*
• [고객 문의 분류] (ML-1) [평가하기]
*내 프로젝트에서 아직 알아낼 것*
• 이 일을 모델에 맡기는 것이 윤리적으로 괜찮은가요? — [고객 문의 분류] (ML-1) [답하기]\
""")


async def test_a_ballot_leaves_the_list_when_it_is_cast_and_opens_from_it(world: World, thread: Thread):
    await world.person("ana").command("/ml score menu", channel="#ml-projects")
    await world.settled()
    assert "[Score it]" in await todo(world, "ben")
    ben = world.person("ben")
    assert (await ben.click("Score it", world.slack.ephemerals("ben")[-1])).view
    await ben.submit()
    await world.settled()
    assert await todo(world, "ben") == snapshot("Nothing waits for you.")


async def test_a_question_handed_over_waits_until_it_is_answered(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.click("ana", "Ask someone")
    ana = world.person("ana")
    await ana.fill({"field:person": "ben"})
    await ana.submit()
    await world.settled()

    assert await todo(world, "ben") == snapshot("""\
*What waits for you: 1*
*Questions for you*
• Who has what problem? One or two plain sentences. — [Menu helper] (ML-1), <@U0ANA> asked you [Answer]\
""")
    assert await todo(world, "minjun") == snapshot("기다리는 일이 없어요.")
    ben = world.person("ben")
    opened = await ben.click("Answer", world.slack.ephemerals("ben")[-1])
    assert opened.view
    await ben.fill({"field:problem_statement": PROBLEM})
    await ben.submit()
    await world.settled()
    assert (await thread.answers())["problem_statement"] == PROBLEM
    assert await todo(world, "ben") == snapshot("Nothing waits for you.")


async def test_what_somebody_does_not_know_can_be_answered_from_the_list(world: World, thread: Thread):
    await todo(world, "ana")
    ana = world.person("ana")
    assert (await ana.click("Answer", world.slack.ephemerals("ana")[-1])).view
    await ana.fill({"field:ethics_check": "none"})
    await ana.submit()
    await world.settled()
    assert await todo(world, "ana") == snapshot("Nothing waits for you.")
