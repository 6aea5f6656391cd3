"""The lead of a channel decides about projects."""

import re
from datetime import timedelta
from typing import Any

import pytest
from inline_snapshot import snapshot

from bot.tick import Tick
from tests.world import Thread, World

PROBLEM = "First-time guests cannot choose a dish because the menu is long."
IN_ENGLISH = (PROBLEM, "large", "2", "2", "2", "2", "1")


def plain(text: str) -> str:
    text = re.sub(r"<!date\^[^|>]*\|([^>]*)>", r"\1", text)
    return re.sub(r"<https?://[^|>]*\|([^>]*)>", r"[\1]", text)


async def order(world: World, name: str, line: str, channel: str = "#ml-projects") -> str:
    answer = await world.person(name).command(line, channel=channel)
    await world.settled()
    assert answer.failure is None
    return plain(answer.text)


async def beat(world: World, **later: int) -> None:
    """Time goes on, and the metronome beats."""
    now = world.slack.clock.move(timedelta(**later))
    await Tick(world.bot.database, world.bot.delivery, world.bot.turns.world)(now)
    await world.settled()


def last(thread: Thread) -> str:
    return plain(thread.messages[-1].text)


def in_channel(world: World) -> str:
    """The last line in the channel that is no card."""
    return plain([one for one in world.slack.messages("#ml-projects") if one.thread_ts in (None, one.ts)][-1].text)


async def decided(thread: Thread) -> list[tuple[Any, Any]]:
    """What the history has about decisions: before and after, without the moments."""
    events = (await thread.project())["history"]
    return [
        (_short(one["before"]), _short(one["after"]))
        for one in events
        if one["what"] in ("project.decided", "project.woken")
    ]


def _short(decision: dict[str, Any] | None) -> dict[str, Any] | None:
    return {key: value for key, value in decision.items() if key not in ("at", "by")} if decision else None


@pytest.fixture
async def thread(world: World) -> Thread:
    """Ben asks for a project in a channel that Ana leads: she started its first one."""
    await world.start("ana", "/ml new Table finder")
    started = await world.start("ben", "/ml new Menu helper")
    await started.say("ben", *IN_ENGLISH)
    return started


@pytest.mark.both
async def test_the_requester_reads_what_was_decided_in_english(world: World, thread: Thread):
    told = await order(world, "ana", "/ml decide menu accept We start in March with two people.")

    assert told == snapshot("""\
✅ Accepted by <@U0ANA>: We start in March with two people.
Decided; everybody in the project's thread knows.\
""")
    assert last(thread) == snapshot("<@U0BEN>: ✅ Accepted by <@U0ANA>: We start in March with two people.")
    assert in_channel(world) == snapshot(
        "[Menu helper] (ML-2): ✅ Accepted by <@U0ANA>: We start in March with two people."
    )
    assert plain(thread.card) == snapshot("""\
*Menu helper* · ML-2
First-time guests cannot choose a dish because the menu is long.
Stage: Intake · Owner: <@U0BEN> · 8 of 8 answered
Verdict: *Go, rules first* — A simple rule is good enough to ship now.
Impact 54.0 · Feasibility 50.4 · Priority 52.2 · Confidence 28.5 (Low) · provisional
✅ Accepted by <@U0ANA>: We start in March with two people.
Next: Ship the rule, log its data, then compare a model with it.
[Join]\
""")
    assert await decided(thread) == snapshot(
        [(None, {"choice": "accept", "reason": "We start in March with two people."})]
    )


