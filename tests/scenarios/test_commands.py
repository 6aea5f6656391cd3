"""What people type behind /ml, and what they get."""

import pytest
from inline_snapshot import snapshot

from tests.world import World


@pytest.fixture
async def answered(world: World):
    async def ask(name: str, line: str, channel: str = "#ml-projects") -> str:
        answer = await world.person(name).command(line, channel=channel)
        await world.settled()
        assert answer.failure is None
        return answer.text

    return ask


async def test_help_in_both_languages(answered):
    assert await answered("ana", "/ml") == snapshot("""\
*Groundwork* gets a project's groundwork done before anyone trains a model: it asks in a thread, says whether ML is the right tool, and keeps every answer.
`/ml new [name]` — start a project in this channel
`/ml list` — the projects in this channel
`/ml show &lt;project&gt;` — one project: verdict, scores, next step
`/ml board` — the leaderboard, in the channel; `/ml board all` — all of it
`/ml weights` — what counts how much on the board
`/ml why &lt;project&gt;` — where its scores come from, line by line
`/ml score &lt;project&gt;` — a blind ballot: how each of you sees it
`/ml stage &lt;project&gt; [stage] [reason]` — where it is; move it on or back
`/ml result &lt;project&gt; [value]` — log a result, and read what it says
`/ml calibration` — how far estimates were off, for the lead
`/ml decide &lt;project&gt;` — the lead decides: accept, decline, defer, merge
`/ml review &lt;project&gt;` — say now how it is going
`/ml remind &lt;project&gt;` — how often people are asked about it
`/ml digest` — what changed in this channel, once a week
`/ml todo` — everything that waits for you
`/ml export [project]` — a file for you: charter, table or JSON
`/ml settings` — who leads this channel, and how it works
`/ml help` — this help
`/ml help recall` — what a term or a command means; `/ml help glossary` — all terms
In a project's thread just type your answers. Slack has no slash commands in threads: there, mention me with the same words. Help for a question: type `help` in its thread.\
""")
    assert await answered("ana", "/ml help") == await answered("ana", "/ml")
    assert await answered("minjun", "/ml 도움말") == snapshot("""\
*Groundwork* 봇은 모델을 학습하기 전에 ML 프로젝트의 기초를 다져요. 스레드에서 질문하고, ML이 맞는 도구인지 알려 주고, 모든 답변을 보관해요.
`/ml 새로 [이름]` — 이 채널에서 프로젝트를 시작해요
`/ml 목록` — 이 채널의 프로젝트를 보여 줘요
`/ml 보기 &lt;프로젝트&gt;` — 프로젝트 하나의 판정, 점수, 다음 할 일을 보여 줘요
`/ml 순위` — 이 채널에 순위표를 올려요, `/ml 순위 전체` — 모두 보여 줘요
`/ml 가중치` — 순위표에서 무엇이 얼마나 중요한지 보여 줘요
`/ml 왜 &lt;프로젝트&gt;` — 점수가 어디서 나왔는지 항목별로 보여 줘요
`/ml 평가 &lt;프로젝트&gt;` — 서로의 답을 보지 않고 각자 평가해요
`/ml stage &lt;프로젝트&gt; [단계] [이유]` — 지금 단계, 다음이나 이전 단계로 옮기기
`/ml result &lt;프로젝트&gt; [값]` — 결과를 기록하고 그 뜻을 읽어요
`/ml calibration` — 예측이 얼마나 벗어났는지(리드용)
`/ml 결정 &lt;프로젝트&gt;` — 리드의 결정: 수락, 거절, 연기, 병합
`/ml review &lt;프로젝트&gt;` — 지금 진행 상황을 알려 주기
`/ml remind &lt;프로젝트&gt;` — 얼마나 자주 진행 상황을 물을지
`/ml digest` — 이 채널에서 바뀐 것, 일주일에 한 번
`/ml 할일` — 나를 기다리는 일을 모두 보여 줘요
`/ml 내보내기 [프로젝트]` — 헌장, 표, JSON 파일을 받아요
`/ml settings` — 이 채널의 리드와 설정
`/ml 도움말` — 이 도움말을 보여 줘요
`/ml 도움말 재현율` — 용어나 명령을 설명해 줘요. 전체 용어는 `/ml 도움말 용어집`
프로젝트 스레드에서는 답을 그대로 입력하면 돼요. Slack 스레드에서는 슬래시 명령을 쓸 수 없으니, 저를 멘션하고 같은 말을 입력해 주세요. 질문에 대한 도움말은 스레드에 `도움말`이라고 입력하면 볼 수 있어요.\
""")


