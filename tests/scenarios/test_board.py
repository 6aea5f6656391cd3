"""The leaderboard: posted in the channel, kept up to date there, looked through privately."""

import pytest
from inline_snapshot import snapshot

from bot.views.board import PAGE
from sandbox.standin import StandIn
from storage.boards import find_board
from tests.boards import (
    ANSWERS,
    SECONDS,
    beat,
    boards,
    buttons,
    is_pictured,
    order,
    pictured,
    plain,
    press,
    shows,
    stored,
    whispered,
)
from tests.portfolios import Kept
from tests.world import CHANNEL, World, playing

SECRET = "#ml-secret"


@pytest.fixture
async def portfolio(world: World) -> World:
    """Three projects in the channel, one of them without a place; one in a private channel; one elsewhere."""
    await stored(
        world,
        [
            Kept("Menu helper", (70, 60), archetype="human_in_the_loop"),
            Kept("Table finder", (40, 80), owner="U0BEN", archetype="software_2_0"),
            Kept("Lookup", (20, 20), verdict="do_not_use_ml"),
            Kept("Tip guess", (90, 90), channel="C0MLSECRET"),
            Kept("Seat plan", (30, 30), channel="C0GENERAL", owner="U0BEN"),
        ],
    )
    return world


@pytest.mark.both
async def test_a_board_in_english(world: World):
    await (await world.start("ana", "/ml new Menu helper")).say("ana", *ANSWERS[:-1])
    await (await world.start("ben", "/ml new Table finder")).say("ben", ANSWERS[0], "1", "1", "2", "1", "2", "2")

    assert await order(world, "ana", "/ml board") == ""

    board = await pictured(world)
    assert buttons(board) == ["Presets", "My weights", "Why", "Show all"]
    told = world.slack.transcript(CHANNEL).split("ana: /ml board\n")[1]
    assert plain(told) == snapshot("""\
Groundwork: *Leaderboard* — projects with a place: 2
  # | Project | Priority | Impact | Feasibility | Verdict | Confidence | Since last week
  ★ 1 | ML-1 Menu helper | 47.8 | 46.5 | 49.0 | Go, rules first | ○ Low | –
  ★ 2 | ML-2 Table finder | 47.1 | 21.0 | 73.2 | Reconsider | ○ Low | –
  <image: Impact and feasibility of projects: 2. Quick win (1): Table finder. Park (1): Menu helper. No other project beats on both: Menu helper, Table finder.>
  Close call: Menu helper (ML-1) and Table finder (ML-2) swap when Impact goes down 5.3%.
  ★ no other project beats it on both impact and feasibility · slanted: provisional, most of it still rests on what is usual for its kind
  Weights: Balanced (Impact 100 · Data 40 · Accuracy 25 · Difficulty 20 · Readiness 15)
  Rank is a reason to talk, not a result.
  [Presets ▾ Balanced / Impact first / Easy first / Data first / Low risk / Well known] [My weights] [Why ▾ ML-1 Menu helper / ML-2 Table finder] [Show all]\
""")
    assert plain(board.text) == snapshot("""\
*Leaderboard* — projects with a place: 2
1. Menu helper (ML-1) — Priority 47.8, Impact 46.5, Feasibility 49.0, Go, rules first, confidence Low, provisional, ★
2. Table finder (ML-2) — Priority 47.1, Impact 21.0, Feasibility 73.2, Reconsider, confidence Low, provisional, ★
Impact and feasibility of projects: 2. Quick win (1): Table finder. Park (1): Menu helper. No other project beats on both: Menu helper, Table finder.
Close call: Menu helper (ML-1) and Table finder (ML-2) swap when Impact goes down 5.3%.
★ no other project beats it on both impact and feasibility · slanted: provisional, most of it still rests on what is usual for its kind
Weights: Balanced (Impact 100 · Data 40 · Accuracy 25 · Difficulty 20 · Readiness 15)
Rank is a reason to talk, not a result.
[Presets] [My weights] [Why] [Show all]\
""")


