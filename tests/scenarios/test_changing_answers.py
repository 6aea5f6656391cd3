"""Editing, deleting, undoing and going back, over the wire."""

import pytest
from inline_snapshot import snapshot

from tests.world import Thread, World

PROBLEM = "First-time guests cannot choose a dish because the menu is long."


async def begun(world: World) -> Thread:
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", PROBLEM)
    return thread


async def finished(world: World) -> tuple[Thread, str]:
    """A finished interview, and the message that holds the simple solution."""
    thread = await begun(world)
    await thread.say("ana", "very large", "helps a person")
    simple = await thread.say("ana", "mostly")
    await thread.say("ana", "labelled", "minor", "nobody")
    return thread, simple


@pytest.mark.both
async def test_editing_the_message_changes_the_answer_in_place(world: World):
    thread = await begun(world)
    value = await thread.say("ana", "small")

    await thread.edit("ana", value, "moves a company-level number")

    assert thread.transcript == snapshot("""\
Groundwork: *Menu helper* · ML-1
  First-time guests cannot choose a dish because the menu is long.
  Stage: Intake · Owner: @ana · 3 of 8 answered
  Next: answer the open question in the thread.
  [Join]
Groundwork: ☑️ Who has what problem? One or two plain sentences. → *First-time guests cannot choose a dish because the menu is long.* — @ana
ana: First-time guests cannot choose a dish because the menu is long. (white_check_mark)
Groundwork: ☑️ If this works, how big is the benefit over a year? → *Moves a company-level number* — @ana
ana: moves a company-level number (edited) (white_check_mark)
Groundwork: 4 of 8 · Archetype
  *Which way of working fits best?*
  It decides what to plan for: proof of improvement, the person in the loop, or the failure rate.
  _Example: Helps a person, who checks the result (it suggests a department, an agent confirms)_
  [1. Improves something software already does] [2. Helps a person, who checks the result] [3. Acts on its own, rarely checked]
  [Don't know yet] [Back] [Help] [Form] [Ask someone]\
""")
    assert (await thread.answers())["value_size"] == "very_large"


async def test_an_edit_that_cannot_be_read_keeps_the_answer_and_says_so_privately(world: World):
    thread = await begun(world)
    value = await thread.say("ana", "small")

    await thread.edit("ana", value, "it depends")

    assert thread.transcript.splitlines()[-1] == snapshot(
        "Groundwork: I kept the earlier answer to “If this works, how big is the benefit over a year?”. I could not match that to an option. Reply with a number from 1 to 5, or with the beginning of an option. (only visible to ana)"
    )
    assert (await thread.answers())["value_size"] == "small"


async def test_an_edit_after_the_verdict_moves_the_verdict_and_says_so_in_one_line(world: World):
    thread, simple = await finished(world)
    assert "Go, rules first" in thread.card

    await thread.edit("ana", simple, "solves_fully")

    assert thread.transcript.splitlines()[-1] == snapshot(
        "Groundwork: The verdict is now *Do not use ML*. Impact 61.5 · Feasibility 57.6 · Priority 59.5 · Confidence 31.5 (Low) · provisional"
    )
    assert thread.card == snapshot("""\
*Menu helper* · ML-1
First-time guests cannot choose a dish because the menu is long.
Stage: Intake · Owner: <@U0ANA> · 8 of 8 answered
Verdict: *Do not use ML* — A rule, lookup or simple statistics already solves it.
Impact 61.5 · Feasibility 57.6 · Priority 59.5 · Confidence 31.5 (Low) · provisional
Next: Build the simple version and close the project here.
[Join]\
""")
    assert thread.transcript.count("Thanks! Here is a first verdict") == 1


async def test_deleting_the_message_takes_the_answer_back_and_asks_again(world: World):
    thread = await begun(world)
    value = await thread.say("ana", "small")

    await thread.delete("ana", value)

    assert thread.transcript == snapshot("""\
Groundwork: *Menu helper* · ML-1
  First-time guests cannot choose a dish because the menu is long.
  Stage: Intake · Owner: @ana · 2 of 8 answered
  Next: answer the open question in the thread.
  [Join]
Groundwork: ☑️ Who has what problem? One or two plain sentences. → *First-time guests cannot choose a dish because the menu is long.* — @ana
ana: First-time guests cannot choose a dish because the menu is long. (white_check_mark)
Groundwork: 3 of 8 · Problem definition
  *If this works, how big is the benefit over a year?*
  Think of money earned, cost saved or time freed - not how interesting it is.
  _Example: Moves a product or department KPI (repeat visits)_
  [1. No benefit we can name] [2. Nice to have, hard to see in a number] [3. Moves one team's number] [4. Moves a product or department KPI] [5. Moves a company-level number]
  [Don't know yet] [Back] [Help] [Form] [Ask someone]\
""")
    assert "value_size" not in await thread.answers()


