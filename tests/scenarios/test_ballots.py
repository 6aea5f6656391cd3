"""A team scores a project blindly."""

import asyncio
import re
from datetime import timedelta
from typing import Any

import pytest
from inline_snapshot import snapshot

from bot.asker import Asker
from bot.names import Act, Sheet
from bot.openings import opening
from bot.said import Clicked, Submitted
from bot.tick import Tick
from bot.views.pressed import Held, Pressed
from flows.text import Language
from sandbox.standin import StandIn
from sandbox.views import View
from storage.database import Database
from tests.boards import pictured, shows
from tests.world import Thread, World, playing

PROBLEM = "First-time guests cannot choose a dish because the menu is long."
IN_ENGLISH = (PROBLEM, "large", "2", "2", "2", "2", "1")


@pytest.fixture
async def thread(world: World) -> Thread:
    """Ana's project with its verdict; Ben and Minjun take part."""
    started = await world.start("ana", "/ml new Menu helper")
    await started.say("ana", *IN_ENGLISH)
    await started.click("ben", "Join")
    await started.click("minjun", "Join")
    return started


async def order(world: World, name: str, line: str, channel: str = "#ml-projects") -> str:
    answer = await world.person(name).command(line, channel=channel)
    await world.settled()
    assert answer.failure is None
    return plain(answer.text)


def plain(text: str) -> str:
    """Links by their words, moments as they read where Slack does not know them."""
    text = re.sub(r"<!date\^[^|>]*\|([^>]*)>", r"\1", text)
    return re.sub(r"<https?://[^|>]*\|([^>]*)>", r"[\1]", text)


async def opened(thread: Thread, name: str) -> View:
    """The ballot that *Score it* opens."""
    answer = await thread.click(name, "round.ballot")
    assert answer.view is not None, thread.transcript
    return answer.view


async def send(world: World, name: str, **chosen: Any) -> View | None:
    """Fill in the open ballot by question and send it off; the sheet that is shown then, if any."""
    person = world.person(name)
    await person.fill({f"field:{question}": value for question, value in chosen.items()})
    sent = await person.submit()
    assert not sent.errors
    assert sent.failure is None
    await world.settled()
    return person.view


async def vote(thread: Thread, name: str, **chosen: Any) -> None:
    await opened(thread, name)
    if await send(thread.world, name, **chosen):  # questions that only now apply
        await thread.world.person(name).close()


def filled_in(view: View) -> dict[str, Any]:
    """What a ballot has filled in, by question."""
    entries = {}
    for block, elements in view.values.items():
        (state,) = elements.values()
        chosen = state.get("selected_options", state.get("selected_option"))
        if chosen:
            entries[block.removeprefix("field:")] = (
                [one["value"] for one in chosen] if isinstance(chosen, list) else chosen["value"]
            )
    return entries


async def beat(world: World, **later: int) -> None:
    """Time goes on, and the metronome beats."""
    now = world.slack.clock.move(timedelta(**later))
    await Tick(world.bot.database, world.bot.delivery, world.bot.turns.world)(now)
    await world.settled()


def last(thread: Thread) -> str:
    return plain(thread.messages[-1].text)


def results(thread: Thread) -> list[str]:
    return [plain(one.text) for one in thread.messages if "Result of the blind ballot" in one.text]


def whispered(world: World, name: str) -> str:
    return plain(world.slack.ephemerals(name)[-1].text)


