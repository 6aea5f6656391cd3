"""A project moves through its lifecycle, on and back."""

import asyncio
from datetime import UTC, timedelta

import pytest
from inline_snapshot import snapshot
from sqlalchemy import Connection

from bot.names import Did
from flows.lifecycle.history import replay
from flows.lifecycle.reason import Kind
from flows.lifecycle.stage import Stage
from flows.lifecycle.where import Step
from sandbox.standin import StandIn
from storage.stages import happened, place_of, place_on
from storage.threads import get_thread
from tests.scenarios.courses import beat, begun, form, identity, last, order, press, sheet, stored
from tests.world import Thread, World, playing


async def in_data(world: World) -> Thread:
    thread = await begun(world)
    await order(world, "ana", "/ml stage planning")
    await order(world, "ana", "/ml stage menu tick PL-X12")
    await order(world, "ana", "/ml stage data")
    return thread


@pytest.mark.both
async def test_on_and_back_in_english(world: World):
    thread = await begun(world, without=("evidence",))
    assert await order(world, "ana", "/ml stage") == snapshot("""\
*Menu helper* (ML-1) is in: *Intake*, since 23 Nov 2026 (0 days)
*Intake* → Planning and project setup → Data collection and labelling → Training and debugging → Deployment and testing → Action and monitoring
*Everything needed to move on is there: 3 of 3*
☑ Quick intake is complete — done, by itself (IN-X1)
☑ The verdict allows starting — done, by itself (IN-X2)
☑ An owner is named — done, by itself (IN-X3)
[Move on: Planning and project setup]
[Pause …] [Stop …]\
""")

    moved = await press(world, "ana", "Move on: Planning and project setup")
    assert moved == snapshot("Done. It is now in: Planning and project setup. The thread knows.")
    assert last(thread) == snapshot("➡️ <@U0ANA> moved this on: *Intake* → *Planning and project setup*")

    assert await order(world, "ana", "/ml stage menu") == snapshot("""\
*Menu helper* (ML-1) is in: *Planning and project setup*, since 23 Nov 2026 (0 days)
✓ Intake → *Planning and project setup* → Data collection and labelling → Training and debugging → Deployment and testing → Action and monitoring
*Needed to move on: 5 of 7*
☐ From phenomenon to problem, with evidence — open (PL-X1) [Answer]
☑ At least one way without ML was weighed — done, by itself (PL-X2)
☑ Stakeholders and ethics are covered — done, by itself (PL-X5)
☑ Goal, objectives, metrics and success are agreed — done, by itself (PL-X7)
☑ Data exists or a dated plan does — done, by itself (PL-X8)
☐ Asked once more: do we really need ML? — open (PL-X12) [Confirm]
☑ Permission to use the data — done, by itself (DC-E2)
*Good to have; it holds nothing up*
☑ Existing work was looked up — done, by itself (PL-X3)
☑ Framed as a prediction, and someone acts on it — done, by itself (PL-X4)
☑ The archetype's key questions are answered — done, by itself (PL-X6)
☑ Time, money and legacy limits are known — done, by itself (PL-X9)
☑ The worse kind of error is decided — done, by itself (PL-X10)
☑ A small first version is planned — done, by itself (PL-X11)
☑ People and tools are assigned — done, by itself (PL-X13)
[Ship the rule as the first version]
[Pause …] [Stop …] [Go on without …] [What are you at work on?]\
""")
    assert (await order(world, "ana", "/ml stage data")).splitlines()[0] == snapshot(
        "⚠️ Still open before “Data collection and labelling”: From phenomenon to problem, with evidence; Asked once more: do we really need ML?"
    )
    await press(world, "ana", "Confirm")
    answer = await world.person("ana").click("Go on without …", world.slack.ephemerals("ana")[-1])
    assert answer.view is not None
    assert await form(world, "ana", check="PL-X1", note="later") == snapshot(
        {"note": "Please give the reason in 20 to 1000 characters; everybody will see it."}
    )
    assert await form(world, "ana", check="PL-X1", note="We measure it in the first week of the data stage.") == {}
    assert last(thread) == snapshot(
        "✋ <@U0ANA> goes on without “From phenomenon to problem, with evidence”: “We measure it in the first week of the data stage.”"
    )
    assert await order(world, "ana", "/ml stage next") == snapshot(
        "Done. It is now in: Data collection and labelling. The thread knows."
    )

    assert (await order(world, "ana", "/ml stage planning because the label is dear")).splitlines()[:1] == snapshot(
        ["⚠️ Please give the reason. [Go back …]"]
    )
    await world.person("ana").click("Go back …", world.slack.ephemerals("ana")[-1], nth=0)
    assert sheet(world, "ana").blocks[0]["element"]["option_groups"] == snapshot(
        [
            {
                "label": {"type": "plain_text", "text": "→ Planning and project setup", "emoji": True},
                "options": [
                    {
                        "text": {
                            "type": "plain_text",
                            "text": "The data is too hard or too costly to get",
                            "emoji": True,
                        },
                        "value": "D2P_DATA_TOO_HARD",
                    },
                    {
                        "text": {"type": "plain_text", "text": "A related task is easier to label", "emoji": True},
                        "value": "D2P_EASIER_TASK",
                    },
                    {
                        "text": {"type": "plain_text", "text": "The data may not be used as planned", "emoji": True},
                        "value": "D2P_FORBIDDEN",
                    },
                ],
            }
        ]
    )
    assert await form(world, "ana", reason="D2P_DATA_TOO_HARD", note="no") == snapshot(
        {"note": "Please add a short note. What makes the data so hard to get?"}
    )
    assert await form(world, "ana", reason="D2P_DATA_TOO_HARD", note="Every photo has to be bought.") == {}
    assert thread.messages[-2].text == snapshot("""\
↩ <@U0ANA> took this back: *Data collection and labelling* → *Planning and project setup*
The data is too hard or too costly to get — “Every photo has to be bought.”
Asked once more: Who has what problem? One or two plain sentences.; How hard is it to get the data?\
""")
    assert last(thread) == snapshot("""\
↩️ Please look at this once more; your answer stays until you give another one.
2 of 8 · Problem definition
*Who has what problem? One or two plain sentences.*
Use the pattern: [who] cannot [do what] because [cause]. Split big wishes ('make people happy') into something you could observe.
_Example: First-time guests cannot choose a dish because the menu is long and the descriptions are thin._
Answered: *First-time guests cannot choose a dish because the menu is long.* — a new answer replaces it.
[Back] [Keep it] [Help] [Form] [Ask someone]\
""")
    assert thread.card == snapshot("""\
*Menu helper* · ML-1
First-time guests cannot choose a dish because the menu is long.
Stage: Planning and project setup · Owner: <@U0ANA> · 8 of 8 answered
✓ Intake → *Planning and project setup* → ✓ Data collection and labelling → Training and debugging → Deployment and testing → Action and monitoring
Went back: Data collection and labelling → Planning and project setup (1×)
Verdict: *Go, rules first* — A simple rule is good enough to ship now.
Impact 49.5 · Feasibility 53.2 · Priority 51.3 · Confidence 52.5 (Medium)
Next: answer the open question in the thread.
[Join]\
""")

    await thread.click("ana", "Keep it")
    assert last(thread) == snapshot("""\
↩️ Please look at this once more; your answer stays until you give another one.
Page 4 of 6 · Data · 1 of 5
*How hard is it to get the data?*
Think of permission, joining systems and waiting time.
_Example: Exists: needs a request or joining (a request to Finance)_
Answered: *Ready: we can query it today* — a new answer replaces it.
[1. Ready: we can query it today] [2. Exists: needs a request or joining] [3. Must come from partners or be bought] [4. We must start recording it] [5. We cannot get it]
[Don't know yet] [Keep it] [Help] [Form] [Ask someone]\
""")
    await thread.say("ana", "4")
    stage, place, events, _, history = await stored(thread)
    assert stage == place.where.stage == Stage.PLANNING
    assert place.where.ticks == {}
    assert place.where.overrides == {}
    assert replay(events) == place.where
    assert [
        (one.subject, one.before["stage"], one.after["target"]) for one in history if one.what == Did.STAGED
    ] == snapshot(
        [("FWD", "intake", "planning"), ("FWD", "planning", "data"), ("D2P_DATA_TOO_HARD", "data", "planning")]
    )
    assert "Asked once more, in" not in await order(world, "ana", "/ml stage")


