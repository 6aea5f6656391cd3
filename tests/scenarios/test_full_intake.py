"""The full intake as people live it: typed in English, typed in Korean, with every kind of row, and half by forms."""

from typing import Any

import pytest
from inline_snapshot import snapshot

from tests.world import Thread, World

QUICK_EN = (
    "First-time guests cannot choose a dish because the menu is long.",
    "4",
    "improves something",
    "partly",
    "proxy",
    "nobody minds",
    "none",
)
QUICK_KO = (
    "상담원이 하루 2,000건의 문의를 일일이 분류하느라 답변이 늦어져요.",
    "4",
    "사람을 돕고",
    "일부만",
    "레이블",
    "조금",
    "위험을 알고",
)


async def began(world: World, who: str, name: str, quick: tuple[str, ...]) -> Thread:
    thread = await world.start(who, f"/ml new {name}")
    await thread.say(who, *quick)
    await thread.click(who, "Continue" if who == "ana" else "이어서 하기")
    return thread


@pytest.mark.both
async def test_a_full_intake_is_typed_in_english(world: World):
    thread = await began(world, "ana", "Menu helper", QUICK_EN)
    await thread.say(
        "ana",
        "Sales have fallen 18 percent since March; fewer new guests come back.",
        "Thin descriptions",
        "Write 'good when' lines",
        "content",
        "yes",
        "cause: too many dishes; fix: cut the menu to thirty; kind: process; start: no",
        "edit 2: fix: cut the menu to forty dishes",
        "done",
        "friction",
        "A few hours",
        "1, 3, 4, 5, 6",
        "up to 1,000 a day",
        "mostly",
        "common",
        "none of these",
        "1, 2",
        "70 to 90",
        "1, 2",
        "request",
        "free",
        "enough",
        "trusted, keeps_arriving",
        "no personal",
        "Guests find a dish they like within a minute",
        "Accepted suggestions",
        "optimise",
        "acceptance rate",
        "higher",
        "45 %",
        "me",
        "name: Answer time; kind: satisfice; metric: p95; better: lower; target: 100 ms; owner: me",
        "done",
        "who: Kitchen; role: platform; requirement: no dish that is sold out; hard or soft: hard",
        "done",
        "type: simple rule; objective: accepted; value: 31 %; how: last month's orders",
        "done",
    )
    assert thread.transcript == snapshot("""\
Groundwork: *Menu helper* · ML-1
  First-time guests cannot choose a dish because the menu is long.
  Stage: Intake · Owner: @ana · 29 of 29 answered
  Verdict: *Go* — Start planning in detail.
  Impact 67.4 · Feasibility 76.2 · Priority 71.8 · Confidence 97.0 (High)
  Next: Start planning in detail.
  [Join]
Groundwork: ☑️ Who has what problem? One or two plain sentences. → *First-time guests cannot choose a dish because the menu is long.* — @ana
ana: First-time guests cannot choose a dish because the menu is long. (white_check_mark)
Groundwork: ☑️ If this works, how big is the benefit over a year? → *Moves a product or department KPI* — @ana
ana: 4 (white_check_mark)
Groundwork: ☑️ Which way of working fits best? → *Improves something software already does* — @ana
ana: improves something (white_check_mark)
Groundwork: ☑️ Would a rule, a lookup table or simple statistics solve it? → *Partly: it helps but clearly falls short* — @ana
ana: partly (white_check_mark)
Groundwork: ☑️ What data do you have to learn from? → *Data with a close stand-in label* — @ana
ana: proxy (white_check_mark)
Groundwork: ☑️ What happens when one prediction is wrong? → *Nobody minds* — @ana
ana: nobody minds (white_check_mark)
Groundwork: ☑️ Is it right to let a model do this? → *Nobody could be harmed or treated unfairly* — @ana
ana: none (white_check_mark)
Groundwork: Thanks! Here is the verdict; everything that counts for it is answered.
  Verdict: *Go* — Start planning in detail.
  Impact 67.4 · Feasibility 76.2 · Priority 71.8 · Confidence 97.0 (High)
  Do first: Plan it now.
  Signs that ML fits: 7 of 9
  ---
  Nothing stands in the way. Strongest: Accuracy; weakest: Readiness.
  ⚑ Quick win available: Write 'good when' lines. Start it now, in parallel with the data work.
  ⚑ No objective is tied to a business number yet.
  Raise Impact: close the data loop. With all three flywheel parts true, Impact would be 70.8.
  Largest lever: Readiness of the team, now 40.0. A better answer adds up to 9.0 to Feasibility.
  [Score it too]
Groundwork: ☑️ What is happening right now, and since when? → *Sales have fallen 18 percent since March; fewer new guests come back.* — @ana
ana: Sales have fallen 18 percent since March; fewer new guests come back. (white_check_mark)
ana: Thin descriptions (white_check_mark)
ana: Write 'good when' lines (white_check_mark)
ana: content (white_check_mark)
ana: yes (white_check_mark)
ana: cause: too many dishes; fix: cut the menu to thirty; kind: process; start: no (white_check_mark)
ana: edit 2: fix: cut the menu to forty dishes (white_check_mark)
Groundwork: ☑️ List each cause and what could fix it. Include at least one fix without ML. → *2: Thin descriptions; too many dishes* — @ana
ana: done (white_check_mark)
Groundwork: ☑️ How badly does the product or the work need this? → *A friction point people meet often* — @ana
ana: friction (white_check_mark)
Groundwork: ☑️ How much complicated, repeated human work would it take over? → *A few hours a week* — @ana
Groundwork: The verdict stays *Go*; it now counts as “Do first”. Impact 51.5 · Feasibility 71.4 · Priority 61.5 · Confidence 39.3 (Low) · provisional
ana: A few hours (white_check_mark)
Groundwork: ☑️ Which of these are true? → *Data or experts already show a pattern, The pattern is too complex to write by hand, We can measure how wrong an answer is, A prediction or estimate answers the question, New cases will look like the past ones* — @ana
ana: 1, 3, 4, 5, 6 (white_check_mark)
Groundwork: ☑️ How many predictions would it make? → *Up to 1,000 a day* — @ana
ana: up to 1,000 a day (white_check_mark)
Groundwork: ☑️ How clearly is the task defined? → *Mostly agreed, a few open cases* — @ana
ana: mostly (white_check_mark)
Groundwork: ☑️ Has anyone solved something like this? → *Common in our industry with public results* — @ana
ana: common (white_check_mark)
Groundwork: ☑️ Which hard traits does the task have? → *None of these* — @ana
ana: none of these (white_check_mark)
Groundwork: ☑️ Which parts of the data flywheel are in place or planned? → *Users give us usable labels as they go, More data would make the model better* — @ana
ana: 1, 2 (white_check_mark)
Groundwork: ☑️ How often must it be right to be useful? → *70 to 90%* — @ana
ana: 70 to 90 (white_check_mark)
Groundwork: ☑️ Which of these are already in place? → *A live product that collects the data, Data is stored in an orderly way* — @ana
ana: 1, 2 (white_check_mark)
Groundwork: ☑️ How hard is it to get the data? → *Exists: needs a request or joining* — @ana
ana: request (white_check_mark)
Groundwork: ☑️ How expensive is labelling? → *Free: labels appear by themselves* — @ana
ana: free (white_check_mark)
Groundwork: ☑️ Do you have enough of it? → *About as much* — @ana
ana: enough (white_check_mark)
Groundwork: ☑️ What is true of the data? → *The source is trusted, It will keep arriving* — @ana
ana: trusted, keeps_arriving (white_check_mark)
Groundwork: ☑️ What are the privacy and security demands? → *No personal or secret data* — @ana
ana: no personal (white_check_mark)
Groundwork: ☑️ What is the overall goal, in everyday words? → *Guests find a dish they like within a minute* — @ana
ana: Guests find a dish they like within a minute (white_check_mark)
ana: Accepted suggestions (white_check_mark)
ana: optimise (white_check_mark)
ana: acceptance rate (white_check_mark)
ana: higher (white_check_mark)
ana: 45 % (white_check_mark)
ana: me (white_check_mark)
ana: name: Answer time; kind: satisfice; metric: p95; better: lower; target: 100 ms; owner: me (white_check_mark)
Groundwork: ☑️ Which objectives make up the goal? Add one row each. → *2: Accepted suggestions; Answer time* — @ana
ana: done (white_check_mark)
ana: who: Kitchen; role: platform; requirement: no dish that is sold out; hard or soft: hard (white_check_mark)
Groundwork: ☑️ Who is affected or has a say, and what does each one require? → *1: Kitchen* — @ana
ana: done (white_check_mark)
ana: type: simple rule; objective: accepted; value: 31 %; how: last month's orders (white_check_mark)
Groundwork: ☑️ What will the model be compared with? → *1: Simple rule* — @ana
ana: done (white_check_mark)
Groundwork: 🎉 Everything I wanted to ask is answered. Thank you!
  Verdict: *Go*
  Impact 67.4 · Feasibility 76.2 · Priority 71.8 · Confidence 97.0 (High)
  [Deepen a section ▾ Problem definition (14 questions) / ML suitability (6 questions) / Archetype (2 questions) / Goal and objectives (3 questions) / Data situation (7 questions) / Constraints and risks (16 questions) / Baselines (2 questions) / Prototype plan (9 questions) / Metric evaluation (6 questions) / Monitoring plan (6 questions)]\
""")
    answers = await thread.answers()
    assert answers["objectives"] == snapshot(
        [
            {
                "id": "r1",
                "name": "Accepted suggestions",
                "kind": "optimise",
                "metric": "acceptance rate",
                "unit": "%",
                "direction": "higher",
                "target": "45",
                "owner": ["U0ANA"],
            },
            {
                "id": "r2",
                "name": "Answer time",
                "kind": "satisfice",
                "metric": "p95",
                "unit": "ms",
                "direction": "lower",
                "target": "100",
                "owner": ["U0ANA"],
            },
        ]
    )
    assert answers["baselines"] == snapshot(
        [{"id": "r1", "type": "heuristic", "objective": "r1", "value": "31", "how": "last month's orders"}]
    )


