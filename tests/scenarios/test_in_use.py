"""Projects on their way are asked about with what is known of them, and what breaks a limit is said at once."""

from datetime import UTC, datetime

import pytest
from inline_snapshot import snapshot

from flows.lifecycle.reason import Kind
from flows.lifecycle.stage import Stage
from flows.lifecycle.where import Step
from storage.projects import get_project
from storage.stages import Placed, happened, place_of
from tests.scenarios.courses import begun, form, identity, last, order, plain, press, stored
from tests.scenarios.test_digests import digests
from tests.scenarios.test_home import home
from tests.scenarios.test_reminders import QUICK, december, directly, november, pass_time
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


@pytest.mark.both
async def test_what_is_asked_next_is_what_is_missing(world: World):
    thread = await begun(world)
    await moved(thread, Stage.PLANNING)
    await pass_time(world, until=november(30, 15, 1))
    assert directly(world, "ana") == snapshot(
        [
            """\
Planning of [Menu helper]: 1) Is the problem still the same? 2) Next open item: “Asked once more: do we really need ML?” How far is it? 3) Do you still need ML?
[On track] [Blocked] [Change the problem] [More …]\
"""
        ]
    )


async def test_one_more_question_a_week_that_is_answered_in_place(world: World):
    thread = await begun(world, without=("phenomenon", "mvp_scope"))
    await moved(thread, Stage.PLANNING)
    await pass_time(world, until=november(30, 15, 1))
    assert directly(world, "ana") == snapshot(
        [
            """\
Planning of [Menu helper]: 1) Is the problem still the same? 2) Next open item: “From phenomenon to problem, with evidence” How far is it? 3) Do you still need ML?
[On track] [Blocked] [Change the problem] [More …]
If you have a minute more, for [Menu helper]: What is the smallest version someone could use? [Answer]\
"""
        ]
    )
    ana = world.person("ana")
    assert (await ana.click("Answer", world.slack.direct("ana")[-1])).view
    await ana.fill({"field:mvp_scope": "One restaurant, lunch only."})
    assert not (await ana.submit()).errors
    await world.settled()
    assert directly(world, "ana") == snapshot(
        [
            """\
Planning of [Menu helper]: 1) Is the problem still the same? 2) Next open item: “From phenomenon to problem, with evidence” How far is it? 3) Do you still need ML?
[On track] [Blocked] [Change the problem] [More …]
✓ [Menu helper]: What is the smallest version someone could use?\
"""
        ]
    )
    assert (await thread.answers())["mvp_scope"] == "One restaurant, lunch only."
    await ana.click("On track", world.slack.direct("ana")[-1])
    await world.settled()
    assert directly(world, "ana") == snapshot(
        [
            """\
✓ [Menu helper]: On track
✓ [Menu helper]: What is the smallest version someone could use?\
"""
        ]
    )
    await pass_time(world, until=december(7, 15, 1))
    assert "If you have a minute" not in directly(world, "ana")[-1], "nothing is missing any more"


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
    assert digests(world)[-1] == snapshot("""\
*Weekly digest, Tuesday, November 24, 2026*
*This week in numbers*
• Action and monitoring 1
• One new project
• Confidence: 28.5 of 100 in the middle
*Moved*
• [Menu helper] (ML-1): new
*Dates ahead*
• Tuesday, December 1, 2026 · [Menu helper] (ML-1): deadline
*Can start today*
• [Menu helper] (ML-1): b
*Watch*
• [Menu helper] (ML-1): past its limit, Speed
*Good to know*
• A well-known figure says about 85% of AI projects fail. Take it as a warning, not a measurement.\
""")


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
        "Only the owner of the project moves it: <@U0ANA>. You can propose it in the project's thread."
    )
    await order(world, "ana", "/ml review ML-1")
    assert (await world.person("ana").click("Back to data", world.slack.ephemerals("ana")[-1])).view
    assert await form(world, "ana", reason="T2D_MORE_DATA", note="Recall stands still at 71%.") == {}
    assert (await thread.project())["stage"] == "data"


async def test_going_on_without_the_verdict_is_overriding_it(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", "First-time guests cannot choose.", "none", "2", "1", "1", "1", "1")
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
    assert "[Take the override back]" in await order(world, "ana", "/ml why ML-1")


async def test_a_score_that_nobody_looked_at_counts_less(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", *QUICK)
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


async def test_the_digest_says_who_moved_in_the_ranking_and_why(world: World):
    names = ("Menu helper", "Table finder", "Wine guide", "Bill reader")
    for name in names:
        started = await world.start("ana", f"/ml new {name}")
        await started.say("ana", f"Guests have trouble: {name} is what they ask for.", *QUICK[1:])
    await pass_time(world, until=november(30, 6, 0))
    await pass_time(world, until=november(30, 14, 31))
    await started.say("ana", "go to value_size", "1")
    await order(world, "ana", "/ml stage ML-2 pause PAUSE_COST_LATER")
    await order(world, "ana", "/ml decide ML-3 defer until 2026-12-11 The data comes then.")
    await pass_time(world, until=december(7, 14, 31))
    assert digests(world)[-1] == snapshot("""\
*Weekly digest, Monday, December 7, 2026*
*This week in numbers*
• Intake 2
• Reviews: 0 done of 2
• Confidence: 28.5 of 100 in the middle
*Needs a decision*
• [Bill reader] (ML-4): the verdict changed, Go, rules first → Reconsider
[Decide]
*Moved*
• [Table finder] (ML-2): paused in Intake — Wait until it gets cheaper (date)
• [Wine guide] (ML-3): put off — The data comes then.
*Due and overdue*
• <@U0ANA>: 2 reviews; the oldest is [Menu helper] (ML-1), since Monday, November 30, 2026
*Dates ahead*
• Friday, December 11, 2026 · [Wine guide] (ML-3): time to look at it again
*Ranking*
• [Bill reader] (ML-4): place 4 → 2 (a project began to rest or goes on again: [Table finder] (ML-2))
• Stable: no weight moved by 10% changes the order.
*Early warning*
• [Bill reader] (ML-4): its value is not clear
*Good to know*
• Why projects fail: badly scoped, infeasible, stuck as a prototype, value unclear, no one who can lead it.\
""")


async def test_the_team_page_says_what_all_share_and_what_comes_back(world: World):
    thread = await begun(world)
    await moved(thread, Stage.TRAINING)
    for _ in range(2):
        await order(world, "ana", "/ml stage ML-1 back T2D_MORE_DATA because recall stands still")
        await moved(thread, Stage.TRAINING)
    await order(world, "ana", "/ml settings")
    ana = world.person("ana")
    await ana.click("Change", world.slack.ephemerals("ana")[-1])
    await ana.fill({"field:shared_tracking": "in_place", "field:shared_monitoring": "missing"})
    assert not (await ana.submit()).errors
    await world.settled()
    assert (await home(world, "ana")).partition("*Across your projects*")[2] == snapshot("""\

• 1 of 1 projects lack: A live product that collects the data
• 1 of 1 projects lack: Data is stored in an orderly way
• 1 of 1 projects lack: Budget and schedule agreed
• 1 of 1 projects lack: Current systems can host it
• <#C0MLPROJECTS> — Experiment tracking: in place · Monitoring: missing
• Back for the same reason in 90 days: More data is needed (for example overfitting) (2 times)
`/ml settings` in a channel shows and changes its settings.\
""")
    assert "*Across" not in await home(world, "ben")