async def test_the_requester_reads_what_was_decided_in_korean(world: World):
    thread = await world.start("minjun", "/ml 새로 고객 문의 분류")
    await thread.say("minjun", "고객이 여러 부서를 거쳐야 해서 몇 시간씩 기다려요.", "3", "2", "2", "1", "2", "1")

    assert await order(
        world, "minjun", "/ml 결정 고객 문의 연기 2026-12-24까지 데이터가 12월 말에 들어와요"
    ) == snapshot("""\
⏸️ <@U0MINJUN> 님이 2026년 12월 24일 목요일까지 연기했어요: 데이터가 12월 말에 들어와요
결정했어요. 프로젝트 스레드에 모두 알렸어요.\
""")
    assert last(thread) == snapshot("""\
⏸️ <@U0MINJUN> 님이 2026년 12월 24일 목요일까지 연기했어요: 데이터가 12월 말에 들어와요
그날 다시 알려 드릴게요.\
""")
    assert in_channel(world) == snapshot(
        "[고객 문의 분류] (ML-1): ⏸️ <@U0MINJUN> 님이 2026년 12월 24일 목요일까지 연기했어요: 데이터가 12월 말에 들어와요"
    )
    assert plain(thread.card) == snapshot("""\
*고객 문의 분류* · ML-1
고객이 여러 부서를 거쳐야 해서 몇 시간씩 기다려요.
단계: 등록 · 담당: <@U0MINJUN> · 8개 중 8개 답변
판정: *규칙부터 진행* — 간단한 규칙만으로도 지금 내놓을 만해요.
영향도 46.5 · 실현 가능성 57.6 · 우선순위 52.0 · 신뢰도 31.5(낮음) · 예비 판정
⏸️ <@U0MINJUN> 님이 2026년 12월 24일 목요일까지 연기했어요: 데이터가 12월 말에 들어와요
[참여하기]\
""")
    assert await order(world, "minjun", "/ml 목록") == snapshot("""\
*이 채널의 프로젝트: 1개*
*ML-1* 고객 문의 분류 · 등록 · 규칙부터 진행 · 우선순위 52.0 · 2026-12-24까지 연기\
""")

    await beat(world, days=40)

    assert last(thread) == snapshot("""\
⏰ 2026년 12월 24일 목요일까지 연기한 프로젝트예요: 데이터가 12월 말에 들어와요
<@U0MINJUN> 님, 이제 어떻게 할까요? `/ml 결정 ML-1`\
""")
    assert plain(world.slack.direct("minjun")[-1].text) == snapshot("""\
⏰ [고객 문의 분류] (ML-1): 2026년 12월 24일 목요일까지 연기한 프로젝트예요. 데이터가 12월 말에 들어와요
이제 어떻게 할까요?
[결정하기]\
""")
    assert await order(world, "minjun", "/ml 결정 고객 문의 거절 데이터가 결국 들어오지 않았어요") == snapshot("""\
⛔ <@U0MINJUN> 님이 거절했어요: 데이터가 결국 들어오지 않았어요
결정했어요. 프로젝트 스레드에 모두 알렸어요.\
""")
    assert await order(world, "minjun", "/ml 결정") == snapshot("""\
프로젝트, 결정, 이유를 차례로 입력해 주세요. 이유는 프로젝트를 요청한 분이 읽어요.
`/ml 결정 ML-3 수락 3월에 바로 시작해요`
`/ml 결정 ML-3 거절 조회 테이블로도 충분해요`
`/ml 결정 ML-3 연기 2027-01-15까지 데이터가 1월에 들어와요`
`/ml 결정 ML-3 병합 ML-2 둘 다 같은 수요를 예측해요`\
""")
    assert await order(world, "minjun", "/ml 결정 고객 문의 연기 잘 모르겠어요") == snapshot(
        "언제까지인가요? `2027-03-01까지`나 `3주 뒤`처럼 날짜를, 또는 `계약이 끝나면`처럼 조건을 적어 주세요."
    )


async def test_a_deferral_wakes_up_on_its_day_once(world: World, thread: Thread):
    await order(world, "ana", "/ml decide ML-2 defer in 2 weeks The kitchen is being rebuilt.")

    assert last(thread) == snapshot("""\
<@U0BEN>: ⏸️ Deferred until Monday, December 7, 2026 by <@U0ANA>: The kitchen is being rebuilt.
I bring it up again on that day.\
""")
    assert await order(world, "ben", "/ml list") == snapshot("""\
*Projects in this channel: 2*
*ML-1* Table finder · Intake
*ML-2* Menu helper · Intake · Go, rules first · Priority 52.2 · Deferred until 2026-12-07\
""")
    messages = len(thread.messages)
    await beat(world, days=13)
    assert len(thread.messages) == messages

    await beat(world, days=1, hours=12)
    await beat(world, days=1)

    assert [plain(one.text) for one in thread.messages[messages:]] == snapshot(
        [
            """\
⏰ This project was deferred until Monday, December 7, 2026: The kitchen is being rebuilt.
<@U0ANA>, what now? `/ml decide ML-2`\
"""
        ]
    )
    assert [plain(one.text) for one in world.slack.direct("ana") if "deferred" in one.text] == snapshot(
        [
            """\
⏰ [Menu helper] (ML-2) was deferred until Monday, December 7, 2026: The kitchen is being rebuilt.
What now?
[Decide]\
"""
        ]
    )
    assert "Deferred" not in thread.card
    assert await decided(thread) == snapshot(
        [
            (None, {"choice": "defer", "reason": "The kitchen is being rebuilt.", "until": "2026-12-07"}),
            ({"choice": "defer", "reason": "The kitchen is being rebuilt.", "until": "2026-12-07"}, None),
        ]
    )

    await world.person("ana").click("Decide", world.slack.direct("ana")[-1])
    await world.person("ana").fill({"field:choice": "accept", "field:reason": "The kitchen is done."})
    await world.person("ana").submit()
    await world.settled()

    assert last(thread) == snapshot("<@U0BEN>: ✅ Accepted by <@U0ANA>: The kitchen is done.")