async def test_on_and_back_in_korean(world: World):
    thread = await begun(world, "minjun", "/ml 새로 메뉴 도우미")
    assert await order(world, "minjun", "/ml 단계") == snapshot("""\
*메뉴 도우미*(ML-1)의 지금 단계: *등록*, 2026년 11월 23일부터(0일)
*등록* → 계획과 프로젝트 설정 → 데이터 수집과 라벨링 → 모델 학습과 디버깅 → 배포와 테스트 → 액션과 모니터링
*다음으로 가는 데 필요한 것이 모두 있어요: 3개 중 3개*
☑ 빠른 등록을 마쳤어요 — 저절로 채워졌어요 (IN-X1)
☑ 판정이 시작 가능 상태예요 — 저절로 채워졌어요 (IN-X2)
☑ 담당자를 정했어요 — 저절로 채워졌어요 (IN-X3)
[다음으로: 계획과 프로젝트 설정]
[보류 …] [중단 …]\
""")
    assert await order(world, "minjun", "/ml 단계 메뉴 계획") == snapshot(
        "옮겼어요. 지금 단계: 계획과 프로젝트 설정. 스레드에도 알렸어요."
    )
    await order(world, "minjun", "/ml 단계 메뉴 확인 PL-X12")
    assert await order(world, "minjun", "/ml 단계 메뉴 데이터 수집과 라벨링") == snapshot(
        "옮겼어요. 지금 단계: 데이터 수집과 라벨링. 스레드에도 알렸어요."
    )
    back = await order(world, "minjun", "/ml 단계 메뉴 뒤로 D2P_EASIER_TASK 제목은 라벨링이 더 쉬워요")
    assert back == snapshot("옮겼어요. 지금 단계: 계획과 프로젝트 설정. 스레드에도 알렸어요.")
    assert last(thread) == snapshot(
        """\
↩️ 이 질문을 한 번 더 봐 주세요. 새로 답하기 전까지는 지금 답이 그대로 남아요.
6개 중 1번째 · ML 적합성
*빈칸을 채워 주세요: ____이(가) 주어지면 ____을(를) 예측해요.*
새 항목이 생길 때마다 재학습해야 한다면, 항목 하나씩 점수를 매기는 형태로 바꿔 보세요.
_예: 손님의 답변과 메뉴가 주어지면 만족할 확률을 예측해요_
지금 답변: *Is it fraud?* — 새로 답하면 바뀌어요.
[그대로 두기] [도움말] [양식] [다른 사람에게 묻기]\
"""
    )
    assert await order(world, "minjun", "/ml 단계 메뉴 보류 PAUSE_COST_LATER 2027년 1월 5일까지") == snapshot(
        "옮겼어요. 지금 단계: 보류. 스레드에도 알렸어요."
    )
    assert last(thread) == snapshot("""\
⏸️ <@U0MINJUN> 님이 보류했어요. 있던 단계: *계획과 프로젝트 설정*
더 저렴해질 때까지 기다려요(날짜)
2027년 1월 5일에 다시 여쭤볼게요.\
""")
    assert await order(world, "minjun", "/ml 단계 메뉴") == snapshot("""\
*메뉴 도우미*(ML-1)의 지금 단계: *보류*, 2026년 11월 23일부터(0일)
2027년 1월 5일에 다시 여쭤볼게요.
✓ 등록 → *계획과 프로젝트 설정* → ✓ 데이터 수집과 라벨링 → 모델 학습과 디버깅 → 배포와 테스트 → 액션과 모니터링 · *보류*
↩ 데이터 수집과 라벨링 → 계획과 프로젝트 설정: 다른 과제로 바꾸면 라벨링이 더 쉬워요 (1×)
스레드에서 한 번 더 여쭤볼 질문:
• 빈칸을 채워 주세요: ____이(가) 주어지면 ____을(를) 예측해요.
[재개: 계획과 프로젝트 설정]
[중단 …] [30일 더 기다리기]\
""")
    assert await order(world, "minjun", "/ml 단계 메뉴 재개") == snapshot(
        "옮겼어요. 지금 단계: 계획과 프로젝트 설정. 스레드에도 알렸어요."
    )
    assert await order(world, "jiwoo", "/ml 단계 메뉴 데이터") == snapshot(
        "프로젝트 담당자만 단계를 옮길 수 있어요. 프로젝트 스레드에서 제안해 주세요. 담당자: <@U0MINJUN>"
    )