async def test_전체_등록을_한국어로_입력한다(world: World):
    thread = await began(world, "minjun", "문의 분류", QUICK_KO)
    await thread.say(
        "minjun",
        "3월부터 문의가 월 18% 늘었고 답변까지 평균 9시간이 걸려요.",
        "원인: 분류 기준이 사람마다 달라요; 해결 방법: 기준표를 만들기; 종류: 업무 방식; 바로 시작: 예",
        "끝",
        "3",
        "여러 사람",
        "1, 3, 4, 5, 6, 7",
        "하루 1,000~100,000건",
        "1",
        "1",
        "해당 없음",
        "모름",
        "1, 2",
        "1, 4",
        "3",
        "1, 2, 4",
        "1",
        "2",
        "2",
        "1, 2",
        "2",
        "문의가 1시간 안에 맞는 부서로 가요",
        "세부 목표: 정확도; 종류: 최적화; 지표: accuracy; 방향: 높을수록; 현재: 72%; 목표값: 90%; 담당자: 나",
        "끝",
        "누구: 상담팀; 역할: 최종 사용자; 요구: 한 번에 고칠 수 있어야 해요; 필수 여부: 필수",
        "끝",
        "모름",
    )
    assert thread.transcript == snapshot("""\
Groundwork: *문의 분류* · ML-1
  상담원이 하루 2,000건의 문의를 일일이 분류하느라 답변이 늦어져요.
  단계: 등록 · 담당: @minjun · 31개 중 31개 답변
  판정: *진행* — 상세 계획을 시작하세요.
  영향도 80.9 · 실현 가능성 69.7 · 우선순위 75.3 · 신뢰도 97.0(높음)
  다음: 상세 계획을 시작하세요.
  [참여하기]
Groundwork: ☑️ 누가 어떤 문제를 겪고 있나요? 한두 문장으로 적어 주세요. → *상담원이 하루 2,000건의 문의를 일일이 분류하느라 답변이 늦어져요.* — @minjun
minjun: 상담원이 하루 2,000건의 문의를 일일이 분류하느라 답변이 늦어져요. (white_check_mark)
Groundwork: ☑️ 잘 되면 1년 동안 얼마나 큰 이득이 있을까요? → *제품이나 부서 KPI를 움직여요* — @minjun
minjun: 4 (white_check_mark)
Groundwork: ☑️ 어떤 방식에 가장 가까운가요? → *사람을 돕고, 사람이 결과를 확인해요* — @minjun
minjun: 사람을 돕고 (white_check_mark)
Groundwork: ☑️ 규칙, 조회 테이블, 간단한 통계로 풀 수 있나요? → *일부만 해결되고 분명히 부족해요* — @minjun
minjun: 일부만 (white_check_mark)
Groundwork: ☑️ 학습에 쓸 데이터가 어떤 상태인가요? → *레이블이 없는 데이터* — @minjun
minjun: 레이블 (white_check_mark)
Groundwork: ☑️ 예측이 한 번 틀리면 어떤 일이 생기나요? → *조금 불편하거나 다시 하면 돼요* — @minjun
minjun: 조금 (white_check_mark)
Groundwork: ☑️ 이 일을 모델에 맡기는 것이 윤리적으로 괜찮은가요? → *위험을 알고 있고 대책이 있어요* — @minjun
minjun: 위험을 알고 (white_check_mark)
Groundwork: 고마워요! 첫 판정이에요. 2개만 더 답하면 더 정확해져요.
  판정: *진행* — 상세 계획을 시작하세요.
  영향도 80.9 · 실현 가능성 69.7 · 우선순위 75.3 · 신뢰도 97.0(높음)
  먼저 하기: 지금 계획해 보세요.
  ML에 맞는 특징: 9개 중 8개
  ---
  걸림돌이 없어요. 강점: 난이도, 약점: 준비도.
  ⚑ 바로 할 수 있는 일이 있어요: 기준표를 만들기. 데이터 작업과 함께 지금 시작해 보세요.
  ⚑ 아직 비즈니스 지표와 연결된 목표가 없어요.
  디자인으로 실현 가능성을 높여 보세요. 제안·이유·쉬운 수정이 있으면 필요한 정확도가 낮아져요. 요구 수준을 한 단계 낮추면 71.2점이 돼요.
  가장 큰 개선 여지: 레이블, 현재 40.0점. 더 나은 답이면 실현 가능성 점수가 최대 7.2점 올라요.
  아직 알아볼 것: 결과를 설명할 수 있어야 하나요? / 모델을 무엇과 비교할 건가요?
  [이어서 하기] [함께 평가하기] [나중에]
Groundwork: ☑️ 지금 어떤 현상이 나타나고 있나요? 언제부터인가요? → *3월부터 문의가 월 18% 늘었고 답변까지 평균 9시간이 걸려요.* — @minjun
minjun: 3월부터 문의가 월 18% 늘었고 답변까지 평균 9시간이 걸려요. (white_check_mark)
minjun: 원인: 분류 기준이 사람마다 달라요; 해결 방법: 기준표를 만들기; 종류: 업무 방식; 바로 시작: 예 (white_check_mark)
Groundwork: ☑️ 원인마다 해결 방법을 적어 주세요. ML이 아닌 방법도 하나 이상 넣어 주세요. → *1: 분류 기준이 사람마다 달라요* — @minjun
minjun: 끝 (white_check_mark)
Groundwork: ☑️ 제품이나 업무에 이것이 얼마나 필요한가요? → *사람들이 자주 겪는 불편이에요* — @minjun
minjun: 3 (white_check_mark)
Groundwork: ☑️ 복잡하고 반복적인 사람의 일을 얼마나 덜어 주나요? → *여러 사람 분량* — @minjun
minjun: 여러 사람 (white_check_mark)
Groundwork: ☑️ 해당하는 것을 모두 골라 주세요. → *데이터나 전문가가 패턴을 확인했어요, 사람이 규칙으로 적기엔 패턴이 복잡해요, 답이 얼마나 틀렸는지 잴 수 있어요, 예측이나 추정값이 질문의 답이 돼요, 앞으로의 사례가 과거와 비슷해요, 같은 유형의 사례가 여러 번 반복돼요* — @minjun
minjun: 1, 3, 4, 5, 6, 7 (white_check_mark)
Groundwork: ☑️ 예측을 얼마나 많이 하게 되나요? → *하루 1,000~100,000건* — @minjun
minjun: 하루 1,000~100,000건 (white_check_mark)
Groundwork: ☑️ 과제가 얼마나 명확하게 정의되어 있나요? → *입력·출력·정답 기준이 문서로 있어요* — @minjun
minjun: 1 (white_check_mark)
Groundwork: ☑️ 비슷한 문제를 해결한 사례가 있나요? → *우리 산업에서 흔하고 공개 결과가 있어요* — @minjun
minjun: 1 (white_check_mark)
Groundwork: ☑️ 어려운 요소가 있다면 모두 골라 주세요. → *해당 없음* — @minjun
Groundwork: 판정은 그대로예요: *진행*. 이제 ‘먼저 하기’에 해당해요. 영향도 78.8 · 실현 가능성 51.4 · 우선순위 65.1 · 신뢰도 63.5(보통)
minjun: 해당 없음 (white_check_mark)
Groundwork: 🔖 할 일로 저장했어요: 결과를 설명할 수 있어야 하나요? — @minjun
minjun: 모름 (white_check_mark)
Groundwork: ☑️ 데이터 플라이휠 조건 중 갖춰졌거나 계획된 것은 무엇인가요? → *쓰면서 쓸 만한 레이블이 쌓여요, 데이터가 늘면 모델이 좋아져요* — @minjun
minjun: 1, 2 (white_check_mark)
Groundwork: ☑️ 틀리거나 확신이 없을 때 무엇이 사람을 보호하나요? → *실행 전에 사람이 검토해요, 쉽게 고치거나 되돌려요* — @minjun
minjun: 1, 4 (white_check_mark)
Groundwork: ☑️ 얼마나 자주 맞아야 쓸모가 있나요? → *90~95%* — @minjun
minjun: 3 (white_check_mark)
Groundwork: ☑️ 이미 갖춰진 것을 모두 골라 주세요. → *데이터를 모으는 운영 중인 제품, 데이터가 체계적으로 저장돼 있어요, 예산과 일정이 합의됐어요* — @minjun
minjun: 1, 2, 4 (white_check_mark)
Groundwork: ☑️ 데이터를 얻기가 얼마나 어려운가요? → *오늘 바로 조회할 수 있어요* — @minjun
minjun: 1 (white_check_mark)
Groundwork: ☑️ 라벨링 비용은 어느 정도인가요? → *누구나 몇 초면 돼요* — @minjun
minjun: 2 (white_check_mark)
Groundwork: ☑️ 데이터 양은 충분한가요? → *비슷한 수준이에요* — @minjun
minjun: 2 (white_check_mark)
Groundwork: ☑️ 데이터에 대해 맞는 것을 모두 골라 주세요. → *출처를 믿을 수 있어요, 시스템 간 값이 서로 맞아요* — @minjun
minjun: 1, 2 (white_check_mark)
Groundwork: ☑️ 개인정보와 보안 요구 사항은 어떤가요? → *내부 데이터, 일반 접근 통제면 돼요* — @minjun
minjun: 2 (white_check_mark)
Groundwork: ☑️ 큰 목표를 쉬운 말로 적어 주세요. → *문의가 1시간 안에 맞는 부서로 가요* — @minjun
minjun: 문의가 1시간 안에 맞는 부서로 가요 (white_check_mark)
minjun: 세부 목표: 정확도; 종류: 최적화; 지표: accuracy; 방향: 높을수록; 현재: 72%; 목표값: 90%; 담당자: 나 (white_check_mark)
Groundwork: ☑️ 목표를 이루는 세부 목표를 하나씩 추가해 주세요. → *1: 정확도* — @minjun
minjun: 끝 (white_check_mark)
minjun: 누구: 상담팀; 역할: 최종 사용자; 요구: 한 번에 고칠 수 있어야 해요; 필수 여부: 필수 (white_check_mark)
Groundwork: ☑️ 누가 영향을 받거나 의견을 내고, 각자 무엇을 요구하나요? → *1: 상담팀* — @minjun
minjun: 끝 (white_check_mark)
Groundwork: 🔖 할 일로 저장했어요: 모델을 무엇과 비교할 건가요? — @minjun
minjun: 모름 (white_check_mark)
Groundwork: 🎉 준비한 질문에 모두 답해 주셨어요. 감사합니다!
  판정: *진행*
  영향도 80.9 · 실현 가능성 69.7 · 우선순위 75.3 · 신뢰도 97.0(높음)
  [섹션 더 깊이 살펴보기 ▾ 문제 정의 (질문 14개) / ML 적합성 (질문 6개) / 프로덕트 유형 (질문 3개) / 목표와 세부 목표 (질문 3개) / 데이터 상황 (질문 6개) / 제약 조건과 위험 (질문 18개) / 베이스라인 (질문 2개) / 프로토타입 계획 (질문 9개) / 지표 평가 (질문 6개) / 모니터링 계획 (질문 6개)]\
""")
    answers = await thread.answers()
    assert answers["objectives"] == snapshot(
        [
            {
                "id": "r1",
                "name": "정확도",
                "kind": "optimise",
                "metric": "accuracy",
                "unit": "%",
                "direction": "higher",
                "current": "72",
                "target": "90",
                "owner": ["U0MINJUN"],
            }
        ]
    )


