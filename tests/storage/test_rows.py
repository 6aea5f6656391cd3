"""Projects, conversations, people, history and places: rows in, values out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from flows.answers import Answer, AnswerState
from flows.conversation import Change, Conversation, Misread, Mode, OnTheTable, Told
from flows.text import Language
from storage import inbox
from storage.columns import UtcDateTime
from storage.conversations import get_conversation, open_conversation, save_conversation
from storage.errors import ConversationMoved, NoSuchProject
from storage.history import Event, history_of, record
from storage.messages import Place, find_place, forget_place, save_place
from storage.people import Person, find_person, save_person
from storage.projects import (
    Project,
    Standing,
    all_projects,
    get_project,
    named,
    open_project,
    projects_in,
    save_project,
)
from storage.rows import RowRefused, all_rows, put_rows
from storage.tables import people
from storage.threads import find_thread, get_thread

NOW = datetime(2026, 9, 1, 9, 0, 0, 123456, tzinfo=UTC)


def project(name: str = "Menu helper", *, id: str = "p1", team: str = "T1", channel: str = "C1") -> Project:  # noqa: A002
    return Project(id, team, 0, channel, name, "intake", "U1", "U1", "en", NOW, NOW)


def conversation(**more: object) -> Conversation:
    told = Conversation(
        id="p1", language=Language.KO, starter="U1", owner="U1", participants=("U1",), started_at=NOW, turn=1
    )
    return told.model_copy(update=more)


def standing(**scores: float) -> Standing:
    return Standing("go", "quick_win", scores)


# --- projects


def test_projects_are_numbered_by_workspace(db: Connection):
    keys = [
        open_project(db, project(id=f"p{n}", team=team)).key for n, team in enumerate(["T1", "T1", "T2", "T1", "T2"])
    ]
    assert keys == ["ML-1", "ML-2", "ML-1", "ML-3", "ML-2"]
    assert [(found.team, found.number) for found in all_projects(db)] == [
        ("T1", 1),
        ("T1", 2),
        ("T1", 3),
        ("T2", 1),
        ("T2", 2),
    ]


def test_a_project_comes_back_as_it_was_stored(db: Connection):
    opened = open_project(db, project("메뉴 🙂 <!here>"))
    assert opened == replace(project("메뉴 🙂 <!here>"), number=1)
    changed = replace(opened, name="다른 이름", updated_at=NOW + timedelta(days=1), standing=standing(impact=12.5))
    save_project(db, changed)
    assert get_project(db, "p1") == changed


def test_saving_without_a_standing_keeps_the_one_there_is(db: Connection):
    opened = replace(open_project(db, project()), standing=standing(priority=50.0))
    save_project(db, opened)
    save_project(db, replace(opened, name="Other", standing=None))
    found = get_project(db, "p1")
    assert (found.name, found.standing) == ("Other", standing(priority=50.0))


def test_a_project_that_is_not_there_is_said_to_be_so(db: Connection):
    with pytest.raises(NoSuchProject):
        get_project(db, "p9")
    with pytest.raises(NoSuchProject):
        get_conversation(db, "p9")
    with pytest.raises(NoSuchProject):
        get_thread(db, "p9")


def test_a_channel_lists_its_own_projects_best_first(db: Connection):
    scores = {"a": (50.0, 10.0), "b": (80.0, 1.0), "c": None, "d": (50.0, 60.0), "e": None}
    for name, both in scores.items():
        opened = open_project(db, project(name, id=name))
        if both:
            save_project(db, replace(opened, standing=standing(priority=both[0], impact=both[1])))
    open_project(db, project("elsewhere", id="x", channel="C2"))
    open_project(db, project("other workspace", id="y", team="T2"))
    assert [found.name for found in projects_in(db, "T1", "C1")] == ["b", "d", "a", "c", "e"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ML-2", ["Menu"]),
        ("ml-2", ["Menu"]),
        ("menu", ["Menu"]),
        ("  MENU   helper ", ["Menu helper"]),
        ("menu h", ["Menu helper"]),
        ("men", ["Menu helper", "Menu"]),
        ("메뉴", ["메뉴 도우미"]),
        ("\u1106\u1166\u1102\u1172", ["메뉴 도우미"]),
        ("ML-22", []),
        ("helper", []),
        ("", []),
        ("%", []),
    ],
)
def test_a_project_is_found_by_key_by_name_or_by_its_beginning(db: Connection, asked: str, found: list[str]):
    names = ["Menu helper", "Menu", "메뉴 도우미"]
    candidates = [open_project(db, project(name, id=name)) for name in names]
    assert [one.name for one in named(candidates, asked)] == found


# --- conversations


def test_a_conversation_comes_back_as_it_was_stored(db: Connection):
    open_project(db, project())
    answer = Answer(state=AnswerState.GIVEN, value=["a", "b"], by="U1", at=NOW, source="1.0", line=3)
    whole = conversation(
        answers={"uses": answer, "kind": Answer(state=AnswerState.UNKNOWN, by="U2", at=NOW)},
        recent=(Change(question="uses", before=None, after=answer, by="U1", at=NOW),),
        table=OnTheTable(question="remarks", line=4),
        misread=Misread(source="2.0", question="remarks"),
        told=Told(verdict="go", quadrant="quick_win"),
        mode=Mode.PAUSED,
        lines=4,
    )
    open_conversation(db, whole)
    assert get_conversation(db, "p1") == whole


def test_a_change_to_nothing_survives_too(db: Connection):
    open_project(db, project())
    answer = Answer(state=AnswerState.SKIPPED, by="U1", at=NOW)
    withdrawn = Change(question="uses", before=answer, after=None, by="U1", at=NOW)
    open_conversation(db, conversation(recent=(withdrawn,)))
    assert get_conversation(db, "p1").recent == (withdrawn,)


def test_of_two_rivals_only_the_first_is_saved(db: Connection):
    open_project(db, project())
    open_conversation(db, conversation())
    save_conversation(db, conversation(turn=2, lines=1))
    with pytest.raises(ConversationMoved):
        save_conversation(db, conversation(turn=2, lines=99))
    with pytest.raises(ConversationMoved):
        save_conversation(db, conversation(turn=4))
    assert get_conversation(db, "p1").lines == 1
    save_conversation(db, conversation(turn=3, lines=2))
    assert get_conversation(db, "p1").turn == 3


def test_a_conversation_needs_its_project(db: Connection):
    with pytest.raises(IntegrityError):
        open_conversation(db, conversation())


# --- threads


def test_a_thread_is_found_by_the_place_of_its_card(db: Connection):
    opened = open_project(db, project())
    open_conversation(db, conversation())
    assert get_thread(db, "p1").place is None
    save_place(db, "card:p1", "T1", Place("C1", "1.0"))
    save_place(db, "line:p1:1", "T1", Place("C1", "2.0"))
    found = find_thread(db, "T1", "C1", "1.0")
    assert found == get_thread(db, "p1")
    assert found
    assert (found.project, found.place) == (opened, Place("C1", "1.0"))
    for team, channel, ts in (("T1", "C1", "2.0"), ("T2", "C1", "1.0"), ("T1", "C2", "1.0"), ("T1", "C1", "9.0")):
        assert find_thread(db, team, channel, ts) is None


def test_a_place_moves_and_is_forgotten(db: Connection):
    save_place(db, "line:p_1:1", "T1", Place("C1", "1.0"))
    save_place(db, "line:p_1:1", "T1", Place("C1", "2.0"))
    assert find_place(db, "line:p_1:1") == Place("C1", "2.0")
    forget_place(db, "line:p_1:1")
    forget_place(db, "line:p_1:1")
    assert find_place(db, "line:p_1:1") is None


# --- people, history, deliveries


def test_a_person_is_as_slack_last_described_them(db: Connection):
    ana = Person("T1", "U1", "Ana", "ko-KR", "Asia/Seoul", NOW)
    save_person(db, ana)
    later = replace(ana, name="Ana S.", locale=None, seen_at=NOW + timedelta(days=1))
    save_person(db, later)
    assert find_person(db, "T1", "U1") == later
    assert find_person(db, "T2", "U1") is None


def test_history_is_only_ever_added_to_oldest_first(db: Connection):
    open_project(db, project())
    first = [
        Event(NOW, "U1", "project.started", None, None, {"name": "메뉴"}),
        Event(NOW, "U1", "answer.changed", "kind"),
    ]
    second = Event(NOW - timedelta(days=1), "U2", "interview.mode", None, "open", ["paused"])
    record(db, "p1", first)
    record(db, "p1", [])
    record(db, "p1", [second])
    assert history_of(db, "p1") == [*first, second]
    assert history_of(db, "p2") == []


def test_a_delivery_is_claimed_once_and_forgotten_when_it_is_old(db: Connection):
    assert inbox.claim(db, "d1", now=NOW) is True
    assert inbox.claim(db, "d1", now=NOW + timedelta(days=1)) is False
    assert inbox.was_claimed(db, "d1")
    assert not inbox.was_claimed(db, "d2")
    assert inbox.forget_before(db, NOW) == 0
    assert inbox.forget_before(db, NOW + timedelta(seconds=1)) == 1
    assert inbox.claim(db, "d1", now=NOW) is True


ZONES = st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours)))


@given(st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=ZONES))  # noqa: DTZ001 - zones are drawn
def test_an_instant_is_stored_in_utc_whatever_zone_it_came_in(at: datetime):
    kind = UtcDateTime()
    bound = kind.process_bind_param(at, None)  # type: ignore[arg-type]
    assert bound == at
    assert bound
    assert bound.utcoffset() == timedelta(0)
    assert kind.process_result_value(bound.replace(tzinfo=None), None) == at  # type: ignore[arg-type]


def test_instants_come_back_aware(db: Connection):
    seoul = NOW.astimezone(timezone(timedelta(hours=9)))
    save_person(db, Person("T1", "U1", "Ana", None, None, seoul))
    (found,) = db.execute(select(people.c.seen_at)).scalars()
    assert found == NOW
    assert found.utcoffset() == timedelta(0)


# --- rows as they are told


def test_rows_that_were_put_in_are_counted_on(db: Connection):
    row = {"team": "T1", "channel": "C1", "alphas": ["1"] * 6, "by": "U1", "at": NOW.isoformat()}
    put_rows(db, "weights", [row | {"id": 7}])
    put_rows(db, "weights", [row])
    assert [one["id"] for one in all_rows(db, "weights")] == [7, 8]


@pytest.mark.parametrize("number", [2**31, -(2**31) - 1])
def test_a_number_that_no_column_holds_is_refused(db: Connection, number: int):
    with pytest.raises(RowRefused, match="number: a whole number is needed"):
        put_rows(db, "boards", [{"team": "T1", "channel": "C1", "number": number}])
