"""Weights: looked at by anybody, applied by the lead, taken back, told in the channel."""

import pytest
from inline_snapshot import snapshot

from flows.ranking.weights import PRESETS, Preset
from flows.scoring.priority import BALANCED, Weights
from storage.weights import changes_of, setting_of
from tests.boards import ANSWERS, boards, buttons, order, plain, press, shows, stored, whispered
from tests.portfolios import Kept
from tests.world import CHANNEL, World

TEAM, HERE = "T0ACME", "C0MLPROJECTS"
DATA_FIRST = PRESETS[Preset.DATA_FIRST]


@pytest.fixture
async def portfolio(world: World) -> World:
    """Ana leads the channel: the first project is hers. Which of the two is ahead hangs on the data."""
    await stored(
        world,
        [Kept("Menu helper", (80, 30, 60, 60, 60)), Kept("Table finder", (45, 90, 60, 60, 60), owner="U0MINJUN")],
    )
    return world


async def weights(world: World) -> Weights:
    found: Weights = (await world.read(lambda db: setting_of(db, TEAM, HERE))).weights
    return found


def said_in_channel(world: World) -> str:
    return plain(world.slack.messages(CHANNEL)[-1].text)


async def test_the_lead_looks_applies_and_takes_it_back(portfolio: World):
    await order(portfolio, "ana", "/ml board")
    (board,) = boards(portfolio)
    assert "Undo weights" not in buttons(board)

    assert await order(portfolio, "ana", "/ml weights") == snapshot("""\
Weights: Balanced (Impact 100 · Data 40 · Accuracy 25 · Difficulty 20 · Readiness 15)
Look at others: `/ml weights data first` or `/ml weights impact=80 data=20`. Only you see the preview.
[Presets] [My weights]\
""")
    assert await order(portfolio, "ana", "/ml weights data first") == snapshot("""\
*A look at other weights*, only for you: Data first (Impact 50 · Data 100 · Accuracy 10 · Difficulty 10 · Readiness 10)
Now: Balanced (Impact 100 · Data 40 · Accuracy 25 · Difficulty 20 · Readiness 15)
1. Table finder (ML-2) — now 2
2. Menu helper (ML-1) — now 1
Projects that change their place: 2.
[Apply for everybody] [Change the numbers]\
""")
    assert await weights(portfolio) == BALANCED

    assert await press(portfolio, "ana", "Apply for everybody") == snapshot(
        "Done: the board follows, and the channel knows."
    )
    assert said_in_channel(portfolio) == snapshot(
        "<@U0ANA> set the weights of this board: Data first (Impact 50 · Data 100 · Accuracy 10 · Difficulty 10 · Readiness 10). Projects that change their place: 2."
    )
    assert "1. Table finder" in (await shows(portfolio, "1. Table finder")).text
    assert "Undo weights" in buttons(board)
    assert await weights(portfolio) == DATA_FIRST

    assert await press(portfolio, "ana", "Undo weights", board) == snapshot("Done: the weights before count again.")
    assert said_in_channel(portfolio) == snapshot(
        "<@U0ANA> took the last change of weights back. They are again: Balanced (Impact 100 · Data 40 · Accuracy 25 · Difficulty 20 · Readiness 15). Projects that change their place: 2."
    )
    await shows(portfolio, "1. Menu helper")
    assert await weights(portfolio) == BALANCED
    assert await order(portfolio, "ana", "/ml weights undo") == snapshot("No change of weights is left to take back.")
    assert await order(portfolio, "ana", "/ml weights history") == snapshot("""\
*Changes of weights*: 2
• [date], <@U0ANA>: taken back, again Balanced (Impact 100 · Data 40 · Accuracy 25 · Difficulty 20 · Readiness 15)
• [date], <@U0ANA>: Data first (Impact 50 · Data 100 · Accuracy 10 · Difficulty 10 · Readiness 10)\
""")


