"""Boards, weights, weeks and leads: rows in, values out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from sqlalchemy import Connection

from flows.board.last_week import LastWeek
from flows.board.setting import Setting
from flows.ranking.weights import PRESETS, Preset
from flows.scoring.priority import BALANCED, Weights
from storage.boards import (
    TOGETHER,
    ask_for_picture,
    claim_due,
    find_board,
    hurry_board,
    mark_board,
    post_board,
    put_off_picture,
    save_picture,
    waiting_boards,
)
from storage.leads import channel_settings_of, lead_of, save_channel_language, save_lead
from storage.projects import save_project
from storage.standings import entries_in
from storage.weekly import (
    begun_before,
    channels_with_projects,
    find_week,
    forget_weeks_before,
    places_then,
    take_week,
    was_taken,
)
from storage.weights import changes_of, save_weights, setting_of, undo_weights
from tests.portfolios import THEN, Kept, keep

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
TEAM, HERE = "T0ACME", "C0MLPROJECTS"
OWN = Weights(1, Fraction(25, 2), 0, Fraction(1, 3), 0, 0)


# --- boards


def test_a_new_board_is_the_next_one_and_keeps_the_picture(db: Connection):
    assert find_board(db, TEAM, HERE) is None
    assert post_board(db, TEAM, HERE) == 1
    live = find_board(db, TEAM, HERE)
    assert live
    ask_for_picture(db, live, at=NOW)
    wished = find_board(db, TEAM, HERE)
    assert wished
    assert save_picture(db, wished, file="F1", alt="Two projects", drawn="{}", at=NOW)
    assert post_board(db, TEAM, HERE) == 2
    again = find_board(db, TEAM, HERE)
    assert again
    assert (again.number, again.picture, again.alt, again.drawn_at, again.due_at) == (
        2,
        "F1",
        "Two projects",
        NOW,
        None,
    )


def test_changes_that_come_together_are_due_once_and_claimed_once(db: Connection):
    post_board(db, TEAM, HERE)
    mark_board(db, TEAM, HERE, now=NOW)
    mark_board(db, TEAM, HERE, now=NOW + timedelta(seconds=2))
    (waiting,) = waiting_boards(db)
    assert waiting.due_at == NOW + TOGETHER
    assert not claim_due(db, waiting, now=NOW + timedelta(seconds=1))
    assert claim_due(db, waiting, now=NOW + TOGETHER)
    assert not claim_due(db, waiting, now=NOW + TOGETHER)
    assert waiting_boards(db) == []


def test_a_channel_without_a_board_has_nothing_due(db: Connection):
    mark_board(db, TEAM, HERE, now=NOW)
    hurry_board(db, TEAM, HERE, now=NOW)
    assert waiting_boards(db) == []


def test_a_project_that_is_saved_marks_the_board_of_its_channel_only(db: Connection):
    for channel in (HERE, "C2"):
        post_board(db, TEAM, channel)
    (project,) = keep(db, [Kept("Menu helper", (50, 50))])
    assert [board.channel for board in waiting_boards(db)] == [HERE]
    save_project(db, replace(project, name="Menu guide"))
    assert [board.due_at for board in waiting_boards(db)] == [THEN + TOGETHER]


def test_of_two_who_drew_the_same_wish_one_counts(db: Connection):
    post_board(db, TEAM, HERE)
    live = find_board(db, TEAM, HERE)
    assert live
    ask_for_picture(db, live, at=NOW)
    ask_for_picture(db, live, at=LATER)  # the earlier wish stands
    (wished,) = waiting_boards(db)
    assert wished.draw_at == NOW
    assert save_picture(db, wished, file="F1", alt="", drawn="{}", at=NOW)
    assert not save_picture(db, wished, file="F2", alt="", drawn="{}", at=NOW)
    (due,) = waiting_boards(db)
    assert (due.picture, due.due_at, due.draw_at) == ("F1", NOW, None)
    put_off_picture(db, wished, until=LATER)  # too late: the wish is fulfilled
    assert waiting_boards(db)[0].draw_at is None


def test_a_picture_that_could_not_be_made_is_put_off(db: Connection):
    post_board(db, TEAM, HERE)
    live = find_board(db, TEAM, HERE)
    assert live
    ask_for_picture(db, live, at=NOW)
    (wished,) = waiting_boards(db)
    put_off_picture(db, wished, until=LATER)
    assert waiting_boards(db)[0].draw_at == LATER


# --- weights


def test_weights_are_kept_exactly_with_who_and_when(db: Connection):
    assert setting_of(db, TEAM, HERE) == Setting()
    save_weights(db, TEAM, HERE, OWN, by="U1", at=NOW)
    assert setting_of(db, TEAM, HERE) == Setting(OWN, "U1", NOW)
    assert setting_of(db, TEAM, "C2") == Setting()


def test_undoing_goes_back_change_by_change_and_forgets_nothing(db: Connection):
    data_first, low_risk = PRESETS[Preset.DATA_FIRST], PRESETS[Preset.LOW_RISK]
    save_weights(db, TEAM, HERE, OWN, by="U1", at=NOW)
    save_weights(db, TEAM, HERE, data_first, by="U1", at=NOW)
    assert undo_weights(db, TEAM, HERE, by="U2", at=LATER) == OWN
    assert setting_of(db, TEAM, HERE) == Setting(OWN, "U2", LATER)
    save_weights(db, TEAM, HERE, low_risk, by="U1", at=LATER)
    assert undo_weights(db, TEAM, HERE, by="U2", at=LATER) == OWN
    assert undo_weights(db, TEAM, HERE, by="U2", at=LATER) == BALANCED
    assert undo_weights(db, TEAM, HERE, by="U2", at=LATER) is None
    changes = changes_of(db, TEAM, HERE)
    assert [change.weights for change in changes] == [OWN, data_first, OWN, low_risk, OWN, BALANCED]
    first = changes[0].id
    assert [change.undid and change.undid - first for change in changes] == [None, None, 1, None, 3, 0]


# --- weeks


def test_a_week_is_kept_once_as_everything_stood(db: Connection):
    keep(db, [Kept("Menu helper", (60, 40)), Kept("Table finder", (40, 80)), Kept("Old", (90, 90), stage="paused")])
    before = {entry.stand.number: entry.stand for entry in entries_in(db, TEAM, (HERE,))}
    assert not was_taken(db, TEAM, HERE, "2026-W37")
    assert take_week(db, TEAM, HERE, "2026-W37", OWN, begun=NOW, now=NOW)
    keep(db, [Kept("New one", (99, 99))])
    assert not take_week(db, TEAM, HERE, "2026-W37", BALANCED, begun=NOW, now=LATER)
    assert was_taken(db, TEAM, HERE, "2026-W37")
    assert find_week(db, TEAM, HERE, "2026-W37") == LastWeek(OWN, before)
    assert find_week(db, TEAM, HERE, "2026-W36") is None


def test_what_began_in_the_week_itself_is_not_of_its_beginning(db: Connection):
    keep(db, [Kept("Menu helper", (60, 40)), Kept("New one", (99, 99), at=NOW)])
    take_week(db, TEAM, HERE, "2026-W37", BALANCED, begun=NOW, now=LATER)
    assert places_then(db, TEAM, HERE, "2026-W37", [1, 2]) == {1: 1}


def test_places_are_kept_under_the_weights_of_then(db: Connection):
    keep(db, [Kept("Menu helper", (60, 40)), Kept("Table finder", (40, 80)), Kept("Old", (90, 90), stage="paused")])
    assert places_then(db, TEAM, HERE, "2026-W37", [1]) is None
    take_week(db, TEAM, HERE, "2026-W37", BALANCED, begun=NOW, now=NOW)
    take_week(db, TEAM, HERE, "2026-W38", PRESETS[Preset.IMPACT_FIRST], begun=NOW, now=LATER)
    assert places_then(db, TEAM, HERE, "2026-W37", [1, 2, 3, 9]) == {1: 2, 2: 1, 3: None}
    assert places_then(db, TEAM, HERE, "2026-W38", [1, 2]) == {1: 1, 2: 2}


def test_weeks_that_are_old_are_dropped_with_all_they_hold(db: Connection):
    keep(db, [Kept("Menu helper", (60, 40))])
    take_week(db, TEAM, HERE, "2026-W37", BALANCED, begun=NOW, now=NOW)
    assert forget_weeks_before(db, NOW) == 0
    assert forget_weeks_before(db, LATER) == 1
    assert find_week(db, TEAM, HERE, "2026-W37") is None
    assert take_week(db, TEAM, HERE, "2026-W37", BALANCED, begun=NOW, now=NOW)  # nothing is left in the way


def test_channels_with_projects_and_since_when(db: Connection):
    keep(db, [Kept("A", (1, 1)), Kept("B", (1, 1)), Kept("C", (1, 1), channel="C2")])
    assert channels_with_projects(db) == [(TEAM, HERE), (TEAM, "C2")]
    assert not begun_before(db, TEAM, HERE, THEN)
    assert begun_before(db, TEAM, HERE, THEN + timedelta(seconds=1))


# --- leads


def test_the_lead_is_who_was_named_or_who_started_first(db: Connection):
    assert lead_of(db, TEAM, HERE) is None
    keep(db, [Kept("A", (1, 1), owner="U1"), Kept("B", (1, 1), owner="U2")])
    assert lead_of(db, TEAM, HERE) == "U1"
    save_lead(db, TEAM, HERE, "U3")
    assert lead_of(db, TEAM, HERE) == "U3"
    assert lead_of(db, TEAM, "C2") is None


def test_the_lead_and_the_language_of_a_channel_do_not_touch_each_other(db: Connection):
    save_channel_language(db, TEAM, HERE, "ko")
    save_lead(db, TEAM, HERE, "U3")
    save_channel_language(db, TEAM, HERE, "en")
    settings = channel_settings_of(db, TEAM, HERE)
    assert (settings.lead, settings.language) == ("U3", "en")