async def test_in_its_own_thread_a_mention_is_enough(world: World):
    thread = await begun(world)
    await thread.say("ana", f"{world.slack.mention} stage planning")
    assert world.slack.ephemerals("ana")[-1].text == snapshot(
        "Done. It is now in: Planning and project setup. The thread knows."
    )
    await thread.say("ana", f"{world.slack.mention} stage")
    assert world.slack.ephemerals("ana")[-1].text.splitlines()[0] == snapshot(
        "*Menu helper* (ML-1) is in: *Planning and project setup*, since 23 Nov 2026 (0 days)"
    )


async def test_a_stop_says_thanks_for_what_was_learnt_and_can_be_taken_up_again(world: World):
    thread = await begun(world)
    assert (await order(world, "ana", "/ml stage stop")).splitlines()[0] == snapshot(
        "⚠️ Please give the reason. [Stop …]"
    )
    await world.person("ana").click("Stop …", world.slack.ephemerals("ana")[-1], nth=0)
    assert await form(world, "ana", reason="STOP_RULES_SUFFICE", note="A printed list of five dishes was enough.") == {}
    assert last(thread) == snapshot("""\
⏹️ <@U0ANA> stopped this. It was in: *Intake*. Thank you all for what was learnt:
The simple rule turned out to be enough — “A printed list of five dishes was enough.”\
""")
    assert (await stored(thread))[0] == Stage.STOPPED
    assert (await order(world, "ana", "/ml list")).splitlines()[-1] == snapshot(
        "*ML-1* Menu helper · Stopped · Go, rules first · Priority 51.3"
    )
    assert await order(world, "ana", "/ml stage menu reopen") == snapshot(
        "Done. It is now in: Planning and project setup. The thread knows."
    )


