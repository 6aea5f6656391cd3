"""Rounds, ballots and requests: rows in, values out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from flows.conversation import Conversation, Request
from flows.scoring.ballot import Ballot
from flows.text import Language
from storage.ballots import ballot_of, cast_in, save_ballot, voters
from storage.conversations import open_conversation
from storage.projects import Project, open_project, owned_by
from storage.requests import Requested, requests_of, save_requests
from storage.rounds import (
    Round,
    claim_reminder,
    close_round,
    due_rounds,
    find_round,
    move_deadline,
    open_round,
    open_round_of,
    open_rounds,
    rounds_of,
)
from storage.threads import get_thread

NOW = datetime(2026, 9, 1, 9, 0, 0, 123456, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def projects(db: Connection) -> None:
    for identity, team in (("p1", "T1"), ("p2", "T1"), ("p3", "T2")):
        open_project(db, Project(identity, team, 0, "C1", identity, "intake", "U1", "U1", "en", NOW, NOW))
        told = Conversation(
            id=identity, language=Language.EN, starter="U1", owner="U1", participants=("U1",), started_at=NOW
        )
        open_conversation(db, told)


def opened(db: Connection, identity: str = "r1", project: str = "p1", *, days: int = 3) -> Round:
    deadline = NOW + days * DAY
    return open_round(db, identity, project, by="U1", at=NOW, deadline=deadline, remind_at=deadline - DAY)


@pytest.mark.usefixtures("projects")
def test_a_project_has_one_open_round_and_they_are_numbered(db: Connection):
    first = opened(db)
    assert open_round_of(db, "p1") == find_round(db, "r1") == first
    assert (first.number, first.is_open) == (1, True)
    with pytest.raises(IntegrityError), db.begin_nested():
        opened(db, "r2")
    assert opened(db, "r3", "p2").number == 1


@pytest.mark.usefixtures("projects")
def test_a_round_is_closed_once(db: Connection):
    first = opened(db)
    assert close_round(db, "r1", by="U1", at=NOW + DAY) is True
    assert close_round(db, "r1", by=None, at=NOW + 2 * DAY) is False
    assert find_round(db, "r1") == replace(first, closed_at=NOW + DAY, closed_by="U1")
    assert open_round_of(db, "p1") is None
    assert opened(db, "r2").number == 2
    assert [one.id for one in rounds_of(db, "p1")] == ["r1", "r2"]


@pytest.mark.usefixtures("projects")
def test_a_reminder_is_claimed_once_and_never_after_the_end(db: Connection):
    opened(db)
    assert claim_reminder(db, "r1", at=NOW) is True
    assert claim_reminder(db, "r1", at=NOW) is False
    close_round(db, "r1", by=None, at=NOW)
    opened(db, "r2")
    close_round(db, "r2", by=None, at=NOW)
    assert claim_reminder(db, "r2", at=NOW) is False


@pytest.mark.usefixtures("projects")
def test_what_is_due(db: Connection):
    opened(db)
    opened(db, "r2", "p2", days=5)

    def due(at: datetime) -> list[str]:
        return [one.id for one in due_rounds(db, now=at)]

    assert due(NOW + DAY) == []
    assert due(NOW + 2 * DAY) == ["r1"]
    claim_reminder(db, "r1", at=NOW + 2 * DAY)
    assert due(NOW + 2 * DAY) == []
    assert due(NOW + 3 * DAY) == ["r1"]
    move_deadline(db, "r1", deadline=NOW + 9 * DAY, remind_at=NOW + 8 * DAY)
    assert due(NOW + 4 * DAY) == ["r2"]
    close_round(db, "r2", by=None, at=NOW)
    assert due(NOW + 8 * DAY) == []
    assert due(NOW + 9 * DAY) == ["r1"]


@pytest.mark.usefixtures("projects")
def test_the_open_rounds_of_a_workspace(db: Connection):
    opened(db, "r1", "p1", days=5)
    opened(db, "r2", "p2", days=2)
    opened(db, "r3", "p3")
    assert [one.id for one in open_rounds(db, "T1")] == ["r2", "r1"]
    close_round(db, "r2", by=None, at=NOW)
    assert [one.id for one in open_rounds(db, "T1")] == ["r1"]


@pytest.mark.usefixtures("projects")
def test_a_member_has_one_ballot_and_a_new_one_replaces_it(db: Connection):
    opened(db)
    save_ballot(db, "r1", "U2", {"value_size": "large", "data_access": None}, at=NOW)
    save_ballot(db, "r1", "U1", {}, at=NOW + DAY)
    save_ballot(db, "r1", "U2", {"hard_traits": ["adversarial"]}, at=NOW + 2 * DAY)
    assert ballot_of(db, "r1", "U2") == {"hard_traits": ["adversarial"]}
    assert ballot_of(db, "r1", "U1") == {}
    assert ballot_of(db, "r1", "U3") is None
    assert voters(db, "r1") == ("U2", "U1")
    assert cast_in(db, "r1") == (Ballot("U1", {}), Ballot("U2", {"hard_traits": ["adversarial"]}))


@pytest.mark.usefixtures("projects")
def test_the_last_closed_round_in_which_anybody_voted_counts(db: Connection):
    assert get_thread(db, "p1").cast == ()
    opened(db, "r1")
    save_ballot(db, "r1", "U1", {"value_size": "large"}, at=NOW)
    assert get_thread(db, "p1").cast == ()
    close_round(db, "r1", by=None, at=NOW)
    assert get_thread(db, "p1").cast == (Ballot("U1", {"value_size": "large"}),)
    opened(db, "r2")
    close_round(db, "r2", by=None, at=NOW)
    assert get_thread(db, "p1").cast == (Ballot("U1", {"value_size": "large"}),)
    opened(db, "r3")
    save_ballot(db, "r3", "U2", {"value_size": "none"}, at=NOW)
    assert get_thread(db, "p1").cast == (Ballot("U1", {"value_size": "large"}),)
    close_round(db, "r3", by=None, at=NOW)
    assert get_thread(db, "p1").cast == (Ballot("U2", {"value_size": "none"}),)
    assert get_thread(db, "p2").cast == ()


# --- requests


def request(question: str = "value_size", person: str = "U2", *, by: str = "U1", at: datetime = NOW) -> Request:
    return Request(question=question, person=person, by=by, at=at)


@pytest.mark.usefixtures("projects")
def test_requests_are_found_by_person_oldest_first(db: Connection):
    late, early = request(at=NOW + DAY), request("ethics_check")
    save_requests(db, "T1", "p1", [late])
    save_requests(db, "T1", "p2", [early, request(person="U3")])
    save_requests(db, "T2", "p3", [request()])
    assert requests_of(db, "T1", "U2") == [Requested("p2", early), Requested("p1", late)]
    assert requests_of(db, "T1", "U9") == []


@pytest.mark.usefixtures("projects")
def test_a_projects_requests_become_what_is_open_now(db: Connection):
    kept, answered = request(), request("ethics_check")
    save_requests(db, "T1", "p1", [kept, answered])
    asked_anew = request(by="U5", at=NOW + DAY)
    save_requests(db, "T1", "p1", [asked_anew, request(person="U3")])
    assert requests_of(db, "T1", "U2") == [Requested("p1", asked_anew)]
    assert requests_of(db, "T1", "U3") == [Requested("p1", request(person="U3"))]
    save_requests(db, "T1", "p1", [])
    assert requests_of(db, "T1", "U2") == requests_of(db, "T1", "U3") == []


@pytest.mark.sqlite  # which counts changes
def test_what_is_the_same_is_not_written_again(engine: Engine):
    with engine.connect() as db:
        open_project(db, Project("p1", "T1", 0, "C1", "p1", "intake", "U1", "U1", "en", NOW, NOW))
        save_requests(db, "T1", "p1", [request()])
        before = db.exec_driver_sql("SELECT total_changes()").scalar()
        save_requests(db, "T1", "p1", [request()])
        assert db.exec_driver_sql("SELECT total_changes()").scalar() == before


@pytest.mark.usefixtures("projects")
def test_the_projects_that_somebody_runs(db: Connection):
    assert [one.id for one in owned_by(db, "T1", "U1")] == ["p1", "p2"]
    assert owned_by(db, "T1", "U2") == []