async def test_a_board_in_korean(world: World):
    problem = "고객이 여러 부서를 거쳐야 해서 몇 시간씩 기다려요."
    await (await world.start("minjun", "/ml 새로 고객 문의 분류")).say("minjun", problem, "3", "2", "2", "1", "2", "2")
    await stored(world, [Kept("메뉴 도우미", (20, 20), verdict="do_not_use_ml")])

    assert await order(world, "jiwoo", "/ml 순위") == ""

    board = await pictured(world)
    assert plain(board.text) == snapshot("""\
*순위표* — 순위가 있는 프로젝트 1개
1. 고객 문의 분류 (ML-1) — 우선순위 51.4, 영향도 46.5, 실현 가능성 56.2, 규칙부터 진행, 신뢰도 낮음, 예비 판정, 신규, ★
프로젝트 1개의 영향도와 실현 가능성이에요. 빠른 성과 (1): 고객 문의 분류. 다른 어떤 프로젝트도 두 축 모두 앞서지 못해요: 고객 문의 분류.
★ 두 축 모두 앞서는 프로젝트가 없어요 · 기울임: 예비 점수예요. 아직 유형별 일반값에 많이 기대고 있어요
가중치: 균형 (영향도 100 · 데이터 40 · 정확도 25 · 난이도 20 · 준비도 15)
순위는 이야기의 출발점이지 결론이 아니에요.
*지난주 이후 바뀐 순위*
• 고객 문의 분류 (ML-1): 이제 1위 — 새로 올라왔어요
*순위 없이 보류*
• 메뉴 도우미 (ML-2) — ML 사용 안 함
[프리셋] [내 가중치] [왜] [전체 보기]\
""")


async def test_a_board_of_nothing_says_how_to_begin_and_has_no_picture(world: World):
    await order(world, "ana", "/ml board")
    (board,) = boards(world)
    assert board.text == snapshot("*Leaderboard* — no project has a place yet. `/ml new` starts one.")
    await beat(world, minutes=1)
    assert not is_pictured(board)
    assert world.slack.calls("files.getUploadURLExternal") == []


async def test_what_changes_together_is_one_update_of_the_same_message(world: World):
    thread = await world.start("ana", "/ml new Menu helper")
    await thread.say("ana", *ANSWERS[:-1])
    await order(world, "ana", "/ml board")
    board = await pictured(world)
    assert "Impact 46.5" in board.text

    def updates() -> list[str]:
        return [one.request["text"] for one in world.slack.calls("chat.update") if one.request["ts"] == board.ts]

    before = len(updates())
    await thread.say("ana", "go to value_size", "4", "go to label_status", "1", "go to error_cost", "1")
    await beat(world, seconds=4)
    await shows(world, "Impact 54.0")
    assert boards(world) == [board]
    assert len(updates()) == before + 1


async def test_the_newest_board_is_the_live_one(portfolio: World):
    await order(portfolio, "ana", "/ml board")
    await pictured(portfolio)
    await order(portfolio, "ben", "/ml board")
    await pictured(portfolio)

    old, new = boards(portfolio)
    assert (buttons(old), "This board no longer changes" in old.text) == ([], True)
    assert buttons(new)
    await stored(portfolio, [Kept("Late comer", (99, 99))])
    await beat(portfolio, seconds=4)
    assert "Late comer" in (await shows(portfolio, "Late comer")).text
    assert "Late comer" not in old.text


async def test_where_the_bot_is_not_it_says_privately_how_to_invite_it(world: World):
    await order(world, "ana", "/ml board", "#general")
    assert whispered(world, "ana") == snapshot(
        "I am not in <#C0GENERAL> yet, so I cannot post its board. Type `/invite @Groundwork` there, then `/ml board` again."
    )
    assert boards(world, "#general") == []
    await world.person("ana").invite("groundwork", "#general")
    await order(world, "ana", "/ml board", "#general")
    assert len(boards(world, "#general")) == 1


async def test_a_board_that_was_due_when_the_process_ended_is_shown_by_the_next(slack: StandIn, database_url: str):
    async with playing(slack, database_url) as world:
        await stored(world, [Kept("Menu helper", (70, 60))])
        await order(world, "ana", "/ml board")
        await pictured(world)
        await stored(world, [Kept("Late comer", (99, 99))])
        (board,) = boards(world)
        assert "Late comer" not in board.text
    async with playing(slack, database_url) as world:
        await beat(world, seconds=4)
        assert (await shows(world, "Late comer")).ts == board.ts


# --- the picture


async def test_the_picture_says_in_words_what_it_shows(portfolio: World):
    await order(portfolio, "ana", "/ml board")
    board = await pictured(portfolio)
    (image,) = [block for block in board.blocks if block["type"] == "image"]
    assert image["alt_text"] == snapshot(
        "Impact and feasibility of projects: 2. Do first (1): Menu helper. Quick win (1): Table finder. No other project beats on both: Menu helper, Table finder."
    )
    assert image["alt_text"] in board.text
    file = portfolio.slack.files.find(image["slack_file"]["id"])
    assert file is not None
    assert file.content is not None
    assert file.content.startswith(b"\x89PNG")
    assert (file.complete, file.alt_text, file.shares) == (True, image["alt_text"], {})


