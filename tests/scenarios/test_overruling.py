"""The owner decides against a verdict."""

import re
from datetime import timedelta
from typing import Any

import pytest
from inline_snapshot import snapshot

from sandbox.answer import Answer
from tests.world import Thread, World

ENGLISH = ("First-time guests cannot choose a dish because the menu is long.", "large", "2", "2", "4", "2", "3")
KOREAN = ("처음 온 손님이 메뉴가 길어서 무엇을 고를지 몰라요.", "4", "2", "2", "4", "2", "3")
REASON = "We agreed on the remedy with the kitchen on Monday."


@pytest.fixture
async def thread(world: World) -> Thread:
    """Ana's project whose verdict is reconsider: serious concerns are open."""
    started = await world.start("ana", "/ml new Menu helper")
    await started.say("ana", *ENGLISH)
    return started


async def why(thread: Thread, name: str, label: str = "Override") -> Answer:
    """Ask why in the thread and press the button in the private answer."""
    await thread.say(name, "why")
    return await thread.click(name, label)


async def overrule(thread: Thread, name: str, verdict: str, reason: str, label: str = "Override") -> Answer:
    answer = await why(thread, name, label)
    assert answer.view is not None, thread.world.slack.ephemerals(name)[-1].text
    return await send(thread.world, name, verdict, reason)


async def send(world: World, name: str, verdict: str, reason: str) -> Answer:
    person = world.person(name)
    await person.fill({"field:verdict": verdict, "field:reason": reason})
    sent = await person.submit()
    await world.settled()
    return sent


def plain(text: str) -> str:
    return re.sub(r"<https?://[^|>]*\|([^>]*)>", r"[\1]", text)


def last(thread: Thread) -> str:
    return plain(thread.messages[-1].text)


def whispered(world: World, name: str) -> str:
    return plain(world.slack.ephemerals(name)[-1].text)


async def history(thread: Thread) -> list[tuple[str, Any, Any]]:
    events = (await thread.project())["history"]
    return [(one["by"], one["before"], one["after"]) for one in events if one["what"] == "verdict.overruled"]


@pytest.mark.both
async def test_the_owner_overrides_the_verdict_for_everybody_to_see(world: World, thread: Thread):
    sent = await overrule(thread, "ana", "go", REASON)

    assert sent.errors == {}
    assert last(thread) == snapshot("""\
✋ Decision overridden by <@U0ANA>: We agreed on the remedy with the kitchen on Monday.
The verdict is now *Go*; the answers say Reconsider.\
""")
    assert plain(thread.card) == snapshot("""\
*Menu helper* · ML-1
First-time guests cannot choose a dish because the menu is long.
Stage: Intake · Owner: <@U0ANA> · 8 of 8 answered
Verdict: *Go* — Start planning in detail.
✋ Overridden from “Reconsider” by <@U0ANA>: We agreed on the remedy with the kitchen on Monday.
Impact 54.0 · Feasibility 40.8 · Priority 47.4 · Confidence 28.5 (Low) · provisional
Next: Start planning in detail.
[Join]\
""")
    assert [(by, before, after["verdict"], after["reason"]) for by, before, after in await history(thread)] == [
        (world.person("ana").id, None, "go", REASON)
    ]
    listed = await world.person("ben").command("/ml list")
    assert "Go" in listed.text
    assert "Reconsider" not in listed.text


async def test_a_verdict_that_changes_below_stays_visible(world: World, thread: Thread):
    await overrule(thread, "ana", "go", REASON)
    said = len(thread.messages)

    await thread.say("ana", "go to label_status", "5")

    assert "Overridden from “Reconsider”" in thread.card
    assert "The verdict is now" not in "".join(one.text for one in thread.messages[said:])

    await thread.say("ana", "go to ethics_check", "1")

    assert "Overridden from “Collect data first”" in thread.card


async def test_an_override_can_be_taken_back(world: World, thread: Thread):
    await overrule(thread, "ana", "go", REASON)

    await why(thread, "ana", "Take the override back")

    assert last(thread).startswith(
        "The override was taken back. The verdict is that of the answers again: *Reconsider*. Impact 54.0"
    )
    assert "Overridden" not in thread.card
    assert [after for _, _, after in await history(thread)][-1] is None


async def test_undo_takes_the_override_back_when_it_was_the_last_thing(world: World, thread: Thread):
    await overrule(thread, "ana", "go", REASON)
    await thread.say("ana", "undo")
    taken_back = thread.card
    world.slack.clock.move(timedelta(minutes=1))
    await overrule(thread, "ana", "go", REASON)
    world.slack.clock.move(timedelta(minutes=1))
    await thread.say("ana", "go to value_size", "2", "undo")

    assert "Overridden" not in taken_back
    assert "Overridden from “Reconsider”" in thread.card
    assert (await thread.answers())["value_size"] == "large"


