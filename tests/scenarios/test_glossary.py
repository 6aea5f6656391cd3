"""Terms explained, and questions gone to, as people see it."""

import pytest
from inline_snapshot import snapshot

from tests.world import Thread, World

PROBLEM = "First-time guests cannot choose a dish because the menu is long."
PROBLEM_KO = "고객이 여러 부서를 거쳐야 해서 몇 시간씩 기다려요."


@pytest.fixture
async def answered(world: World):
    async def ask(name: str, line: str) -> str:
        answer = await world.person(name).command(line, channel="#ml-projects")
        await world.settled()
        assert answer.failure is None
        return answer.text

    return ask


def whispered(world: World, name: str) -> list[str]:
    return [message.text for message in world.slack.ephemerals(name)]


def latest(thread: Thread) -> str:
    """What stands last in the thread, for everybody."""
    return thread.transcript[thread.transcript.rindex("\nGroundwork: ") + 1 :]


async def test_a_command_explains_a_term_in_the_language_of_whoever_asks(answered):
    assert await answered("ana", "/ml help recall") == snapshot("""\
*Recall* · 재현율
Of those there were, the share that was found.
All terms: `/ml help glossary`\
""")
    assert await answered("minjun", "/ml 도움말 재현율") == snapshot("""\
*재현율* · Recall
실제 있는 것 중 찾아낸 비율이에요.
전체 용어: `/ml 도움말 용어집`\
""")
    assert await answered("minjun", "/ml help drift") == snapshot("""\
*데이터 분포 시프트(드리프트)* · Data distribution shift (drift)
실제 데이터가 학습 데이터와 달라지는 현상이에요.
전체 용어: `/ml 도움말 용어집`\
""")
    assert await answered("ana", "/ml help 손실 함수") == snapshot("""\
*Objective (loss) function* · 목적 함수·손실 함수
The number training tries to make small.
All terms: `/ml help glossary`\
""")


async def test_what_fits_several_or_none_gets_names(answered):
    assert await answered("ana", "/ml help data") == snapshot("""\
“data” fits several terms:
• *Data flywheel* · 데이터 플라이휠
• *Data loop* · 데이터 루프
• *Data availability* · 데이터 가용성
• *Data reliability* · 데이터 신뢰성
• *Data consistency* · 데이터 정합성
• *Data distribution shift (drift)* · 데이터 분포 시프트(드리프트)
• *Data poisoning* · 데이터 오염(중독)
All terms: `/ml help glossary`\
""")
    assert await answered("ana", "/ml help reccal") == snapshot("""\
I know no term called “reccal”. The nearest:
• *Recall* · 재현율
All terms: `/ml help glossary`\
""")
    assert await answered("ana", "/ml help <!channel> & co") == snapshot("""\
I know no term called “&lt;!channel&gt; &amp; co”.
All terms: `/ml help glossary`\
""")
    assert await answered("minjun", "/ml 도움말 학습") == snapshot("""\
*학습 데이터* · Training set
모델이 배우는 데이터예요.
전체 용어: `/ml 도움말 용어집`\
""")
    assert await answered("minjun", "/ml 도움말 재헌율") == snapshot("""\
용어집에 없는 말이에요: “재헌율”. 가장 비슷한 용어예요:
• *재현율* · Recall
전체 용어: `/ml 도움말 용어집`\
""")
    assert await answered("minjun", "/ml 도움말 뿅뿅") == snapshot("""\
용어집에 없는 말이에요: “뿅뿅”
전체 용어: `/ml 도움말 용어집`\
""")