async def test_a_deferral_that_was_decided_anew_does_not_wake_up(world: World, thread: Thread):
    await order(world, "ana", "/ml decide ML-2 defer in 2 weeks The kitchen is being rebuilt.")
    await order(world, "ana", "/ml decide ML-2 accept The kitchen is done early.")
    messages = len(thread.messages)

    await beat(world, days=20)

    assert len(thread.messages) == messages
    assert [stored["ended_at"] is None for stored in (await thread.project())["decisions"]] == [False, True]


async def test_a_deferral_may_wait_for_a_condition(world: World, thread: Thread):
    await order(world, "ana", "/ml decide ML-2 defer until the contract is signed: legal looks at it")

    assert last(thread) == snapshot("""\
<@U0BEN>: ⏸️ Deferred by <@U0ANA> (until the contract is signed): legal looks at it
Once that is so, the lead can decide again: `/ml decide ML-2`.\
""")


async def test_a_project_is_merged_into_another(world: World, thread: Thread):
    other = await world.start("minjun", "/ml new Dish chooser")
    await other.say("minjun", "Guests take ten minutes to choose, so tables turn slowly.")
    answers = await other.answers()

    assert await order(
        world, "ana", '/ml decide "Dish chooser" merge ML-2 Both are about choosing a dish.'
    ) == snapshot("""\
🔀 Merged into [Menu helper] (ML-2) by <@U0ANA>: Both are about choosing a dish.
Decided; everybody in the project's thread knows.\
""")
    assert await order(world, "ana", "/ml decide Dish chooser merge ML-2 Both are about choosing a dish.") == snapshot("""\
🔀 Merged into [Menu helper] (ML-2) by <@U0ANA>: Both are about choosing a dish.
Decided; everybody in the project's thread knows.\
""")

    assert other.transcript == snapshot("""\
Groundwork: *Dish chooser* · ML-3
  Guests take ten minutes to choose, so tables turn slowly.
  단계: 등록 · 담당: @minjun · 8개 중 2개 답변
  🔀 @ana 님이 ML-2에 병합했어요: Both are about choosing a dish.
  [참여하기]
Groundwork: ☑️ 누가 어떤 문제를 겪고 있나요? 한두 문장으로 적어 주세요. → *Guests take ten minutes to choose, so tables turn slowly.* — @minjun
minjun: Guests take ten minutes to choose, so tables turn slowly. (white_check_mark)
Groundwork: @minjun 님: 🔀 @ana 님이 Menu helper (ML-2)에 병합했어요: Both are about choosing a dish.
  답변은 모두 여기에 남아요. 새로운 내용은 여기로: Menu helper (ML-2)
Groundwork: @minjun 님: 🔀 @ana 님이 Menu helper (ML-2)에 병합했어요: Both are about choosing a dish.
  답변은 모두 여기에 남아요. 새로운 내용은 여기로: Menu helper (ML-2)\
""")
    assert last(thread) == snapshot("[Dish chooser] (ML-3) stands on its own again.")
    assert in_channel(world) == snapshot(
        "[Dish chooser] (ML-3): 🔀 <@U0ANA> 님이 [Menu helper] (ML-2)에 병합했어요: Both are about choosing a dish."
    )
    assert await order(world, "ana", "/ml list") == snapshot("""\
*Projects in this channel: 3*
*ML-2* Menu helper · Intake · Go, rules first · Priority 52.2
*ML-1* Table finder · Intake
*ML-3* Dish chooser · Intake · Merged into ML-2\
""")
    assert await other.answers() == answers

    await other.say("minjun", "resume")
    assert plain(world.slack.ephemerals("minjun")[-1].text) == snapshot(
        "이 프로젝트는 ML-2에 병합됐어요. 답변은 그쪽에 적어 주세요. 여기에서는 아무것도 바뀌지 않았어요."
    )
    await other.say("minjun", "problem_statement: Something else\nvalue_size: large")
    assert await other.answers() == answers

    await order(world, "ana", "/ml decide ML-3 accept They are different after all.")

    assert last(thread) == snapshot("[Dish chooser] (ML-3) stands on its own again.")
    assert "얼마나 큰 이득이 있을까요?" in last(other)
    await other.say("minjun", "large")
    assert (await other.answers())["value_size"] == "large"