async def test_a_reason_has_to_say_something(world: World, thread: Thread):
    sent = await overrule(thread, "ana", "go", "Because I say so.")

    assert sent.errors == {
        "field:reason": "Please give the reason in 20 to 500 characters; everybody in the channel can read it."
    }
    assert await history(thread) == []
    assert (await send(world, "ana", "go", REASON)).errors == {}
    assert len(await history(thread)) == 1


async def test_only_the_owner_gets_the_button(world: World, thread: Thread):
    await thread.say("ana", "why")
    pressed = world.slack.ephemerals("ana")[-1]
    await thread.click("ben", "Join")
    await thread.say("ben", "why")

    assert "[Override]" in pressed.text
    assert "[Override]" not in whispered(world, "ben")


async def test_what_is_wrong_even_if_it_works_cannot_be_overridden(world: World, thread: Thread):
    await overrule(thread, "ana", "go", REASON)

    await thread.say("ana", "go to ethics_check", "4", "why")

    assert "[Override]" not in whispered(world, "ana")
    assert "Overridden" not in thread.card
    assert "Verdict: *Do not use ML*" in thread.card


async def test_a_form_that_was_open_too_long_changes_nothing_then(world: World, thread: Thread):
    await why(thread, "ana")
    await thread.say("ana", "go to ethics_check", "4")

    sent = await send(world, "ana", "go", REASON)

    assert sent.errors == {
        "field:reason": "This verdict cannot be overridden: the team judged it wrong to let a model do this. Whoever "
        "sees it otherwise can change the answer to the ethics question."
    }
    assert await history(thread) == []


async def test_in_korean(world: World):
    thread = await world.start("minjun", "/ml 새로 메뉴 추천")
    await thread.say("minjun", *KOREAN, "왜")

    assert "[판정 변경]" in whispered(world, "minjun")
    await thread.click("minjun", "판정 변경")
    await send(world, "minjun", "collect_data_first", "월요일에 주방과 대책에 합의했고 기록도 남겼어요.")

    assert last(thread) == snapshot("""\
✋ <@U0MINJUN> 님이 판정을 변경했어요: 월요일에 주방과 대책에 합의했고 기록도 남겼어요.
지금 판정: *데이터부터 수집* (답변에 따른 판정: 재검토)\
""")
    assert plain(thread.card) == snapshot("""\
*메뉴 추천* · ML-1
처음 온 손님이 메뉴가 길어서 무엇을 고를지 몰라요.
단계: 등록 · 담당: <@U0MINJUN> · 8개 중 8개 답변
판정: *데이터부터 수집* — 모델보다 데이터 확보 경로를 먼저 만드세요.
✋ <@U0MINJUN> 님이 “재검토” 판정을 변경했어요: 월요일에 주방과 대책에 합의했고 기록도 남겼어요.
영향도 54.0 · 실현 가능성 40.8 · 우선순위 47.4 · 신뢰도 28.5(낮음) · 예비 판정
다음: 모델보다 데이터 확보 경로를 먼저 만드세요.
[참여하기]\
""")


async def test_the_ethics_checklist_is_shown_by_its_parts(world: World, thread: Thread):
    await thread.click("ana", "Ethics checklist")

    assert whispered(world, "ana") == snapshot("""\
*Ethics checklist*
Open points: 21 of 21
*A Collecting data* — 0 done, 0 not applicable, 4 open · Nobody owns it yet
• A1 People in the data agreed, knowing what it is used for
• A2 We looked for bias in how data is gathered
• A3 We keep personal data to the least needed
• A4 We can later test whether results are biased
*B Storing data* — 0 done, 0 not applicable, 3 open · Nobody owns it yet
• B1 Data is protected in storage and transfer
• B2 People can ask to be removed
• B3 There is a date for deleting it
*C Analysing* — 0 done, 0 not applicable, 5 open · Nobody owns it yet
• C1 We asked the people affected and domain experts
• C2 We looked for stereotypes and gaps in the data
• C3 Charts and summaries show the data honestly
• C4 Personal data is not shown unless needed
• C5 The analysis can be repeated and audited
*D Modelling* — 0 done, 0 not applicable, 5 open · Nobody owns it yet
• D1 No input stands in for a protected trait unfairly
• D2 Errors were compared across groups
• D3 We know what else the chosen metric will cause
• D4 We can explain a decision where it matters
• D5 Limits were told to those who use it
*E Deploying* — 0 done, 0 not applicable, 4 open · Nobody owns it yet
• E1 Effects are watched after release
• E2 There is a way to put harm right
• E3 It can be switched off or rolled back
• E4 We thought about misuse and watch for it
Type `go to ethics_review` in the thread, then `A1 done`, `A2 n/a: no personal data` or `A owner: @name`.
[Form]\
""")
