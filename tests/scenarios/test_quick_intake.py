"""The quick intake as people live it, over the wire."""

import pytest
from inline_snapshot import snapshot

from tests.world import World

PROBLEM = "First-time guests cannot choose a dish because the menu is long."


@pytest.mark.both
async def test_a_menu_helper_is_interviewed_in_english(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    assert thread.transcript == snapshot("""\
Groundwork: *Menu helper* · ML-1
  Stage: Intake · Owner: @ana · 1 of 8 answered
  Next: answer the open question in the thread.
  [Join]
Groundwork: 2 of 8 · Problem definition
  *Who has what problem? One or two plain sentences.*
  Use the pattern: [who] cannot [do what] because [cause]. Split big wishes ('make people happy') into something you could observe.
  _Example: First-time guests cannot choose a dish because the menu is long and the descriptions are thin._
  [Back] [Help] [Form] [Ask someone]\
""")

    await thread.say("ana", PROBLEM)
    await thread.say("ana", "3")
    await thread.click("ana", "1. Improves something software already does")
    await thread.say("ana", "mostly", "proxy", "nobody minds")
    await thread.click("ana", "1. Nobody could be harmed or treated unfairly")

    assert thread.transcript == snapshot("""\
Groundwork: *Menu helper* · ML-1
  First-time guests cannot choose a dish because the menu is long.
  Stage: Intake · Owner: @ana · 8 of 8 answered
  Verdict: *Go, rules first* — A simple rule is good enough to ship now.
  Impact 36.0 · Feasibility 71.4 · Priority 53.7 · Confidence 29.3 (Low) · provisional
  Next: Ship the rule, log its data, then compare a model with it.
  [Join]
Groundwork: ☑️ Who has what problem? One or two plain sentences. → *First-time guests cannot choose a dish because the menu is long.* — @ana
ana: First-time guests cannot choose a dish because the menu is long. (white_check_mark)
Groundwork: ☑️ If this works, how big is the benefit over a year? → *Moves one team's number* — @ana
ana: 3 (white_check_mark)
Groundwork: ☑️ Which way of working fits best? → *Improves something software already does* — @ana
Groundwork: ☑️ Would a rule, a lookup table or simple statistics solve it? → *Mostly: good enough to ship now* — @ana
ana: mostly (white_check_mark)
Groundwork: ☑️ What data do you have to learn from? → *Data with a close stand-in label* — @ana
ana: proxy (white_check_mark)
Groundwork: ☑️ What happens when one prediction is wrong? → *Nobody minds* — @ana
ana: nobody minds (white_check_mark)
Groundwork: ☑️ Is it right to let a model do this? → *Nobody could be harmed or treated unfairly* — @ana
Groundwork: Thanks! Here is a first verdict. Answer 21 more questions to make it firm.
  Verdict: *Go, rules first* — Ship a simple rule now; bring ML in when the rule is beaten.
  Impact 36.0 · Feasibility 71.4 · Priority 53.7 · Confidence 29.3 (Low) · provisional
  Quick win: Do it if it is nearly free; raise Impact with a flywheel.
  ---
  • A simple rule is good enough to ship now.
        Would a rule, a lookup table or simple statistics solve it? → Mostly: good enough to ship now
        Next step: Ship the rule, log its data, then compare a model with it.
  ⚑ Provisional: most factors still use the typical value of the archetype.
  Raise Impact: close the data loop. With all three flywheel parts true, Impact would be 43.0.
  Largest lever: Readiness of the team, now 65.0. A better answer adds up to 5.3 to Feasibility.
  [Continue] [Score it too] [Later]\
""")
    assert world.slack.transcript("#ml-projects").splitlines()[-1] == snapshot(
        "Groundwork: Menu helper (ML-1) — Go, rules first: A simple rule is good enough to ship now. Impact 36.0 · Feasibility 71.4 · Priority 53.7 · Confidence 29.3 (Low) · provisional"
    )
    assert await thread.answers() == snapshot(
        {
            "archetype": "software_2_0",
            "error_cost": "negligible",
            "ethics_check": "none",
            "label_status": "proxy",
            "problem_statement": "First-time guests cannot choose a dish because the menu is long.",
            "project_name": "Menu helper",
            "simple_solution": "solves_mostly",
            "value_size": "medium",
        }
    )


async def test_문의_분류를_한국어로_등록한다(world: World):
    thread = await world.start("minjun", "/ml 새로")

    await thread.say("minjun", "고객 문의 분류")
    await thread.say("minjun", "고객이 여러 부서를 거쳐야 해서 답변을 받기까지 몇 시간씩 기다려요.")
    await thread.say("minjun", "제품이나 부서", "2번", "일부만", "정답", "조금 불편", "위험을 알고")

    assert thread.transcript == snapshot("""\
Groundwork: *고객 문의 분류* · ML-1
  고객이 여러 부서를 거쳐야 해서 답변을 받기까지 몇 시간씩 기다려요.
  단계: 등록 · 담당: @minjun · 8개 중 8개 답변
  판정: *진행* — 상세 계획을 시작하세요.
  영향도 54.0 · 실현 가능성 56.2 · 우선순위 55.1 · 신뢰도 31.5(낮음) · 예비 판정
  다음: 상세 계획을 시작하세요.
  [참여하기]
Groundwork: ☑️ 이 프로젝트를 뭐라고 부를까요? → *고객 문의 분류* — @minjun
minjun: 고객 문의 분류 (white_check_mark)
Groundwork: ☑️ 누가 어떤 문제를 겪고 있나요? 한두 문장으로 적어 주세요. → *고객이 여러 부서를 거쳐야 해서 답변을 받기까지 몇 시간씩 기다려요.* — @minjun
minjun: 고객이 여러 부서를 거쳐야 해서 답변을 받기까지 몇 시간씩 기다려요. (white_check_mark)
Groundwork: ☑️ 잘 되면 1년 동안 얼마나 큰 이득이 있을까요? → *제품이나 부서 KPI를 움직여요* — @minjun
minjun: 제품이나 부서 (white_check_mark)
Groundwork: ☑️ 어떤 방식에 가장 가까운가요? → *사람을 돕고, 사람이 결과를 확인해요* — @minjun
minjun: 2번 (white_check_mark)
Groundwork: ☑️ 규칙, 조회 테이블, 간단한 통계로 풀 수 있나요? → *일부만 해결되고 분명히 부족해요* — @minjun
minjun: 일부만 (white_check_mark)
Groundwork: ☑️ 학습에 쓸 데이터가 어떤 상태인가요? → *정답 레이블이 있는 데이터* — @minjun
minjun: 정답 (white_check_mark)
Groundwork: ☑️ 예측이 한 번 틀리면 어떤 일이 생기나요? → *조금 불편하거나 다시 하면 돼요* — @minjun
minjun: 조금 불편 (white_check_mark)
Groundwork: ☑️ 이 일을 모델에 맡기는 것이 윤리적으로 괜찮은가요? → *위험을 알고 있고 대책이 있어요* — @minjun
minjun: 위험을 알고 (white_check_mark)
Groundwork: 고마워요! 첫 판정이에요. 22개만 더 답하면 더 정확해져요.
  판정: *진행* — 상세 계획을 시작하세요.
  영향도 54.0 · 실현 가능성 56.2 · 우선순위 55.1 · 신뢰도 31.5(낮음) · 예비 판정
  먼저 하기: 지금 계획해 보세요.
  ---
  걸림돌이 없어요. 강점: 데이터, 약점: 난이도.
  ⚑ 예비 판정: 대부분 유형별 일반값으로 계산했어요.
  디자인으로 실현 가능성을 높여 보세요. 제안·이유·쉬운 수정이 있으면 필요한 정확도가 낮아져요. 요구 수준을 한 단계 낮추면 57.7점이 돼요.
  가장 큰 개선 여지: 팀의 준비 상태, 현재 40.0점. 더 나은 답이면 실현 가능성 점수가 최대 9.0점 올라요.
  [이어서 하기] [함께 평가하기] [나중에]\
""")
    assert await thread.answers() == snapshot(
        {
            "archetype": "human_in_the_loop",
            "error_cost": "minor",
            "ethics_check": "manageable",
            "label_status": "labelled",
            "problem_statement": "고객이 여러 부서를 거쳐야 해서 답변을 받기까지 몇 시간씩 기다려요.",
            "project_name": "고객 문의 분류",
            "simple_solution": "partly",
            "value_size": "large",
        }
    )


async def test_the_card_follows_every_answer_in_place(world: World):
    thread = await world.start("ana")
    assert thread.card == snapshot("""\
*New ML project* · ML-1
Stage: Intake · Owner: <@U0ANA> · 0 of 8 answered
Next: answer the open question in the thread.
[Join]\
""")

    await thread.say("ana", "Menu helper", PROBLEM)

    assert thread.card == snapshot("""\
*Menu helper* · ML-1
First-time guests cannot choose a dish because the menu is long.
Stage: Intake · Owner: <@U0ANA> · 2 of 8 answered
Next: answer the open question in the thread.
[Join]\
""")
    assert len(world.cards()) == 1


async def test_a_person_who_changes_language_gets_the_next_project_in_it(world: World):
    await world.start("ana")
    await world.person("ana").change_profile(locale="ko-KR")
    await world.settled()

    thread = await world.start("ana", "/ml new 메뉴 도우미")

    assert "누가 어떤 문제를 겪고 있나요?" in thread.transcript


async def test_when_slack_does_not_say_who_somebody_is_the_default_language_is_used(world: World):
    world.slack.faults.hang("users.info", 30)

    thread = await world.start("minjun", "/ml new 메뉴 도우미")

    assert "Who has what problem?" in thread.transcript