async def test_in_korean(portfolio: World):
    await order(portfolio, "ana", "/ml settings lead @minjun")
    await order(portfolio, "minjun", "/ml 순위")
    assert await order(portfolio, "minjun", "/ml 가중치 영향도=20 데이터=80") == snapshot("""\
*다른 가중치로 보기*, 나에게만 보여요: 직접 정한 가중치 (영향도 20 · 데이터 80)
현재: 균형 (영향도 100 · 데이터 40 · 정확도 25 · 난이도 20 · 준비도 15)
1. Table finder (ML-2) — 현재 2위
2. Menu helper (ML-1) — 현재 1위
순위가 바뀌는 프로젝트: 2개.
[모두에게 적용] [숫자 바꾸기]\
""")
    assert await press(portfolio, "minjun", "모두에게 적용") == snapshot(
        "적용했어요. 순위표가 바뀌고 채널에도 알렸어요."
    )
    assert said_in_channel(portfolio) == snapshot(
        "<@U0MINJUN> 님이 이 순위표의 가중치를 정했어요: 직접 정한 가중치 (영향도 20 · 데이터 80). 순위가 바뀌는 프로젝트: 2개."
    )
    assert await order(portfolio, "minjun", "/ml 가중치 기록") == snapshot("""\
*가중치 변경 기록*: 1건
• [date], <@U0MINJUN>: 직접 정한 가중치 (영향도 20 · 데이터 80)\
""")
    assert await order(portfolio, "minjun", "/ml 가중치 되돌리기") == snapshot(
        "되돌렸어요. 이전 가중치가 다시 적용돼요."
    )
    assert said_in_channel(portfolio) == snapshot(
        "<@U0MINJUN> 님이 마지막 가중치 변경을 되돌렸어요. 다시 이렇게 적용돼요: 균형 (영향도 100 · 데이터 40 · 정확도 25 · 난이도 20 · 준비도 15). 순위가 바뀌는 프로젝트: 2개."
    )


async def test_only_the_lead_applies_and_undoes(portfolio: World):
    told = await order(portfolio, "ben", "/ml weights data first")
    assert "[Apply for everybody]" not in told
    # Ben presses what only Ana was offered.
    await order(portfolio, "ana", "/ml board")
    await order(portfolio, "ana", "/ml weights data first")
    assert await press(portfolio, "ana", "Apply for everybody")
    await shows(portfolio, "1. Table finder")
    assert await press(portfolio, "ben", "Undo weights", boards(portfolio)[-1]) == snapshot(
        "Only the lead of this channel changes its weights: <@U0ANA>. You can send them those that you have in mind."
    )
    assert await order(portfolio, "ben", "/ml weights undo") == snapshot(
        "Only the lead of this channel changes its weights: <@U0ANA>. You can send them those that you have in mind."
    )
    assert await weights(portfolio) == DATA_FIRST
    assert len(await portfolio.read(lambda db: changes_of(db, TEAM, HERE))) == 1


async def test_who_was_the_lead_when_the_preview_was_shown_may_not_be_any_more(portfolio: World):
    await order(portfolio, "ana", "/ml weights data first")
    preview = portfolio.slack.ephemerals("ana")[-1]
    await order(portfolio, "ana", "/ml settings lead @ben")
    await press(portfolio, "ana", "Apply for everybody", preview)
    assert (
        "Only the lead of this channel changes its weights: <@U0BEN>. You can send them those that you have in mind."
        in [message.text for message in portfolio.slack.ephemerals("ana")]
    )
    assert await weights(portfolio) == BALANCED


async def test_a_double_press_applies_once(portfolio: World):
    await order(portfolio, "ana", "/ml weights data first")
    preview = portfolio.slack.ephemerals("ana")[-1]
    ana = portfolio.person("ana")
    await ana.click("Apply for everybody", preview, wait=False)
    await ana.click("Apply for everybody", preview, wait=False)
    await portfolio.settled()
    assert len(await portfolio.read(lambda db: changes_of(db, TEAM, HERE))) == 1
    assert len([one for one in portfolio.slack.messages(CHANNEL) if "set the weights" in one.text]) == 1