async def test_what_cannot_be_merged(world: World, thread: Thread):
    await order(world, "ana", "/ml decide ML-1 merge ML-2 It is the same problem.")

    assert await order(world, "ana", "/ml decide ML-2 merge ML-2 It is the same problem.") == snapshot(
        "A project cannot be merged into itself. Which other one is it?"
    )
    assert await order(world, "ana", "/ml decide ML-2 merge ML-1 It is the same problem.") == snapshot(
        "That project was itself merged into ML-2, so that nothing can be merged into it."
    )
    assert await order(world, "ana", "/ml decide ML-2 merge nothing like it at all") == snapshot(
        "Merge into which project? I find none for “nothing like it at all” here. Please give its key, as in `merge ML-2`, and then the reason."
    )
    assert await order(world, "ana", "/ml decide ML-2 merge ML-9") == snapshot(
        "Merge into which project? I find none for “ML-9” here. Please give its key, as in `merge ML-2`, and then the reason."
    )
    assert "Merged" not in thread.card


async def test_what_is_refused_changes_nothing(world: World, thread: Thread):
    said = len(thread.messages)

    assert await order(world, "ben", "/ml decide ML-2 accept I like it very much.") == snapshot(
        "Only the lead of this channel decides: <@U0ANA>. You can propose it in the project's thread."
    )
    assert await order(world, "ana", "/ml decide ML-2 accept") == snapshot(
        "Please say why, in 10 to 500 characters: whoever asked for the project reads it."
    )
    assert await order(world, "ana", "/ml decide ML-2 accept so it is") == snapshot(
        "Please say why, in 10 to 500 characters: whoever asked for the project reads it."
    )
    assert await order(world, "ana", f"/ml decide ML-2 accept {'x' * 501}") == await order(
        world, "ana", "/ml decide ML-2 accept"
    )
    assert await order(world, "ana", "/ml decide ML-2 defer we have other things to do") == snapshot(
        "Until when? Please give a day, as in `until 2027-03-01` or `in 3 weeks`, or a condition, as in `until the contract is signed`."
    )
    assert await order(world, "ana", "/ml decide ML-2 defer until 2020-01-01 we have other things") == snapshot(
        "Wednesday, January 1, 2020 has passed; please give a day from today on."
    )
    assert (
        await order(world, "ana", "/ml decide ML-2")
        == await order(world, "ana", "/ml decide")
        == snapshot("""\
Type the project, the decision and the reason, which whoever asked for the project reads:
`/ml decide ML-3 accept We start in March`
`/ml decide ML-3 decline A lookup table does it`
`/ml decide ML-3 defer until 2027-01-15 The data comes in January`
`/ml decide ML-3 merge ML-2 Both predict the same demand`\
""")
    )
    assert await order(world, "ana", "/ml decide ML-9 accept We start in March.") == snapshot(
        "No project here goes by “ML-9”. `/ml list` shows them all."
    )
    assert len(thread.messages) == said
    assert await decided(thread) == []


