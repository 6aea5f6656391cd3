"""Who is heard in a thread, and what is talk."""

import asyncio
from copy import copy

import pytest
from inline_snapshot import snapshot

from tests.world import World

PROBLEM = "First-time guests cannot choose a dish because the menu is long."


@pytest.mark.both
async def test_a_strangers_message_is_talk_until_they_join(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", PROBLEM)

    await thread.say("ben", "large")
    assert "value_size" not in await thread.answers()
    await thread.click("ben", "Join")
    await thread.say("ben", "large")

    assert thread.transcript == snapshot("""\
Groundwork: *Menu helper* · ML-1
  First-time guests cannot choose a dish because the menu is long.
  Stage: Intake · Owner: @ana · 3 of 8 answered
  Next: answer the open question in the thread.
  [Join]
Groundwork: ☑️ Who has what problem? One or two plain sentences. → *First-time guests cannot choose a dish because the menu is long.* — @ana
ana: First-time guests cannot choose a dish because the menu is long. (white_check_mark)
Groundwork: ☑️ If this works, how big is the benefit over a year? → *Moves a product or department KPI* — @ben
ben: large
Groundwork: Welcome! What you type in the thread now counts as an answer. (only visible to ben)
ben: large (white_check_mark)
Groundwork: 4 of 8 · Archetype
  *Which way of working fits best?*
  It decides what to plan for: proof of improvement, the person in the loop, or the failure rate.
  _Example: Helps a person, who checks the result (it suggests a department, an agent confirms)_
  [1. Improves something software already does] [2. Helps a person, who checks the result] [3. Acts on its own, rarely checked]
  [Don't know yet] [Back] [Help] [Form] [Ask someone]\
""")
    assert (await thread.answers())["value_size"] == "large"


async def test_a_mention_of_the_bot_answers_for_anybody(world: World):
    thread = await world.start("ana", "/ml new Menu helper")

    await thread.say("ben", f"{world.slack.mention} {PROBLEM}")

    assert (await thread.answers())["problem_statement"] == PROBLEM


async def test_a_colleague_is_brought_in_by_a_mention(world: World):
    thread = await world.start("minjun", "/ml 새로 고객 문의 분류")
    await thread.say("minjun", "@jiwoo 이 부분은 함께 봐 주세요")

    await thread.say("jiwoo", "고객이 여러 부서를 거쳐야 해서 몇 시간씩 기다려요.")

    assert set(await thread.answers()) == {"project_name", "problem_statement"}


async def test_anybody_in_the_channel_may_press_the_buttons(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", PROBLEM)

    await thread.click("ben", "4. Moves a product or department KPI")

    assert (await thread.answers())["value_size"] == "large"
    assert "— @ben" in thread.transcript


async def test_talk_is_not_an_answer(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    before = thread.transcript

    await thread.say("ana", "// who knows the numbers?", "(I will ask the kitchen)")

    assert set(await thread.answers()) == {"project_name"}
    assert thread.transcript.removeprefix(before) == snapshot("""\

ana: // who knows the numbers?
ana: (I will ask the kitchen)\
""")


async def test_two_interviews_run_side_by_side_in_two_languages(world: World):
    english = await world.start("ana", "/ml new Menu helper")
    korean = await world.start("minjun", "/ml 새로 고객 문의 분류")

    await asyncio.gather(
        english.say("ana", PROBLEM, "large", "autonomous"),
        korean.say("minjun", "고객이 여러 부서를 거쳐야 해서 몇 시간씩 기다려요.", "한 팀의", "1"),
    )

    assert await english.answers() == snapshot(
        {
            "archetype": "autonomous",
            "problem_statement": "First-time guests cannot choose a dish because the menu is long.",
            "project_name": "Menu helper",
            "value_size": "large",
        }
    )
    assert await korean.answers() == snapshot(
        {
            "archetype": "software_2_0",
            "problem_statement": "고객이 여러 부서를 거쳐야 해서 몇 시간씩 기다려요.",
            "project_name": "고객 문의 분류",
            "value_size": "medium",
        }
    )


async def test_one_person_runs_two_interviews_in_one_channel(world: World):
    first = await world.start("ana", "/ml new Menu helper")
    second = await world.start("ana", "/ml new Table planner")

    await second.say("ana", "Waiters cannot seat groups because bookings change at noon.")
    await first.say("ana", PROBLEM)

    assert (await first.answers())["problem_statement"] == PROBLEM
    assert (await second.answers())["problem_statement"].startswith("Waiters")


async def test_two_people_who_answer_at_once_are_both_heard(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.click("ben", "Join")

    await asyncio.gather(thread.say("ana", PROBLEM), thread.say("ben", "The menu is too long for anybody to read."))

    history = [event for event in (await thread.project())["history"] if event["what"] == "answer.changed"]
    assert [event["subject"] for event in history] == ["problem_statement"]
    assert thread.transcript.count("3 of 8") == 1, "exactly one question is open"


async def test_pause_lets_people_talk_and_resume_goes_on(world: World):
    thread = await world.start("ana", "/ml new Menu helper")

    await thread.say("ana", "pause", PROBLEM, "resume")

    assert set(await thread.answers()) == {"project_name"}
    assert thread.transcript == snapshot("""\
Groundwork: *Menu helper* · ML-1
  Stage: Intake · Owner: @ana · 1 of 8 answered
  Next: answer the open question in the thread.
  [Join]
ana: pause
Groundwork: Paused. Talk freely; type `resume` when you want to go on.
ana: First-time guests cannot choose a dish because the menu is long.
ana: resume
Groundwork: 2 of 8 · Problem definition
  *Who has what problem? One or two plain sentences.*
  Use the pattern: [who] cannot [do what] because [cause]. Split big wishes ('make people happy') into something you could observe.
  _Example: First-time guests cannot choose a dish because the menu is long and the descriptions are thin._
  [Back] [Help] [Form] [Ask someone]\
""")


async def test_cancel_asks_once_and_keeps_every_answer(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", PROBLEM, "cancel")
    assert thread.transcript.splitlines()[-2:] == snapshot(
        [
            "Groundwork: End this interview? Everything answered so far is kept.",
            "  [End it] [Keep going] (only visible to ana)",
        ]
    )

    await world.person("ana").click("End it")
    await world.settled()

    assert thread.transcript.splitlines()[-1] == snapshot(
        "Groundwork: The interview has ended. Everything answered so far is kept; type `resume` to go on."
    )
    assert set(await thread.answers()) == {"project_name", "problem_statement"}
    await thread.say("ana", "resume")
    assert "Groundwork: 3 of 8" in thread.transcript


async def test_help_status_and_why_are_private(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", PROBLEM)

    await thread.click("ana", "Help")
    await thread.say("ana", "status", "why")

    assert [message.text for message in world.slack.ephemerals("ana")] == snapshot(
        [
            """\
*If this works, how big is the benefit over a year?*
Think of money earned, cost saved or time freed - not how interesting it is.
_Example: Moves a product or department KPI (repeat visits)_
Terms used here:
• *Business metric / KPI* — A number the business lives by.
💡 Good to know: A gain of 0.2% in clicks can be worth millions in a shop; elsewhere nobody notices it.
Type an answer, an option's number or its first letters. You can also type `back`, `skip`, `don't know`, `undo`, `pause`, `resume`, `status`, `why`, `cancel` or `help`; `go to` and a question's first words puts that question here again; `help` and a word such as `recall` tells what it means.
A message that starts with `//` or `(` is talk between you, not an answer. Edit your own message to change an answer; delete it to take the answer back.\
""",
            "*Menu helper* (ML-1): 2 of 8 questions answered.",
            """\
Why *Menu helper* (ML-1) stands where it stands
There is no verdict yet; questions left: 6. Here is what there is so far, all of it provisional.
Next: answer the open question in the thread.
Impact 45.0 · Feasibility 40.0 · Priority 42.5 · Confidence 0.0 (Low) · provisional
*Impact 45.0*
• Value (weight 30), Need for it (weight 20), Manual work saved (weight 15), Number of predictions (weight 15), Data flywheel (weight 10), Use in the industry (weight 10): 45 of 100 — assumed, as is usual
*Data 40.0* (100 means easy and cheap)
• Labels (weight 30), Access to the data (weight 20), Cost of labelling (weight 15), Amount of data (weight 15), Data quality (weight 10), Privacy (weight 10): 40 of 100 — assumed, as is usual
*Accuracy 40.0* (100 means easy and cheap)
• Cost of an error (weight 45), Required correctness (weight 30), Ethics (weight 15): 40 of 100 — assumed, as is usual
*Difficulty 40.0* (100 means easy and cheap)
• Clear problem (weight 25), Prior work (weight 25), Hard traits (weight 20), What people manage (weight 15), Computing power (weight 15): 40 of 100 — assumed, as is usual
*Readiness 40.0* (100 means easy and cheap)
• Readiness of the team (weight 100): 40 of 100 — assumed, as is usual
Feasibility 40.0 = 40% of Data 40.0 + 25% of Accuracy 40.0 + 20% of Difficulty 40.0 + 15% of Readiness 40.0
Priority 42.5 = half of Impact 45.0 + half of Feasibility 40.0
Confidence 0.0 (Low): the part of the weights that rests on answers, not on assumptions.
Answers missing: 20. Each one given raises it.
*What would help the most*
• Readiness of the team: now 40; a better answer adds up to 9.0 to Feasibility
• Labels: now 40; a better answer adds up to 7.2 to Feasibility
• Data flywheel: now 45; a better answer adds up to 5.5 to Impact\
""",
        ]
    )
    assert world.slack.ephemerals("ben") == []


async def test_an_old_button_says_kindly_what_is_the_case(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", PROBLEM)
    old = copy(thread.messages[-1])
    await thread.say("ana", "large")

    await world.person("ben").click("1. No benefit we can name", old)
    await world.settled()

    assert world.slack.ephemerals("ben")[-1].text == snapshot(
        "“If this works, how big is the benefit over a year?” has been answered meanwhile. To change it, edit your message or go back."
    )
    assert (await thread.answers())["value_size"] == "large"
