"""Everything that is known of a project: in a modal, and as a file."""

import re
from typing import Any

import pytest
from inline_snapshot import snapshot

from sandbox.views import View
from tests.scenarios.courses import begun, order
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


@pytest.mark.both
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
    assert texts(view).split("\n*History*")[0] == snapshot("""\
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
_Nothing was measured yet._
*Use and limits (model card)*
_Not answered yet_\
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


async def test_results_and_the_way_it_came_stand_in_the_charter(world: World):
    await begun(world)
    await order(world, "ana", "/ml result menu recall 71% test")
    await order(world, "ana", "/ml stage menu planning")
    await order(world, "ana", "/ml weights data first")
    await world.person("ana").click("Apply for everybody")
    await world.settled()

    await shown(world, "ben")
    view = await pressed(world, "ben", "Full card")
    assert view is not None
    assert texts(view).split("*Results*")[1].split("*Use and limits")[0].strip() == snapshot(
        "• Recall of fraud (test): 71% on 2026-11-23 — Ahead of “Simple rule” by 9 percentage points; 50% of the way to the target."
    )
    assert texts(view).split("*History*")[1].strip() == snapshot("""\
• 2026-11-23 · Started · <@U0ANA>
• 2026-11-23 · Verdict: Go, rules first · <@U0ANA>
• 2026-11-23 · Stage: Intake → Planning and project setup · <@U0ANA>
• 2026-11-23 · Weights of the board: Data first (Impact 50 · Data 100 · Accuracy 10 · Difficulty 10 · Readiness 10) · <@U0ANA>\
""")
    await shown(world, "jiwoo", "/ml 보기 menu")
    view = await pressed(world, "jiwoo", "전체 카드")
    assert view is not None
    assert texts(view).split("*결과*")[1].split("*용도와 한계")[0].strip() == snapshot(
        "• 2026-11-23 기준 Recall of fraud(평가): 71% — “간단한 규칙”보다 9%포인트 앞서요. 목표까지 50% 왔어요."
    )
    assert texts(view).split("*이력*")[1].strip() == snapshot("""\
• 2026-11-23 · 시작 · <@U0ANA>
• 2026-11-23 · 판정: 규칙부터 진행 · <@U0ANA>
• 2026-11-23 · 단계: 등록 → 계획과 프로젝트 설정 · <@U0ANA>
• 2026-11-23 · 순위표 가중치: 데이터 우선 (영향도 50 · 데이터 100 · 정확도 10 · 난이도 10 · 준비도 10) · <@U0ANA>\
""")


async def test_the_charter_comes_as_a_canvas_too(world: World, thread: Thread):
    await shown(world, "ana")
    await pressed(world, "ana", "Charter")
    (created,) = world.slack.calls("canvases.create")
    assert created.request["title"] == "Charter of Menu helper"
    assert created.request["document_content"]["markdown"].startswith("# Menu helper (ML-1)")
    (opened,) = world.slack.calls("canvases.access.set")
    assert (opened.request["access_level"], opened.request["user_ids"]) == ("read", ["U0ANA"])
    said = [one.text for one in world.slack.direct("ana") if "/docs/" in one.text]
    assert [plain(one) for one in said] == ["[Charter of Menu helper, as a canvas]"]
    assert f"/docs/T0ACME/{opened.request['canvas_id']}|" in said[0]


@pytest.mark.parametrize("problem", ["missing_scope", "canvas_disabled_user_team"])
@pytest.mark.parametrize("method", ["canvases.create", "canvases.access.set"])
async def test_without_canvases_the_file_is_all_there_is(world: World, thread: Thread, problem: str, method: str):
    world.slack.faults.refused(method, problem)
    await shown(world, "ana")
    await pressed(world, "ana", "Charter")
    assert len(files(world, "ana")) == 1
    assert [one.text for one in world.slack.direct("ana") if "/docs/" in one.text] == []
    assert len(world.slack.calls("canvases.create")) == 1  # and it is not tried again


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

Still open:

- What is happening right now, and since when? `phenomenon`
- Who exactly is affected? `affected_people`
- What have you checked so far? `evidence`

## Business

*ML Canvas: Value proposition, Decisions*

**[If this works, how big is the benefit over a year?](…)** `value_size`

Moves a product or department KPI

Still open:

- What does the company offer, and where does this project sit in that? `business_service`
- Which data exists in that business, and what could you do with it? `model_inputs`
- How will the prediction be used? `output_use`
- How would the benefit reach the business? `value_path`
- Your best estimate of the yearly benefit in money? `annual_value`
- Your best estimate of the yearly cost \\(build spread over 3 years, plus running\\)? `annual_cost`

## Goal and success

*ML Canvas: Value proposition*

*Not answered yet*

## Way of working

*ML Canvas: Decisions*

**[Which way of working fits best?](…)** `archetype`

Helps a person, who checks the result

Still open:

- How good must it be before the person saves effort? `hitl_useful_level`
- Who checks the output, what do they need, and how do they correct it? `hitl_person`
- Should it take the task over, or help the person do it? `automation_choice`
- Which parts of the data flywheel are in place or planned? `flywheel`
- When it is wrong or unsure, what protects people? `error_handling`

## Objectives

*ML Canvas: Prediction task, Offline evaluation*

*Not answered yet*

## Data

*ML Canvas: Data sources, Collecting data*

**[What data do you have to learn from?](…)** `label_status`

Data with a close stand-in label

Still open:

- Which data sources will you use? `data_sources`
- How hard is it to get the data? `data_access`
- What is true of the data? `data_quality`
- What are the privacy and security demands? `data_privacy`

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

Still open:

- Which risks could stop it? `risks`
- Go through the ethics checklist with your team. `ethics_review`

## Results

*ML Canvas: Live evaluation and monitoring*

*Nothing was measured yet.*

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