async def test_every_kind_of_row_is_typed(world: World):
    thread = await began(world, "ana", "Menu helper", QUICK_EN)
    groups: dict[str, tuple[str, ...]] = {
        "causes_and_solutions": (
            "cause: long menu; fix: sort it; kind: content; start: yes; effect: high; owner: @ben",
        ),
        "objectives": (
            "name: Recall; kind: optimise; metric: recall; better: higher; now: 62%; target: 80%; owner: @ana",
            "name: Speed; kind: satisfice; metric: p95; better: lower; target: 100 ms; owner: me; review: 2 weeks",
        ),
        "stakeholders": (
            "who: Product; role: product; requirement: within 100 ms; hard or soft: hard",
            "who: Sales; role: sales; requirement: favour pricier places; hard or soft: soft; conflicts with: Product",
        ),
        "baselines": ("type: simple rule; objective: Recall; value: 31%; how: last month",),
        "hypotheses": ("hypothesis: too many dishes; data: order logs; status: supported",),
        "data_sources": ("name: orders; kind: internal; owner team: Platform; label: no; refresh: daily",),
        "latency_target": ("percentile: p95; at most: 100 ms; hard or soft: hard",),
        "risks": ("risk: export is cut; kind: data; likelihood: medium; impact: high; mitigation: a contract",),
        "metric_links": ("model metric: hit rate; business metric: visits; assumption: faster choice; measured: A/B",),
        "monitored_metrics": (
            "metric: acceptance; kind: business; limit: 25%; alarm when: below; what we do: the rule; owner: @ana",
        ),
    }
    for key, lines in groups.items():
        await thread.say("ana", f"go to {key}", *lines, "done")
    answers = await thread.answers()
    assert {key: answers.get(key) for key in groups} == snapshot(
        {
            "causes_and_solutions": [
                {
                    "id": "r1",
                    "cause": "long menu",
                    "solution": "sort it",
                    "kind": "content_ux",
                    "can_start_now": "yes",
                    "effect": "high",
                    "owner": ["U0BEN"],
                }
            ],
            "objectives": [
                {
                    "id": "r1",
                    "name": "Recall",
                    "kind": "optimise",
                    "metric": "recall",
                    "unit": "%",
                    "direction": "higher",
                    "current": "62",
                    "target": "80",
                    "owner": ["U0ANA"],
                },
                {
                    "id": "r2",
                    "name": "Speed",
                    "kind": "satisfice",
                    "metric": "p95",
                    "unit": "ms",
                    "direction": "lower",
                    "target": "100",
                    "owner": ["U0ANA"],
                    "review_every": 14,
                },
            ],
            "stakeholders": [
                {"id": "r1", "who": "Product", "role": "product", "requirement": "within 100 ms", "hardness": "hard"},
                {
                    "id": "r2",
                    "who": "Sales",
                    "role": "sales",
                    "requirement": "favour pricier places",
                    "hardness": "soft",
                    "conflicts_with": "r1",
                },
            ],
            "baselines": [{"id": "r1", "type": "heuristic", "objective": "r1", "value": "31", "how": "last month"}],
            "hypotheses": [{"id": "r1", "hypothesis": "too many dishes", "data": "order logs", "status": "supported"}],
            "data_sources": [
                {
                    "id": "r1",
                    "name": "orders",
                    "kind": "internal_db",
                    "owner_team": "Platform",
                    "has_label": "no",
                    "refresh": "daily",
                }
            ],
            "latency_target": [{"id": "r1", "percentile": "p95", "max_ms": "100", "hardness": "hard"}],
            "risks": [
                {
                    "id": "r1",
                    "risk": "export is cut",
                    "kind": "data",
                    "likelihood": "2",
                    "impact": "3",
                    "mitigation": "a contract",
                }
            ],
            "metric_links": [
                {
                    "id": "r1",
                    "model_metric": "hit rate",
                    "business_metric": "visits",
                    "assumption": "faster choice",
                    "measured_by": "ab_test",
                }
            ],
            "monitored_metrics": [
                {
                    "id": "r1",
                    "metric": "acceptance",
                    "kind": "business",
                    "limit": "25",
                    "direction": "below",
                    "action": "the rule",
                    "owner": ["U0ANA"],
                }
            ],
        }
    )


