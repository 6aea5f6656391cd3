"""A week goes by in a channel: what changed is told once."""

from datetime import timedelta

import pytest
from inline_snapshot import snapshot

from tests.scenarios.test_reminders import PROBLEM, QUICK, december, directly, november, pass_time, plain
from tests.world import Thread, World

CHANNEL = "#ml-projects"
MONDAY = november(30, 14, 31)
"""Half past nine in New York, where the lead lives."""


@pytest.fixture
async def thread(world: World) -> Thread:
    started = await world.start("ana", "/ml new Menu helper")
    await started.say("ana", *QUICK)
    await pass_time(world, until=november(23, 14, 31))  # the first one, on the same day
    assert len(digests(world)) == 1
    return started


def digests(world: World, channel: str = CHANNEL) -> list[str]:
    """What is posted in the channel that is no card."""
    return [
        plain(message.text)
        for message in world.slack.messages(channel)
        if message.text.startswith(("*Weekly", "A quiet", "*주간", "조용한"))
    ]


async def order(world: World, name: str, line: str, channel: str = CHANNEL) -> str:
    answer = await world.person(name).command(line, channel=channel)
    await world.settled()
    assert answer.failure is None
    return plain(answer.text)


@pytest.mark.both
async def test_what_a_week_brought(world: World, thread: Thread):
    other = await world.start("ben", "/ml new Table finder")
    await other.say("ben", "Guests wait long for a table because nobody sees which are free.")
    await pass_time(world, until=MONDAY - timedelta(minutes=2))
    assert len(digests(world)) == 1
    await pass_time(world, until=MONDAY)
    assert digests(world)[1:] == snapshot(
        [
            """\
*Weekly digest, Monday, November 30, 2026*
*This week in numbers*
• Intake 2
• One new project
• Reviews: 0 done of 1
• Confidence: 28.5 of 100 in the middle
*Moved*
• [Table finder] (ML-2): new
*Due and overdue*
• <@U0ANA>: [Menu helper] (ML-1), since Monday, November 30, 2026
*Good to know*
• Why projects fail: badly scoped, infeasible, stuck as a prototype, value unclear, no one who can lead it.\
"""
        ]
    )


async def test_a_quiet_week_is_one_line(world: World, thread: Thread):
    await pass_time(world, until=MONDAY)
    await order(world, "ana", "/ml remind menu off")
    await pass_time(world, until=MONDAY + timedelta(days=7))
    assert digests(world)[2:] == snapshot(["A quiet week. Nothing needs you."])


async def test_in_korean(world: World):
    thread = await world.start("minjun", "/ml 새로 고객 문의 분류")
    await thread.say("minjun", "고객이 여러 부서를 거쳐야 해서 몇 시간씩 기다려요.", "3", "2", "2", "1", "2", "모름")
    await pass_time(world, until=november(30, 0, 31))
    assert digests(world) == snapshot(
        [
            """\
*주간 다이제스트, 2026년 11월 30일 월요일*
*이번 주 요약*
• 등록 1
• 새 프로젝트 1개
• 점검: 1건 중 0건 완료
• 신뢰도: 중앙값 29.6점(100점 만점)
*단계 이동*
• [고객 문의 분류] (ML-1): 새로 시작했어요
*점검 예정·지연*
• <@U0MINJUN> 님: [고객 문의 분류] (ML-1) · 2026년 11월 30일 월요일부터
*조기 경고*
• [고객 문의 분류] (ML-1): 무엇을 해야 하는지 아직 분명하지 않아요
*알아 두면 좋아요*
• AI 프로젝트의 85%가 실패한다는 말이 있어요. 정확한 수치보다는 경고로 받아들이세요.\
"""
        ]
    )


async def test_down_for_three_weeks_it_is_posted_once(world: World, thread: Thread):
    await pass_time(world, until=december(16, 15, 0))
    assert len(digests(world)) == 2
    await world.bot.tick(world.slack.clock())
    await world.settled()
    assert len(digests(world)) == 2
    await pass_time(world, until=december(21, 14, 31))
    assert len(digests(world)) == 3


async def test_late_at_night_it_waits_for_the_morning(world: World, thread: Thread):
    await pass_time(world, until=december(1, 4, 0))  # eleven at night in New York
    assert len(digests(world)) == 1
    await pass_time(world, until=december(1, 14, 1))
    assert len(digests(world)) == 2


async def test_two_processes_post_one(world: World, thread: Thread):
    import asyncio

    world.slack.clock.move_to(MONDAY)
    now = world.slack.clock()
    await asyncio.gather(*(world.bot.tick(now) for _ in range(5)))
    await world.settled()
    assert len(digests(world)) == 2


async def test_now_is_private_and_changes_nothing(world: World, thread: Thread):
    shown = await order(world, "ben", "/ml digest now")
    assert "Only you see this preview." in shown
    assert len(digests(world)) == 1
    await pass_time(world, until=MONDAY)
    assert len(digests(world)) == 2