async def test_an_unknown_word_gets_the_nearest_command(answered):
    assert await answered("ana", "/ml shwo menu") == snapshot("I do not know “shwo”. Did you mean `/ml show`?")
    assert await answered("minjun", "/ml 목룍") == snapshot(
        "모르는 명령이에요: “목룍”. 혹시 `/ml 목록` 명령을 찾으셨나요?"
    )
    assert await answered("ana", "/ml <!channel> & co") == snapshot(
        "I do not know “&lt;!channel&gt;”. `/ml help` shows what I can do."
    )


@pytest.mark.both
async def test_lists_and_cards(world: World, answered):
    assert await answered("ana", "/ml list") == snapshot("No projects in this channel yet. `/ml new` starts one.")
    await world.start("ana", "/ml new Menu helper")
    await world.start("ana", "/ml new Menu planner")
    thread = await world.start("minjun", "/ml 새로 고객 문의 분류")
    await thread.say("minjun", "고객이 여러 부서를 거쳐야 해서 몇 시간씩 기다려요.", "1", "1", "1", "1", "1", "1")

    assert await answered("ana", "/ml list") == snapshot("""\
*Projects in this channel: 3*
*ML-3* 고객 문의 분류 · Intake · Do not use ML · Priority 49.1
*ML-1* Menu helper · Intake
*ML-2* Menu planner · Intake\
""")
    assert await answered("minjun", "/ml 목록") == snapshot("""\
*이 채널의 프로젝트: 3개*
*ML-3* 고객 문의 분류 · 등록 · ML 사용 안 함 · 우선순위 49.1
*ML-1* Menu helper · 등록
*ML-2* Menu planner · 등록\
""")
    assert await answered("ana", "/ml show ml-3") == snapshot("""\
*고객 문의 분류* · ML-3
고객이 여러 부서를 거쳐야 해서 몇 시간씩 기다려요.
Stage: Intake · Owner: <@U0MINJUN> · 8 of 8 answered
Verdict: *Do not use ML* — A rule, lookup or simple statistics already solves it.
Impact 21.0 · Feasibility 77.1 · Priority 49.1 · Confidence 32.3 (Low) · provisional
Next: Build the simple version and close the project here.
[Full card] [Charter] [Decide] [Join]\
""")
    assert await answered("ana", "/ml show menu") == snapshot("""\
Which one? Type `/ml show` with its key.
*ML-1* Menu helper · Intake
*ML-2* Menu planner · Intake\
""")
    assert await answered("ana", "/ml show Menu helper") == snapshot("""\
*Menu helper* · ML-1
Stage: Intake · Owner: <@U0ANA> · 1 of 8 answered
Next: answer the open question in the thread.
[Full card] [Charter] [Decide]\
""")
    assert await answered("ana", "/ml show nothing like it") == snapshot(
        "No project here goes by “nothing like it”. `/ml list` shows them all."
    )


async def test_a_channel_never_shows_the_projects_of_another(world: World, answered):
    await world.start("ana", "/ml new Hidden plan", channel="#ml-secret")

    assert "Hidden" not in await answered("ben", "/ml list")
    assert "Hidden" not in await answered("ben", "/ml show ML-1")


async def test_where_the_bot_is_not_it_says_how_to_invite_it_and_nothing_is_lost(world: World, answered):
    await answered("ana", "/ml new Menu helper", "#general")

    assert world.slack.ephemerals("ana")[-1].text == snapshot("""\
I am not in <#C0GENERAL> yet. Type `/invite @Groundwork` there, then press the button. Menu helper (ML-1) is saved and waits for you.
[Try again]\
""")
    await world.person("ana").invite("groundwork", "#general")
    await world.person("ana").click("Try again")
    await world.settled()

    assert len(world.cards("#general")) == 1
    assert "Who has what problem?" in world.slack.transcript("#general")


async def test_a_name_that_cannot_be_used_is_refused_with_one_sentence(world: World, answered):
    assert await answered("ana", "/ml new 42") == snapshot(
        "I cannot use that name yet. That is a little short; please write at least 3 characters. You can also type just `/ml new`; I ask for the name then."
    )
    assert await answered("ana", f"/ml new {'x' * 200}") == snapshot(
        "I cannot use that name yet. That is 200 characters; please keep it to 80. You can also type just `/ml new`; I ask for the name then."
    )
    assert world.cards() == []


async def test_the_same_name_twice_is_allowed_and_noticed(answered):
    assert await answered("ana", "/ml new Menu helper") == ""
    assert await answered("ben", "/ml new menu HELPER") == snapshot(
        "Started. There is already a project called menu HELPER here (ML-1); to rename yours, press Back in its thread."
    )


async def test_a_direct_message_takes_the_same_words(world: World):
    await world.person("ana").say("help")
    await world.settled()

    assert world.slack.direct("ana")[-1].text.startswith("*Groundwork* gets")


async def test_a_mention_in_the_channel_takes_the_same_words(world: World):
    await world.person("ana").say(f"{world.slack.mention} new Menu helper", channel="#ml-projects")
    await world.settled()

    assert len(world.cards()) == 1