async def test_commands_are_explained(answered):
    assert await answered("ana", "/ml help new") == snapshot("""\
`/ml new [name]` starts a project: I post its card in the channel and ask eight short questions in the card's thread. Without a name I ask for one first. Example: `/ml new Menu helper`
Can be typed as: `/ml new`, `/ml start`, `/ml 새로`, `/ml 시작`\
""")
    assert await answered("minjun", "/ml 도움말 보기") == snapshot("""\
`/ml 보기 &lt;프로젝트&gt;`는 프로젝트 하나의 카드를 보여 줘요. 판정, 점수, 다음 할 일이 있어요. 키나 이름, 이름의 앞부분으로 찾을 수 있어요. 예: `/ml 보기 ML-12`
이렇게도 입력할 수 있어요: `/ml show`, `/ml 보기`\
""")
    assert await answered("ana", "/ml help help") == snapshot("""\
`/ml help` shows what I can do. With a word behind it I explain that word: a command, as in `/ml help new`, or a term, as in `/ml help recall`. `/ml help glossary` lists all terms.
Can be typed as: `/ml help`, `/ml ?`, `/ml 도움말`\
""")


async def test_the_whole_glossary(answered):
    assert await answered("ana", "/ml help glossary") == snapshot("""\
Terms I can explain: 121. Type `/ml help` and one of them.
• A/B test • Accuracy requirement • Adversarial attack • Autonomous system • Avoidable bias / variance • Baseline • Batch prediction • Benchmark data set • Bias (unfairness) • Business metric / KPI • Business model • Calibration • Canary release • Class imbalance • Cold start • Confidence • Constraint • Continual learning • Cost drivers • Data availability • Data consistency • Data distribution shift (drift) • Data flywheel • Data loop • Data poisoning • Data reliability • Decision threshold • Decoupling objectives • Dummy model • Edge device • Ensemble • Enterprise / consumer ML • F1 score • Fairness • False negative • False positive • Feasibility • Feedback loop length • Few-shot learning • Flat-earth ML • Gate • Generalisation • Goal • Guardrail • Hard / soft requirement • Human-in-the-loop (HITL) • Human-level performance • Hypothesis • Impact • Interpretability • Iteration • Label • Labelling • Latency • Legacy system • Lookup table • Machine learning (ML) • Metric • Minimum viable product (MVP) • ML system • ML system design
• ML test score • MLOps • Model card • Monitoring • Multi-objective optimisation • Natural label • Objective • Objective (loss) function • Online prediction • Optimising metric • Out of distribution (OOD) • Outer loop • Overfitting • Pareto front • Percentile (p90, p95, p99) • Phenomenon • Pilot • Precision • Priority score • Privacy • Problem definition • Problem difficulty • Project charter • Project lifecycle • Prototype • Quick win • Recall • Regression test • Regularisation • Responsible AI • Retraining • Review cadence • RICE • RMSE • Rollback • Root cause • Rule-based solution • Satisficing (threshold) metric • Self-supervised learning • Sensitivity • Shadow mode • Slice • Software 2.0 • Stakeholder • Staleness • Stand-in (proxy) label • State of the art (SOTA) • Technical debt • Test set • Throughput • Trade-off • Training set • Underfitting • Validation set • Value proposition • Verdict • Weak supervision • Weights (alpha, beta) • Zero-rule baseline • Zero-shot learning\
""")
    assert await answered("minjun", "/ml 도움말 용어집") == snapshot("""\
설명할 수 있는 용어는 121개예요. `/ml 도움말` 뒤에 용어를 입력해 주세요.
• A/B 테스트 • F1 점수 • ML 시스템 설계 • ML 테스트 점수 • MLOps(엠엘옵스) • RICE • RMSE(평균 제곱근 오차) • 가드레일(안전장치) • 가설 • 가중치(알파·베타) • 가치 제안 • 개인정보 보호 • 검증 데이터 • 공정성 • 과소적합 • 과적합 • 관문(게이트) • 규제(정규화) • 규칙 기반(룰베이스) • 근본 원인 • 기술 부채 • 기업용 / 소비자용 ML • 기준 충족 지표 • 다중 목적 최적화 • 데이터 가용성 • 데이터 루프 • 데이터 분포 시프트(드리프트) • 데이터 신뢰성 • 데이터 오염(중독) • 데이터 정합성 • 데이터 플라이휠 • 라벨링 • 레거시 시스템 • 레이블(라벨) • 레이턴시(지연 시간) • 롤백 • 머신러닝 • 머신러닝 시스템 • 모니터링 • 모델 카드 • 목적 분리 • 목적 함수·손실 함수 • 목표(골) • 문제 난이도 • 문제 정의 • 미탐(거짓 음성) • 민감도 • 바깥쪽 순환 • 반복 • 배치 예측 • 백분위수(p90·p95·p99) • 베이스라인(기준선) • 벤치마크 데이터셋 • 보정 • 분포 외(OOD) • 비용 요인 • 비즈니스 모델 • 비즈니스 지표·KPI • 빠른 개선 • 사람 수준 성능 • 섀도 모드
• 세부 목표 • 세부 집단(슬라이스) • 소프트웨어 2.0 • 스루풋(처리량) • 신뢰도 • 실현 가능성 • 앙상블 • 약지도 학습 • 에지 디바이스 • 연속 학습 • 영향도(임팩트) • 오래됨(방치) • 오탐(거짓 양성) • 온라인 예측 • 요구 정확도 • 우선순위 점수 • 유사 레이블 • 이해관계자 • 일반화 • 자기지도 학습 • 자연 레이블 • 자율 시스템 • 재학습 • 재현율 • 적대적 공격 • 점검 주기 • 정밀도 • 제로 룰 • 제로샷 학습 • 제약 조건 • 조회 테이블 • 지표 • 책임 있는 AI • 최고 수준(SOTA) • 최소 기능 제품(MVP) • 최적화 지표 • 카나리 배포 • 콜드 스타트 • 클래스 불균형 • 트레이드오프 • 파레토 프런트 • 파일럿 • 판단 임계값 • 판정 • 편향 • 편향·분산 • 평가(테스트) 데이터 • 평면 지구 ML • 퓨샷 학습 • 프로젝트 수명 주기 • 프로젝트 헌장 • 프로토타입 • 피드백 루프 길이 • 필수 / 희망 요구 • 학습 데이터 • 해석 가능성 • 허수아비 모델 • 현상 • 회귀 테스트 • 휴먼인더루프\
""")


