"""Somebody asks why a project stands where it stands."""

import re

import pytest
from inline_snapshot import snapshot

from tests.world import Thread, World

PROBLEM = "First-time guests cannot choose a dish because the menu is long."


@pytest.fixture
async def answered(world: World):
    async def ask(name: str, line: str, channel: str = "#ml-projects") -> str:
        answer = await world.person(name).command(line, channel=channel)
        await world.settled()
        assert answer.failure is None
        return without_addresses(answer.text)

    return ask


def without_addresses(text: str) -> str:
    return re.sub(r"<https?://[^|>]*\|([^>]*)>", r"[\1]", text)


async def told(world: World, name: str, line: str, *answers: str) -> Thread:
    """A project with its verdict."""
    thread = await world.start(name, line)
    await thread.say(name, *answers)
    return thread


@pytest.mark.both
async def test_why_in_english(world: World, answered):
    await told(world, "ana", "/ml new Menu helper", PROBLEM, "large", "2", "2", "2", "2", "don't know")

    assert await answered("ben", "/ml why") == snapshot("""\
Why *Menu helper* (ML-1) stands where it stands
Verdict: *Reconsider* — Something must change before this is worth starting.
Impact 54.0 · Feasibility 48.1 · Priority 51.1 · Confidence 26.6 (Low) · provisional
Big bet: Work on what holds it back, or begin with a smaller part.
• The ethics question has not been answered yet.
      Is it right to let a model do this? → [not known yet]
      Next step: Answer the ethics question first.
• A simple rule is good enough to ship now.
      Would a rule, a lookup table or simple statistics solve it? → [Mostly: good enough to ship now]
      Next step: Ship the rule, log its data, then compare a model with it.
⚑ Provisional: most factors still use the typical value of the archetype.
*Impact 54.0*
• Value: 75 of 100, weight 30 — [Moves a product or department KPI]
• Need for it (weight 20), Manual work saved (weight 15), Number of predictions (weight 15), Data flywheel (weight 10), Use in the industry (weight 10): 45 of 100 — assumed, as usual for “Helps a person, who checks the result”
*Data 49.0* (100 means easy and cheap)
• Labels: 70 of 100, weight 30 — [Data with a close stand-in label]
• Access to the data (weight 20), Cost of labelling (weight 15), Amount of data (weight 15), Data quality (weight 10), Privacy (weight 10): 40 of 100 — assumed, as usual for “Helps a person, who checks the result”
*Accuracy 58.0* (100 means easy and cheap)
• Cost of an error: 80 of 100, weight 45 — [Small annoyance or rework]
• Ethics: 40 of 100, weight 15 — [not known yet]; assumed, as usual for “Helps a person, who checks the result”
• Required correctness (weight 30), Safeguards (weight 10): 40 of 100 — assumed, as usual for “Helps a person, who checks the result”
*Difficulty 40.0* (100 means easy and cheap)
• Clear problem (weight 25), Prior work (weight 25), Hard traits (weight 20), What people manage (weight 15), Computing power (weight 15): 40 of 100 — assumed, as usual for “Helps a person, who checks the result”
*Readiness 40.0* (100 means easy and cheap)
• Readiness of the team (weight 100): 40 of 100 — assumed, as usual for “Helps a person, who checks the result”
Feasibility 48.1 = 40% of Data 49.0 + 25% of Accuracy 58.0 + 20% of Difficulty 40.0 + 15% of Readiness 40.0
Priority 51.1 = half of Impact 54.0 + half of Feasibility 48.1
Confidence 26.6 (Low): the part of the weights that rests on answers, not on assumptions.
Answers missing: 18. Each one given raises it.
*What would help the most*
• Readiness of the team: now 40; a better answer adds up to 9.0 to Feasibility
• Data flywheel: now 45; a better answer adds up to 5.5 to Impact
• Access to the data: now 40; a better answer adds up to 4.8 to Feasibility
Raise Feasibility by design: suggestions, reasons and one-click fixes lower the accuracy you need. One step down in required correctness gives 49.6.
Can ML solve a smaller part, for example only the frequent cases?\
""")


