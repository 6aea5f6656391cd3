"""Decisions: what stands, what ended, what wakes up."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection

from flows.conversation import Conversation
from flows.decisions import Choice, Decision
from flows.text import Language
from storage.conversations import open_conversation
from storage.decisions import decisions_of, due_wakeups, save_decision, wake
from storage.descriptions import neighbours, save_description
from storage.projects import Project, get_project, open_project

NOW = datetime(2026, 9, 1, 9, 0, 0, 123456, tzinfo=UTC)
DAY = timedelta(days=1)
DEFERRED = Decision(choice=Choice.DEFER, reason="왜냐하면 바빠요.", by="U1", at=NOW, until=date(2026, 9, 2))
ACCEPTED = Decision(choice=Choice.ACCEPT, reason="We start now.", by="U2", at=NOW + DAY)


@pytest.fixture(autouse=True)
def projects(db: Connection) -> None:
    for identity, team in (("p1", "T1"), ("p2", "T1"), ("p3", "T2")):
        open_project(db, Project(identity, team, 0, "C1", identity, "intake", "U1", "U1", "en", NOW, NOW))
        told = Conversation(
            id=identity, language=Language.EN, starter="U1", owner="U1", participants=("U1",), started_at=NOW
        )
        open_conversation(db, told)


def test_the_last_decision_stands_and_the_others_are_kept(db: Connection):
    save_decision(db, "p1", DEFERRED, wakes_at=NOW + DAY)
    assert get_project(db, "p1").decision == DEFERRED
    assert get_project(db, "p1").parked

    save_decision(db, "p1", ACCEPTED, wakes_at=None)

    assert get_project(db, "p1").decision == ACCEPTED
    assert not get_project(db, "p1").parked
    assert [(one.decision, one.ended_at) for one in decisions_of(db, "p1")] == [
        (DEFERRED, ACCEPTED.at),
        (ACCEPTED, None),
    ]
    assert get_project(db, "p2").decision is None


def test_a_deferral_wakes_up_once_when_its_moment_has_come(db: Connection):
    save_decision(db, "p1", DEFERRED, wakes_at=NOW + DAY)
    save_decision(db, "p2", DEFERRED, wakes_at=NOW + 2 * DAY)
    save_decision(db, "p3", DEFERRED, wakes_at=None)

    assert due_wakeups(db, now=NOW) == []
    (due,) = due_wakeups(db, now=NOW + DAY)
    assert (due.project, due.by) == ("p1", "U1")
    assert wake(db, due, now=NOW + DAY)
    assert not wake(db, due, now=NOW + DAY)
    assert due_wakeups(db, now=NOW + DAY) == []
    assert get_project(db, "p1").decision is None
    assert decisions_of(db, "p1")[0].ended_at == NOW + DAY


def test_a_deferral_that_was_replaced_does_not_wake_up(db: Connection):
    save_decision(db, "p1", DEFERRED, wakes_at=NOW + DAY)
    (due,) = due_wakeups(db, now=NOW + DAY)
    save_decision(db, "p1", ACCEPTED, wakes_at=None)

    assert due_wakeups(db, now=NOW + DAY) == []
    assert not wake(db, due, now=NOW + DAY)
    assert get_project(db, "p1").decision == ACCEPTED


def test_a_merged_project_knows_the_other_one_by_its_key(db: Connection):
    merged = Decision(choice=Choice.MERGE, reason="It is the same.", by="U1", at=NOW, into="p2", into_key="ML-2")
    save_decision(db, "p1", merged, wakes_at=None)

    assert [one.decision for one in decisions_of(db, "p1")] == [merged]


def test_descriptions_are_those_of_the_channel(db: Connection):
    save_description(db, "p1", {"problem_statement": "x" * 700, "goal": "no"})
    save_description(db, "p1", {"problem_statement": "Guests wait.", "phenomenon": None})
    save_description(db, "p3", {"problem_statement": "Secret."})

    found = neighbours(db, "T1", "C1")

    assert [(one.id, one.described.key, one.described.problem) for one in found] == [
        ("p1", "ML-1", "Guests wait."),
        ("p2", "ML-2", ""),
    ]
