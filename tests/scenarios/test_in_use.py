"""Projects on their way are asked about with what is known of them, and what breaks a limit is said at once."""

from datetime import UTC, datetime

from inline_snapshot import snapshot

from storage.history import history_of
from storage.projects import get_project
from storage.stages import Placed, happened, place_of
from flows.lifecycle.reason import Kind
from flows.lifecycle.stage import Stage
from flows.lifecycle.where import Step
from tests.scenarios.courses import begun, form, identity, last, order, plain, press, sheet, stored
from tests.scenarios.test_reminders import december, directly, november, pass_time
from tests.world import Thread, World


async def moved(thread: Thread, *stages: Stage) -> None:
    """Straight to a stage, whatever is missing."""
    project = await identity(thread)
    now = thread.world.slack.clock()

    def work(db) -> None:  # type: ignore[no-untyped-def]
        from bot.scheduling import reschedule
        from storage.threads import get_thread

        for stage in stages:
            found = get_project(db, project)
            placed: Placed = place_of(db, found)
            step = Step(code="FWD", kind=Kind.FORWARD, origin=placed.where.stage, target=stage, by=found.owner, at=now)
            happened(db, found, step, after=placed, updated_at=now)
        reschedule(db, get_thread(db, project), now=now, looked=True)

    await thread.world.bot.database.write(work)


async def test_what_is_asked_next_is_what_is_missing(world: World):
    thread = await begun(world)
    await moved(thread, Stage.PLANNING)
    await pass_time(world, until=november(30, 15, 1))
    assert directly(world, "ana") == snapshot(
        [
            """\
Planning of [Menu helper]: 1) Is the problem still the same? 2) Next open item: Asked once more: do we really need ML?. How far is it? 3) Do you still need ML?
[On track] [Blocked] [Change the problem] [More …]\
"""
        ]
    )


async def test_one_more_question_a_week_that_is_answered_in_place(world: World):
    thread = await begun(world, without=("phenomenon", "goal", "stakeholders", "prior_art", "deadline"))
    await moved(thread, Stage.PLANNING)
    await pass_time(world, until=november(30, 15, 1))
    assert directly(world, "ana") == snapshot(
        [
            """\
Planning of [Menu helper]: 1) Is the problem still the same? 2) Next open item: From phenomenon to problem, with evidence. How far is it? 3) Do you still need ML?
[On track] [Blocked] [Change the problem] [More …]
If you have a minute more, for [Menu helper]: Which papers, posts or products did you look at, and what can you reuse? [Answer]\
"""
        ]
    )
    ana = world.person("ana")
    assert (await ana.click("Answer", world.slack.direct("ana")[-1])).view
    assert sheet(world, "ana").blocks[0]["label"]["text"] == snapshot()
    await ana.fill({"field:goal": "Guests find a dish within a minute."})
    assert not (await ana.submit()).errors
    await world.settled()
    assert directly(world, "ana") == snapshot()
    await world.person("ana").click("On track", world.slack.direct("ana")[-1])
    await world.settled()
    assert directly(world, "ana") == snapshot()


async def test_a_broken_limit_is_said_at_work_and_counts_in_the_digest(world: World):
    thread = await begun(world)
    await moved(thread, Stage.OPERATION)
    world.slack.clock.move_to(november(24, 3, 0))  # ten in the evening in New York
    await order(world, "ana", "/ml result ML-1 Speed 120 ms production")
    await world.settled()
    assert "120" in last(thread)
    assert "🚨" not in last(thread), "nobody is disturbed at night"
    await pass_time(world, until=november(24, 14, 1))
    assert last(thread) == snapshot("🚨 <@U0ANA>, a limit is broken: Speed is at 120 ms, the limit is 100 ms.")
    assert [event.what for event in (await stored(thread))[4]][-1] == "limit.crossed"
    assert snapshot("""\
*Weekly digest, Tuesday, November 24, 2026*
*This week in numbers*
• Action and monitoring 1
• Confidence: 28.5 of 100 in the middle
*Dates ahead*
• Tuesday, December 1, 2026 · [Menu helper] (ML-1): deadline
*Good to know*
• A well-known figure says about 85% of AI projects fail. Take it as a warning, not a measurement.
Only you see this preview.\
""") == await order(world, "ana", "/ml digest now")