async def test_why_in_korean(world: World, answered):
    await told(
        world,
        "minjun",
        "/ml 새로 고객 문의 분류",
        "고객이 여러 부서를 거쳐야 해서 몇 시간씩 기다려요.",
        "3",
        "2",
        "2",
        "1",
        "2",
        "1",
    )

    assert await answered("minjun", "/ml 왜 고객 문의") == snapshot("""\
*고객 문의 분류*(ML-1): 판정과 점수를 하나씩 풀어 드릴게요
판정: *규칙부터 진행* — 간단한 규칙부터 내보내고, 규칙을 이길 때 ML을 도입하세요.
영향도 46.5 · 실현 가능성 57.6 · 우선순위 52.0 · 신뢰도 31.5(낮음) · 예비 판정
빠른 성과: 거의 공짜라면 진행하고, 데이터 플라이휠로 영향도를 높여 보세요.
• 간단한 규칙만으로도 지금 내놓을 만해요.
      규칙, 조회 테이블, 간단한 통계로 풀 수 있나요? → [대부분 해결돼서 지금 내놓을 만해요]
      다음 할 일: 규칙부터 내보내고 기록을 쌓은 뒤 모델과 비교해 주세요.
⚑ 예비 판정: 대부분 유형별 일반값으로 계산했어요.
*영향도 46.5*
• 가치: 100점 중 50점, 비중 30 — [한 팀의 숫자를 움직여요]
• 필요성(비중 20), 줄어드는 수작업(비중 15), 예측 규모(비중 15), 데이터 플라이휠(비중 10), 업계 활용(비중 10): 100점 중 45점 — 일반값으로 가정했어요(유형: 사람을 돕고, 사람이 결과를 확인해요)
*데이터 67.0* (100점에 가까울수록 쉽고 비용이 적게 들어요)
• 레이블: 100점 중 100점, 비중 30 — [정답 레이블이 있는 데이터]
• 라벨링 비용: 100점 중 100점, 비중 15 — 다른 답으로 알 수 있어요: [정답 레이블이 있는 데이터]
• 데이터 접근(비중 20), 데이터 양(비중 15), 데이터 품질(비중 10), 개인정보(비중 10): 100점 중 40점 — 일반값으로 가정했어요(유형: 사람을 돕고, 사람이 결과를 확인해요)
*정확도 67.0* (100점에 가까울수록 쉽고 비용이 적게 들어요)
• 오류의 대가: 100점 중 80점, 비중 45 — [조금 불편하거나 다시 하면 돼요]
• 윤리: 100점 중 100점, 비중 15 — [피해나 불공정이 생기지 않아요]
• 요구 정확도(비중 30), 안전장치(비중 10): 100점 중 40점 — 일반값으로 가정했어요(유형: 사람을 돕고, 사람이 결과를 확인해요)
*난이도 40.0* (100점에 가까울수록 쉽고 비용이 적게 들어요)
• 문제의 명확성(비중 25), 선행 사례(비중 25), 까다로운 특성(비중 20), 사람의 수행 능력(비중 15), 컴퓨팅 자원(비중 15): 100점 중 40점 — 일반값으로 가정했어요(유형: 사람을 돕고, 사람이 결과를 확인해요)
*준비도 40.0* (100점에 가까울수록 쉽고 비용이 적게 들어요)
• 팀의 준비 상태(비중 100): 100점 중 40점 — 일반값으로 가정했어요(유형: 사람을 돕고, 사람이 결과를 확인해요)
실현 가능성 57.6 = 데이터 67.0점의 40% + 정확도 67.0점의 25% + 난이도 40.0점의 20% + 준비도 40.0점의 15%
우선순위 52.0 = 영향도 46.5점의 절반 + 실현 가능성 57.6점의 절반
신뢰도 31.5(낮음): 전체 비중 가운데 가정이 아니라 답변에서 나온 몫이에요.
아직 없는 답은 16개예요. 하나씩 답할 때마다 올라가요.
*가장 큰 개선 여지*
• 팀의 준비 상태: 현재 40점, 더 나은 답이면 실현 가능성 점수가 최대 9.0점 올라요
• 데이터 플라이휠: 현재 45점, 더 나은 답이면 영향도 점수가 최대 5.5점 올라요
• 데이터 접근: 현재 40점, 더 나은 답이면 실현 가능성 점수가 최대 4.8점 올라요
디자인으로 실현 가능성을 높여 보세요. 제안·이유·쉬운 수정이 있으면 필요한 정확도가 낮아져요. 요구 수준을 한 단계 낮추면 59.1점이 돼요.
[판정 변경]\
""")


