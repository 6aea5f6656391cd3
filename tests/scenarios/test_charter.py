"""Everything that is known of a project: in a modal, and as a file."""

import re
from typing import Any

import pytest
from inline_snapshot import snapshot

from sandbox.views import View
from tests.world import Thread, World

PROBLEM = "First-time guests cannot choose a dish because the menu is long."
IN_ENGLISH = (PROBLEM, "large", "2", "2", "2", "2", "1")


def plain(text: str) -> str:
    return re.sub(r"<https?://[^|>]*\|([^>]*)>", r"[\1]", text)


async def shown(world: World, name: str, line: str = "/ml show menu") -> str:
    answer = await world.person(name).command(line, channel="#ml-projects")
    await world.settled()
    assert answer.failure is None
    return plain(answer.text)


async def pressed(world: World, name: str, label: str) -> View | None:
    await world.person(name).click(label, world.slack.ephemerals(name)[-1])
    await world.settled()
    return world.person(name).view


def files(world: World, name: str) -> list[dict[str, Any]]:
    """What the bot has sent to somebody alone."""
    return [file for message in world.slack.direct(name) for file in message.files]


def content(world: World, file: dict[str, Any]) -> str:
    found = world.slack.files.find(file["id"])
    assert found is not None
    assert found.content is not None
    return found.content.decode()


def texts(view: View) -> str:
    return plain("\n".join(block["text"]["text"] for block in view.blocks if block["type"] == "section"))


@pytest.fixture
async def thread(world: World) -> Thread:
    started = await world.start("ana", "/ml new Menu helper")
    await started.say("ana", *IN_ENGLISH)
    return started


async def test_the_card_in_private_leads_further(world: World, thread: Thread):
    assert await shown(world, "ana") == snapshot("""\
*Menu helper* · ML-1
First-time guests cannot choose a dish because the menu is long.
Stage: Intake · Owner: <@U0ANA> · 8 of 8 answered
Verdict: *Go, rules first* — A simple rule is good enough to ship now.
Impact 54.0 · Feasibility 50.4 · Priority 52.2 · Confidence 28.5 (Low) · provisional
Next: Ship the rule, log its data, then compare a model with it.
[Full card] [Charter] [Decide]\
""")
    assert (await shown(world, "ben")).endswith("[Full card] [Charter] [Join]")
    assert (await shown(world, "minjun", "/ml 보기 menu")).endswith("[전체 카드] [프로젝트 헌장] [참여하기]")


async def test_the_full_card_shows_every_part_with_links_to_the_answers(world: World, thread: Thread):
    await shown(world, "ben")
    view = await pressed(world, "ben", "Full card")

    assert view is not None
    assert texts(view)[:900] == snapshot("""\
*Menu helper* (ML-1)
Stage: Intake · Owner: <@U0ANA>
Verdict: Go, rules first · Priority 52.2 · Impact 54.0 · Feasibility 50.4 · Confidence 28.5 (Low)
*Problem*
[Who has what problem? One or two plain sentences.]
> First-time guests cannot choose a dish because the menu is long.
*Business*
[If this works, how big is the benefit over a year?]
> Moves a product or department KPI
*Goal and success*
_Not answered yet_
*Way of working*
[Which way of working fits best?]
> Helps a person, who checks the result
*Objectives*
_Not answered yet_
*Data*
[What data do you have to learn from?]
> Data with a close stand-in label
*Baselines*
_Not answered yet_
*Plan*
_Not answered yet_
*People*
_Not answered yet_
*Risks and ethics*
[Is it right to let a model do this?]
> Nobody could be harmed or treated unfairly
*Results*
_Not answered yet_
*Use and limits (model card)*
_Not answered yet_
*History*
• 2\
""")
    source = next(one.ts for one in thread.messages if one.text == PROBLEM)
    assert f"p{source.replace('.', '')}" in str(view.blocks)


async def test_an_empty_part_can_be_answered_and_the_card_follows(world: World, thread: Thread):
    await shown(world, "ben")
    view = await pressed(world, "ben", "Full card")
    assert view is not None
    assert "Objectives*\n_Not answered yet_" in texts(view)
    ben = world.person("ben")
    await ben.click("charter.answer", nth=0)
    await world.settled()
    form = ben.view
    assert form is not None
    assert form.id != view.id
    (key,) = [block["block_id"].removeprefix("field:") for block in form.blocks if block["type"] == "input"]

    await ben.fill({f"field:{key}": "Half of all guests choose within two minutes."})
    assert (await ben.submit()).errors == {}
    await world.settled()

    assert (await thread.answers())[key] == "Half of all guests choose within two minutes."
    assert ben.view is not None
    assert "Half of all guests choose within two minutes." in texts(ben.view)