async def test_the_lead_moves_it_and_turns_it_off(world: World, thread: Thread):
    assert await order(world, "ben", "/ml digest off") == snapshot(
        "Only the lead of this channel chooses when its digest comes: <@U0ANA>. `/ml digest me` sends you one of your own."
    )
    assert await order(world, "ana", "/ml digest wednesday 16:00") == snapshot("""\
This channel's digest comes every week; the next one <!date^1796245200^{date_short_pretty}, {time}|Wed 2 Dec, 16:00 (EST)>.
`/ml digest now` shows it to you at once, `/ml digest friday 16:00` moves it, `/ml digest off` ends it, and `/ml digest me` sends you one of your own.\
""")
    await pass_time(world, until=MONDAY)
    assert len(digests(world)) == 1
    await pass_time(world, until=december(2, 21, 1))
    assert len(digests(world)) == 2
    assert await order(world, "ana", "/ml 다이제스트 끄기") == snapshot("""\
This channel gets no digest.
`/ml digest now` shows it to you at once, `/ml digest friday 16:00` moves it, `/ml digest off` ends it, and `/ml digest me` sends you one of your own.\
""")
    await pass_time(world, until=december(9, 21, 1))
    assert len(digests(world)) == 2
    assert await order(world, "ana", "/ml digest whenever") == snapshot(
        "Please give a day and a time, such as Monday 09:30, or off."
    )


async def test_one_of_my_own(world: World, thread: Thread):
    assert await order(world, "ana", "/ml digest me") == snapshot("""\
Your own digest comes every week; the next one <!date^1796049000^{date_short_pretty}, {time}|Mon 30 Nov, 09:30 (EST)>.
`/ml digest now` shows it to you at once, `/ml digest friday 16:00` moves it, `/ml digest off` ends it, and `/ml digest me` sends you one of your own.\
""")
    await pass_time(world, until=MONDAY)
    assert directly(world, "ana") == snapshot(
        [
            """\
*Weekly digest, Monday, November 30, 2026*
*Due and overdue*
• [Menu helper] (ML-1): due Monday, November 30, 2026\
"""
        ]
    )
    await order(world, "ana", "/ml digest me off")
    await pass_time(world, until=MONDAY + timedelta(days=7))
    assert not [text for text in directly(world, "ana")[1:] if "digest" in text]


async def test_where_the_bot_was_removed_it_ends_and_the_lead_is_told_once(world: World, thread: Thread):
    await world.person("ana").remove("groundwork", CHANNEL)
    await world.settled()
    await order(world, "ana", "/ml remind menu off")
    await pass_time(world, until=MONDAY)
    assert directly(world, "ana") == snapshot(
        [
            "I can no longer post in <#C0MLPROJECTS>, so its weekly digest is off. `/ml digest monday 09:30` there turns it on again."
        ]
    )
    for week in range(1, 4):
        await pass_time(world, until=MONDAY + timedelta(days=7 * week))
    assert len(directly(world, "ana")) == 1


async def test_how_often(world: World, thread: Thread):
    assert await order(world, "ana", "/ml remind menu") == snapshot("""\
• [Menu helper]: every week, next Monday, November 30, 2026, <@U0ANA>
Change it with `/ml remind`, the project and `every 2 weeks`, `every workday`, `off` or `default`.\
""")
    assert await order(world, "ben", "/ml remind menu off") == snapshot(
        "Only the owner or the lead of the channel changes how often I ask. Owner: <@U0ANA>. Lead: <@U0ANA>. You can ask them to."
    )
    assert await order(world, "ana", "/ml remind Menu helper every 2 weeks") == snapshot("""\
• [Menu helper]: every 2 weeks, next Monday, December 7, 2026, <@U0ANA>
Change it with `/ml remind`, the project and `every 2 weeks`, `every workday`, `off` or `default`.\
""")
    assert await order(world, "ana", "/ml 알림 ML-1 끄기") == snapshot("""\
Nobody is asked about [Menu helper] at present.
Change it with `/ml remind`, the project and `every 2 weeks`, `every workday`, `off` or `default`.\
""")
    assert await order(world, "ana", "/ml remind menu sometimes") == snapshot(
        "Please say how often, such as every 2 weeks, every workday, or off."
    )
    assert await order(world, "ana", "/ml remind nothing") == snapshot(
        "No project here goes by “nothing”. `/ml list` shows them all."
    )
    assert await order(world, "ana", "/ml remind ML-1 default") == snapshot("""\
• [Menu helper]: every week, next Monday, November 30, 2026, <@U0ANA>
Change it with `/ml remind`, the project and `every 2 weeks`, `every workday`, `off` or `default`.\
""")
    assert await order(world, "minjun", "/ml 알림 menu") == snapshot("""\
• [Menu helper]: 매주, 다음 2026년 11월 30일 월요일, <@U0ANA>
`/ml remind` 뒤에 프로젝트와 `every 2 weeks`, `every workday`, `off`, `default`를 적으면 바꿀 수 있어요.\
""")
    assert PROBLEM in thread.card


async def test_stages_and_decisions_are_told(world: World, thread: Thread):
    await order(world, "ana", "/ml decide menu accept It pays for itself in a season.")
    await pass_time(world, until=MONDAY)
    assert digests(world)[1:] == snapshot(
        [
            """\
*Weekly digest, Monday, November 30, 2026*
*This week in numbers*
• Intake 1
• Reviews: 0 done of 1
• Confidence: 28.5 of 100 in the middle
*Moved*
• [Menu helper] (ML-1): accepted — It pays for itself in a season.
*Due and overdue*
• <@U0ANA>: [Menu helper] (ML-1), since Monday, November 30, 2026
*Good to know*
• Why projects fail: badly scoped, infeasible, stuck as a prototype, value unclear, no one who can lead it.\
"""
        ]
    )