@pytest.mark.both
async def test_a_round_in_english(world: World, thread: Thread):
    assert await order(world, "ana", "/ml score") == snapshot("""\
The round is open, and I have announced it in the project's thread.
Blind ballot on *Menu helper* (ML-1), round 1
Scored so far: 0 of 3. Closes Thu 26 Nov, 17:00 (EST).
Still to score: <@U0ANA>, <@U0BEN>, <@U0MINJUN>
You have not scored yet.
[Score now] [Close the round]\
""")
    assert last(thread) == snapshot("""\
🗳️ *Blind ballot*: how does each of you see this project? Scored so far: 0 of 3. Closes Thu 26 Nov, 17:00 (EST).
Nobody sees a ballot before the round is closed. Still to score: <@U0ANA>, <@U0BEN>, <@U0MINJUN>
[Score it] [Close the round]\
""")

    await vote(thread, "ben", value_size="medium", ethics_check="serious_open")

    assert last(thread) == snapshot("""\
🗳️ *Blind ballot*: how does each of you see this project? Scored so far: 1 of 3. Closes Thu 26 Nov, 17:00 (EST).
Nobody sees a ballot before the round is closed. Still to score: <@U0ANA>, <@U0MINJUN>
[Score it] [Close the round]\
""")
    assert whispered(world, "ben") == snapshot(
        "Your ballot is in; it stays hidden until the round is closed. You can change it."
    )
    assert await order(world, "ben", "/ml score menu") == snapshot("""\
Blind ballot on *Menu helper* (ML-1), round 1
Scored so far: 1 of 3. Closes Thu 26 Nov, 17:00 (EST).
Scored: <@U0BEN> Still to score: <@U0ANA>, <@U0MINJUN>
Your ballot is in. You can change it until the round is closed.
[Change my ballot]\
""")

    await vote(thread, "minjun", value_size="very_large", data_access="ready")
    await vote(thread, "ana")
    assert await order(world, "ana", "/ml score ML-1 close") == snapshot(
        "The round is closed. The result is in the project's thread."
    )

    assert plain(thread.messages[-2].text) == snapshot("🗳️ The blind ballot is closed. Scored: 3 of 3.")
    assert last(thread) == snapshot("""\
🗳️ *Result of the blind ballot*, round 1. Ballots: 3.
Verdict: *Reconsider* — Something must change before this is worth starting.
Impact 54.0 (46.5–61.5) · Feasibility 55.2 (47.4–55.2) · Priority 54.6 · Confidence 29.1 (Low) · provisional
Do first: Plan it now.
Agreement: 89.5 of 100. Disagreement: 10.5 (0 means that all see it the same, 50 that you are split).
Each ballot on its own, lowest first. Impact: 46.5 · 54.0 · 61.5; Feasibility: 47.4 · 50.4 · 55.2
↔️ You see Ethics differently (20 to 100). Two minutes to talk?
      _Is it right to let a model do this?_
↔️ You see Value differently (50 to 100). Two minutes to talk?
      _If this works, how big is the benefit over a year?_
• At least one member sees a serious ethical or safety problem.
      Next step: Hear that member out, write the outcome, then re-open the ballot.
• A simple rule is good enough to ship now.
      Would a rule, a lookup table or simple statistics solve it? → [Mostly: good enough to ship now]
      Next step: Ship the rule, log its data, then compare a model with it.\
""")
    assert plain(thread.card) == snapshot("""\
*Menu helper* · ML-1
First-time guests cannot choose a dish because the menu is long.
Stage: Intake · Owner: <@U0ANA> · 8 of 8 answered
Verdict: *Reconsider* — At least one member sees a serious ethical or safety problem.
Impact 54.0 (46.5–61.5) · Feasibility 55.2 (47.4–55.2) · Priority 54.6 · Confidence 29.1 (Low) · provisional
Next: Hear that member out, write the outcome, then re-open the ballot.
[Join]\
""")
    why = (await order(world, "ben", "/ml why")).splitlines()
    assert [line for line in why if "ballot" in line] == snapshot(
        [
            "      Next step: Hear that member out, write the outcome, then re-open the ballot.",
            "• Value: 75 of 100, weight 30 — the middle of 3 ballots, 50 to 100",
            "• Ethics: 100 of 100, weight 15 — the middle of 3 ballots, 20 to 100",
            "It is lowered because your ballots differ: you agree to 89.5 of 100.",
        ]
    )