async def test_before_the_verdict(world: World, answered):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", PROBLEM, "large")

    assert await answered("ana", "/ml why") == snapshot("""\
Why *Menu helper* (ML-1) stands where it stands
There is no verdict yet; questions left: 5. Here is what there is so far, all of it provisional.
Next: answer the open question in the thread.
Impact 54.0 · Feasibility 40.0 · Priority 47.0 · Confidence 15.0 (Low) · provisional
*Impact 54.0*
• Value: 75 of 100, weight 30 — [Moves a product or department KPI]
• Need for it (weight 20), Manual work saved (weight 15), Number of predictions (weight 15), Data flywheel (weight 10), Use in the industry (weight 10): 45 of 100 — assumed, as is usual
*Data 40.0* (100 means easy and cheap)
• Labels (weight 30), Access to the data (weight 20), Cost of labelling (weight 15), Amount of data (weight 15), Data quality (weight 10), Privacy (weight 10): 40 of 100 — assumed, as is usual
*Accuracy 40.0* (100 means easy and cheap)
• Cost of an error (weight 45), Required correctness (weight 30), Ethics (weight 15): 40 of 100 — assumed, as is usual
*Difficulty 40.0* (100 means easy and cheap)
• Clear problem (weight 25), Prior work (weight 25), Hard traits (weight 20), What people manage (weight 15), Computing power (weight 15): 40 of 100 — assumed, as is usual
*Readiness 40.0* (100 means easy and cheap)
• Readiness of the team (weight 100): 40 of 100 — assumed, as is usual
Feasibility 40.0 = 40% of Data 40.0 + 25% of Accuracy 40.0 + 20% of Difficulty 40.0 + 15% of Readiness 40.0
Priority 47.0 = half of Impact 54.0 + half of Feasibility 40.0
Confidence 15.0 (Low): the part of the weights that rests on answers, not on assumptions.
Answers missing: 19. Each one given raises it.
*What would help the most*
• Readiness of the team: now 40; a better answer adds up to 9.0 to Feasibility
• Labels: now 40; a better answer adds up to 7.2 to Feasibility
• Data flywheel: now 45; a better answer adds up to 5.5 to Impact\
""")
    assert (await answered("minjun", "/ml 왜")).splitlines()[:4] == snapshot(
        [
            "*Menu helper*(ML-1): 판정과 점수를 하나씩 풀어 드릴게요",
            "아직 판정 전이고, 남은 질문은 5개예요. 지금까지의 내용은 모두 예비 결과예요.",
            "다음: 스레드에 열려 있는 질문에 답해 주세요.",
            "영향도 54.0 · 실현 가능성 40.0 · 우선순위 47.0 · 신뢰도 15.0(낮음) · 예비 판정",
        ]
    )


async def test_neighbours_in_the_channel(world: World, answered):
    await told(world, "ana", "/ml new Menu helper", PROBLEM, "3", "2", "2", "2", "2", "1")
    await told(world, "ana", "/ml new Menu planner", PROBLEM, "4", "2", "2", "2", "2", "1")
    await told(world, "ana", "/ml new Menu counter", PROBLEM, "4", "2", "1", "1", "1", "1")
    await world.start("ana", "/ml new Menu reader")

    def place(text: str) -> str:
        return text[text.index("*Number") :]

    assert await answered("ana", "/ml list") == snapshot("""\
*Projects in this channel: 4*
*ML-3* Menu counter · Intake · Do not use ML · Priority 56.9
*ML-2* Menu planner · Intake · Go, rules first · Priority 52.2
*ML-1* Menu helper · Intake · Go, rules first · Priority 48.4
*ML-4* Menu reader · Intake\
""")
    assert await answered("ana", "/ml why menu") == snapshot("""\
Which one? Type `/ml why` with its key.
*ML-3* Menu counter · Intake · Do not use ML · Priority 56.9
*ML-2* Menu planner · Intake · Go, rules first · Priority 52.2
*ML-1* Menu helper · Intake · Go, rules first · Priority 48.4
*ML-4* Menu reader · Intake\
""")
    assert place(await answered("ana", "/ml why ml-1")) == snapshot("""\
*Number 2 of 2 in this channel, by Priority*
One place up: *Menu planner* (ML-2), ahead by 3.8 points.
Enough to pass it, each on its own and at its best: Readiness of the team
[Override]\
""")
    assert place(await answered("ana", "/ml why Menu planner")) == snapshot("""\
*Number 1 of 2 in this channel, by Priority*
One place down: *Menu helper* (ML-1), behind by 3.8 points.
[Override]\
""")
    assert "*Number" not in await answered("ana", "/ml why Menu reader")