async def test_undo_takes_back_one_answer_after_the_other(world: World):
    thread = await begun(world)
    await thread.say("ana", "small", "helps a person")

    await thread.say("ana", "undo", "undo")

    assert thread.transcript == snapshot("""\
Groundwork: *Menu helper* · ML-1
  First-time guests cannot choose a dish because the menu is long.
  Stage: Intake · Owner: @ana · 2 of 8 answered
  Next: answer the open question in the thread.
  [Join]
Groundwork: ☑️ Who has what problem? One or two plain sentences. → *First-time guests cannot choose a dish because the menu is long.* — @ana
ana: First-time guests cannot choose a dish because the menu is long. (white_check_mark)
ana: small
ana: helps a person
ana: undo
ana: undo
Groundwork: 3 of 8 · Problem definition
  *If this works, how big is the benefit over a year?*
  Think of money earned, cost saved or time freed - not how interesting it is.
  _Example: Moves a product or department KPI (repeat visits)_
  [1. No benefit we can name] [2. Nice to have, hard to see in a number] [3. Moves one team's number] [4. Moves a product or department KPI] [5. Moves a company-level number]
  [Don't know yet] [Back] [Help] [Form] [Ask someone]\
""")
    assert set(await thread.answers()) == {"project_name", "problem_statement"}


async def test_back_asks_the_previous_question_and_its_answer_stays_until_another_is_given(world: World):
    thread = await begun(world)
    await thread.say("ana", "small")

    await thread.click("ana", "Back")
    assert (await thread.answers())["value_size"] == "small"
    await thread.say("ana", "large")

    assert thread.transcript == snapshot("""\
Groundwork: *Menu helper* · ML-1
  First-time guests cannot choose a dish because the menu is long.
  Stage: Intake · Owner: @ana · 3 of 8 answered
  Next: answer the open question in the thread.
  [Join]
Groundwork: ☑️ Who has what problem? One or two plain sentences. → *First-time guests cannot choose a dish because the menu is long.* — @ana
ana: First-time guests cannot choose a dish because the menu is long. (white_check_mark)
ana: small
Groundwork: ☑️ If this works, how big is the benefit over a year? → *Moves a product or department KPI* — @ana
ana: large (white_check_mark)
Groundwork: 4 of 8 · Archetype
  *Which way of working fits best?*
  It decides what to plan for: proof of improvement, the person in the loop, or the failure rate.
  _Example: Helps a person, who checks the result (it suggests a department, an agent confirms)_
  [1. Improves something software already does] [2. Helps a person, who checks the result] [3. Acts on its own, rarely checked]
  [Don't know yet] [Back] [Help] [Form] [Ask someone]\
""")
    assert (await thread.answers())["value_size"] == "large"


async def test_who_went_back_sees_the_answer_and_may_keep_it(world: World):
    thread = await begun(world)
    await thread.say("ana", "small")
    await thread.say("ana", "back")
    assert thread.transcript.splitlines()[-8:] == snapshot(
        [
            "ana: back",
            "Groundwork: 3 of 8 · Problem definition",
            "  *If this works, how big is the benefit over a year?*",
            "  Think of money earned, cost saved or time freed - not how interesting it is.",
            "  _Example: Moves a product or department KPI (repeat visits)_",
            "  Answered: *Nice to have, hard to see in a number* — a new answer replaces it.",
            "  [1. No benefit we can name] [2. Nice to have, hard to see in a number] [3. Moves one team's number] [4. Moves a product or department KPI] [5. Moves a company-level number]",
            "  [Don't know yet] [Back] [Keep it] [Help] [Form] [Ask someone]",
        ]
    )

    await thread.click("ana", "Keep it")

    assert (await thread.answers())["value_size"] == "small"
    assert thread.transcript == snapshot("""\
Groundwork: *Menu helper* · ML-1
  First-time guests cannot choose a dish because the menu is long.
  Stage: Intake · Owner: @ana · 3 of 8 answered
  Next: answer the open question in the thread.
  [Join]
Groundwork: ☑️ Who has what problem? One or two plain sentences. → *First-time guests cannot choose a dish because the menu is long.* — @ana
ana: First-time guests cannot choose a dish because the menu is long. (white_check_mark)
ana: small (white_check_mark)
ana: back
Groundwork: ☑️ If this works, how big is the benefit over a year? → *Nice to have, hard to see in a number* — @ana
Groundwork: 4 of 8 · Archetype
  *Which way of working fits best?*
  It decides what to plan for: proof of improvement, the person in the loop, or the failure rate.
  _Example: Helps a person, who checks the result (it suggests a department, an agent confirms)_
  [1. Improves something software already does] [2. Helps a person, who checks the result] [3. Acts on its own, rarely checked]
  [Don't know yet] [Back] [Help] [Form] [Ask someone]\
""")