async def test_half_by_form_and_half_in_the_thread_by_three_people(world: World):
    thread = await began(world, "ana", "Menu helper", QUICK_EN)
    ana, ben, minjun = (world.person(name) for name in ("ana", "ben", "minjun"))
    await thread.click("ana", "Form")
    await ana.fill({"field:phenomenon": "Sales have fallen 18 percent since March.", "field:manual_work": "None"})
    await ana.submit()
    await world.settled()
    await thread.click("ben", "Join")
    await thread.say("ben", "cause: long menu; fix: sort it; kind: content; start: yes", "done")
    await thread.click("ben", "3. A friction point people meet often")
    await thread.click("minjun", "Form")
    assert minjun.view is not None
    await minjun.fill({"field:problem_clarity": "대체로 합의됐고 애매한 경우가 조금 있어요"})
    await minjun.submit()
    await world.settled()
    await thread.say("ben", "1, 3")
    assert ben.view is None
    assert thread.transcript == snapshot("""\
Groundwork: *Menu helper* · ML-1
  First-time guests cannot choose a dish because the menu is long.
  Stage: Intake · Owner: @ana · 14 of 29 answered
  Verdict: *Reconsider* — Nobody can measure yet how wrong an answer is.
  Impact 47.0 · Feasibility 71.7 · Priority 59.3 · Confidence 49.3 (Low) · provisional
  Next: answer the open question in the thread.
  [Join]
Groundwork: ☑️ Who has what problem? One or two plain sentences. → *First-time guests cannot choose a dish because the menu is long.* — @ana
ana: First-time guests cannot choose a dish because the menu is long. (white_check_mark)
Groundwork: ☑️ If this works, how big is the benefit over a year? → *Moves a product or department KPI* — @ana
ana: 4 (white_check_mark)
Groundwork: ☑️ Which way of working fits best? → *Improves something software already does* — @ana
ana: improves something (white_check_mark)
Groundwork: ☑️ Would a rule, a lookup table or simple statistics solve it? → *Partly: it helps but clearly falls short* — @ana
ana: partly (white_check_mark)
Groundwork: ☑️ What data do you have to learn from? → *Data with a close stand-in label* — @ana
ana: proxy (white_check_mark)
Groundwork: ☑️ What happens when one prediction is wrong? → *Nobody minds* — @ana
ana: nobody minds (white_check_mark)
Groundwork: ☑️ Is it right to let a model do this? → *Nobody could be harmed or treated unfairly* — @ana
ana: none (white_check_mark)
Groundwork: Thanks! Here is a first verdict. Answer 15 more questions to make it firm.
  Verdict: *Reconsider* — Something must change before this is worth starting.
  Impact 47.0 · Feasibility 71.7 · Priority 59.3 · Confidence 49.3 (Low) · provisional
  Quick win: Do it if it is nearly free; raise Impact with a flywheel.
  Signs that ML fits: 3 of 9
  ---
  • Nobody can measure yet how wrong an answer is.
        Which of these are true? → Data or experts already show a pattern, The pattern is too complex to write by hand
        Next step: Define what a good answer is and how to score it.
  • The question is not a prediction question.
        Which of these are true? → Data or experts already show a pattern, The pattern is too complex to write by hand
        Next step: Reframe: given what, estimate what? Or use another method.
  • New cases may not look like the past data.
        Which of these are true? → Data or experts already show a pattern, The pattern is too complex to write by hand
        Next step: Collect recent data that looks like real use, then compare.
  ⚑ Quick win available: sort it. Start it now, in parallel with the data work.
  ⚑ Provisional: most factors still use the typical value of the archetype.
  Raise Impact: close the data loop. With all three flywheel parts true, Impact would be 54.0.
  Largest lever: Readiness of the team, now 65.0. A better answer adds up to 5.3 to Feasibility.
  [Continue] [Score it too] [Later]
Groundwork: ☑️ What is happening right now, and since when? → *Sales have fallen 18 percent since March.* — @ana
Groundwork: 📝 Answers taken: 2 — @ana
  • What is happening right now, and since when? → *Sales have fallen 18 percent since March.*
  • How much complicated, repeated human work would it take over? → *None*
Groundwork: Welcome! What you type in the thread now counts as an answer. (only visible to ben)
ben: cause: long menu; fix: sort it; kind: content; start: yes (white_check_mark)
Groundwork: ☑️ List each cause and what could fix it. Include at least one fix without ML. → *1: long menu* — @ben
ben: done (white_check_mark)
Groundwork: ☑️ How badly does the product or the work need this? → *A friction point people meet often* — @ben
Groundwork: ☑️ Which of these are true? → *Data or experts already show a pattern, The pattern is too complex to write by hand* — @ben
Groundwork: 📝 Answers taken: 1 — @minjun
  • How clearly is the task defined? → *Mostly agreed, a few open cases*
ben: 1, 3 (white_check_mark)
Groundwork: Page 2 of 6 · Suitability · 2 of 5
  *How many predictions would it make?*
  Building costs are paid once; they pay off when many predictions are made.
  _Example: 1,000 to 100,000 a day (support tickets)_
  [1. A handful in total] [2. Up to 1,000 a month] [3. Up to 1,000 a day] [4. 1,000 to 100,000 a day] [5. More than 100,000 a day]
  [Don't know yet] [Back] [Help] [Form] [Ask someone]
Groundwork: The verdict is now *Reconsider*. Impact 47.0 · Feasibility 71.7 · Priority 59.3 · Confidence 49.3 (Low) · provisional\
""")
    assert said(await thread.project()) == snapshot(
        [
            ("U0ANA", "problem_statement", "First-time guests cannot choose a dish because the menu is long."),
            ("U0ANA", "value_size", "large"),
            ("U0ANA", "archetype", "software_2_0"),
            ("U0ANA", "simple_solution", "partly"),
            ("U0ANA", "label_status", "proxy"),
            ("U0ANA", "error_cost", "negligible"),
            ("U0ANA", "ethics_check", "none"),
            ("U0ANA", "phenomenon", "Sales have fallen 18 percent since March."),
            ("U0ANA", "manual_work", "none"),
            (
                "U0BEN",
                "causes_and_solutions",
                "[{'id': 'r1', 'cause': 'long menu', 'solution': 'sort it', 'kind': 'content_ux', 'can_start_now': 'yes'}]",
            ),
            ("U0BEN", "product_need", "friction"),
            ("U0MINJUN", "problem_clarity", "mostly"),
            ("U0BEN", "ml_conditions", "['pattern_complex', 'pattern_seen']"),
        ]
    )


async def test_two_people_fill_in_the_same_page_at_the_same_time(world: World):
    thread = await began(world, "ana", "Menu helper", QUICK_EN)
    ana, ben = world.person("ana"), world.person("ben")
    for name in ("ana", "ben"):
        await thread.click(name, "Form")
    await ana.fill({"field:phenomenon": "Sales have fallen 18 percent since March.", "field:manual_work": "None"})
    assert (await ana.submit()).errors == {}
    await world.settled()
    await ben.fill({"field:product_need": "A friction point people meet often"})
    assert (await ben.submit()).errors == {}
    await world.settled()
    answers = await thread.answers()
    assert answers["phenomenon"] == "Sales have fallen 18 percent since March."
    assert (answers["manual_work"], answers["product_need"]) == ("none", "friction")


def said(project: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Who answered what, and when in the order of things."""
    changes = [entry for entry in project["history"] if entry["what"] == "answer.changed"]
    return [(entry["by"], entry["subject"], str((entry["after"] or {}).get("value"))) for entry in changes]