async def test_a_round_in_korean(world: World):
    thread = await world.start("minjun", "/ml 새로 고객 문의 분류")
    await thread.say("minjun", "고객이 여러 부서를 거쳐야 해서 몇 시간씩 기다려요.", "3", "2", "2", "1", "2", "1")
    await thread.click("jiwoo", "참여하기")

    assert await order(world, "minjun", "/ml 평가 고객 문의 금요일까지") == snapshot("""\
라운드를 열고 프로젝트 스레드에 알렸어요.
*고객 문의 분류*(ML-1) 블라인드 평가, 1라운드
지금까지 2명 중 0명이 평가했어요. 마감: 11월 27일 (금) 17:00 (KST)
아직 평가하지 않은 사람: <@U0MINJUN>, <@U0JIWOO>
아직 평가하지 않았어요.
[지금 평가하기] [라운드 마감]\
""")
    assert last(thread) == snapshot("""\
🗳️ *블라인드 평가*: 이 프로젝트를 각자 어떻게 보시나요? 지금까지 2명 중 0명이 평가했어요. 마감: 11월 27일 (금) 17:00 (KST)
마감 전에는 아무도 다른 사람의 평가를 볼 수 없어요. 아직 평가하지 않은 사람: <@U0MINJUN>, <@U0JIWOO>
[평가하기] [라운드 마감]\
""")
    await vote(thread, "jiwoo", value_size="none", data_privacy="unknown")
    assert await order(world, "minjun", "/ml 평가 마감") == snapshot(
        "라운드를 마감했어요. 결과는 프로젝트 스레드에 있어요."
    )
    assert last(thread) == snapshot("""\
🗳️ *블라인드 평가 결과*, 1라운드. 평가 1건
판정: *재검토* — 시작하기 전에 바뀌어야 할 것이 있어요.
영향도 31.5 · 실현 가능성 57.6 · 우선순위 44.5 · 신뢰도 31.5(낮음) · 예비 판정
빠른 성과: 거의 공짜라면 진행하고, 데이터 플라이휠로 영향도를 높여 보세요.
한 사람의 의견이에요. 두 명에게 더 평가를 부탁해 보세요.
• 뚜렷한 이득을 말할 수 없었어요.
      잘 되면 1년 동안 얼마나 큰 이득이 있을까요? → *뚜렷한 이득이 없어요(여러분의 평가)*
      다음 할 일: 누가 얼마의 돈이나 시간을 아끼는지 확인해 주세요.
• 간단한 규칙만으로도 지금 내놓을 만해요.
      규칙, 조회 테이블, 간단한 통계로 풀 수 있나요? → [대부분 해결돼서 지금 내놓을 만해요]
      다음 할 일: 규칙부터 내보내고 기록을 쌓은 뒤 모델과 비교해 주세요.\
""")


async def test_a_ballot_asks_what_applies_and_shows_nobody_elses(world: World, thread: Thread):
    await order(world, "ana", "/ml score")
    view = await opened(thread, "ben")
    assert [block["text"]["text"] for block in view.blocks if block["type"] == "header"] == snapshot(
        ["Is ML the right tool?", "Impact", "Data", "Accuracy", "Difficulty", "Readiness"]
    )
    assert [block["block_id"].removeprefix("field:") for block in view.blocks if block["type"] == "input"] == snapshot(
        [
            "archetype",
            "simple_solution",
            "ml_conditions",
            "cost_outlook",
            "value_size",
            "product_need",
            "manual_work",
            "prediction_scale",
            "prior_art",
            "flywheel",
            "label_status",
            "data_access",
            "label_cost",
            "data_volume",
            "data_quality",
            "data_privacy",
            "error_cost",
            "ethics_check",
            "error_handling",
            "required_correctness",
            "problem_clarity",
            "hard_traits",
            "human_can_do",
            "compute_fit",
            "readiness_items",
        ]
    )
    assert plain(view.blocks[0]["text"]["text"]) == snapshot(
        "How do you see *Menu helper* (ML-1)? Nobody sees your ballot before the round is closed, Thu 26 Nov, 22:00 (GMT). Leave a question empty to go with the project's own answer."
    )
    assert filled_in(view) == {}
    await send(world, "ben", value_size="medium", hard_traits=["adversarial"], data_access="unknown")

    assert filled_in(await opened(thread, "minjun")) == {}
    await world.person("minjun").close()
    again = await opened(thread, "ben")
    assert filled_in(again) == {"value_size": "medium", "hard_traits": ["adversarial"], "data_access": "unknown"}
    await send(world, "ben", value_size="as_project", hard_traits=[])
    assert whispered(world, "ben") == snapshot("Your new ballot replaces the earlier one.")
    assert filled_in(await opened(thread, "ben")) == {"data_access": "unknown"}


async def test_an_answer_that_makes_other_questions_count_brings_them(world: World, thread: Thread):
    await order(world, "ana", "/ml score")
    await opened(thread, "ben")
    more = await send(world, "ben", error_cost="catastrophic")
    assert more is not None
    assert [block["block_id"] for block in more.blocks if block["type"] == "input"] == snapshot(
        ["field:explainability_need", "field:net_benefit"]
    )
    assert plain(more.blocks[0]["text"]["text"]) == snapshot(
        "Your ballot is saved. What you answered makes these questions count, too; leave empty what you go with."
    )
    assert await send(world, "ben", net_benefit="no") is None
    assert filled_in(await opened(thread, "ben")) == {"error_cost": "catastrophic", "net_benefit": "no"}