async def test_a_stale_button_and_a_second_click_move_nothing(world: World):
    thread = await begun(world)
    await order(world, "ana", "/ml stage")
    shown = world.slack.ephemerals("ana")[-1]
    ana = world.person("ana")
    await asyncio.gather(
        ana.click("Move on: Planning and project setup", shown), ana.click("Move on: Planning and project setup", shown)
    )
    await world.settled()
    stage, place, events, _, _ = await stored(thread)
    assert (stage, len(place.where.path), len(events)) == (Stage.PLANNING, 1, 2)
    assert sum("moved this on" in one.text for one in thread.messages) == 1
    assert "It moved meanwhile" in world.slack.ephemerals("ana")[-1].text


async def test_two_who_move_it_at_once_move_it_once(world: World):
    thread = await begun(world)
    await asyncio.gather(
        world.person("ana").command("/ml stage planning", channel="#ml-projects"),
        world.person("ana").command("/ml stage menu planning", channel="#ml-projects"),
    )
    await world.settled()
    _, place, events, _, _ = await stored(thread)
    assert [one.target for one in place.where.path] == [Stage.PLANNING]
    assert len(events) == place.events == 2


async def test_what_is_delivered_twice_happens_once(slack: StandIn, database_url: str):
    async with playing(slack, database_url) as world:
        thread = await begun(world)
        slack.deliver_twice = True
        await order(world, "ana", "/ml stage planning")
        await order(world, "ana", "/ml stage menu")
        await press(world, "ana", "Confirm")
        await order(world, "ana", "/ml stage data")
        await order(world, "ana", "/ml stage")
        await world.person("ana").click("Go back …", slack.ephemerals("ana")[-1])
        await form(world, "ana", reason="D2P_EASIER_TASK", note="Titles are easier to label.")
        slack.deliver_twice = False
        _, place, events, _, _ = await stored(thread)
        assert [one.code for one in place.where.path] == ["FWD", "FWD", "D2P_EASIER_TASK"]
        assert len(events) == 5


