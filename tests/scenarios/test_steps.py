"""A workflow starts a project with the step *Start an ML intake*."""

from datetime import timedelta
from typing import Any

import pytest
from inline_snapshot import snapshot
from sqlalchemy import Connection

from sandbox.run import Run, State
from sandbox.standin import StandIn
from tests.scenarios.courses import QUICK, order
from tests.world import CHANNEL, Thread, World, playing

STEP = "start_intake"
KOREAN = ("처음 온 손님이 메뉴가 길어서 무엇을 고를지 몰라요.", "4", "2", "2", "2", "2", "1")


async def run(world: World, **inputs: Any) -> Run:
    """Ana's workflow comes to the step, in a channel."""
    given = {"channel": CHANNEL, "person": "ana", **inputs}
    ran = await world.slack.run_step(STEP, given)
    await world.settled()
    return ran


def thread_of(world: World, nth: int = -1) -> Thread:
    return Thread(world, CHANNEL, world.cards()[nth].ts)


async def everything(world: World) -> str:
    """All that is stored of what was delivered, owed or waits."""

    def read(db: Connection) -> str:
        tables = ("inbox", "outbox", "executions", "history")
        return str([db.exec_driver_sql(f"select * from {table}").all() for table in tables])

    return str(await world.read(read))


async def later(world: World, **span: int) -> None:
    await world.bot.tick(world.slack.clock.move(timedelta(**span)))
    await world.settled()


async def test_a_project_is_started_and_the_workflow_goes_on_with_its_key_and_link(world: World):
    ran = await run(world, name="Menu helper", problem=QUICK[0], finish_when="")
    thread = thread_of(world)

    assert (ran.state, ran.error) == (State.COMPLETED, "")
    assert ran.outputs["link"] == f"https://acme.slack.com/archives/C0MLPROJECTS/p{thread.ts.replace('.', '')}"
    assert {name: value for name, value in ran.outputs.items() if name not in ("link", "project_id")} == snapshot(
        {"project_key": "ML-1", "project_name": "Menu helper", "channel": "C0MLPROJECTS", "outcome": "started"}
    )
    project = await thread.project()
    assert (project["owner"], project["answers"]) == (
        "U0ANA",
        {"project_name": "Menu helper", "problem_statement": QUICK[0]},
    )
    assert "3 of 8" in thread.transcript
    assert ran.access.value not in await everything(world)  # Slack's own token for the step is neither kept nor needed


async def test_a_problem_that_is_no_answer_is_asked_again(world: World):
    ran = await run(world, problem="?")

    assert ran.state is State.COMPLETED
    assert (await thread_of(world).project())["answers"] == {}
    assert ran.outputs["project_name"] == ""


async def test_a_workflow_that_waits_for_the_verdict_goes_on_with_it_in_the_projects_language(world: World):
    ran = await run(world, person="minjun", name="메뉴 도우미", finish_when="verdict")
    thread = thread_of(world)
    assert ran.state is State.RUNNING
    await thread.say("minjun", *KOREAN)

    assert ran.state is State.COMPLETED
    wanted = ("outcome", "verdict", "verdict_text", "impact", "feasibility")
    assert {name: ran.outputs[name] for name in wanted} == snapshot(
        {
            "outcome": "verdict",
            "verdict": "go_rules_first",
            "verdict_text": "규칙부터 진행",
            "impact": 54.0,
            "feasibility": 50.4,
        }
    )
    await thread.say("minjun", "왜")
    assert len(world.slack.calls("functions.completeSuccess")) == 1


@pytest.mark.parametrize(
    ("inputs", "error"),
    [
        (
            {"channel": "#general"},
            snapshot(
                "Groundwork is not in that channel yet. Type /invite @Groundwork there, then run the workflow again."
            ),
        ),
        (
            {"channel": "C0NOWHERE"},
            snapshot(
                "Groundwork is not in that channel yet. Type /invite @Groundwork there, then run the workflow again."
            ),
        ),
        ({"channel": "D0ANA"}, snapshot("A project lives in a channel. Please choose one in Workflow Builder.")),
        (
            {"person": "groundwork"},
            snapshot(
                "A project needs a person who answers for it, and this is an app or an account that is closed. Please choose somebody else in Workflow Builder."
            ),
        ),
        (
            {"person": "gus"},
            snapshot(
                "Whoever starts the project must be able to see the channel. Please add them to it, or choose somebody else in Workflow Builder."
            ),
        ),
        (
            {"name": "x" * 300},
            snapshot(
                "That name cannot be used. That is 300 characters; please keep it to 80. Without one, it is asked in the thread."
            ),
        ),
        (
            {"finish_when": "soon"},
            snapshot(
                "This step needs a channel and a person, and goes on when the project is “started” or has its “verdict”. Please set them in Workflow Builder."
            ),
        ),
        (
            {"person": "minjun", "channel": "#general"},
            snapshot(
                "Groundwork가 아직 그 채널에 없어요. 그 채널에서 /invite @Groundwork를 입력한 뒤 워크플로를 다시 실행해 주세요."
            ),
        ),
    ],
)
async def test_what_cannot_be_started_is_said_to_whoever_runs_the_workflow(
    world: World, inputs: dict[str, str], error: str
):
    world.slack.add_person("gus", "Gus", guest=True, channels=["#general"])
    ran = await run(world, **inputs)

    assert (ran.state, ran.error) == (State.FAILED, error)
    assert (await world.stored())["projects"] == []
    assert world.cards() == []


