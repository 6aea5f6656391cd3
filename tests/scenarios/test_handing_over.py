"""Asking somebody else: by a button, by typing, and what they answer."""

import re

import pytest
from inline_snapshot import snapshot

from tests.scenarios.test_full_intake import QUICK_EN, began
from tests.world import World


def without_times(text: str) -> str:
    return re.sub(r"/p\d+", "/pTS", text)


@pytest.mark.both
async def test_a_question_is_handed_to_a_colleague_who_answers_it_in_the_thread(world: World):
    thread = await began(world, "ana", "Menu helper", QUICK_EN)
    ana = world.person("ana")
    await thread.click("ana", "Ask someone")
    assert ana.view is not None
    await ana.fill({"field:person": "ben"})
    await ana.submit()
    await world.settled()
    assert thread.messages[-1].text == snapshot("""\
🙋 <@U0BEN>, <@U0ANA> asks you: *What is happening right now, and since when?*
Facts only, with numbers if you have them. No solution yet.
Type the answer here in the thread, or press *Answer*.
[Answer]\
""")
    assert (await thread.answers())["phenomenon"] == "unknown"

    await thread.say("ben", "Sales have fallen 18 percent since March.")
    assert (await thread.answers())["phenomenon"] == "Sales have fallen 18 percent since March."
    assert "phenomenon" not in str(await world.person("ben").command("/ml todo"))


async def test_what_was_asked_waits_in_the_colleagues_todo_and_can_be_answered_there(world: World):
    thread = await began(world, "ana", "Menu helper", QUICK_EN)
    await thread.say("ana", "ask @ben")
    answer = await world.person("ben").command("/ml todo")
    assert answer.message is not None
    assert without_times(answer.message.text) == snapshot("""\
*What waits for you: 1*
*Questions for you*
• What is happening right now, and since when? — <https://acme.slack.com/archives/C0MLPROJECTS/pTS|Menu helper> (ML-1), <@U0ANA> asked you [Answer]\
""")
    ben = world.person("ben")
    await ben.click("Answer", answer.message)
    assert ben.view is not None
    await ben.fill({"field:phenomenon": "Sales have fallen 18 percent since March."})
    await ben.submit()
    await world.settled()
    assert (await thread.answers())["phenomenon"] == "Sales have fallen 18 percent since March."


async def test_whoever_was_asked_several_things_may_answer_them_in_any_order(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", *QUICK_EN[:-2], "ask @ben", "ask @ben")
    await thread.say("ben", "nobody could be")
    assert (await thread.answers())["ethics_check"] == "none"
    await thread.say("ben", "let me think")
    assert world.slack.ephemerals("ben")[-1].text == snapshot(
        "I could not match that to an option. Reply with a number from 1 to 5, or with the beginning of an option."
    )
    await thread.say("ben", "small annoyance")
    assert (await thread.answers())["error_cost"] == "minor"


async def test_somebody_is_asked_only_once_for_the_same(world: World):
    thread = await began(world, "ana", "Menu helper", QUICK_EN)
    await thread.say("ana", "ask @ben", "go to phenomenon", "ask @ben")
    assert world.slack.ephemerals("ana")[-1].text == snapshot("They have been asked this already.")


async def test_a_message_becomes_a_project(world: World):
    ana = world.person("ana")
    await ana.say("Since March sales are down by 18 percent, new guests do not come back.", channel="#ml-projects")
    (message,) = world.slack.messages("#ml-projects")
    await world.person("ben").shortcut("project.start", message)
    await world.settled()
    (card,) = world.cards()
    assert world.slack.transcript("#ml-projects", thread=card.ts) == snapshot("""\
Groundwork: *New ML project* · ML-1
  Stage: Intake · Owner: @ben · 0 of 8 answered
  Next: answer the open question in the thread.
  [Join]
Groundwork: 1 of 8 · Problem definition
  *What should we call this project?*
  A short working name. You can change it later.
  _Example: Menu helper for first-time guests_
  [Help] [Form] [Ask someone]\
""")
    (project,) = (await world.stored())["projects"]
    assert project["answers"] == {
        "phenomenon": "Since March sales are down by 18 percent, new guests do not come back."
    }
    assert project["owner"] == "U0BEN"
    assert world.slack.ephemerals("ben")[-1].text == snapshot(
        "Started. I took that message as the answer to “What is happening right now, and since when?” and go on in the project's thread."
    )


async def test_a_message_too_short_for_a_phenomenon_still_starts_a_project(world: World):
    ana = world.person("ana")
    await ana.say("Sales fell", channel="#ml-projects")
    (message,) = world.slack.messages("#ml-projects")
    await ana.shortcut("project.start", message)
    await world.settled()
    assert len(world.cards()) == 1
    assert world.slack.ephemerals("ana")[-1].text == snapshot(
        "Started. I could not take that message as the phenomenon: That is a little short; please write at least 20 characters. I will ask for it later."
    )