async def test_where_it_was_on_any_day_is_known(world: World):
    thread = await in_data(world)
    began = world.slack.clock().astimezone(UTC).date()
    await beat(world, days=3)
    await order(world, "ana", "/ml stage back D2P_EASIER_TASK because titles are easier to label")
    known = await identity(thread)
    project = (await world.read(lambda db: get_thread(db, known))).project
    days = {
        day: (await world.read(lambda db, on=began + timedelta(days=day): place_on(db, project, on, UTC)))
        for day in (-1, 0, 2, 3)
    }
    assert {day: place.stage if place else None for day, place in days.items()} == snapshot(
        {-1: None, 0: Stage.DATA, 2: Stage.DATA, 3: Stage.PLANNING}
    )


async def test_only_the_owner_moves_it_and_everybody_sees_it(world: World):
    thread = await begun(world)
    seen = await order(world, "ben", "/ml stage menu")
    assert seen.splitlines()[-1] == snapshot("<@U0ANA> owns it, and moves it.")
    assert await order(world, "ben", "/ml stage planning") == snapshot(
        "Only the owner of the project moves it: <@U0ANA>. You can propose it in the project's thread."
    )
    assert (await stored(thread))[0] == Stage.INTAKE


async def test_a_project_from_before_there_were_stages_gets_its_place_when_it_moves(world: World):
    thread = await begun(world)
    await world.bot.database.write(
        lambda db: [db.exec_driver_sql(f"DELETE FROM {table}") for table in ("stage_events", "project_stages")]
    )
    assert (await stored(thread))[1].events == 0
    await order(world, "ana", "/ml stage planning")
    _, place, events, _, _ = await stored(thread)
    assert [one.event for one in events] == ["started", "step"]
    assert place.where.stage is Stage.PLANNING


async def test_the_ml_test_score_is_filled_in_where_the_project_is_in_use(world: World):
    thread = await begun(world)
    for line in ("planning", "tick PL-X12", "SHIP_RULES"):
        await order(world, "ana", f"/ml stage menu {line}")
    assert (await stored(thread))[0] == Stage.DEPLOYMENT
    shown = await order(world, "ana", "/ml stage menu")
    assert [line for line in shown.splitlines() if "ML test" in line] == snapshot(
        ["ML test score: nobody filled it in yet. [ML test score]"]
    )
    await world.person("ana").click("ML test score", world.slack.ephemerals("ana")[-1])
    every = [block["block_id"] for block in sheet(world, "ana").blocks if block["type"] == "input"]
    assert len(every) == 8
    parts = ("data", "model", "infrastructure", "monitoring")
    assert (
        await form(
            world,
            "ana",
            **{f"{part}.automated": _tests(sheet(world, "ana"), part, 2) for part in parts},
            **{"data.by_hand": _tests(sheet(world, "ana"), "data", 7)},
        )
        == {}
    )
    shown = await order(world, "ana", "/ml stage menu")
    assert [line for line in shown.splitlines() if "ML test" in line] == snapshot(
        [
            "ML test score: *2.0* — A first pass (Data 4.5 · Model 2.0 · Infrastructure 2.0 · Monitoring 2.0) [ML test score]"
        ]
    )


def _tests(view: object, part: str, count: int) -> list[str]:
    for block in view.blocks:  # type: ignore[attr-defined]
        if block.get("block_id") == f"field:{part}.automated":
            return [option["value"] for option in block["element"]["options"][:count]]
    raise AssertionError(part)


async def test_a_new_phenomenon_found_in_use_is_the_new_answer_and_begins_a_new_round(world: World):
    thread = await begun(world)
    project = await identity(thread)

    def put(db: Connection) -> None:
        known = get_thread(db, project).project
        now = known.created_at
        step = Step(code="FWD", kind=Kind.FORWARD, origin=Stage.INTAKE, target=Stage.OPERATION, by="U0ANA", at=now)
        happened(db, known, step, after=place_of(db, known), updated_at=now)

    await world.bot.database.write(put)
    await order(world, "ana", "/ml stage menu O2P_NEW_PHENOMENON because guests now order by voice at the door")
    stage, place, _, _, _ = await stored(thread)
    assert (stage, place.where.round) == (Stage.PLANNING, 2)
    assert (await thread.answers())["phenomenon"] == "guests now order by voice at the door"
    assert thread.messages[-1].text == snapshot("""\
↩ <@U0ANA> took this back: *Action and monitoring* → *Planning and project setup*
Root-cause analysis found a new situation — “guests now order by voice at the door”\
""")
