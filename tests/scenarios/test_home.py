"""The bot's Home: what waits for me, my projects, the portfolios that I may see."""

from typing import Any

import pytest
from inline_snapshot import snapshot

from sandbox.views import View
from tests.scenarios.test_reminders import QUICK, november, pass_time, plain
from tests.world import Thread, World


def texts(view: View | None) -> str:
    """What a Home says, one block a line."""
    assert view is not None
    return "\n".join(filter(None, (plain(_said(block)) for block in view.blocks)))


def _said(block: dict[str, Any]) -> str:
    match block["type"]:
        case "section":
            button = f" [{block['accessory']['text']['text']}]" if "accessory" in block else ""
            return f"{block['text']['text']}{button}"
        case "context":
            return " ".join(element["text"] for element in block["elements"])
        case "actions":
            return " ".join(f"[{(one.get('text') or one['placeholder'])['text']}]" for one in block["elements"])
        case _:
            return "---"


async def home(world: World, name: str) -> str:
    await world.person(name).open_home()
    await world.settled()
    return texts(world.person(name).home)


@pytest.fixture
async def thread(world: World) -> Thread:
    started = await world.start("ana", "/ml new Menu helper")
    await started.say("ana", *QUICK)
    return started


@pytest.mark.both
async def test_nothing_is_there_yet(world: World):
    assert await home(world, "ana") == snapshot("""\
[Start a project] [A weekly digest for me]
Nothing waits for you.
---
*Your projects*
None yet.
`/ml settings` in a channel shows and changes its settings.\
""")


async def test_what_waits_my_projects_and_the_portfolios(world: World, thread: Thread):
    secret = await world.start("ana", "/ml new Table finder", channel="#ml-secret")
    await secret.say(
        "ana", "Guests wait long for a table because nobody sees which are free.", *QUICK[1:-1], "don't know"
    )
    await world.slack.idle()
    world.slack.clock.move_to(november(30, 16, 0))
    assert await home(world, "ana") == snapshot("""\
[Start a project] [A weekly digest for me]
*How is it going?*
[Menu helper] has its verdict: Go, rules first. How is it going, and is it time for the next stage?
[On track] [Blocked] [Stop] [More …]
[Table finder] has its verdict: Reconsider. How is it going, and is it time for the next stage?
[On track] [Blocked] [Stop] [More …]
---
*What waits for you: 1*
*Still to find out in your projects*
• Is it right to let a model do this? — [Table finder] (ML-2) [Answer]
---
*Your projects*
• [Menu helper] (ML-1) · Intake · Go, rules first · Priority 52.2
• [Table finder] (ML-2) · Intake · Reconsider · Priority 51.0
*<#C0MLPROJECTS>, projects: 1*
• [Menu helper] (ML-1) · Intake · Go, rules first · Priority 52.2
*<#C0MLSECRET>, projects: 1*
• [Table finder] (ML-2) · Intake · Reconsider · Priority 51.0
---
`/ml settings` in a channel shows and changes its settings.\
""")
    assert "Table finder" not in await home(world, "ben")


async def test_in_korean(world: World, thread: Thread):
    assert await home(world, "minjun") == snapshot("""\
[프로젝트 시작] [개인 다이제스트 받기]
기다리는 일이 없어요.
---
*내 프로젝트*
아직 없어요.
*<#C0MLPROJECTS>: 프로젝트 1개*
• [Menu helper] (ML-1) · 등록 · 규칙부터 진행 · 우선순위 52.2
채널에서 `/ml settings`를 입력하면 채널 설정을 보고 바꿀 수 있어요.\
""")


async def test_a_review_is_answered_in_place_and_the_page_follows(world: World, thread: Thread):
    world.slack.clock.move_to(november(30, 16, 0))
    assert "How is it going?" in await home(world, "ana")
    ana = world.person("ana")
    assert ana.home
    await ana.click("On track", ana.home)
    await world.settled()
    await world.bot.tick(world.slack.clock())
    await world.settled()
    assert "How is it going?" not in texts(ana.home)
    assert world.slack.direct("ana") == []


async def test_a_project_is_started_from_here(world: World):
    await home(world, "ana")
    ana = world.person("ana")
    assert (await ana.click("Start a project", ana.home)).view
    await ana.fill({"field:channel": "#ml-projects", "field:name": "Menu helper"})
    assert not (await ana.submit()).errors
    await world.settled()
    assert "Menu helper" in world.cards()[-1].text


async def test_a_digest_of_my_own_is_a_button(world: World, thread: Thread):
    await home(world, "ana")
    ana = world.person("ana")
    await ana.click("A weekly digest for me", ana.home)
    await world.settled()
    assert "[No digest for me]" in texts(ana.home)


async def test_changes_that_come_together_are_drawn_once(world: World, thread: Thread):
    await home(world, "ana")
    before = len(world.slack.calls("views.publish"))
    await thread.click("ben", "Join")
    await thread.say("ana", "undo")
    world.slack.clock.move_to(november(23, 12, 0))
    await pass_time(world, until=november(23, 12, 1))
    assert len(world.slack.calls("views.publish")) == before + 1
