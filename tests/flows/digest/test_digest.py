"""A week as its digest."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flows.cadence.freshness import Freshness
from flows.digest.collecting import section_of
from flows.digest.digest import digest, personal_digest
from flows.digest.facts import (
    Aged,
    BallotClosed,
    Cause,
    CloseCall,
    Conflicting,
    Contested,
    DateAhead,
    Decided,
    Decision,
    Fact,
    LeftToLead,
    LimitBroken,
    Mover,
    Occasion,
    Overridden,
    Portfolio,
    Project,
    PrototypeOverdue,
    QuickWin,
    RankMoved,
    ResultLogged,
    ReviewDue,
    Reviewed,
    Risk,
    StageMoved,
    Started,
    Stopped,
    VerdictChanged,
    Warned,
)
from flows.digest.sections import MOST_BLOCKS, MOST_LINES, SectionKey
from flows.text import Language, Text
from tests.flows.digest.weeks import (
    ANA,
    ASK_ANA,
    ASK_JOON,
    JOON,
    LONG_AGO,
    MENU,
    NAMES,
    PORTFOLIO,
    ROUTES,
    SPAM,
    SPAN,
    WEDNESDAY,
    day,
    said,
)

TIP = Text(
    en="Sorting by postcode needs a table, not a model.", ko="우편번호로 나누는 일에는 모델이 아니라 표면 충분해요."
)

BUSY: list[Fact] = [
    Started(ROUTES, WEDNESDAY),
    VerdictChanged(MENU, WEDNESDAY, "go", "reconsider"),
    Overridden(SPAM, WEDNESDAY, "G_DATA", "The labels arrive in April"),
    StageMoved(MENU, WEDNESDAY, "planning", "data"),
    StageMoved(SPAM, WEDNESDAY, "training", "data", "T2D_MORE_DATA", "recall stuck at 71%"),
    Stopped(Project("ML-3", "Logo maker", ANA), WEDNESDAY, "STOP_NO_VALUE", "Nobody reads the logos"),
    Decided(ROUTES, WEDNESDAY, Decision.ACCEPT),
    ResultLogged(
        SPAM, WEDNESDAY, "Recall", "74%", "71%", "62%", "80%", 67, Text(en="Ahead of the rule.", ko="규칙보다 앞서요.")
    ),
    BallotClosed(MENU, WEDNESDAY, 4),
    Reviewed(MENU, WEDNESDAY),
    ReviewDue(SPAM, ASK_JOON, day("2026-03-12"), "Precision"),
    ReviewDue(MENU, ASK_ANA, day("2026-03-16")),
    ReviewDue(ROUTES, ASK_ANA, day("2026-03-13")),
    DateAhead(MENU, day("2026-03-20"), Occasion.DEADLINE),
    RankMoved(MENU, 4, 1, Mover.ANSWER),
    QuickWin(MENU, WEDNESDAY, "Sort the list by sales"),
    Risk(SPAM, WEDNESDAY, "Senders adapt", 9),
    LimitBroken(SPAM, WEDNESDAY, "p95 120 ms"),
    Aged(ROUTES, WEDNESDAY, Freshness.STALE, day("2026-02-20")),
    Warned(ROUTES, WEDNESDAY, Cause.VALUE_UNCLEAR),
    Contested(MENU, "G_DATA"),
    Conflicting(ROUTES, "speed and recall"),
    PrototypeOverdue(SPAM, day("2026-03-10")),
    LeftToLead(ROUTES, day("2026-02-20")),
]


def lines(facts: list[Fact], key: SectionKey, portfolio: Portfolio = PORTFOLIO) -> list[str]:
    """What one section says, without its heading."""
    found = digest(facts, portfolio, SPAN, NAMES)
    alone = [replace(found, sections=(section,)) for section in found.sections if section.key is key]
    return said(alone[0])[2:] if alone else []


def test_a_week_in_english() -> None:
    assert said(digest(BUSY, PORTFOLIO, SPAN, NAMES, TIP)) == [
        "Weekly digest, Monday, March 16, 2026",
        "This week in numbers",
        "Planning 2 · Training 1",
        "One new project",
        "Reviews: 1 done of 4",
        "Confidence: 75.5 of 100 in the middle",
        "Needs a decision",
        "Routes (ML-12): last review Friday, February 20, 2026. Keep, hand over or pause?",
        "Spam filter (ML-2): the prototype was to be decided by Tuesday, March 10, 2026. Proceed or stop?",
        "Menu helper (ML-1): people differ. Data",
        "Routes (ML-12): hard requirements exclude each other — speed and recall",
        "Menu helper (ML-1): the verdict changed, Go → Reconsider",
        "and 1 more",
        "Moved",
        "Logo maker (ML-3): stopped — Not enough value. Thanks for what it taught: Nobody reads the logos",
        "Spam filter (ML-2): back, Training → Data — More data is needed — recall stuck at 71%",
        "Menu helper (ML-1): Planning → Data",
        "Routes (ML-12): accepted",
        "Routes (ML-12): new",
        "Results",
        "Menu helper (ML-1): scored by 4 people",
        "Spam filter (ML-2), Recall: 71% → 74% · baseline 62% · target 80% · 67% of the way. Ahead of the rule.",
        "Due and overdue",
        "U0JOON: Spam filter (ML-2), Precision, since Thursday, March 12, 2026",
        "U0ANA: 2 reviews; the oldest is Routes (ML-12), since Friday, March 13, 2026",
        "Dates ahead",
        "Friday, March 20, 2026 · Menu helper (ML-1): deadline",
        "Ranking",
        "Menu helper (ML-1): place 4 → 1 (an answer changed)",
        "Stable: no weight moved by 10% changes the order.",
        "Can start today",
        "Menu helper (ML-1): Sort the list by sales",
        "Watch",
        "Spam filter (ML-2): past its limit, p95 120 ms",
        "Spam filter (ML-2): Senders adapt (risk 9 of 9)",
        "Asleep",
        "Routes (ML-12): last review Friday, February 20, 2026",
        "Early warning",
        "Routes (ML-12): its value is not clear",
        "Good to know",
        "Sorting by postcode needs a table, not a model.",
    ]


def test_a_week_in_korean() -> None:
    assert said(digest(BUSY, PORTFOLIO, SPAN, NAMES, TIP), Language.KO) == [
        "주간 다이제스트, 2026년 3월 16일 월요일",
        "이번 주 요약",
        "계획 2 · 학습 1",
        "새 프로젝트 1개",
        "점검: 4건 중 1건 완료",
        "신뢰도: 중앙값 75.5점(100점 만점)",
        "결정이 필요해요",
        "Routes (ML-12): 마지막 점검 2026년 2월 20일 금요일. 유지, 담당 변경, 보류 중에 골라 주세요.",
        "Spam filter (ML-2): 프로토타입 결정일이 지났어요(2026년 3월 10일 화요일). 계속할까요, 중단할까요?",
        "Menu helper (ML-1): 의견이 갈려요. 데이터",
        "Routes (ML-12): 필수 요구를 함께 지킬 수 없어요 — speed and recall",
        "Menu helper (ML-1): 판정이 바뀌었어요, 진행 → 재검토",
        "외 1건",
        "단계 이동",
        "Logo maker (ML-3): 중단했어요 — 가치가 충분하지 않아요. 나눠 주신 교훈에 감사해요: Nobody reads the logos",
        "Spam filter (ML-2): 학습 → 데이터 단계로 돌아왔어요 — 데이터가 더 필요해요 — recall stuck at 71%",
        "Menu helper (ML-1): 계획 → 데이터",
        "Routes (ML-12): 승인했어요",
        "Routes (ML-12): 새로 시작했어요",
        "결과",
        "Menu helper (ML-1): 4명이 평가했어요",
        "Spam filter (ML-2), Recall: 71% → 74% · 베이스라인 62% · 목표 80% · 목표까지 67%. 규칙보다 앞서요.",
        "점검 예정·지연",
        "U0JOON 님: Spam filter (ML-2), Precision · 2026년 3월 12일 목요일부터",
        "U0ANA 님: 점검 2건, 가장 오래된 것은 Routes (ML-12) · 2026년 3월 13일 금요일부터",
        "다가오는 일정",
        "2026년 3월 20일 금요일 · Menu helper (ML-1): 마감일",
        "순위 변화",
        "Menu helper (ML-1): 4위 → 1위(답변이 바뀌었어요)",
        "안정적이에요. 가중치가 10% 변해도 순서가 그대로예요.",
        "오늘 시작할 수 있어요",
        "Menu helper (ML-1): Sort the list by sales",
        "주의",
        "Spam filter (ML-2): 한계를 벗어났어요, p95 120 ms",
        "Spam filter (ML-2): Senders adapt(위험도 9/9)",
        "멈춰 있어요",
        "Routes (ML-12): 마지막 점검 2026년 2월 20일 금요일",
        "조기 경고",
        "Routes (ML-12): 가치가 분명하지 않아요",
        "알아 두면 좋아요",
        "우편번호로 나누는 일에는 모델이 아니라 표면 충분해요.",
    ]


def test_a_quiet_week_is_one_line() -> None:
    quiet = digest([], PORTFOLIO, SPAN, NAMES, TIP)
    assert said(quiet) == ["A quiet week. Nothing needs you."]
    assert said(quiet, Language.KO) == ["조용한 한 주였어요. 지금 필요한 일은 없어요."]
    assert (quiet.sections, quiet.blocks) == ((), 1)
    assert said(digest([Reviewed(MENU, WEDNESDAY)], PORTFOLIO, SPAN, NAMES)) == said(quiet)


def test_what_happened_before_or_after_the_week_is_not_told() -> None:
    for at in (LONG_AGO, SPAN.until, SPAN.since - timedelta(seconds=1)):
        old = [replace(fact, at=at) for fact in BUSY if hasattr(fact, "at")]
        assert digest(old, PORTFOLIO, SPAN, NAMES).quiet is not None
    assert lines([Started(MENU, SPAN.since)], SectionKey.MOVES) == ["Menu helper (ML-1): new"]


def test_there_and_back_again_is_no_change() -> None:
    hour = timedelta(hours=1)
    there = VerdictChanged(MENU, WEDNESDAY, "go", "reconsider")
    back = VerdictChanged(MENU, WEDNESDAY + hour, "reconsider", "go")
    on = VerdictChanged(MENU, WEDNESDAY + 2 * hour, "go", "do_not_use_ml")
    assert lines([back, there], SectionKey.DECISIONS) == []
    assert lines([on, back, there], SectionKey.DECISIONS) == [
        "Menu helper (ML-1): the verdict changed, Go → do_not_use_ml"
    ]


def test_several_results_of_an_objective_are_one_line() -> None:
    first = ResultLogged(SPAM, WEDNESDAY, "Recall", "70%")
    last = ResultLogged(SPAM, WEDNESDAY + timedelta(days=1), "Recall", "74%", "70%")
    side = ResultLogged(SPAM, WEDNESDAY, "Speed", "90 ms", primary=False)
    assert lines([last, side, first], SectionKey.RESULTS) == [
        "Spam filter (ML-2), Recall: – → 74% · baseline – · target –"
    ]


def test_small_things_are_left_out() -> None:
    small: list[Fact] = [
        RankMoved(MENU, 3, 2, Mover.WEIGHT),
        Risk(MENU, WEDNESDAY, "Rain", 4),
        DateAhead(MENU, day("2026-03-31"), Occasion.DEADLINE),
        DateAhead(MENU, day("2026-03-15"), Occasion.WAKE_UP),
        ReviewDue(MENU, ASK_ANA, day("2026-03-17")),
        PrototypeOverdue(MENU, day("2026-03-16")),
        Aged(MENU, WEDNESDAY, Freshness.OVERDUE, day("2026-03-01")),
    ]
    assert digest(small, PORTFOLIO, SPAN, NAMES).quiet is not None
    edge: list[Fact] = [
        RankMoved(MENU, 3, 1, Mover.WEIGHT),
        Risk(MENU, WEDNESDAY, "Rain", 6),
        DateAhead(MENU, day("2026-03-30"), Occasion.PROTOTYPE),
        DateAhead(MENU, day("2026-03-16"), Occasion.WAKE_UP),
        Aged(MENU, WEDNESDAY, Freshness.DORMANT, day("2026-01-05")),
    ]
    assert said(digest(edge, Portfolio(), SPAN, NAMES))[1:] == [
        "Dates ahead",
        "Monday, March 16, 2026 · Menu helper (ML-1): time to look at it again",
        "Monday, March 30, 2026 · Menu helper (ML-1): prototype",
        "Ranking",
        "Menu helper (ML-1): place 3 → 1 (the weights changed)",
        "Stable: no weight moved by 10% changes the order.",
        "Watch",
        "Menu helper (ML-1): Rain (risk 6 of 9)",
        "Asleep",
        "Menu helper (ML-1): asleep, last review Monday, January 5, 2026. Pause or stop it?",
    ]


def test_a_close_call_is_told_with_the_ranking() -> None:
    close = CloseCall(MENU, SPAM, Text(en="Data", ko="데이터"), up=True, percent="6")
    moved: list[Fact] = [RankMoved(MENU, 9, 2, Mover.NEW_PROJECT)]
    assert lines(moved, SectionKey.RANK, Portfolio(close_call=close)) == [
        "Menu helper (ML-1): place 9 → 2 (a new project came in)",
        "Close call: Menu helper (ML-1) and Spam filter (ML-2) swap when Data goes up 6%.",
    ]
    assert lines(moved, SectionKey.RANK, Portfolio(close_call=replace(close, up=False)))[1].endswith("goes down 6%.")


def test_every_move_has_its_words() -> None:
    moves: list[Fact] = [
        StageMoved(MENU, WEDNESDAY, "planning", "paused", "PAUSE_CAPACITY"),
        StageMoved(SPAM, WEDNESDAY, "paused", "training"),
        StageMoved(ROUTES, WEDNESDAY, "stopped", "planning", note="new data"),
    ]
    assert lines(moves, SectionKey.MOVES) == [
        "Menu helper (ML-1): paused in Planning — No people for it now",
        "Spam filter (ML-2): goes on in Training",
        "Routes (ML-12): open again, in Planning — new data",
    ]
    decisions: list[Fact] = [Decided(MENU, WEDNESDAY, decision, " until May ") for decision in Decision]
    assert sorted(lines(decisions, SectionKey.MOVES)) == [
        "Menu helper (ML-1): accepted — until May",
        "Menu helper (ML-1): declined — until May",
        "Menu helper (ML-1): merged into another project — until May",
        "Menu helper (ML-1): put off — until May",
    ]


def test_one_person_is_not_one_people() -> None:
    assert lines([BallotClosed(MENU, WEDNESDAY, 1)], SectionKey.RESULTS) == ["Menu helper (ML-1): scored by one person"]
    two_new: list[Fact] = [Started(MENU, WEDNESDAY), Started(SPAM, WEDNESDAY)]
    assert "2 new projects" in lines(two_new, SectionKey.HEADER)


def test_the_middle_of_two_confidences_lies_between_them() -> None:
    portfolio = Portfolio(confidences=(Fraction(50), Fraction(151, 2)))
    assert (
        lines([Started(MENU, WEDNESDAY)], SectionKey.HEADER, portfolio)[-1] == "Confidence: 62.8 of 100 in the middle"
    )


def test_long_words_are_cut_and_lines_are_one_line() -> None:
    (line,) = lines([Stopped(MENU, WEDNESDAY, "STOP_NO_VALUE", "We learnt\na lot. " * 100)], SectionKey.MOVES)
    assert "\n" not in line
    assert line.endswith("…")
    assert len(line) < 300


def test_a_personal_digest_is_about_what_one_owns() -> None:
    assert said(personal_digest(BUSY, JOON, SPAN, NAMES))[1:] == [
        "Needs a decision",
        "Spam filter (ML-2): the prototype was to be decided by Tuesday, March 10, 2026. Proceed or stop?",
        "Spam filter (ML-2): goes on despite “Data” — The labels arrive in April",
        "Results",
        "Spam filter (ML-2), Recall: 71% → 74% · baseline 62% · target 80% · 67% of the way. Ahead of the rule.",
        "Due and overdue",
        "Spam filter (ML-2), Precision: due Thursday, March 12, 2026",
    ]
    assert said(personal_digest(BUSY, "U0NOBODY", SPAN, NAMES)) == ["A quiet week. Nothing needs you."]


def many(count: int) -> list[Fact]:
    """So many facts of every kind, over as many projects."""
    found: list[Fact] = []
    for place in range(count):
        like = BUSY[place % len(BUSY)]
        project = Project(f"ML-{place}", f"Project {place}", ANA if place % 2 else JOON)
        found.append(replace(like, project=project))
    return found


def test_two_hundred_changes_fit_and_the_rest_is_counted() -> None:
    facts = many(200)
    found = digest(facts, PORTFOLIO, SPAN, NAMES, TIP)
    assert found.blocks <= MOST_BLOCKS
    assert [section.key for section in found.sections] == list(SectionKey)
    for section in found.sections:
        assert 1 <= len(section.lines) <= MOST_LINES
    told = {
        section.key: len(section.lines) + section.more
        for section in found.sections
        if section.key not in (SectionKey.HEADER, SectionKey.TIP, SectionKey.DUE, SectionKey.RANK)
    }
    sayable = [fact for fact in facts if not isinstance(fact, Reviewed)]
    assert told == {key: sum(section_of(fact) is key for fact in sayable) for key in told}


def test_a_digest_with_everything_at_its_longest_fits() -> None:
    facts = many(2000)
    found = digest(facts, PORTFOLIO, SPAN, NAMES, TIP)
    longest = [section for section in found.sections if section.key not in (SectionKey.HEADER, SectionKey.TIP)]
    assert [len(section.lines) for section in longest if section.key is not SectionKey.DUE] == [MOST_LINES] * 9
    assert found.blocks <= 43 <= MOST_BLOCKS


def test_lines_lead_to_their_projects() -> None:
    found = digest(BUSY, PORTFOLIO, SPAN, NAMES)
    about = {section.key: [[one.key for one in line.projects] for line in section.lines] for section in found.sections}
    assert about[SectionKey.DUE] == [["ML-2"], ["ML-12", "ML-1"]]
    assert about[SectionKey.DEADLINES] == [["ML-1"]]
    decisions = next(one for one in found.sections if one.key is SectionKey.DECISIONS)
    assert decisions.lines[0].fact == LeftToLead(ROUTES, day("2026-02-20"))


@given(st.lists(st.sampled_from([*BUSY, *many(60)]), max_size=80), st.randoms())
def test_the_same_facts_give_the_same_digest(facts: list[Fact], random: Any) -> None:
    shuffled = [*facts, *facts[:3]]
    random.shuffle(shuffled)
    found = digest(facts, PORTFOLIO, SPAN, NAMES, TIP)
    assert digest(shuffled, PORTFOLIO, SPAN, NAMES, TIP) == found
    assert found.blocks <= MOST_BLOCKS
    assert personal_digest(shuffled, ANA, SPAN, NAMES) == personal_digest(facts, ANA, SPAN, NAMES)


@given(st.lists(st.sampled_from(many(60)), max_size=60))
def test_a_digest_says_something_or_that_there_is_nothing(facts: list[Fact]) -> None:
    found = digest(facts, PORTFOLIO, SPAN, NAMES)
    assert (found.quiet is None) == bool(found.sections)
    for language in Language:
        assert all(sentence.strip() for sentence in said(found, language))