async def test_whoever_may_not_start_projects_may_not_by_a_workflow_either(world: World):
    await order(world, "ana", "/ml new First")
    await order(world, "ana", "/ml settings")
    await world.person("ana").click("Change", world.slack.ephemerals("ana")[-1])
    await world.person("ana").fill({"field:starters": "lead"})
    await world.person("ana").submit()
    await world.settled()
    refused = await run(world, person="ben")
    allowed = await run(world, person="ana", name="Second")

    assert (refused.state, refused.error) == (
        State.FAILED,
        snapshot("In this channel only the lead starts projects: @ana. You can tell them about yours."),
    )
    assert allowed.state is State.COMPLETED


async def test_a_step_that_slack_delivers_twice_starts_one_project(world: World):
    world.slack.deliver_twice = True
    ran = await run(world, name="Menu helper")

    assert ran.state is State.COMPLETED
    assert len(world.cards()) == 1
    assert len(world.slack.calls("functions.completeSuccess")) == 1


async def test_an_end_that_slack_took_while_nobody_knew_is_not_an_error(world: World):
    world.slack.faults.reset_after("functions.completeSuccess")
    ran = await run(world, name="Menu helper")
    await later(world, seconds=5)

    assert ran.state is State.COMPLETED
    assert len(world.slack.calls("functions.completeSuccess")) == 2
    states = await world.read(lambda db: db.exec_driver_sql("select distinct state from outbox").scalars().all())
    assert states == ["sent"]


async def test_a_project_of_the_same_name_is_no_error_and_said_privately(world: World):
    await run(world, name="Menu helper")
    ran = await run(world, name="menu HELPER")

    assert ran.state is State.COMPLETED
    assert "There is already a project called" in world.slack.ephemerals("ana")[-1].text


async def test_when_the_bot_is_taken_out_before_it_posts_the_step_ends_and_the_person_can_repair_it(world: World):
    world.slack.faults.refused("chat.postMessage", "not_in_channel")
    ran = await run(world, name="Menu helper")

    assert (ran.state, ran.error) == (
        State.FAILED,
        snapshot(
            "The project is saved, but Groundwork cannot post in that channel. Type /invite @Groundwork there and press Try again in the direct message from Groundwork."
        ),
    )
    (direct,) = world.slack.direct("ana")
    assert "Try again" in str(direct.blocks)


@pytest.mark.parametrize("how", ["cancelled", "merged"])
async def test_a_workflow_ends_when_no_verdict_will_come(world: World, how: str):
    await order(world, "ana", "/ml new Other")
    ran = await run(world, name="Menu helper", finish_when="verdict")
    if how == "cancelled":
        await thread_of(world).say("ana", "cancel")
        await thread_of(world).click("ana", "End it")
    else:
        await order(world, "ana", "/ml decide ML-2 merge ML-1 it is the same thing really")

    assert ran.state is State.FAILED
    assert (
        ran.error
        == {
            "cancelled": "The intake of Menu helper (ML-2) was cancelled.",
            "merged": "Menu helper (ML-2) was merged into another project.",
        }[how]
    )


async def test_a_workflow_does_not_wait_for_ever(world: World):
    ran = await run(world, name="Menu helper", finish_when="verdict")
    await later(world, days=29)
    assert ran.state is State.RUNNING
    await later(world, days=2)

    assert (ran.state, ran.error) == (
        State.FAILED,
        snapshot("There was no verdict on Menu helper (ML-1) within 30 days. The project stays: /ml show ML-1."),
    )
    await thread_of(world).say("ana", *QUICK)
    assert "Go, rules first" in thread_of(world).transcript
    assert world.slack.calls("functions.completeSuccess") == []


async def test_a_workflow_waits_while_the_bot_is_started_anew(slack: StandIn, database_url: str):
    async with playing(slack, database_url) as world:
        ran = await run(world, name="Menu helper", finish_when="verdict")
    async with playing(slack, database_url) as world:
        await thread_of(world).say("ana", *QUICK)

    assert (ran.state, ran.outputs["verdict"]) == (State.COMPLETED, "go_rules_first")


async def test_when_slack_does_not_say_who_is_there_the_step_goes_on(world: World):
    world.slack.faults.refused("conversations.info", "internal_error")
    world.slack.faults.refused("users.info", "internal_error", times=3)
    ran = await run(world, name="Menu helper")

    assert ran.state is State.COMPLETED