async def test_what_cannot_stand_together_is_said_at_its_field(world: World, thread: Thread):
    await order(world, "ana", "/ml score")
    await opened(thread, "ben")
    ben = world.person("ben")
    await ben.fill(
        {"field:hard_traits": ["adversarial", "unknown"], "field:data_quality": ["none_of_these", "trusted"]}
    )
    assert (await ben.submit()).errors == snapshot(
        {
            "field:data_quality": "None of these cannot be combined with another option.",
            "field:hard_traits": "“Don't know yet” cannot be combined with an answer.",
        }
    )
    assert "Scored so far: 0 of 3" in last(thread)


async def test_nothing_of_a_ballot_is_seen_anywhere_before_the_round_is_closed(world: World, thread: Thread):
    before = await order(world, "ana", "/ml why")
    await order(world, "ana", "/ml score")
    await vote(thread, "ben", value_size="none", ethics_check="unacceptable")

    assert await order(world, "ana", "/ml why") == before
    stored = await thread.project()
    assert stored["ballots"] == []
    assert stored["scores"]["verdict"] == "go_rules_first"
    assert [one for one in stored["history"] if one["what"].startswith("round.")][1:] == [
        {
            "at": stored["history"][-1]["at"],
            "by": "U0BEN",
            "what": "round.voted",
            "subject": "1",
            "before": None,
            "after": None,
        }
    ]
    await order(world, "ana", "/ml score close")
    stored = await thread.project()
    assert [(one["round"], one["member"], one["answers"]) for one in stored["ballots"]] == [
        (1, "U0BEN", {"value_size": "none", "ethics_check": "unacceptable"})
    ]
    assert stored["scores"]["verdict"] == "do_not_use_ml"
    assert "One person's view" in last(thread)


async def test_a_changed_answer_of_the_project_counts_the_ballots_again(world: World, thread: Thread):
    await order(world, "ana", "/ml score")
    await vote(thread, "ben", value_size="medium")
    await vote(thread, "minjun", value_size="medium")
    await order(world, "ana", "/ml score close")
    before = (await thread.project())["scores"]
    assert before["impact"] == "46.5"

    said = next(one for one in thread.messages if one.text == "2" and one.user == "U0ANA")
    await thread.edit("ana", said.ts, "1")

    after = (await thread.project())["scores"]
    assert (after["impact"], after["feasibility"]) == snapshot(("36.0", "68.9"))
    assert before["feasibility"] == snapshot("50.4")
    listed = await order(world, "ana", "/ml list")
    assert f"Priority {after['priority']}" in listed


# --- deadlines and reminders


async def test_the_deadline_ends_a_round_once_whoever_sees_it(world: World, thread: Thread, database_url: str):
    await order(world, "ana", "/ml score until tomorrow")
    await vote(thread, "ben", value_size="medium")
    turns, delivery = world.bot.turns, world.bot.delivery
    now = world.slack.clock.move(timedelta(days=2))
    other = Database(database_url)
    beats = [Tick(database, delivery, turns.world) for database in (world.bot.database, other, other)]
    await asyncio.gather(*(one(now) for one in beats))
    await other.close()
    await world.settled()

    assert len(results(thread)) == 1
    assert [one["what"] for one in (await thread.project())["history"]].count("round.closed") == 1
    assert await order(world, "ana", "/ml score close") == snapshot("No round is open, so there is nothing to close.")


async def test_only_who_has_not_voted_is_reminded_and_once(world: World, thread: Thread):
    await order(world, "ana", "/ml score")
    await vote(thread, "ben", value_size="medium")
    await beat(world, days=2)
    assert world.person("ana").sees() == []

    await beat(world, days=1, hours=2)
    await beat(world, hours=1)

    assert world.person("ben").sees() == []
    assert [plain(one.text) for one in world.person("ana").sees()] == snapshot(
        [
            """\
[Menu helper] (ML-1) waits for your ballot; it takes a minute. The round closes Thu 26 Nov, 17:00 (EST). Nobody sees your ballot before then.
[Score it]\
"""
        ]
    )
    assert [plain(one.text) for one in world.person("minjun").sees()] == snapshot(
        [
            """\
[Menu helper](ML-1) 프로젝트가 평가를 기다리고 있어요. 1분이면 돼요. 마감: 11월 26일 (목) 17:00 (EST). 그전에는 아무도 평가를 볼 수 없어요.
[평가하기]\
"""
        ]
    )

    await world.person("minjun").click("평가하기", world.person("minjun").sees()[-1])
    await send(world, "minjun", value_size="large")
    await world.settled()
    assert "Scored so far: 2 of 3" in last(thread)


