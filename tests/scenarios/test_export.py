"""People take projects with them."""

import csv
import io
import json
import re
from typing import Any

import pytest
from inline_snapshot import snapshot

from tests.world import Thread, World

PROBLEM = "First-time guests cannot choose a dish because the menu is long."
IN_ENGLISH = (PROBLEM, "large", "2", "2", "2", "2", "1")


async def order(world: World, name: str, line: str, channel: str = "#ml-projects") -> str:
    answer = await world.person(name).command(line, channel=channel)
    await world.settled()
    assert answer.failure is None
    return answer.text


def received(world: World, name: str) -> list[tuple[str, str]]:
    """(name of the file, what is in it) of what the bot sent to somebody alone."""
    found = []
    for message in world.slack.direct(name):
        for file in message.files:
            stored = world.slack.files.find(file["id"])
            assert stored is not None
            assert stored.content is not None
            found.append((re.sub(r"-[0-9a-f]{8}\.", ".", file["name"]), stored.content.decode()))
    return found


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.fixture
async def thread(world: World) -> Thread:
    started = await world.start("ana", "/ml new Menu helper")
    await started.say("ana", *IN_ENGLISH)
    await world.start("ben", "/ml new Table finder")
    return started


@pytest.mark.both
async def test_all_projects_of_the_channel_as_a_table(world: World, thread: Thread):
    assert await order(world, "ben", "/ml export") == snapshot("I am sending you the file in a direct message.")

    ((name, text),) = received(world, "ben")
    assert name == "projects-2026-11-23.csv"
    assert [(row["key"], row["name"], row["owner"], row["verdict"]) for row in rows(text)] == snapshot(
        [("ML-1", "Menu helper", "ana", "Go, rules first"), ("ML-2", "Table finder", "ben", "")]
    )


async def test_in_korean(world: World, thread: Thread):
    assert await order(world, "minjun", "/ml 내보내기 전체 csv") == snapshot("다이렉트 메시지로 파일을 보내 드릴게요.")

    ((_, text),) = received(world, "minjun")
    assert text.startswith("\ufeff")
    assert [(row["key"], row["stage"], row["verdict"]) for row in rows(text)] == snapshot(
        [("ML-1", "등록", "규칙부터 진행"), ("ML-2", "등록", "")]
    )


async def test_one_project_as_its_charter(world: World, thread: Thread):
    await order(world, "ben", "/ml export menu")

    ((name, text),) = received(world, "ben")
    assert name == "ML-1-menu-helper.md"
    assert text.startswith("# Menu helper (ML-1)")


async def test_one_project_as_json_for_anybody(world: World, thread: Thread):
    await order(world, "ben", "/ml export ML-1 json")

    ((name, text),) = received(world, "ben")
    (project,) = json.loads(text)["projects"]
    assert name == "ML-1-menu-helper.json"
    assert project["answers"]["value_size"] == "large"
    assert (project["conversation"], project["rows"]) == (None, {})


async def test_in_its_own_thread_a_project_need_not_be_named(world: World, thread: Thread):
    await thread.say("ana", "<@U0GROUNDWORK> export")

    assert [name for name, _ in received(world, "ana")] == ["ML-1-menu-helper.md"]


async def test_nobody_gets_what_they_may_not_see(world: World, thread: Thread):
    await world.start("ana", "/ml new Hidden plan", channel="#ml-secret")

    await order(world, "ben", "/ml export all")
    await order(world, "ana", "/ml export all")
    await order(world, "ana", "/ml export")
    assert "No project here" in await order(world, "ben", "/ml export hidden")

    ((_, theirs),) = received(world, "ben")
    (_, everything), (_, here) = received(world, "ana")
    assert [row["name"] for row in rows(theirs)] == ["Menu helper", "Table finder"]
    assert [row["name"] for row in rows(everything)] == ["Menu helper", "Table finder", "Hidden plan"]
    assert [row["name"] for row in rows(here)] == ["Menu helper", "Table finder"]


async def test_what_cannot_be_exported(world: World, thread: Thread):
    assert await order(world, "ana", "/ml export nothing like it") == snapshot(
        "No project here goes by “nothing like it”. `/ml list` shows them all."
    )
    assert await order(world, "ana", "/ml export", channel="#ml-secret") == snapshot(
        "There are no projects to export here."
    )
    await world.start("ana", "/ml new Menu planner")
    assert await order(world, "ana", "/ml export menu csv") == snapshot("""\
Which one? Type `/ml export` with its key.
*ML-1* Menu helper · Intake · Go, rules first · Priority 52.2
*ML-3* Menu planner · Intake\
""")


async def test_a_name_that_is_a_formula_arrives_as_a_text(world: World):
    await world.start("ana", '/ml new =HYPERLINK("x")')
    await order(world, "ana", "/ml export csv")

    ((_, text),) = received(world, "ana")
    assert [row["name"] for row in rows(text)] == ['\'=HYPERLINK("x")']
    table: list[dict[str, Any]] = rows(text)
    assert len(table) == 1