async def test_two_sliders_and_all_six(portfolio: World):
    await order(portfolio, "ben", "/ml board")
    ben = portfolio.person("ben")
    opened = await ben.click("My weights", boards(portfolio)[-1])
    assert opened.view
    assert opened.view.title == "Weights"
    await ben.fill({"impact": "20", "feasibility": "80"})
    await ben.click("All six weights")
    assert {block: view_value(portfolio, block) for block in ("impact", "data", "confidence")} == {
        "impact": "20",
        "data": "32",
        "confidence": "0",
    }
    await ben.fill({"data": "100"})
    sent = await ben.submit()
    assert not sent.errors
    await portfolio.settled()
    assert whispered(portfolio, "ben") == snapshot("""\
*A look at other weights*, only for you: own weights (Impact 20 · Data 100 · Accuracy 20 · Difficulty 16 · Readiness 12)
Now: Balanced (Impact 100 · Data 40 · Accuracy 25 · Difficulty 20 · Readiness 15)
1. Table finder (ML-2) — now 2
2. Menu helper (ML-1) — now 1
Projects that change their place: 2.
[Change the numbers]\
""")
    assert await weights(portfolio) == BALANCED


def view_value(world: World, block: str) -> str:
    view = world.person("ben").view
    assert view
    (found,) = [one for one in view.blocks if one.get("block_id") == block]
    return str(found["element"]["initial_value"])


async def test_nothing_but_zeros_is_refused_where_it_stands(portfolio: World):
    await order(portfolio, "ben", "/ml board")
    ben = portfolio.person("ben")
    await ben.click("My weights", boards(portfolio)[-1])
    await ben.fill({"impact": "0", "feasibility": "0"})
    sent = await ben.submit()
    assert sent.errors == snapshot({"impact": "At least one weight has to be above 0."})


@pytest.mark.parametrize("typed", ["purple", "impact=101", "impact=80 colour=20", "impact=0", "impact=1 impact=2"])
async def test_what_cannot_be_read_gets_one_sentence(portfolio: World, typed: str):
    told = await order(portfolio, "ana", f"/ml weights {typed}")
    assert told
    assert "\n" not in told
    assert await weights(portfolio) == BALANCED


@pytest.mark.both
async def test_nothing_is_asked_or_scored_again(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", *ANSWERS[:-1])
    before, card, messages = await thread.project(), thread.card, len(thread.messages)
    await order(world, "ana", "/ml weights data first")
    await press(world, "ana", "Apply for everybody")
    assert (await thread.project(), thread.card, len(thread.messages)) == (before, card, messages)


async def test_weights_belong_to_a_channel(portfolio: World):
    assert await order(portfolio, "ana", "/ml weights data first", "dm") == snapshot(
        "That belongs to a channel. Type it there; here `/ml board` shows all projects that you may see."
    )
    await order(portfolio, "ana", "/ml weights data first")
    await press(portfolio, "ana", "Apply for everybody")
    assert (await portfolio.read(lambda db: setting_of(db, TEAM, "C0MLSECRET"))).weights == BALANCED


# --- who leads


async def test_the_lead_hands_the_channel_over(portfolio: World):
    assert "Lead: <@U0ANA>" in await order(portfolio, "ben", "/ml settings")
    assert await order(portfolio, "ben", "/ml settings lead @ben") == snapshot(
        "Only the lead of this channel names another one, or an admin of the workspace. Lead: <@U0ANA>. You can ask them to."
    )
    assert await order(portfolio, "ana", "/ml settings lead @minjun") == snapshot(
        "Done. The lead of this channel is now <@U0MINJUN>."
    )
    assert "리드: <@U0MINJUN>" in await order(portfolio, "minjun", "/ml 설정")
    assert await order(portfolio, "minjun", "/ml 설정 언어 영어") == snapshot(
        "바꿨어요. 이제 채널 전체에 쓰는 언어: English"
    )


async def test_an_admin_of_the_workspace_names_a_lead(portfolio: World):
    await order(portfolio, "ana", "/ml settings lead @ben")
    assert "<@U0MINJUN>" in await order(portfolio, "ana", "/ml settings lead @minjun")  # she administers the workspace
    assert "<@U0MINJUN>" in await order(portfolio, "ben", "/ml settings language korean")


async def test_the_language_of_the_channel_is_that_of_its_board(portfolio: World):
    await order(portfolio, "ana", "/ml settings language korean")
    await order(portfolio, "ana", "/ml board")
    assert boards(portfolio)[-1].text.startswith("*순위표*")
