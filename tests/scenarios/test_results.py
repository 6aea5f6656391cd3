"""Results: typed, entered, corrected, read and drawn."""

import asyncio
from datetime import timedelta

import pytest
from inline_snapshot import snapshot

from bot.names import Did
from sandbox.standin import StandIn
from tests.scenarios.courses import beat, begun, form, last, order, press, sheet, stored
from tests.world import World, playing


def pictures(thread: object) -> list[str]:
    return [file["alt_txt"] for one in thread.messages for file in one.files]  # type: ignore[attr-defined]


@pytest.mark.both
async def test_typed_read_and_drawn_in_english(world: World):
    thread = await begun(world)
    assert await order(world, "ana", "/ml result") == snapshot("""\
Results of *Menu helper* (ML-1)
Nothing was measured yet.
[Enter a result]
You can also type it, as in `/ml result ML-1 recall 82% test`.\
""")
    assert await order(world, "ana", "/ml result menu recall 71% test") == snapshot(
        "Logged. What it says stands in the project's thread."
    )
    assert last(thread) == snapshot("""\
📏 Recall of fraud (test): *71%*, 23 Nov 2026 — <@U0ANA>
• Ahead of “Simple rule” by 9 percentage points; 50% of the way to the target.
All objectives together: 50.0% of the way.
Limits missed or not measured: Speed
[Correct]\
""")
    await beat(world, days=7)
    assert pictures(thread) == []

    assert await order(world, "ben", "/ml result menu recall 0.84 test") == snapshot("""\
Logged. What it says stands in the project's thread.
I read 0.84 as 84%; if that is wrong, please correct it.\
""")
    assert last(thread) == snapshot("""\
📏 Recall of fraud (test): *84%*, 30 Nov 2026 — <@U0BEN>
• Ahead of “Simple rule” by 22 percentage points; 122% of the way to the target.
• Target reached. Raise it, or move on to the next objective.
All objectives together: 100.0% of the way.
Limits missed or not measured: Speed
[Correct]\
""")
    await beat(world, seconds=31)
    await beat(world, seconds=31)
    assert pictures(thread) == snapshot(
        [
            "Results: Recall of fraud. From 71% on 2026-11-23 to 84% on 2026-11-30, measurements: 2. Target: 80%. Baseline: 62%."
        ]
    )
    assert await order(world, "ben", "/ml result menu") == snapshot("""\
Results of *Menu helper* (ML-1)
• 📏 Recall of fraud (test): *84%*, 30 Nov 2026 — <@U0BEN>
All objectives together: 100.0% of the way.
Limits missed or not measured: Speed
[Enter a result]
You can also type it, as in `/ml result ML-1 recall 82% test`.\
""")


async def test_what_is_missing_is_asked_in_korean(world: World):
    thread = await begun(world, "minjun", "/ml 새로 메뉴 도우미")
    assert await order(world, "minjun", "/ml 결과 메뉴 71") == snapshot("""\
“71”, 어느 목표의 값인가요?
[답을 골라 주세요]\
""")
    await press(world, "minjun", "Recall of fraud")
    assert world.slack.ephemerals("minjun")[-1].text == snapshot("""\
Recall of fraud: “71”, 어떤 데이터로 측정했나요?
[학습] [검증] [평가] [파일럿] [실사용]\
""")
    assert await press(world, "minjun", "평가") == snapshot("기록했어요. 무슨 뜻인지는 프로젝트 스레드에 있어요.")
    assert last(thread) == snapshot("""\
📏 Recall of fraud(평가): *71%*, 2026년 11월 23일 — <@U0MINJUN>
• “간단한 규칙”보다 9%포인트 앞서요. 목표까지 50% 왔어요.
전체 목표 진행률: 50.0%
지키지 못했거나 아직 측정하지 않은 기준: Speed
[정정하기]\
""")
    assert await order(world, "minjun", "/ml 결과 메뉴 정확도 71") == snapshot("""\
“정확도” 세부 목표는 없어요. 지금 있는 목표: Recall of fraud, Speed.
[결과 입력]\
""")


