"""Reviews, digests and Homes: scheduled, claimed once, put off."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, delete

from flows.cadence.cadence import Cadence
from flows.cadence.clocks import Clock, Subject
from flows.cadence.review import Level, Review
from flows.cadence.typed import Switch
from flows.rhythm import Choice, Rhythm
from storage.homes import claim_home, homes_changed, homes_due, opened_home
from storage.projects import Project, open_project
from storage.reviews import (
    Addressee,
    Scheduled,
    choice_of,
    claim_day,
    drop_reviews,
    find_asked,
    find_review,
    last_days,
    last_message,
    put_off,
    reviews_due,
    reviews_of,
    reviews_owned,
    save_asked,
    save_choice,
    save_reviews,
    someone_due,
)
from storage.rhythms import (
    Place,
    Posted,
    claim_digest,
    digest_at,
    digests_due,
    find_rhythm,
    last_digest,
    rhythms_of,
    save_rhythm,
)
from storage.tables import projects

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANA, BEN = Addressee("T1", "UANA"), Addressee("T1", "UBEN")


@pytest.fixture(autouse=True)
def project(db: Connection) -> Project:
    return open_project(db, Project("p1", "T1", 0, "C1", "Menu helper", "data", "UANA", "UANA", "en", NOW, NOW))


def scheduled(row: str = "", *, who: Addressee = ANA, due_at: datetime | None = NOW) -> Scheduled:
    subject = Subject.OBJECTIVE if row else Subject.PROJECT
    return Scheduled(
        Review(Clock("p1", subject, row, who.person, Cadence(7)), date(2026, 11, 16)), who.team, who.person, due_at
    )


def test_a_review_comes_back_as_it_was_stored(db: Connection):
    full = Review(
        Clock("p1", Subject.OBJECTIVE, "r1", "UBEN", Cadence(2, workdays=True)),
        last=date(2026, 11, 1),
        told=Level.TO_LEAD,
        told_on=date(2026, 11, 9),
        snoozed_until=date(2026, 11, 12),
        snoozes=4,
        offered_to="UANA",
    )
    stored = Scheduled(full, "T1", "UANA", NOW, "81%")
    save_reviews(db, [stored, scheduled()])
    assert find_review(db, full.key) == stored
    assert reviews_of(db, "p1") == [stored, scheduled()]
    assert reviews_owned(db, "T1", "UBEN") == [stored]
    save_reviews(db, [Scheduled(full, "T1", "", None)])
    assert find_review(db, full.key) == Scheduled(full, "T1", "", None)


def test_what_is_due_is_found_by_whom_it_goes_to(db: Connection):
    save_reviews(db, [scheduled("r1"), scheduled("r2", who=BEN, due_at=NOW - HOUR), scheduled("r3", due_at=NOW + HOUR)])
    assert someone_due(db, now=NOW) == [BEN, ANA]
    assert reviews_due(db, [ANA], now=NOW) == [scheduled("r1")]
    assert reviews_due(db, [Addressee("T2", "UANA")], now=NOW) == []
    put_off(db, [scheduled("r1").review.key], NOW + HOUR)
    assert someone_due(db, now=NOW) == [BEN]
    drop_reviews(db, [scheduled("r2", who=BEN).review.key])
    assert someone_due(db, now=NOW) == []


def test_reviews_go_with_their_project(db: Connection):
    save_reviews(db, [scheduled("r1")])
    save_choice(db, "p1", Choice(every=Cadence(3)))
    db.execute(delete(projects))
    assert reviews_of(db, "p1") == []
    assert choice_of(db, "p1") == Choice()


@pytest.mark.parametrize("every", [None, Cadence(14), Cadence(1, workdays=True), Switch.OFF])
def test_a_choice_comes_back_as_it_was_stored(db: Connection, every: Cadence | Switch | None):
    chosen = Choice(every=every, owners={"r1": "UBEN"})
    save_choice(db, "p1", Choice())
    save_choice(db, "p1", chosen)
    assert choice_of(db, "p1") == chosen


def test_a_day_is_claimed_once(db: Connection):
    today = date(2026, 11, 23)
    assert claim_day(db, ANA, today, "first", at=NOW)
    assert not claim_day(db, ANA, today, "second", at=NOW)
    assert claim_day(db, BEN, today, "another", at=NOW)
    assert find_asked(db, ANA, today) == "first"
    save_asked(db, ANA, today, "answered")
    assert last_message(db, ANA) == (today, "answered")
    assert last_days(db, "T1", ["UANA", "UNOBODY"]) == {"UANA": today}


def test_a_digest_of_a_week_is_claimed_once(db: Connection):
    place = Place("T1", "C1")
    assert last_digest(db, place) is None
    assert claim_digest(db, place, Posted("2026-W48", NOW, "tip_01"))
    assert not claim_digest(db, place, Posted("2026-W48", NOW + HOUR, None))
    assert claim_digest(db, Place("T1", "C2"), Posted("2026-W48", NOW, None))
    assert claim_digest(db, place, Posted("2027-W01", NOW + HOUR, None))
    assert last_digest(db, place) == Posted("2027-W01", NOW + HOUR, None)


def test_a_channels_settings_come_back_as_they_were_stored(db: Connection):
    place = Place("T1", "C1")
    assert find_rhythm(db, place) is None
    rhythm = Rhythm(zone="Asia/Seoul", workdays=(0, 1, 2, 3), country="KR", digest=None)
    save_rhythm(db, place, rhythm, digest_at=NOW)
    assert find_rhythm(db, place) == rhythm
    assert digests_due(db, now=NOW) == [place]
    assert digests_due(db, now=NOW - HOUR) == []
    save_rhythm(db, place, Rhythm(), digest_at=None)
    assert digest_at(db, place) is None
    assert digests_due(db, now=NOW) == []
    assert rhythms_of(db, "T1", ["C1", "C9"]) == {"C1": Rhythm(), "C9": Rhythm()}


def test_a_home_is_drawn_again_once_for_several_changes(db: Connection):
    assert not homes_changed(db, "T1", ["UANA"], due_at=NOW)  # never looked
    opened_home(db, "T1", "UANA", at=NOW)
    assert homes_changed(db, "T1", ["UANA", "UBEN"], due_at=NOW + HOUR)
    assert not homes_changed(db, "T1", ["UANA"], due_at=NOW + 2 * HOUR)
    assert homes_due(db, now=NOW) == []
    assert homes_due(db, now=NOW + HOUR) == [("T1", "UANA")]
    assert claim_home(db, "T1", "UANA", now=NOW + HOUR)
    assert not claim_home(db, "T1", "UANA", now=NOW + HOUR)
    assert homes_due(db, now=NOW + HOUR) == []
