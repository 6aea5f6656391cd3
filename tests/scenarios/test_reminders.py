"""Weeks go by: people are reminded, and answer on the spot."""

import re
from datetime import UTC, datetime

import pytest
from inline_snapshot import snapshot

from tests.world import Thread, World

PROBLEM = "First-time guests cannot choose a dish because the menu is long."
QUICK = (PROBLEM, "large", "2", "2", "2", "2", "none")


async def pass_time(world: World, *, until: datetime) -> None:
    """The clock moves to that instant, and the bot notices."""
    world.slack.clock.move_to(until)
    await world.bot.tick(world.slack.clock())
    await world.settled()


def november(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def december(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


def directly(world: World, name: str) -> list[str]:
    """What the bot wrote to somebody directly, as it stands now."""
    return [plain(message.text) for message in world.slack.direct(name)]


def plain(text: str) -> str:
    """Links as [what they say]."""
    return re.sub(r"<https?://[^|>]*\|([^>]*)>", r"[\1]", text)


@pytest.fixture
async def thread(world: World) -> Thread:
    """Ana's project with a verdict; Ana lives in New York, and it is Monday there, too."""
    started = await world.start("ana", "/ml new Menu helper")
    await started.say("ana", *QUICK)
    return started


@pytest.mark.both
async def test_a_silent_interview_is_nudged_once(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", PROBLEM)
    await pass_time(world, until=november(24, 14, 59))
    assert directly(world, "ana") == []
    await pass_time(world, until=november(24, 15, 1))
    assert directly(world, "ana") == snapshot(["[Menu helper] is waiting for you: 6 questions to go. [Resume here]"])
    await pass_time(world, until=december(24, 15, 1))
    assert len(directly(world, "ana")) == 1


async def test_whoever_goes_on_is_not_nudged(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", PROBLEM)
    await pass_time(world, until=november(24, 14, 30))
    await thread.say("ana", *QUICK[1:])
    await pass_time(world, until=november(26, 15, 1))
    assert directly(world, "ana") == []


async def test_a_week_later_the_owner_is_asked_and_says_it_is_on_its_way(world: World, thread: Thread):
    await pass_time(world, until=november(30, 14, 59))
    assert directly(world, "ana") == []
    await pass_time(world, until=november(30, 15, 1))
    assert directly(world, "ana") == snapshot(
        [
            """\
[Menu helper] has its verdict: Go, rules first. How is it going, and is it time for the next stage?
[On track] [Blocked] [Stop] [More …]\
"""
        ]
    )
    await world.person("ana").click("On track", world.slack.direct("ana")[-1])
    await world.settled()
    assert directly(world, "ana") == snapshot(["✓ [Menu helper]: On track"])
    await pass_time(world, until=december(4, 15, 1))
    assert len(directly(world, "ana")) == 1
    await pass_time(world, until=december(7, 15, 1))
    assert len(directly(world, "ana")) == 2


async def test_what_is_too_late_waits_for_the_next_workday(world: World, thread: Thread):
    await pass_time(world, until=november(30, 17, 30))
    assert directly(world, "ana") == []
    await pass_time(world, until=december(1, 15, 1))
    assert len(directly(world, "ana")) == 1


async def test_nobody_answers(world: World, thread: Thread):
    """The ladder: the owner, once more, the thread, the lead."""
    await pass_time(world, until=november(30, 15, 1))
    for day in range(1, 24):
        await pass_time(world, until=december(day, 15, 1))
    assert directly(world, "ana") == snapshot(
        [
            """\
[Menu helper] has its verdict: Go, rules first. How is it going, and is it time for the next stage?
[On track] [Blocked] [Stop] [More …]\
""",
            """\
Still waiting for a word on [Menu helper].
[Menu helper] has its verdict: Go, rules first. How is it going, and is it time for the next stage?
[On track] [Blocked] [Stop] [More …]\
""",
            """\
[Menu helper] has had no review since Monday, November 23, 2026. Keep, hand over or pause?
[Menu helper] has its verdict: Go, rules first. How is it going, and is it time for the next stage?
[Keep it] [On track] [Blocked] [More …]\
""",
            """\
[Menu helper] looks asleep. Pause it? You can resume any time.
[Menu helper] has its verdict: Go, rules first. How is it going, and is it time for the next stage?
[Keep it] [On track] [Blocked] [More …]\
""",
        ]
    )
    assert plain(thread.messages[-1].text) == snapshot("""\
<@U0ANA>, could you or someone else review [Menu helper]?
[Menu helper] has its verdict: Go, rules first. How is it going, and is it time for the next stage?
[On track] [Blocked] [Stop] [More …]\
""")


async def test_somebody_else_may_say_how_it_is_going_in_the_thread(world: World, thread: Thread):
    await thread.click("ben", "Join")
    for day in range(1, 8):
        await pass_time(world, until=december(day, 15, 1))
    await thread.click("gast", "On track")
    assert world.slack.ephemerals("gast")[-1].text == snapshot(
        "Only those who take part in the project can do that; press Join on its card."
    )
    await thread.click("ben", "On track")
    assert world.slack.ephemerals("ben")[-1].text == snapshot("Thank you, that is noted.")
    before = len(directly(world, "ana"))
    await pass_time(world, until=december(10, 15, 1))
    assert len(directly(world, "ana")) == before


async def test_what_is_in_the_way_is_said_in_the_thread(world: World, thread: Thread):
    await pass_time(world, until=november(30, 15, 1))
    ana = world.person("ana")
    assert (await ana.click("Blocked", world.slack.direct("ana")[-1])).view
    await ana.fill({"field:note": "Nobody can label the orders before January."})
    await ana.submit()
    await world.settled()
    assert directly(world, "ana") == snapshot(
        ["✓ [Menu helper]: Blocked — Nobody can label the orders before January."]
    )
    assert plain(thread.messages[-1].text) == snapshot(
        "<@U0ANA> says that [Menu helper] is blocked: Nobody can label the orders before January."
    )


async def test_snoozed_and_handed_over(world: World, thread: Thread):
    await pass_time(world, until=november(30, 15, 1))
    ana, ben = world.person("ana"), world.person("ben")
    await ana.choose("Snooze for 3 days", in_=world.slack.direct("ana")[-1])
    await world.settled()
    assert directly(world, "ana") == snapshot(["✓ [Menu helper]: to be asked again — Thursday, December 3, 2026"])
    await pass_time(world, until=december(3, 15, 1))
    assert len(directly(world, "ana")) == 2
    assert (await ana.choose("Hand over …", in_=world.slack.direct("ana")[-1])).view
    await ana.fill({"field:person": "ben"})
    await ana.submit()
    await world.settled()
    assert directly(world, "ana")[-1] == snapshot("✓ [Menu helper]: offered to somebody else")
    assert directly(world, "ben") == snapshot(
        [
            """\
<@U0ANA> asks you to take this over: [Menu helper]
[Accept] [Decline]\
"""
        ]
    )
    await ben.click("Accept", world.slack.direct("ben")[-1])
    await world.settled()
    assert (await thread.project())["owner"] == ben.id
    assert "<@U0BEN>" in thread.card
    assert plain(thread.messages[-1].text) == snapshot("<@U0BEN> takes over [Menu helper].")
    await pass_time(world, until=december(7, 10, 1))  # ten in London
    assert directly(world, "ben")[-1] == snapshot("""\
[Menu helper] has its verdict: Go, rules first. How is it going, and is it time for the next stage?
[On track] [Blocked] [Stop] [More …]\
""")


async def test_a_snooze_needs_a_day_within_a_month(world: World, thread: Thread):
    await pass_time(world, until=november(30, 15, 1))
    ana = world.person("ana")
    await ana.choose("Snooze until a day …", in_=world.slack.direct("ana")[-1])
    await ana.fill({"field:day": "2027-03-01"})
    assert (await ana.submit()).errors == snapshot(
        {"field:day": "Please pick a day from tomorrow on, at most 30 days ahead."}
    )
    await ana.fill({"field:day": "2026-12-14"})
    assert not (await ana.submit()).errors
    await world.settled()
    assert directly(world, "ana") == snapshot(["✓ [Menu helper]: to be asked again — Monday, December 14, 2026"])


async def test_several_projects_are_one_message(world: World, thread: Thread):
    other = await world.start("ana", "/ml new Table finder")
    await other.say("ana", "Guests wait long for a table because nobody sees which are free.", *QUICK[1:])
    await pass_time(world, until=november(30, 15, 1))
    assert directly(world, "ana") == snapshot(
        [
            """\
*2 questions for you today*
[Menu helper] has its verdict: Go, rules first. How is it going, and is it time for the next stage?
[On track] [Blocked] [Stop] [More …]
[Table finder] has its verdict: Go, rules first. How is it going, and is it time for the next stage?
[On track] [Blocked] [Stop] [More …]\
"""
        ]
    )
    await world.person("ana").click("On track", world.slack.direct("ana")[-1], nth=1)
    await world.settled()
    assert directly(world, "ana") == snapshot(
        [
            """\
[Menu helper] has its verdict: Go, rules first. How is it going, and is it time for the next stage?
[On track] [Blocked] [Stop] [More …]
✓ [Table finder]: On track\
"""
        ]
    )


async def test_in_korean(world: World):
    thread = await world.start("minjun", "/ml 새로 고객 문의 분류")
    await thread.say("minjun", "고객이 여러 부서를 거쳐야 해서 몇 시간씩 기다려요.", "3", "2", "2", "1", "2", "모름")
    await pass_time(world, until=november(30, 1, 1))  # ten in Seoul
    assert directly(world, "minjun") == snapshot(
        [
            """\
[고객 문의 분류]의 판정이 나왔어요: 재검토. 어떻게 되고 있나요? 다음 단계로 넘어갈 때인가요?
[순조로워요] [막혔어요] [중단] [더 보기…]\
"""
        ]
    )
    await world.person("minjun").click("순조로워요", world.slack.direct("minjun")[-1])
    await world.settled()
    assert directly(world, "minjun") == snapshot(["✓ [고객 문의 분류]: 순조로워요"])


async def test_a_review_without_waiting_to_be_asked(world: World, thread: Thread):
    answer = await world.person("ana").command("/ml review menu", channel="#ml-projects")
    assert plain(answer.text) == snapshot("""\
[Menu helper] has its verdict: Go, rules first. How is it going, and is it time for the next stage?
[On track] [Blocked] [Stop] [More …]\
""")
    await world.person("ana").click("On track", world.slack.ephemerals("ana")[-1])
    await world.settled()
    assert world.slack.ephemerals("ana")[-1].text == snapshot("Thank you, that is noted.")
    answer = await world.person("minjun").command("/ml 점검 menu", channel="#ml-projects")
    assert plain(answer.text) == snapshot("""\
[Menu helper]의 판정이 나왔어요: 규칙부터 진행. 어떻게 되고 있나요? 다음 단계로 넘어갈 때인가요?
[순조로워요] [막혔어요] [중단] [더 보기…]\
""")


async def test_stopping_asks_why_and_folds_the_question(world: World, thread: Thread):
    await pass_time(world, until=november(30, 15, 1))
    ana = world.person("ana")
    assert (await ana.click("Stop", world.slack.direct("ana")[-1])).view
    await ana.fill({"field:reason": "STOP_NO_VALUE", "field:note": "Guests never asked for it."})
    assert not (await ana.submit()).errors
    await world.settled()
    assert directly(world, "ana") == snapshot(["✓ [Menu helper]: Stop — Guests never asked for it."])
    assert plain(thread.messages[-1].text) == snapshot("""\
⏹️ <@U0ANA> stopped this. It was in: *Intake*. Thank you all for what was learnt:
Not enough value — “Guests never asked for it.”\
""")
    assert (await thread.project())["stage"] == "stopped"


async def test_a_digest_and_the_settings_by_mention(world: World, thread: Thread):
    await thread.say("ana", "<@U0GROUNDWORK> digest now")
    assert plain(world.slack.ephemerals("ana")[-1].text) == snapshot("""\
*Weekly digest, Monday, November 23, 2026*
*This week in numbers*
• Intake 1
• One new project
• Confidence: 28.5 of 100 in the middle
*Moved*
• [Menu helper] (ML-1): new
Only you see this preview.\
""")
    await thread.say("minjun", "<@U0GROUNDWORK> 설정")
    assert plain(world.slack.ephemerals("minjun")[-1].text) == snapshot("""\
리드: <@U0ANA>
채널 전체에 말하는 언어: English
시간대: America/New_York
근무일: 월요일, 화요일, 수요일, 목요일, 금요일
공휴일: –
방해 금지 시간: 19:00-09:00
다이제스트: 월요일 09:30
알림: 보통
프로젝트를 시작할 수 있는 사람: 모두
`/ml settings lead @사람`으로 리드를 넘기고, 사용자 그룹을 적으면 그 그룹도 함께 리드해요(그룹 뒤에 `off`를 적으면 해제돼요). `/ml settings language korean`으로 언어를 바꾸고, `/ml settings history`로 바뀐 내용을 볼 수 있어요.\
""")


async def test_nobody_is_asked_about_what_was_declined(world: World, thread: Thread):
    await world.person("ana").command("/ml decide menu decline There is no budget for it.", channel="#ml-projects")
    await world.settled()
    before = len(directly(world, "ana"))
    await pass_time(world, until=november(30, 15, 1))
    assert len(directly(world, "ana")) == before