async def test_a_message_that_could_not_be_read_answers_once_it_is_edited(world: World):
    thread = await begun(world)
    value = await thread.say("ana", "huge")
    assert "value_size" not in await thread.answers()

    await thread.edit("ana", value, "large")

    assert (await thread.answers())["value_size"] == "large"
    assert thread.transcript == snapshot("""\
Groundwork: *Menu helper* · ML-1
  First-time guests cannot choose a dish because the menu is long.
  Stage: Intake · Owner: @ana · 3 of 8 answered
  Next: answer the open question in the thread.
  [Join]
Groundwork: ☑️ Who has what problem? One or two plain sentences. → *First-time guests cannot choose a dish because the menu is long.* — @ana
ana: First-time guests cannot choose a dish because the menu is long. (white_check_mark)
ana: large (edited) (white_check_mark)
Groundwork: ☑️ If this works, how big is the benefit over a year? → *Moves a product or department KPI* — @ana
Groundwork: 4 of 8 · Archetype
  *Which way of working fits best?*
  It decides what to plan for: proof of improvement, the person in the loop, or the failure rate.
  _Example: Helps a person, who checks the result (it suggests a department, an agent confirms)_
  [1. Improves something software already does] [2. Helps a person, who checks the result] [3. Acts on its own, rarely checked]
  [Don't know yet] [Back] [Help] [Form] [Ask someone]\
""")


async def test_what_is_not_known_becomes_a_to_do(world: World):
    thread = await begun(world)
    await thread.say("ana", "don't know")
    await thread.click("ana", "1. Improves something software already does")
    await thread.say("ana", "don't know", "partly")
    await thread.click("ana", "Don't know yet")

    assert thread.transcript == snapshot("""\
Groundwork: *Menu helper* · ML-1
  First-time guests cannot choose a dish because the menu is long.
  Stage: Intake · Owner: @ana · 6 of 8 answered
  Next: answer the open question in the thread.
  [Join]
Groundwork: ☑️ Who has what problem? One or two plain sentences. → *First-time guests cannot choose a dish because the menu is long.* — @ana
ana: First-time guests cannot choose a dish because the menu is long. (white_check_mark)
Groundwork: 🔖 Saved as a to-do: If this works, how big is the benefit over a year? — @ana
ana: don't know (white_check_mark)
Groundwork: ☑️ Which way of working fits best? → *Improves something software already does* — @ana
Groundwork: ☑️ Would a rule, a lookup table or simple statistics solve it? → *Partly: it helps but clearly falls short* — @ana
ana: don't know
Groundwork: This one is needed for a verdict; a rough answer is fine. (only visible to ana)
ana: partly (white_check_mark)
Groundwork: 🔖 Saved as a to-do: What data do you have to learn from? — @ana
Groundwork: 7 of 8 · Constraints and risks
  *What happens when one prediction is wrong?*
  Take a bad but realistic case, not the average one.
  _Example: Nobody minds (the guest ignores a poor dish suggestion)_
  [1. Nobody minds] [2. Small annoyance or rework] [3. Costs money or brings a complaint] [4. Serious loss, legal trouble or unfairness] [5. Can injure people or sink the business]
  [Don't know yet] [Back] [Help] [Form] [Ask someone]\
""")
    assert await thread.answers() == snapshot(
        {
            "archetype": "software_2_0",
            "label_status": "unknown",
            "problem_statement": "First-time guests cannot choose a dish because the menu is long.",
            "project_name": "Menu helper",
            "simple_solution": "partly",
            "value_size": "unknown",
        }
    )


async def test_a_link_preview_or_a_reply_elsewhere_is_no_edit(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    ts = await thread.say("ana", "Guests cannot choose a dish, see https://example.com/menu for the menu.")

    await world.person("ana").edit(
        "#ml-projects", ts, "Guests cannot choose a dish, see https://example.com/menu for the menu."
    )
    await world.settled()

    history = [event for event in (await thread.project())["history"] if event["subject"] == "problem_statement"]
    assert len(history) == 1