async def test_the_picture_is_drawn_anew_when_that_can_be_seen_but_not_at_once(portfolio: World):
    await order(portfolio, "ana", "/ml board")
    await pictured(portfolio)

    def uploads() -> int:
        return len(portfolio.slack.calls("files.completeUploadExternal"))

    async def waits() -> bool:
        live = await portfolio.read(lambda db: find_board(db, "T0ACME", "C0MLPROJECTS"))
        return live.draw_at is not None

    assert uploads() == 1
    await stored(portfolio, [Kept("Grows slowly", (50, 50))])
    await beat(portfolio, seconds=4)
    await shows(portfolio, "Grows slowly")
    assert await waits()  # it waits until half a minute after the first
    assert uploads() == 1
    await beat(portfolio, seconds=40)
    await portfolio.slack.until(lambda: uploads() == 2, SECONDS)


async def test_a_picture_that_slack_does_not_take_keeps_no_board_back(portfolio: World):
    portfolio.slack.faults.refused("files.getUploadURLExternal", "missing_scope")
    await order(portfolio, "ana", "/ml board")
    await portfolio.slack.until(lambda: bool(portfolio.slack.calls("files.getUploadURLExternal")), SECONDS)
    assert not is_pictured(boards(portfolio)[-1])
    await beat(portfolio, minutes=11)
    assert is_pictured(await pictured(portfolio))


async def test_a_board_whose_picture_is_refused_is_shown_without_it(portfolio: World):
    await order(portfolio, "ana", "/ml board")
    await pictured(portfolio)
    await stored(portfolio, [Kept("Late comer", (99, 99))])
    portfolio.slack.faults.refused("chat.update", "invalid_blocks")
    await beat(portfolio, seconds=4)
    board = await shows(portfolio, "Late comer")
    assert not is_pictured(board)


# --- since last week


async def test_who_moved_since_last_week_and_why(portfolio: World):
    await beat(portfolio, days=7)
    await stored(portfolio, [Kept("Late comer", (60, 65))])
    await order(portfolio, "ana", "/ml weights data first")
    await press(portfolio, "ana", "Apply for everybody")
    await order(portfolio, "ana", "/ml board")
    board = await pictured(portfolio)
    assert plain(board.text) == snapshot("""\
*Leaderboard* — projects with a place: 3
1. Table finder (ML-2) — Priority 68.9, Impact 40.0, Feasibility 80.0, Go, confidence High, up 1, ★
2. Late comer (ML-6) — Priority 63.6, Impact 60.0, Feasibility 65.0, Go, confidence High, new, ★
3. Menu helper (ML-1) — Priority 62.8, Impact 70.0, Feasibility 60.0, Go, confidence High, down 2, ★
Impact and feasibility of projects: 3. Do first (2): Late comer, Menu helper. Quick win (1): Table finder. No other project beats on both: Table finder, Late comer, Menu helper.
Stable: no weight moved by 10% changes these places.
★ no other project beats it on both impact and feasibility
Weights: Data first (Impact 50 · Data 100 · Accuracy 10 · Difficulty 10 · Readiness 10) — set by <@U0ANA>, [date]
Rank is a reason to talk, not a result.
*Moved since last week*
• Menu helper (ML-1) went from place 1 to 3: the weights changed
• Table finder (ML-2) went from place 2 to 1: the weights changed
• Late comer (ML-6) is now in place 2: it is new
*Parked, without a place*
• Lookup (ML-3) — Do not use ML
[Presets] [My weights] [Undo weights] [Why] [Show all]\
""")

    await beat(portfolio, days=7)  # and so is the week after
    await order(portfolio, "ana", "/ml board")
    assert "Moved since last week" not in (await pictured(portfolio)).text


# --- privately


async def test_why_from_the_board(world: World):
    thread = await world.start("ana", "/ml new Wine match")
    await thread.say("ana", *ANSWERS[:-1])
    await order(world, "ana", "/ml board")
    await pictured(world)
    told = await press(world, "gast", "ML-1 Wine match")
    assert "Wine match" in told
    assert "Impact" in told


async def test_a_part_of_the_board(portfolio: World):
    assert "Table finder" in await order(portfolio, "ana", "/ml board @ben")
    assert "Menu helper" not in await order(portfolio, "ana", "/ml board @ben")
    assert await order(portfolio, "ana", "/ml board purple") == snapshot(
        "I cannot filter by “purple”. A stage, a verdict, a kind of product, @somebody, `me` or `all` work."
    )
    assert await order(portfolio, "minjun", "/ml 순위 나") == snapshot(
        "*순위표* — 이 조건에 맞는 순위 안의 프로젝트가 없어요."
    )
    assert boards(portfolio) == []


