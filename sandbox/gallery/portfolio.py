"""A channel: its board, weights, settings, reminders, digest; a project's course and results; the Home."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from bot.i18n import Markup
from bot.views import board as boards
from bot.views import (
    channel_settings,
    digest,
    home,
    lead,
    moved,
    outcome,
    reminder,
    result,
    rhythm,
    settings_sheet,
    stage,
    stage_sheets,
    weights,
    weights_said,
    weights_shown,
)
from bot.views.message import escape
from bot.views.proposed import Proposed
from flows.board.board import board
from flows.board.entry import Entry, Stand
from flows.board.filter import Unclear
from flows.board.preview import preview
from flows.board.setting import Setting
from flows.cadence.asked import More
from flows.cadence.questions import stage_question
from flows.cadence.replies import Reply, stage_replies
from flows.calibration import AFTER, LEAST, Calibration, Off, predicted
from flows.catalog.loader import load_catalogue
from flows.digest import facts
from flows.digest.digest import Digest
from flows.digest.digest import digest as digested
from flows.digest.week import Span
from flows.lifecycle.checked import Checks
from flows.lifecycle.lifecycle import Lifecycle
from flows.lifecycle.loader import load_lifecycle
from flows.lifecycle.moving import Moved, Order, move
from flows.lifecycle.proposals import moves
from flows.lifecycle.reason import Kind
from flows.lifecycle.stage import ACTIVE, Stage
from flows.lifecycle.standing import Standing
from flows.lifecycle.where import Tick, Where
from flows.ranking.weights import PRESETS, Preset
from flows.results.baseline import baselines
from flows.results.findings import findings
from flows.results.measurable import measurable
from flows.results.ml_test_score import Done, load_ml_tests, ml_test_score
from flows.results.progress import progress
from flows.results.result import Measured, Result, Split
from flows.rhythm import Rhythm
from flows.scoring.exact import UNIT
from flows.scoring.factors import Archetype
from flows.scoring.texts import scoring_texts
from flows.scoring.verdict import Verdict
from flows.text import Text, phrase
from sandbox.gallery.exhibit import Easel
from sandbox.gallery.subject import CHANNEL, FRIEND, LINK, NOW, OTHER, OWNER, PROJECT, ZONE, answers, name, overview

PROBLEM = phrase("undo.nothing", "There is nothing to undo.")
TODAY = NOW.date()


def board_of(easel: Easel) -> None:
    """The leaderboard and its weights."""
    entries = _entries(easel)
    setting = Setting(PRESETS[Preset.EASY_FIRST], OWNER, NOW)
    full = board(entries, setting)
    for one in (board([], Setting()), board(entries, Setting()), full):
        easel.hang(boards.board_message, one, CHANNEL)
    picture = boards.Picture("F0000000000", easel.text("Impact and feasibility.", "영향도와 실현 가능성.", 300))
    easel.hang(boards.board_message, full, CHANNEL, picture=picture)
    page = board(entries, setting, most=boards.PAGE)
    easel.hang(boards.page_message, page, CHANNEL, "")
    easel.hang(boards.with_doubt, boards.page_message(easel.words, page, CHANNEL))
    easel.hang(boards.filter_unclear, Unclear(easel.text("re", "보", 200), ("retired", "reconsider")))
    proposed = Proposed.of(CHANNEL, setting.weights)
    easel.hang(weights.simple_view, proposed)
    easel.hang(weights.expert_view, proposed)
    easel.hang(weights_said.applied_message, setting, 4)
    easel.hang(weights_said.undone_message, setting, 4)
    seen = preview(entries, Setting().weights, setting.weights)
    easel.hang(weights_said.preview_message, seen, CHANNEL, may_apply=True)
    for one_setting in (Setting(), setting):
        easel.hang(weights_shown.weights_message, one_setting, CHANNEL)
    changes = [weights_shown.Changed(setting, back=bool(place % 2)) for place in range(30 if easel.longest else 2)]
    for some in ([], changes):
        easel.hang(weights_shown.history_message, some)
    easel.hang(weights_shown.sentence, PROBLEM)


def settings(easel: Easel) -> None:
    """Who leads the channel, and when it works."""
    rhythm_now = Rhythm(zone="America/New_York", country="US")
    language = easel.words.language
    easel.hang(settings_sheet.settings_sheet, settings_sheet.Shown(CHANNEL, rhythm_now, "Asia/Seoul", OWNER, language))
    easel.hang(channel_settings.settings_message, Markup(f"<@{OWNER}>"), language)
    easel.hang(channel_settings.lead_set, FRIEND)
    easel.hang(channel_settings.language_set, language)
    easel.hang(channel_settings.settings_unclear)
    easel.hang(lead.only_in_a_channel)
    project = _linked(easel)
    lines = [PROBLEM] * (12 if easel.longest else 2)
    for some in ([], lines):
        easel.hang(rhythm.cadences_message, project, some)
    for at in (None, NOW):
        for personal in (False, True):
            easel.hang(rhythm.digest_time_message, rhythm_now, at, ZONE, personal=personal)


def reminders(easel: Easel) -> None:
    """What people are asked directly, and what a week brought."""
    every = [_reminder(easel, stage_.value) for stage_ in ACTIVE]
    easel.hang(reminder.reminder_message, every[:1])
    easel.hang(reminder.reminder_message, every)
    easel.hang(reminder.reminder_message, [_reminder(easel, "planning", deed=Reply.ON_TRACK), every[2]])
    easel.hang(reminder.offer_message, _reminder(easel, "planning"))
    for deed in (Reply.ENTER_VALUE, Reply.BLOCKED, More.PICK_DAY, More.HAND_OVER):
        easel.hang(reminder.review_sheet, every[1], deed)
    for told in (_digest(easel, quiet=True), _digest(easel)):
        easel.hang(digest.digest_message, told, lambda _: LINK)
    easel.hang(digest.digest_message, _digest(easel), lambda _: LINK, preview=True)
    easel.hang(digest.off_message, CHANNEL)


def homes(easel: Easel) -> None:
    """The Home of somebody who leads, and of somebody new."""
    count = 15 if easel.longest else 2
    listed = tuple(
        home.Listed(name(easel), f"ML-{place}", LINK, "planning", "go", 71.5) for place in range(1, count + 1)
    )
    lacking = ((Text(en="No evidence", ko="근거 없음"), 2),)
    team = home.Team(((FRIEND, 4), (OTHER, 3)), lacking, 8)
    reviews = tuple(_reminder(easel, one.value) for one in ACTIVE[:count])
    shelves = tuple(home.Portfolio(CHANNEL, 8, listed[:3]) for _ in range(count))
    easel.hang(home.home_view, home.Home((), (), (), (), None, digest=False))
    easel.hang(home.home_view, home.Home(reviews, (), listed, shelves, team, digest=True))
    easel.hang(home.start_sheet)


def course(easel: Easel) -> None:
    """The stages."""
    lifecycle = load_lifecycle()
    standing = _standing(easel)
    for one in (*ACTIVE, Stage.PAUSED, Stage.STOPPED):
        where = _where(one, standing)
        for reader in (OWNER, FRIEND):
            easel.hang(stage.stage_message, _look(easel, lifecycle, where, standing, reader))
    easel.hang(stage.stage_message, _look(easel, lifecycle, _where(Stage.PLANNING, standing), standing, OWNER), PROBLEM)
    where = _where(Stage.TRAINING, standing)
    offered = moves(lifecycle, where, standing, OWNER)
    note = easel.text("Every photo has to be bought.", "사진을 모두 사야 해요.", 1000)
    for kind in (Kind.BACK, Kind.PAUSE, Kind.STOP):
        some = [one for one in offered if one.reason and one.reason.kind is kind]
        easel.hang(stage_sheets.leave_sheet, kind, some, project=PROJECT, note=note)
        found = move(lifecycle, where, _order(some[0].reason, note), standing)
        if isinstance(found, Moved):
            easel.hang(moved.moved_message, lifecycle, found)
    check = lifecycle.checks["PL-X12"]
    easel.hang(stage_sheets.tick_sheet, lifecycle.checks["TR-X7"], project=PROJECT)
    missing = [one for one in Checks(lifecycle, where, standing).of(Stage.TRAINING) if not one.settled]
    easel.hang(stage_sheets.override_sheet, missing, project=PROJECT)
    easel.hang(stage_sheets.tests_sheet, _tests(), project=PROJECT)
    easel.hang(moved.overridden_message, check, OWNER, note)


def results(easel: Easel) -> None:
    """What was measured, and what came of it."""
    given = {key: one.value for key, one in answers(easel).items()}
    if "objectives" not in given:
        given["objectives"] = [
            {
                "id": "r1",
                "name": "한 번에 맞는 팀으로 간 문의",
                "kind": "optimise",
                "metric": "정확도",
                "unit": "%",
                "direction": "higher",
                "target": "90",
            }
        ]
    things = measurable(given, load_catalogue())
    log = tuple(_result(easel, str(70 + place), TODAY + timedelta(days=place)) for place in range(3))
    thing = things[0]
    assert thing.objective
    told = result.Logged(PROJECT, thing, log[-1], log[0])
    easel.hang(result.logged_message, told, findings(baselines(thing.objective, given), log), progress(given, log))
    easel.hang(result.logged_message, result.Logged(PROJECT, thing, log[0], replaced=True))
    latest = [told] * (20 if easel.longest else 2)
    for some in ([], latest):
        easel.hang(
            result.overview_message,
            project=PROJECT,
            key="ML-1",
            name=escape(name(easel)),
            latest=some,
            progress=progress(given, log),
        )
    easel.hang(result.refused_message, PROBLEM, project=PROJECT)
    easel.hang(result.no_objectives_message, PROBLEM, project=PROJECT)
    aims = [one for one in things if one.measured is Measured.OBJECTIVE]
    easel.hang(result.which_message, aims, "82%", project=PROJECT)
    easel.hang(result.split_message, thing, "82%", project=PROJECT)
    for corrects in (None, log[0]):
        easel.hang(result.result_sheet, things[:100], project=PROJECT, today=TODAY, corrects=corrects)
    for note in (None, PROBLEM):
        easel.hang(result.confirmation, note)
    expected = predicted(given, load_catalogue())
    for after in AFTER:
        easel.hang(outcome.outcome_sheet, load_catalogue(), expected, None, project=PROJECT, after=after)
    offs = tuple(Off(key, 6, Fraction(place * 9 - 20), Fraction(14)) for place, key in enumerate(expected))
    for calibration in (Calibration(2, ()), Calibration(LEAST, offs)):
        easel.hang(outcome.calibration_message, load_catalogue(), calibration)


def _entries(easel: Easel) -> list[Entry]:
    count = 60 if easel.longest else 5
    return [_entry(easel, number) for number in range(1, count + 1)]


def _entry(easel: Easel, number: int) -> Entry:
    points = ((number * 37) % 101, *[(number * 53) % 101] * 4, 100)
    parts = tuple(round(one * UNIT) for one in points)
    verdict = Verdict.DO_NOT_USE_ML if number % 5 == 0 else Verdict.GO
    stand = Stand(
        number, parts, verdict, "paused" if number % 4 == 0 else "planning", UNIT * (30 if number % 3 else 100)
    )
    note = easel.text("Nobody has time before March.", "3월까지는 시간이 있는 사람이 없어요.", 300)
    kind = tuple(Archetype)[number % len(tuple(Archetype))]
    called = f"{name(easel)[:76]} {number}"
    return Entry(f"p{number}", f"ML-{number}", called, stand, OWNER, kind, rule="G_SIMPLE", note=note)


def _linked(easel: Easel) -> Markup:
    return Markup(f"<{LINK}|{escape(name(easel))}>")


def _reminder(easel: Easel, where: str, **more: Any) -> reminder.Question:
    known = easel.text("Accepted suggestions", "한 번에 맞은 문의", 120)
    asked = stage_question(where, _linked(easel), metric=known, business_metric=known, last="39%", target="45%")
    return reminder.Question(
        PROJECT, f"stage:{where}", _linked(easel), asked, day="2026-11-23", replies=stage_replies(where), **more
    )


def _digest(easel: Easel, *, quiet: bool = False) -> Digest:
    span = Span(NOW - timedelta(days=7), NOW, ZONE)
    if quiet:
        return digested((), facts.Portfolio(), span, _names())
    at = NOW - timedelta(days=2)
    said = easel.text("It costs more than it brings.", "비용이 이득보다 커요.", 300)
    metric = easel.text("Accepted suggestions", "한 번에 맞은 문의", 120)
    told: list[facts.Fact] = []
    for number in range(1, 9 if easel.longest else 2):
        project = facts.Project(f"ML-{number}", name(easel), OWNER)
        told += [
            facts.Started(project, at=at),
            facts.StageMoved(project, at=at, before="planning", after="data"),
            facts.Stopped(project, at=at, code="STOP_COST", learnt=said),
            facts.VerdictChanged(project, at=at, before="reconsider", after="go"),
            facts.ResultLogged(project, at=at, objective=metric, after="61%", before="55%", target="65%"),
            facts.BallotClosed(project, at=at, people=3),
            facts.QuickWin(project, at=at, fix=said),
            facts.ReviewDue(project, owner=facts.Person(FRIEND), due=TODAY - timedelta(days=4)),
        ]
    portfolio = facts.Portfolio({"planning": 3, "data": 1}, (Fraction(80), Fraction(60)))
    return digested(told, portfolio, span, _names(), Text(en="A tip.", ko="도움말이에요."))


def _names() -> facts.Names:
    lifecycle, texts = load_lifecycle(), scoring_texts()
    stages = {key.value: one.label for key, one in lifecycle.stages.items()}
    verdicts = {key.value: one.label for key, one in texts.verdict.items()}
    return facts.Names({**stages, **verdicts, **{key: one.label for key, one in lifecycle.reasons.items()}})


def _standing(easel: Easel) -> Standing:
    seen = overview(easel)
    return Standing(seen.conversation.answers, NOW, OWNER, Verdict.GO, (), (), {}, card_published=True)


def _where(one: Stage, standing: Standing) -> Where:
    """In this stage for four days; paused or stopped while it was planned."""
    tick = Tick(by=OWNER, at=NOW)
    active = one if one.active else Stage.PLANNING
    where = Where(stage=active, since=NOW - timedelta(days=4), ticks={"PL-X12": tick})
    if one.active:
        return where
    code = "PAUSE_CAPACITY" if one is Stage.PAUSED else "STOP_COST"
    found = move(load_lifecycle(), where, Order(OWNER, TODAY, one, code, "It has to be so."), standing)
    assert isinstance(found, Moved), found
    return found.where


def _look(easel: Easel, lifecycle: Lifecycle, where: Where, standing: Standing, reader: str) -> stage.Look:
    tests = {"data.schema": Done.AUTOMATED} if easel.longest else None
    return stage.Look(
        project=PROJECT,
        key="ML-1",
        name=escape(name(easel)),
        owner=OWNER,
        reader=reader,
        checks=Checks(lifecycle, where, standing),
        moves=moves(lifecycle, where, standing, reader),
        reopened=(load_catalogue()["problem_statement"],),
        zone=ZONE,
        score=ml_test_score(load_ml_tests(), tests) if tests else None,
    )


def _order(reason: Any, note: str) -> Order:
    return Order(OWNER, TODAY, None, reason.code, note, date(2027, 1, 5) if reason.kind is Kind.PAUSE else None)


def _tests() -> dict[str, Done]:
    return {"data.schema": Done.AUTOMATED}


def _result(easel: Easel, value: str, on: date) -> Result:
    note = easel.text("One file was counted twice.", "파일 하나를 두 번 셌어요.", 300)
    return Result(id=f"x{value}", row="r1", value=value, split=Split.TEST, on=on, by=OWNER, at=NOW, note=note)


ROOMS = (board_of, settings, reminders, homes, course, results)