async def test_paused_says_since_when_and_why_and_goes_on_at_one_press(world: World):
    thread = await begun(world, "minjun", "/ml 새로 메뉴 도우미")
    await order(world, "minjun", "/ml stage ML-1 planning")
    await order(world, "minjun", "/ml stage ML-1 pause PAUSE_CAPACITY")
    await pass_time(world, until=december(23, 1, 1))
    assert directly(world, "minjun")[-1] == snapshot("""\
[메뉴 도우미] 프로젝트는 2026년 11월 23일 월요일부터 보류 중이에요(지금은 인력이 없어요). 재개할까요, 더 기다릴까요, 중단할까요?
[재개] [30일 더] [중단] [더 보기…]\
""")
    await world.person("minjun").click("재개", world.slack.direct("minjun")[-1])
    await world.settled()
    assert directly(world, "minjun")[-1] == snapshot("✓ [메뉴 도우미]: 재개")
    assert (await thread.project())["stage"] == "planning"


async def test_back_to_data_asks_for_the_reason_at_once(world: World):
    thread = await begun(world)
    await moved(thread, Stage.TRAINING)
    await order(world, "ben", "/ml review ML-1")
    await world.person("ben").click("Back to data", world.slack.ephemerals("ben")[-1])
    await world.settled()
    assert plain(world.slack.ephemerals("ben")[-1].text) == snapshot(
        "Only those who take part in the project can do that; press Join on its card."
    )
    await order(world, "ana", "/ml review ML-1")
    assert (await world.person("ana").click("Back to data", world.slack.ephemerals("ana")[-1])).view
    assert await form(world, "ana", reason="T2D_MORE_DATA", note="Recall stands still at 71%.") == {}
    assert (await thread.project())["stage"] == "data"


async def test_going_on_without_the_verdict_is_overriding_it(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", "First-time guests cannot choose.", "none", "2", "1", "1", "1", "1")
    verdict = (await thread.project())["scores"]
    assert await order(world, "ana", "/ml stage ML-1 override IN-X2 because") == snapshot("""\
⚠️ Please give the reason in 20 to 500 characters; everybody in the channel can read it.
*Menu helper* (ML-1) is in: *Intake*, since 23 Nov 2026 (0 days)
*Intake* → Planning and project setup → Data collection and labelling → Training and debugging → Deployment and testing → Action and monitoring
*Needed to move on: 2 of 3*
☑ Quick intake is complete — done, by itself (IN-X1)
☐ The verdict allows starting — open (IN-X2)
☑ An owner is named — done, by itself (IN-X3)
[Pause …] [Stop …] [Go on without …]\
""")
    await order(world, "ana", "/ml stage ML-1 override IN-X2 because the guests asked for it at every table")
    assert last(thread) == snapshot("""\
✋ Decision overridden by <@U0ANA>: the guests asked for it at every table
The verdict is now *Reconsider*; the answers say Do not use ML.\
""")
    assert verdict and "Override" in await order(world, "ana", "/ml why ML-1")


async def test_a_score_that_nobody_looked_at_counts_less(world: World):
    thread = await begun(world)
    project = await identity(thread)

    async def confidence() -> float:
        found = await world.read(lambda db: get_project(db, project))
        return float(found.standing.scores["confidence"])

    fresh = await confidence()
    await pass_time(world, until=december(4, 15, 1))
    overdue = await confidence()
    await pass_time(world, until=datetime(2027, 1, 20, 15, 1, tzinfo=UTC))
    dormant = await confidence()
    assert (round(overdue / fresh, 2), round(dormant / fresh, 2)) == (0.9, 0.5)
    await order(world, "ana", "/ml review ML-1")
    await press(world, "ana", "On track")
    assert await confidence() == fresh