async def test_the_lead_decides_in_a_form(world: World, thread: Thread):
    ana = world.person("ana")
    await order(world, "ben", "/ml show menu")
    assert "[Decide]" not in world.slack.ephemerals("ben")[-1].text
    await order(world, "ana", "/ml show menu")
    assert "[Decide]" in world.slack.ephemerals("ana")[-1].text
    await ana.click("Decide", world.slack.ephemerals("ana")[-1])

    await ana.fill({"field:choice": "defer", "field:reason": "The kitchen is being rebuilt."})
    assert (await ana.submit()).errors == snapshot(
        {
            "field:until": "Until when? Please give a day, as in `until 2027-03-01` or `in 3 weeks`, or a condition, as in `until the contract is signed`."
        }
    )
    await ana.fill({"field:until": "2026-11-21"})
    assert (await ana.submit()).errors == snapshot(
        {"field:until": "Saturday, November 21, 2026 has passed; please give a day from today on."}
    )
    await ana.fill({"field:choice": "merge"})
    assert (await ana.submit()).errors == snapshot({"field:into": "Please choose the project to merge into."})
    await ana.fill({"field:reason": "Because."})
    assert (await ana.submit()).errors == snapshot(
        {"field:reason": "Please say why, in 10 to 500 characters: whoever asked for the project reads it."}
    )
    await ana.fill({"field:reason": "It is the same problem.", "field:into": "ML-1 Table finder"})
    assert (await ana.submit()).errors == {}
    await world.settled()

    assert last(thread) == snapshot("""\
<@U0BEN>: 🔀 Merged into [Table finder] (ML-1) by <@U0ANA>: It is the same problem.
All answers stay here; what is new goes to [Table finder] (ML-1).\
""")


async def test_a_form_that_was_open_while_the_lead_changed_is_refused(world: World, thread: Thread):
    ana = world.person("ana")
    await order(world, "ana", "/ml show menu")
    await ana.click("Decide", world.slack.ephemerals("ana")[-1])
    await order(world, "ana", "/ml settings lead @ben")

    await ana.fill({"field:choice": "accept", "field:reason": "We start in March."})

    assert (await ana.submit()).errors == snapshot(
        {"field:choice": "Only the lead of this channel decides: @ben. You can propose it in the project's thread."}
    )
    assert await decided(thread) == []


async def test_what_somebody_writes_as_a_reason_calls_nobody(world: World, thread: Thread):
    await order(world, "ana", "/ml decide ML-2 decline <!channel> *no* & <https://evil.example|click>")

    assert last(thread) == snapshot(
        "<@U0BEN>: ⛔ Declined by <@U0ANA>: &lt;!channel&gt; *no* &amp; &lt;https://evil.example|click&gt;"
    )


async def test_a_project_put_aside_nags_nobody_and_has_no_place(world: World, thread: Thread):
    await thread.say("ben", "go to ethics_check", "don't know")
    assert "Is it right to let a model do this?" in await order(world, "ben", "/ml todo")

    await order(world, "ana", "/ml decide ML-2 decline A lookup table does it.")

    assert await order(world, "ben", "/ml todo") == "Nothing waits for you."


async def test_what_was_put_aside_leaves_the_board_with_its_reason(world: World, thread: Thread):
    await order(world, "ana", "/ml decide menu decline A lookup table does it")
    assert (await order(world, "ana", "/ml board all")).splitlines()[-2:] == snapshot(
        ["*Parked, without a place*", "• Menu helper (ML-2) — Declined: A lookup table does it"]
    )
    assert (await order(world, "minjun", "/ml 순위 전체")).splitlines()[-2:] == snapshot(
        ["*순위 없이 보류*", "• Menu helper (ML-2) — 거절함: A lookup table does it"]
    )
    why = (await order(world, "ben", "/ml why menu")).splitlines()
    assert why[4] == snapshot("*No place on the board*: ⛔ Declined by <@U0ANA>: A lookup table does it")

    await order(world, "ana", "/ml decide menu accept We start in March with two people")
    assert "Parked" not in await order(world, "ana", "/ml board all")


async def test_an_open_round_ends_when_the_project_is_merged(world: World, thread: Thread):
    other = await world.start("ben", "/ml new Dish finder")
    await other.say("ben", *IN_ENGLISH)
    await order(world, "ben", "/ml score menu")
    ballot = next(one for one in thread.messages if "Blind ballot" in one.text)
    assert "[Score it]" in ballot.text

    await order(world, "ana", "/ml decide menu merge dish Both are about choosing a dish")
    assert plain(ballot.text) == snapshot("🗳️ The blind ballot is closed. Scored: 0 of 1.")
    assert [plain(one.text).splitlines()[0] for one in thread.messages[-2:]] == snapshot(
        [
            "🗳️ The round is closed, and nobody has scored. The scores stay as they are.",
            "<@U0BEN>: 🔀 Merged into [Dish finder] (ML-3) by <@U0ANA>: Both are about choosing a dish",
        ]
    )
    assert await order(world, "ben", "/ml score menu") == snapshot(
        "This project was merged into ML-3; please answer there. Nothing was changed here."
    )