async def test_everything_page_by_page(world: World):
    await stored(world, [Kept(f"Project {number}", (100 - number, 50)) for number in range(45)])
    await order(world, "ana", "/ml board")
    await press(world, "ana", "Show all", boards(world)[-1])
    assert whispered(world, "ana").startswith("*Leaderboard* — 1 to 20 of 45")
    assert (await press(world, "ana", "Next", world.slack.ephemerals("ana")[-1])).startswith(
        "*Leaderboard* — 21 to 40 of 45"
    )
    assert (await press(world, "ana", "Next", world.slack.ephemerals("ana")[-1])).startswith(
        "*Leaderboard* — 41 to 45 of 45"
    )
    assert buttons(world.slack.ephemerals("ana")[-1]) == ["Previous"]
    assert len(world.slack.ephemerals("ana")) == 1  # each page takes the place of the one before
    assert PAGE == 20


PROJECTS = {"Menu helper": CHANNEL, "Tip guess": SECRET, "Seat plan": "#general"}


@pytest.mark.parametrize("line", ["/ml board all", "/ml list all"])
@pytest.mark.parametrize(
    ("name", "channel", "sees"),
    [
        ("ana", CHANNEL, {"Menu helper", "Tip guess", "Seat plan"}),
        ("ana", "dm", {"Menu helper", "Tip guess", "Seat plan"}),
        ("ana", SECRET, {"Menu helper", "Tip guess", "Seat plan"}),
        ("minjun", CHANNEL, {"Menu helper", "Tip guess", "Seat plan"}),
        ("ben", CHANNEL, {"Menu helper", "Seat plan"}),
        ("ben", "#general", {"Menu helper", "Seat plan"}),
        ("ben", "dm", {"Menu helper", "Seat plan"}),
        ("gast", CHANNEL, {"Menu helper"}),
        ("gast", "dm", {"Menu helper"}),
    ],
)
async def test_everybody_sees_only_what_they_may_see(
    portfolio: World, name: str, channel: str, sees: set[str], line: str
):
    told = await order(portfolio, name, line, channel)
    assert {project for project in PROJECTS if project in told} == sees


@pytest.mark.parametrize("name", ["ana", "minjun", "ben", "gast"])
@pytest.mark.parametrize("line", ["/ml list", "/ml board planning", "/ml list go", "/ml board balanced"])
async def test_without_all_nobody_sees_another_channel(portfolio: World, name: str, line: str):
    told = await order(portfolio, name, line)
    assert "Tip guess" not in told
    assert "Seat plan" not in told


async def test_whoever_leaves_a_private_channel_soon_sees_it_no_more(portfolio: World):
    assert "Tip guess" in await order(portfolio, "minjun", "/ml board all")
    await portfolio.person("ana").remove("minjun", SECRET)
    await beat(portfolio, seconds=61)
    assert "Tip guess" not in await order(portfolio, "minjun", "/ml board all")


@pytest.mark.parametrize("method", ["users.conversations", "users.info"])
async def test_in_doubt_nothing_more_is_shown_and_that_is_said(portfolio: World, method: str):
    await order(portfolio, "ben", "/ml help")  # so that the language is known
    portfolio.slack.faults.refused(method, "internal_error", times=9)
    for line in ("/ml board all", "/ml list all"):
        told = await order(portfolio, "ben", line)
        assert "Menu helper" in told
        assert "Tip guess" not in told
        assert told.startswith("Slack did not say just now which channels you are in")


async def test_lists_that_are_filtered(portfolio: World):
    assert await order(portfolio, "ana", "/ml list @ben") == snapshot("""\
*Projects found: 1*
*ML-2* Table finder · Intake · Go · Priority 60.0\
""")
    assert await order(portfolio, "minjun", "/ml 목록 전체") == snapshot("""\
*찾은 프로젝트: 5개*
*ML-4* Tip guess · 등록 · 진행 · 우선순위 90.0 · <#C0MLSECRET>
*ML-1* Menu helper · 등록 · 진행 · 우선순위 65.0 · <#C0MLPROJECTS>
*ML-2* Table finder · 등록 · 진행 · 우선순위 60.0 · <#C0MLPROJECTS>
*ML-5* Seat plan · 등록 · 진행 · 우선순위 30.0 · <#C0GENERAL>
*ML-3* Lookup · 등록 · ML 사용 안 함 · 우선순위 20.0 · <#C0MLPROJECTS>\
""")
    assert await order(portfolio, "ana", "/ml list retired") == snapshot("No project that you may see fits.")
    assert await order(portfolio, "ana", "/ml list re") == snapshot(
        "“re” can mean several things: retired / reconsider."
    )
