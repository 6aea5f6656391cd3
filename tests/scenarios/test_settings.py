"""A channel's settings: everybody sees them, its lead changes them on one form."""

import pytest
from inline_snapshot import snapshot

from tests.scenarios.test_digests import digests, order
from tests.scenarios.test_reminders import QUICK, directly, november, pass_time, plain
from tests.world import Thread, World


@pytest.fixture
async def thread(world: World) -> Thread:
    started = await world.start("ana", "/ml new Menu helper")
    await started.say("ana", *QUICK)
    return started


@pytest.mark.both
async def test_everybody_sees_them_and_the_lead_may_change_them(world: World, thread: Thread):
    assert await order(world, "ben", "/ml settings") == snapshot("""\
Lead: <@U0ANA>
Language of what I say to the whole channel: English
Time zone: America/New_York
Workdays: Monday, Tuesday, Wednesday, Thursday, Friday
Holidays: –
Quiet hours: 19:00-09:00
Digest: Monday 09:30
Reminders: standard
May start projects: everybody
`/ml settings lead @somebody` hands the lead over, to a person or to a user group beside them (`off` behind a group takes that back); `/ml settings language korean` changes the language; `/ml settings history` shows what was changed.\
""")
    assert "[Change]" in await order(world, "ana", "/ml settings")
    assert await order(world, "minjun", "/ml 설정") == snapshot("""\
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


async def test_one_form_changes_them(world: World, thread: Thread):
    await order(world, "ana", "/ml settings")
    ana = world.person("ana")
    assert (await ana.click("Change", world.slack.ephemerals("ana")[-1])).view
    await ana.fill(
        {"field:zone": "Europe/Nowhere", "field:country": "XX", "field:quiet": "late", "field:digest": "soon"}
    )
    assert (await ana.submit()).errors == snapshot(
        {
            "field:zone": "Please give a time zone such as Asia/Seoul or Europe/London.",
            "field:country": "Please give a country by its two letters, such as KR, US or DE-BY.",
            "field:quiet": "Please give two times, such as 19:00-09:00.",
            "field:digest": "Please give a day and a time, such as Monday 09:30, or off.",
        }
    )
    await ana.fill({"field:zone": "Europe/London", "field:country": "GB", "field:quiet": "18:00-08:00"})
    await ana.fill(
        {"field:digest": "friday 16:00", "field:profile": "active", "field:workdays": ["0", "1", "2", "3", "4"]}
    )
    assert not (await ana.submit()).errors
    await world.settled()
    assert await order(world, "ben", "/ml settings") == snapshot("""\
Lead: <@U0ANA>
Language of what I say to the whole channel: English
Time zone: Europe/London
Workdays: Monday, Tuesday, Wednesday, Thursday, Friday
Holidays: GB
Quiet hours: 18:00-08:00
Digest: Friday 16:00
Reminders: active: twice as often
May start projects: everybody
`/ml settings lead @somebody` hands the lead over, to a person or to a user group beside them (`off` behind a group takes that back); `/ml settings language korean` changes the language; `/ml settings history` shows what was changed.\
""")
    await pass_time(world, until=november(27, 16, 1))
    assert len(digests(world)) == 1
    assert len(directly(world, "ana")) == 1, "every four days now"


async def test_the_form_in_korean(world: World):
    started = await world.start("minjun", "/ml 새로 고객 문의 분류")
    await started.say("minjun", "고객이 여러 부서를 거쳐야 해요. 몇 시간씩 기다려요.", *QUICK[1:])
    await order(world, "minjun", "/ml 설정")
    minjun = world.person("minjun")
    assert (await minjun.click("바꾸기", world.slack.ephemerals("minjun")[-1])).view
    assert minjun.view is not None
    assert [block["label"]["text"] for block in minjun.view.blocks] == snapshot(
        [
            "리드",
            "채널 전체에 말하는 언어",
            "시간대",
            "근무일",
            "공휴일 기준 나라",
            "방해 금지 시간",
            "주간 다이제스트",
            "얼마나 자주 물을까요?",
            "누가 프로젝트를 시작할 수 있나요?",
            "실험 추적",
            "데이터 버전 관리",
            "서빙",
            "모니터링",
        ]
    )
    await minjun.fill({"field:zone": "서울", "field:country": "한국", "field:quiet": "밤", "field:digest": "언젠가"})
    assert (await minjun.submit()).errors == snapshot(
        {
            "field:zone": "Asia/Seoul이나 Europe/London 같은 시간대를 적어 주세요.",
            "field:country": "KR, US, DE-BY처럼 나라를 두 글자로 적어 주세요.",
            "field:quiet": "19:00-09:00처럼 두 시각을 적어 주세요.",
            "field:digest": "요일과 시간을 알려 주세요. 예: 월요일 09:30, 끄기",
        }
    )
    await minjun.fill({"field:zone": "Asia/Seoul", "field:country": "KR", "field:quiet": "20:00-08:00"})
    await minjun.fill({"field:digest": "금요일 16:00", "field:profile": "light", "field:shared_serving": "planned"})
    assert not (await minjun.submit()).errors
    await world.settled()
    assert await order(world, "minjun", "/ml 설정") == snapshot("""\
리드: <@U0MINJUN>
채널 전체에 말하는 언어: 한국어
시간대: Asia/Seoul
근무일: 월요일, 화요일, 수요일, 목요일, 금요일
공휴일: KR
방해 금지 시간: 20:00-08:00
다이제스트: 금요일 16:00
알림: 가볍게: 절반만큼
프로젝트를 시작할 수 있는 사람: 모두
[바꾸기]
`/ml settings lead @사람`으로 리드를 넘기고, 사용자 그룹을 적으면 그 그룹도 함께 리드해요(그룹 뒤에 `off`를 적으면 해제돼요). `/ml settings language korean`으로 언어를 바꾸고, `/ml settings history`로 바뀐 내용을 볼 수 있어요.\
""")


async def test_who_may_start_a_project(world: World, thread: Thread):
    async def choose(who: str) -> None:
        await order(world, "ana", "/ml settings")
        await world.person("ana").click("Change", world.slack.ephemerals("ana")[-1])
        await world.person("ana").fill({"field:starters": who})
        assert not (await world.person("ana").submit()).errors
        await world.settled()

    before = len(world.cards())
    await choose("members")
    assert await order(world, "gast", "/ml new Guest's own") == snapshot(
        "In this channel guests do not start projects. Please ask somebody of the team to."
    )
    await choose("lead")
    assert await order(world, "ben", "/ml new Table finder") == snapshot(
        "In this channel only the lead starts projects: <@U0ANA>. You can tell them about yours."
    )
    assert len(world.cards()) == before
    await choose("everybody")
    await world.start("gast", "/ml new Guest's own")


async def test_whoever_is_gone_is_not_asked_and_the_lead_names_somebody_else(world: World, thread: Thread):
    other = await world.start("ben", "/ml new Table finder")
    await other.say("ben", "Guests wait long for a table because nobody sees which are free.", *QUICK[1:])
    await order(world, "ana", "/ml remind ML-1 off")
    world.slack.happenings.change_person(world.slack.workspace.person("ben"), deleted=True)
    await world.settled()
    await pass_time(world, until=november(30, 10, 1))
    assert directly(world, "ben") == []
    await pass_time(world, until=november(30, 15, 1))
    assert directly(world, "ana") == snapshot(
        [
            """\
[Table finder] has lost its owner. Who takes it over?
[Table finder] has its verdict: Go, rules first. How is it going, and is it time for the next stage?
[On track] [Blocked] [Stop] [More …]\
"""
        ]
    )
    assert plain(other.messages[-1].text) == snapshot("""\
<@U0BEN>, could you or someone else review [Table finder]?
[Table finder] has its verdict: Go, rules first. How is it going, and is it time for the next stage?
[On track] [Blocked] [Stop] [More …]\
""")
