"""What came of deployments: asked in a direct message, entered, compared for the lead."""

from datetime import UTC, datetime
from typing import Any

import pytest
from inline_snapshot import snapshot

from bot.names import Did
from storage.outcomes import Outcome, find_outcome, outcomes_in, plan_outcomes, save_realised
from storage.projects import Project, open_project
from tests.scenarios.courses import beat, begun, form, identity, order, plain, sheet, stored
from tests.scenarios.test_reminders import december, november, pass_time
from tests.world import Thread, World


async def deployed(world: World, name: str = "ana", line: str = "/ml new Menu helper") -> Thread:
    thread = await begun(world, name, line)
    for words in ("planning", "tick PL-X12", "SHIP_RULES"):
        await order(world, name, f"/ml stage ML-1 {words}")
    return thread


async def due(thread: Thread, after: int) -> Outcome:
    project = await identity(thread)
    found: Outcome | None = await thread.world.read(lambda db: find_outcome(db, project, after))
    assert found is not None
    return found


def asked(world: World, name: str) -> list[str]:
    return [plain(one.text) for one in world.slack.direct(name) if "expected" in one.text or "예상" in one.text]


@pytest.mark.both
async def test_the_owner_is_asked_at_deployment_and_after_30_and_90_days(world: World):
    thread = await deployed(world)
    first = await due(thread, 0)
    assert sorted(first.predicted) == snapshot(["data_access", "error_cost", "objective", "value_size"])
    assert [(await due(thread, after)).due_at.date().isoformat() for after in (0, 30, 90)] == snapshot(
        ["2026-11-23", "2026-12-23", "2027-02-22"]
    )
    await pass_time(world, until=november(24, 15, 1))
    await beat(world, seconds=31)
    assert asked(world, "ana") == snapshot(
        [
            """\
[Menu helper] is in deployment. What came of what you expected?
[Enter value]\
"""
        ]
    )

    await world.person("ana").click("Enter value", world.slack.direct("ana")[-1])
    assert [block["label"]["text"] for block in sheet(world, "ana").blocks if "label" in block] == snapshot(
        ["Recall of fraud: value in real use", "How hard is it to get the data?"]
    )
    assert await form(world, "ana") == snapshot({"objective": "Please fill in at least one field, or cancel."})
    assert await form(world, "ana", objective="much") == snapshot(
        {"objective": "Please give just the value here, such as 82%."}
    )
    assert await form(world, "ana", objective="71%", data_access="request") == {}
    told = await due(thread, 0)
    assert (told.realised, told.by) == ({"objective": "71", "data_access": "request"}, "U0ANA")
    kept = next(event for event in (await stored(thread))[4] if event.what == Did.TURNED_OUT)
    assert (kept.by, kept.after) == ("U0ANA", told.realised)

    assert plain(world.slack.direct("ana")[-1].text) == snapshot("✓ [Menu helper]: Enter value")
    await pass_time(world, until=december(23, 15, 1))
    assert len(asked(world, "ana")) == 1, "together with the reviews of that day, and folded when it was answered"
    await pass_time(world, until=datetime(2027, 2, 22, 15, 1, tzinfo=UTC))
    assert asked(world, "ana")[-1] == snapshot("""\
*3 questions for you today*
Still waiting for a word on [Menu helper].
Pilot of [Menu helper]: 1) Pilot value of Recall of fraud? 2) Did this number move: losses? 3) Any surprise compared with the test?
[Enter value] [Roll out] [Back to training] [More …]
Still waiting for a number on [Menu helper].
Speed of [Menu helper]: current value? Not measured yet; target 100 ms. You review this: every 6 days.
[Enter value] [Not measured] [More …]
[Menu helper] was deployed 90 days ago. What came of what you expected?
[Enter value]\
""")


async def test_the_question_in_korean(world: World):
    await deployed(world, "minjun", "/ml 새로 메뉴 도우미")
    await pass_time(world, until=november(25, 1, 1))
    assert asked(world, "minjun") == snapshot(
        [
            """\
[메뉴 도우미]: 배포 단계에 들어왔어요. 예상한 것은 실제로 어땠나요?
[값 입력]\
"""
        ]
    )


async def test_nobody_is_asked_about_a_project_that_was_stopped(world: World):
    await deployed(world)
    await order(world, "ana", "/ml stage ML-1 stop STOP_COST because it costs more than it brings")
    await beat(world, days=2)
    assert asked(world, "ana") == []


async def test_after_five_closed_projects_the_lead_sees_how_far_off_estimates_were(world: World):
    await deployed(world)
    assert await order(world, "ana", "/ml calibration") == snapshot(
        "I can tell how good estimates are after 5 closed projects; so far there are 0. A project is closed when its owner said what came of it after 90 days, or when it has ended."
    )
    assert await order(world, "ben", "/ml calibration") == snapshot(
        "Only the lead of this channel sees how far its estimates were off: <@U0ANA>. You can ask them."
    )

    def close(db: Any) -> None:
        from storage.projects import all_projects

        one = all_projects(db)[0]
        for number, came in enumerate(("small", "medium", "small", "large", "none")):
            made = Project(
                f"p{number}",
                one.team,
                0,
                one.channel,
                "x",
                "retired",
                "U0BEN",
                "U0BEN",
                "en",
                one.created_at,
                one.created_at,
            )
            open_project(db, made)
            plan_outcomes(db, made.id, [(90, one.created_at)], {"value_size": "large", "label_cost": "cheap"})
            save_realised(db, made.id, 90, {"value_size": came}, by="U0BEN", now=one.created_at)

    await world.bot.database.write(close)
    assert await order(world, "ana", "/ml calibration") == snapshot("""\
*How far estimates were off*, over 5 closed projects
• If this works, how big is the benefit over a year? Off by 40.0; 40.0 too optimistic on average (5 projects)
In points from 0 to 100, over all projects of this channel; nobody is compared.\
""")
    assert await order(world, "ana", "/ml 예측력") == await order(world, "ana", "/ml calibration")
    assert len(await world.read(lambda db: outcomes_in(db, "T0ACME", "C0MLPROJECTS"))) == 8