@pytest.mark.both
async def test_a_direct_message_takes_the_same_words(world: World):
    await world.person("ana").say("help recall")
    await world.settled()

    assert world.slack.direct("ana")[-1].text == snapshot("""\
*Recall* · 재현율
Of those there were, the share that was found.
All terms: `/ml help glossary`\
""")


async def test_terms_in_a_thread_are_explained_privately_and_answer_nothing(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    before = await thread.answers()

    await thread.say("ana", "help recall", "help glossary")
    await thread.say("ben", f"{world.slack.mention} help preci", "help recall")
    await thread.say("ana", "도움말 정밀도")

    assert await thread.answers() == before
    assert whispered(world, "ana")[0] == snapshot("""\
*Recall* · 재현율
Of those there were, the share that was found.
All terms: `help glossary`\
""")
    assert len(whispered(world, "ana")) == 3
    assert whispered(world, "ana")[2] == snapshot("""\
*정밀도* · Precision
맞다고 한 것 중 실제로 맞은 비율이에요.
전체 용어: `도움말 용어집`\
""")
    assert whispered(world, "ben") == snapshot(
        [
            """\
*Precision* · 정밀도
Of those flagged, the share that was right.
All terms: `help glossary`\
"""
        ]
    )


async def test_where_words_are_the_answer_help_with_more_behind_it_is_an_answer(world: World):
    thread = await world.start("ana", "/ml new Menu helper")

    await thread.say("ana", "help guests choose a dish before the kitchen closes")

    assert (await thread.answers())["problem_statement"] == "help guests choose a dish before the kitchen closes"


async def test_where_an_option_is_the_answer_a_slip_gets_the_nearest_term(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", PROBLEM)

    await thread.say("ana", "help reccal", "help list")

    assert whispered(world, "ana") == snapshot(
        [
            """\
I know no term called “reccal”. The nearest:
• *Recall* · 재현율
All terms: `help glossary`\
""",
            """\
`/ml list` shows you the projects of the channel, each with its stage, verdict and priority, best first. A stage, a verdict, `@somebody` or `me` behind it shows only those; `/ml list all` shows the projects of all channels that you may see.
Can be typed as: `/ml list`, `/ml 목록`\
""",
        ]
    )
    assert "value_size" not in await thread.answers()


async def test_help_for_a_question_explains_its_terms(world: World):
    english = await world.start("ana", "/ml new Menu helper")
    korean = await world.start("minjun", "/ml 새로 고객 문의 분류")
    await english.say("ana", PROBLEM, "large", "2", "skip", "don't know")
    await korean.say("minjun", PROBLEM_KO, "1", "2", "모름")

    await english.say("ana", "go to label_status")
    await english.click("ana", "Help")
    await korean.say("minjun", "도움말")

    assert whispered(world, "ana")[-1] == snapshot("""\
*What data do you have to learn from?*
A stand-in label is a signal close to what you want, such as skips instead of 'disliked'.
_Example: Data with a close stand-in label (song plays and skips)_
Terms used here:
• *Stand-in (proxy) label* — A signal close to the wanted answer.
• *Label* — The right answer attached to an example.
💡 Good to know: No data yet? Let a rule or a person answer first; record everything.
Type an answer, an option's number or its first letters. You can also type `back`, `skip`, `don't know`, `undo`, `pause`, `resume`, `status`, `why`, `cancel` or `help`; `go to` and a question's first words puts that question here again; `help` and a word such as `recall` tells what it means.
A message that starts with `//` or `(` is talk between you, not an answer. Edit your own message to change an answer; delete it to take the answer back.\
""")
    assert whispered(world, "minjun")[-1] == snapshot("""\
*규칙, 조회 테이블, 간단한 통계로 풀 수 있나요?*
간단한 방법부터 시작해요. 규칙만으로 효과가 크면 그것부터 내보내세요.
_예: 네, 완전히 해결돼요(우편번호 표로 주소를 지역별로 정렬)_
여기에 나오는 용어:
• *조회 테이블* — 답을 바로 찾을 수 있는 표예요.
💡 알아 두면 좋아요: 우편번호 정렬에는 모델이 아니라 표가 필요해요.
답을 그대로 입력하거나, 선택지의 번호나 앞 글자를 입력해 주세요. `뒤로`, `건너뛰기`, `모름`, `되돌리기`, `일시정지`, `계속`, `상태`, `왜`, `취소`, `도움말`도 입력할 수 있어요. `이동` 뒤에 질문의 앞부분을 적으면 그 질문으로 가고, `도움말` 뒤에 `재현율` 같은 말을 적으면 뜻을 알려 드려요.
`//`나 `(`로 시작하는 메시지는 답변이 아니라 여러분끼리의 대화로 볼게요. 내 메시지를 수정하면 답변이 바뀌고, 삭제하면 답변이 취소돼요.\
""")


async def test_go_to_puts_a_question_on_the_table_again(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", PROBLEM, "large")

    await thread.say("ana", "go to benefit")
    assert latest(thread) == snapshot("""\
Groundwork: 3 of 8 · Problem definition
  *If this works, how big is the benefit over a year?*
  Think of money earned, cost saved or time freed - not how interesting it is.
  _Example: Moves a product or department KPI (repeat visits)_
  Answered: *Moves a product or department KPI* — a new answer replaces it.
  [1. No benefit we can name] [2. Nice to have, hard to see in a number] [3. Moves one team's number] [4. Moves a product or department KPI] [5. Moves a company-level number]
  [Don't know yet] [Back] [Keep it] [Help] [Form] [Ask someone]\
""")
    await thread.say("ana", "very large", "edit PD-01", "Menu guide")

    assert await thread.answers() == snapshot(
        {
            "problem_statement": "First-time guests cannot choose a dish because the menu is long.",
            "project_name": "Menu guide",
            "value_size": "very_large",
        }
    )
    assert thread.transcript == snapshot("""\
Groundwork: *Menu guide* · ML-1
  First-time guests cannot choose a dish because the menu is long.
  Stage: Intake · Owner: @ana · 3 of 8 answered
  Next: answer the open question in the thread.
  [Join]
Groundwork: ☑️ Who has what problem? One or two plain sentences. → *First-time guests cannot choose a dish because the menu is long.* — @ana
ana: First-time guests cannot choose a dish because the menu is long. (white_check_mark)
ana: large
ana: go to benefit
Groundwork: ☑️ If this works, how big is the benefit over a year? → *Moves a company-level number* — @ana
ana: very large (white_check_mark)
ana: edit PD-01
Groundwork: ☑️ What should we call this project? → *Menu guide* — @ana
ana: Menu guide (white_check_mark)
Groundwork: 4 of 8 · Archetype
  *Which way of working fits best?*
  It decides what to plan for: proof of improvement, the person in the loop, or the failure rate.
  _Example: Helps a person, who checks the result (it suggests a department, an agent confirms)_
  [1. Improves something software already does] [2. Helps a person, who checks the result] [3. Acts on its own, rarely checked]
  [Don't know yet] [Back] [Help] [Form] [Ask someone]\
""")


async def test_go_to_in_korean(world: World):
    thread = await world.start("minjun", "/ml 새로 고객 문의 분류")
    await thread.say("minjun", PROBLEM_KO, "1", "이동 이득")

    assert latest(thread) == snapshot("""\
Groundwork: 8개 중 3번째 · 문제 정의
  *잘 되면 1년 동안 얼마나 큰 이득이 있을까요?*
  얼마나 흥미로운지가 아니라 매출, 비용 절감, 시간 절약으로 생각해 주세요.
  _예: 제품이나 부서 KPI를 움직여요(재방문율)_
  지금 답변: *뚜렷한 이득이 없어요* — 새로 답하면 바뀌어요.
  [1. 뚜렷한 이득이 없어요] [2. 있으면 좋지만 숫자로는 안 보여요] [3. 한 팀의 숫자를 움직여요] [4. 제품이나 부서 KPI를 움직여요] [5. 회사 전체 숫자를 움직여요]
  [아직 모르겠어요] [뒤로] [그대로 두기] [도움말] [양식] [다른 사람에게 묻기]\
""")
    await thread.say("minjun", "이동 윤리", "이동 무엇")
    assert whispered(world, "minjun") == snapshot([])


async def test_a_question_that_is_not_there_gets_one_private_sentence(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", PROBLEM)
    before = await thread.answers()

    await thread.say("ana", "go to valeu size", "go to wh", "edit <!here> & all", "go to hard_traits")

    assert await thread.answers() == before
    assert whispered(world, "ana") == snapshot(
        [
            """\
I find no question called “valeu size”. The nearest:
`go to value_size` — If this works, how big is the benefit over a year?\
""",
            """\
“wh” can be several questions:
`go to project_name` — What should we call this project?
`go to problem_statement` — Who has what problem? One or two plain sentences.
`go to archetype` — Which way of working fits best?
`go to label_status` — What data do you have to learn from?
`go to error_cost` — What happens when one prediction is wrong?\
""",
            "I find no question called “&lt;!here&gt; &amp; all”. Type `go to` and how the question begins.",
        ]
    )


async def test_a_finished_interview_goes_back_to_a_question_too(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", PROBLEM, "large", "2", "1", "1", "1", "1")

    await thread.say("ana", "go to lunch?", "go to the archetype", "go to archetype")

    assert latest(thread) == snapshot("""\
Groundwork: 4 of 8 · Archetype
  *Which way of working fits best?*
  It decides what to plan for: proof of improvement, the person in the loop, or the failure rate.
  _Example: Helps a person, who checks the result (it suggests a department, an agent confirms)_
  Answered: *Helps a person, who checks the result* — a new answer replaces it.
  [1. Improves something software already does] [2. Helps a person, who checks the result] [3. Acts on its own, rarely checked]
  [Don't know yet] [Back] [Keep it] [Help] [Form] [Ask someone]\
""")
    await thread.say("ana", "3")
    assert (await thread.answers())["archetype"] == "autonomous"


async def test_talk_in_a_pause_stays_talk(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", "pause", "help me carry this", "go to the kitchen", "edit it later")

    assert whispered(world, "ana") == []
    assert (await thread.project())["answers"] == {"project_name": "Menu helper"}