async def test_the_charter_comes_as_a_file_in_english(world: World, thread: Thread):
    await world.person("ana").command("/ml decide menu accept We start in March.", channel="#ml-projects")
    await world.settled()
    await shown(world, "ben")
    await pressed(world, "ben", "Charter")

    assert world.slack.ephemerals("ben")[-1].text == snapshot(
        "I am sending you the charter as a file, in a direct message."
    )
    (file,) = files(world, "ben")
    assert file["title"] == snapshot("Charter of Menu helper")
    assert file["name"].startswith("ML-1-menu-helper-")
    assert file["name"].endswith(".md")
    assert re.sub(r"\(https?://[^)]*\)", "(…)", content(world, file)) == snapshot("""\
# Menu helper (ML-1)

Stage: Intake · Owner: ana

Verdict: Go, rules first · Priority 52.2 · Impact 54.0 · Feasibility 50.4 · Confidence 28.5 (Low)

## Problem

*ML Canvas: Value proposition*

**[Who has what problem? One or two plain sentences.](…)** `problem_statement`

First-time guests cannot choose a dish because the menu is long.

Still open: `phenomenon`, `affected_people`, `evidence`

## Business

*ML Canvas: Value proposition, Decisions*

**[If this works, how big is the benefit over a year?](…)** `value_size`

Moves a product or department KPI

Still open: `business_service`, `model_inputs`, `output_use`, `value_path`, `annual_value`, `annual_cost`

## Goal and success

*ML Canvas: Value proposition*

*Not answered yet*

## Way of working

*ML Canvas: Decisions*

**[Which way of working fits best?](…)** `archetype`

Helps a person, who checks the result

Still open: `hitl_useful_level`, `hitl_person`, `automation_choice`, `flywheel`, `error_handling`

## Objectives

*ML Canvas: Prediction task, Offline evaluation*

*Not answered yet*

## Data

*ML Canvas: Data sources, Collecting data*

**[What data do you have to learn from?](…)** `label_status`

Data with a close stand-in label

Still open: `data_sources`, `data_access`, `data_quality`, `data_privacy`

## Baselines

*ML Canvas: Offline evaluation*

*Not answered yet*

## Plan

*ML Canvas: Making predictions, Features, Building models*

*Not answered yet*

## People

*Not answered yet*

## Risks and ethics

**[Is it right to let a model do this?](…)** `ethics_check`

Nobody could be harmed or treated unfairly

Still open: `risks`, `ethics_review`

## Results

*ML Canvas: Live evaluation and monitoring*

*Not answered yet*

## Use and limits (model card)

*ML Canvas: Live evaluation and monitoring*

*Not answered yet*

## History

- 2026-11-23 · Started · ana
- 2026-11-23 · Verdict: Go, rules first · ana
- 2026-11-23 · Accepted: We start in March. · ana
""")


async def test_the_charter_comes_as_a_file_in_korean(world: World, thread: Thread):
    await shown(world, "minjun", "/ml 보기 menu")
    await pressed(world, "minjun", "프로젝트 헌장")

    assert world.slack.ephemerals("minjun")[-1].text == snapshot(
        "프로젝트 헌장을 다이렉트 메시지에 파일로 보내 드릴게요."
    )
    (file,) = files(world, "minjun")
    assert file["title"] == snapshot("Menu helper 프로젝트 헌장")
    assert content(world, file).splitlines()[:6] == snapshot(
        [
            "# Menu helper (ML-1)",
            "",
            "단계: 등록 · 담당: ana",
            "",
            "판정: 규칙부터 진행 · 우선순위 52.2 · 영향도 54.0 · 실현 가능성 50.4 · 신뢰도 28.5 (낮음)",
            "",
        ]
    )


async def test_nobody_else_gets_the_file(world: World, thread: Thread):
    await shown(world, "ben")
    await pressed(world, "ben", "Charter")

    assert files(world, "ana") == []
    assert not [message for message in world.slack.messages("#ml-projects") if message.files]