async def test_the_owner_moves_the_deadline(world: World, thread: Thread):
    await order(world, "ana", "/ml score")
    assert await order(world, "ana", "/ml score menu until 2026-12-04") == snapshot("""\
The deadline is moved.
Blind ballot on *Menu helper* (ML-1), round 1
Scored so far: 0 of 3. Closes Fri 4 Dec, 17:00 (EST).
Still to score: <@U0ANA>, <@U0BEN>, <@U0MINJUN>
You have not scored yet.
[Score now] [Close the round]\
""")
    assert "Fri 4 Dec, 17:00" in last(thread)
    assert await order(world, "ben", "/ml score until tomorrow") == snapshot(
        "Only the owner of the project opens a round, moves its deadline or ends it: <@U0ANA>. You can ask them to in the project's thread."
    )
    await beat(world, days=7)
    assert results(thread) == []


async def test_a_restart_forgets_nothing(slack: StandIn, database_url: str):
    async with playing(slack, database_url) as world:
        thread = await world.start("ana", "/ml new Menu helper")
        await thread.say("ana", *IN_ENGLISH)
        await order(world, "ana", "/ml score")
        await vote(thread, "ben", value_size="medium")
    slack.clock.move(timedelta(days=7))
    async with playing(slack, database_url) as world:
        await beat(world, seconds=1)
        assert len([one for one in slack.messages("#ml-projects", thread=thread.ts) if "Result" in one.text]) == 1


# --- who may, and when


async def test_score_it_too_shows_the_round_and_opens_one_for_the_owner(world: World, thread: Thread):
    await thread.click("ben", "Score it too")
    assert whispered(world, "ben") == snapshot(
        "Only the owner of the project opens a round, moves its deadline or ends it: <@U0ANA>. You can ask them to in the project's thread."
    )
    await thread.click("ana", "Score it too")
    assert whispered(world, "ana").splitlines()[0] == snapshot(
        "The round is open, and I have announced it in the project's thread."
    )
    await thread.click("ben", "Score it too")
    assert whispered(world, "ben").splitlines()[-1] == "[Score now]"


async def test_everything_that_cannot_be_gets_one_sentence(world: World, thread: Thread):
    await world.start("ben", "/ml new Early bird")
    assert await order(world, "ben", "/ml score early") == snapshot(
        "There is nothing to score yet: answer the short questions first, then I give a verdict and you can score."
    )
    assert await order(world, "ana", "/ml score nothing like it") == snapshot(
        "No project here goes by “nothing like it”. `/ml list` shows them all."
    )
    assert await order(world, "ana", "/ml score menu close") == snapshot(
        "No round is open, so there is nothing to close."
    )
    assert await order(world, "ana", "/ml score menu until 2026-01-01") == snapshot(
        "Thursday, January 1, 2026 has passed; please give a day from today on."
    )
    assert await order(world, "ana", "/ml score menu until the cows come home") == snapshot(
        "Please give a day, such as 2027-03-31, next Friday or in 3 weeks."
    )
    assert await order(world, "ana", "/ml score") == snapshot("""\
Which one? Type `/ml score` with its key.
*ML-1* Menu helper · Intake · Go, rules first · Priority 52.2
*ML-2* Early bird · Intake\
""")
    await order(world, "ana", "/ml score menu")
    assert await order(world, "ben", "/ml score menu close") == snapshot(
        "Only the owner of the project opens a round, moves its deadline or ends it: <@U0ANA>. You can ask them to in the project's thread."
    )
    await thread.click("ben", "Close the round")
    assert whispered(world, "ben") == snapshot(
        "Only the owner of the project opens a round, moves its deadline or ends it: <@U0ANA>. You can ask them to in the project's thread."
    )
    assert results(thread) == []


async def test_two_at_once_close_it_once(world: World, thread: Thread):
    await order(world, "ana", "/ml score")
    await vote(thread, "ben", value_size="medium")
    button = thread.messages[-1]
    ana = world.person("ana")
    await asyncio.gather(
        ana.click("Close the round", button),
        ana.command("/ml score close", channel="#ml-projects"),
        ana.click("Close the round", button),
    )
    await world.settled()
    assert len(results(thread)) == 1