async def test_the_word_in_the_thread_shows_the_same_and_only_to_the_one_who_asked(world: World):
    thread = await told(world, "ana", "/ml new Menu helper", PROBLEM, "large", "2", "2", "2", "2", "1")
    await told(world, "ana", "/ml new Menu planner", PROBLEM, "4", "2", "2", "2", "2", "1")
    privately = await world.person("ana").command("/ml why ML-1", channel="#ml-projects")

    await thread.say("ana", "why")
    await thread.say("ben", f"{world.slack.mention} why?")

    for name, button in (("ana", "\n[Override]"), ("ben", "")):  # only the owner can override
        (whispered,) = world.slack.ephemerals(name)[-1:]
        assert whispered.text == privately.text.removesuffix("\n[Override]") + button
        assert "One place up" in without_addresses(privately.text) or "One place down" in privately.text
    assert "Impact" not in "".join(message.text for message in thread.messages[-2:])


async def test_a_mention_in_a_thread_may_name_another_project(world: World):
    await told(world, "ana", "/ml new Menu helper", PROBLEM, "large", "2", "2", "2", "2", "1")
    other = await world.start("ana", "/ml new Menu planner")

    await other.say("ana", f"{world.slack.mention} why Menu helper")

    assert world.slack.ephemerals("ana")[-1].text.startswith("Why *Menu helper* (ML-1) stands where it stands")
    assert set(await other.answers()) == {"project_name"}


async def test_a_mention_in_the_channel(world: World):
    await told(world, "ana", "/ml new Menu helper", PROBLEM, "large", "2", "2", "2", "2", "1")

    await world.person("ben").say(f"{world.slack.mention} why Menu helper", channel="#ml-projects")
    await world.settled()

    assert world.slack.ephemerals("ben")[-1].text.startswith("Why *Menu helper* (ML-1) stands where it stands")


async def test_another_channels_project_is_not_explained(world: World, answered):
    await world.start("ana", "/ml new Hidden plan", channel="#ml-secret")

    assert await answered("ben", "/ml why ML-1") == snapshot(
        "No project here goes by “ML-1”. `/ml list` shows them all."
    )
    assert await answered("ben", "/ml why Hidden plan") == snapshot(
        "No project here goes by “Hidden plan”. `/ml list` shows them all."
    )
    assert await answered("ben", "/ml why") == snapshot("No projects in this channel yet. `/ml new` starts one.")
    assert await answered("minjun", "/ml 왜 ML-1") == snapshot(
        "여기에는 “ML-1” 프로젝트가 없어요. `/ml 목록`에서 모두 볼 수 있어요."
    )


async def test_the_place_is_that_of_the_board_with_its_weights(world: World, answered):
    """Menu helper has more Impact, Table finder more Feasibility."""
    await told(world, "ana", "/ml new Menu helper", PROBLEM, "large", "2", "2", "2", "2", "1")
    await told(world, "ana", "/ml new Table finder", PROBLEM, "1", "1", "2", "1", "2", "1")
    assert place(await answered("ben", "/ml why menu")) == snapshot(
        ["*Number 1 of 2 in this channel, by Priority*", "One place down: *Table finder* (ML-2), behind by 4.4 points."]
    )

    await answered("ana", "/ml weights easy first")
    await world.person("ana").click("Apply for everybody")
    await world.settled()
    assert place(await answered("ben", "/ml why menu")) == snapshot(
        [
            "*Number 2 of 2 in this channel; with its weights the Priority is 51.4*",
            "One place up: *Table finder* (ML-2), ahead by 7.9 points.",
            "None of the answers named above is enough to pass it on its own.",
        ]
    )
    assert place(await answered("ben", "/ml why table")) == snapshot(
        [
            "*Number 1 of 2 in this channel; with its weights the Priority is 59.3*",
            "One place down: *Menu helper* (ML-1), behind by 7.9 points.",
        ]
    )
    assert place(await answered("minjun", "/ml 왜 menu")) == snapshot(
        [
            "*이 채널의 2위(전체 2개), 채널 가중치로 계산한 우선순위 51.4*",
            "한 자리 위: *Table finder*(ML-2), 7.9점 앞서 있어요.",
            "위에서 말한 항목 하나만으로는 앞설 수 없어요.",
        ]
    )


def place(text: str) -> list[str]:
    lines = text.splitlines()
    begin = next(at for at, line in enumerate(lines) if "in this channel" in line or "이 채널의" in line)
    return [line for line in lines[begin:] if not line.startswith("[")]