async def test_a_correction_replaces_and_keeps(world: World):
    thread = await begun(world)
    await order(world, "ana", "/ml result menu recall 71% test")
    await thread.click("ben", "Correct")
    assert await form(world, "ben", value="about right") == snapshot(
        {"value": "Please give just the value here, such as 82%."}
    )
    assert await form(world, "ben", day="2031-01-01", value="70") == snapshot(
        {"day": "A result cannot be dated in the future. Please give today or an earlier day."}
    )
    today = world.slack.clock().date().isoformat()
    assert await form(world, "ben", day=today, value="70%", note="One file was counted twice.") == {}
    assert thread.messages[-2].text == snapshot(
        "📏 Recall of fraud (test): *71%*, 23 Nov 2026 — <@U0ANA> — corrected since"
    )
    assert last(thread) == snapshot("""\
📏 Recall of fraud (test): *70%*, 23 Nov 2026 — <@U0BEN> · corrects 71%
“One file was counted twice.”
• Ahead of “Simple rule” by 8 percentage points; 44% of the way to the target.
All objectives together: 44.4% of the way.
Limits missed or not measured: Speed
[Correct]\
""")
    _, _, _, results, history = await stored(thread)
    assert [(one.value, one.by, one.replaces) for one in results] == [
        ("71", "U0ANA", None),
        ("70", "U0BEN", results[0].id),
    ]
    assert [
        (one.before and one.before["value"], one.after["value"]) for one in history if one.what == Did.MEASURED
    ] == [
        (None, "71"),
        ("71", "70"),
    ]


async def test_the_form_takes_everything_and_the_checks_follow(world: World):
    thread = await begun(world)
    await order(world, "ana", "/ml result menu")
    await world.person("ana").click("Enter a result", world.slack.ephemerals("ana")[-1])
    assert [option["text"]["text"] for option in sheet(world, "ana").blocks[0]["element"]["options"]] == snapshot(
        ["Recall of fraud", "Speed", "losses", "Latency p95"]
    )
    filled = {
        "what": "latency_target:r1",
        "value": "95 ms",
        "split": "pilot",
        "model": "m1",
        "data": "d1",
        "noise": "2",
    }
    assert await form(world, "ana", **filled) == {}
    assert last(thread) == snapshot("""\
📏 Latency p95 (pilot): *95 ms*, 23 Nov 2026 — <@U0ANA>
All objectives together: 0.0% of the way.
Limits missed or not measured: Speed
[Correct]\
""")
    (kept,) = (await stored(thread))[3]
    assert (kept.value, kept.model_version, kept.data_version, kept.noise) == ("95", "m1", "d1", "2")


async def test_a_project_without_objectives_says_what_is_missing(world: World):
    await begun(world, without=("objectives",))
    assert await order(world, "ana", "/ml result menu recall 80") == snapshot("""\
There are no objectives yet; please describe one first.
[Describe an objective]\
""")


async def test_what_cannot_be_read_is_said_and_nothing_is_logged(world: World):
    thread = await begun(world)
    assert await order(world, "ana", "/ml result menu happiness 80") == snapshot("""\
I know no objective called “happiness”. There are: Recall of fraud, Speed.
[Enter a result]\
""")
    assert await order(world, "ana", "/ml result nobody 80") == snapshot("""\
I know no objective called “nobody”. There are: Recall of fraud, Speed.
[Enter a result]\
""")
    assert (await stored(thread))[3] == ()


async def test_the_same_form_sent_twice_and_two_corrections_at_once(slack: StandIn, database_url: str):
    async with playing(slack, database_url) as world:
        thread = await begun(world)
        slack.deliver_twice = True
        await order(world, "ana", "/ml result menu recall 71% test")
        slack.deliver_twice = False
        assert len((await stored(thread))[3]) == 1
        await thread.click("ana", "Correct")
        await thread.click("ben", "Correct")
        sent = await asyncio.gather(form(world, "ana", value="72"), form(world, "ben", value="73"))
        assert sorted(map(len, sent)) == [0, 1]
        assert len((await stored(thread))[3]) == 2


async def test_a_picture_that_a_crash_cut_short_is_drawn_by_the_next_process(slack: StandIn, database_url: str):
    async with playing(slack, database_url) as world:
        thread = await begun(world)
        await order(world, "ana", "/ml result menu recall 71% test")
        slack.clock.move(timedelta(days=1))
        await order(world, "ana", "/ml result menu recall 75% test")
    async with playing(slack, database_url) as again:
        await beat(again, seconds=31)
        await beat(again, seconds=31)
        assert len([one for one in slack.messages("#ml-projects", thread=thread.ts) if one.files]) == 1