async def test_a_ballot_that_comes_too_late_is_not_counted(world: World, thread: Thread):
    await order(world, "ana", "/ml score")
    await opened(thread, "ben")
    await order(world, "ana", "/ml score close")
    assert last(thread) == snapshot("🗳️ The round is closed, and nobody has scored. The scores stay as they are.")
    late = await send(world, "ben", value_size="medium")
    assert late is not None
    assert late.blocks[0]["text"]["text"] == snapshot(
        "That round is closed already; its result is in the project's thread."
    )
    assert (await thread.project())["ballots"] == []


async def test_a_stranger_to_the_channel_cannot_score(world: World):
    thread = await world.start("ana", "/ml new Secret plan", channel="#ml-secret")
    await thread.say("ana", *IN_ENGLISH)
    assert await order(world, "ben", "/ml score ML-1") == snapshot(
        "No project here goes by “ML-1”. `/ml list` shows them all."
    )


async def test_in_its_thread_a_project_need_not_be_named(world: World, thread: Thread):
    await world.start("ben", "/ml new Another one")
    await thread.say("ana", "@groundwork score")
    assert whispered(world, "ana").splitlines()[0] == snapshot(
        "The round is open, and I have announced it in the project's thread."
    )
    await thread.say("ana", "@groundwork score close")
    assert last(thread) == snapshot("🗳️ The round is closed, and nobody has scored. The scores stay as they are.")


# --- what arrives twice, or from where it cannot


async def test_a_ballot_that_is_delivered_twice_is_taken_once(world: World, thread: Thread):
    await order(world, "ana", "/ml score")
    view = await opened(thread, "ben")
    held = Held.model_validate_json(view.payload["private_metadata"])
    entries = {"field:value_size": "medium"}
    said = Submitted("sheet:1", "T0ACME", world.person("ben").id, Sheet.BALLOT, held, entries, view.id)
    await world.bot.turns.submitted(said)
    await world.bot.turns.submitted(said)
    await world.settled()

    assert "Scored so far: 1 of 3" in last(thread)
    assert [one["what"] for one in (await thread.project())["history"]].count("round.voted") == 1
    assert len([one for one in world.slack.ephemerals("ben") if "Your ballot" in one.text]) == 1


async def test_a_button_that_wandered_off_opens_no_ballot_for_a_stranger(world: World):
    thread = await world.start("ana", "/ml new Secret plan", channel="#ml-secret")
    await thread.say("ana", *IN_ENGLISH)
    await order(world, "ana", "/ml score ML-1", "#ml-secret")
    button = next(
        element for element in thread.messages[-1].blocks[-1]["elements"] if element["action_id"] == "round.ballot"
    )
    pressed = Pressed.model_validate_json(button["value"])

    def press(by: str, channel: str) -> Any:
        said = Clicked("click:1", "T0ACME", channel, world.person(by).id, Act.BALLOT, pressed)
        asker = Asker("T0ACME", channel, said.by, Language.EN)

        async def look(asker: Asker) -> Any:
            return await world.read(lambda db: opening(db, world.bot.turns.world, asker, said, world.slack.clock()))

        return world.bot.turns.inquiry.decided(asker, look)

    refused = await press("ben", "D0BEN")
    assert refused.text == snapshot(
        "That belongs to a channel that you are not in, so nothing was changed. Somebody of the channel can add you."
    )
    assert "Secret" not in refused.text
    assert isinstance(await press("minjun", "C0MLSECRET"), dict)
    assert isinstance(await press("ana", ""), dict)


async def test_the_board_draws_where_ballots_disagree(world: World, thread: Thread):
    await order(world, "ana", "/ml score menu")
    await vote(thread, "ben", value_size="none")
    await vote(thread, "minjun", value_size="very_large")
    await order(world, "ana", "/ml board")
    assert "Ballots disagree" not in (await pictured(world)).text  # nobody sees a ballot before the round is closed

    await order(world, "ana", "/ml score menu close")
    await beat(world, seconds=40)
    await world.slack.until(lambda: len(world.slack.calls("files.completeUploadExternal")) == 2, 40)
    assert "Ballots disagree about: Menu helper." in (await shows(world, "Ballots disagree")).text
