"""Who leads a channel: a person, a user group beside them, and what was changed about that."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from storage.groups import Group, find_group, groups_seen_before, put_off_group, save_group
from storage.history import Event, history_in_channel, record_in_channel
from storage.leads import lead_of, leads_of, save_channel_language, save_lead, save_lead_group
from storage.people import Person, save_person
from storage.projects import Project, open_project

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
HERE = ("T1", "C1")


def started(db: Connection, *starters: str) -> None:
    for number, starter in enumerate(starters):
        identity = f"p{number}"
        open_project(db, Project(identity, "T1", 0, "C1", identity, "intake", starter, starter, "en", NOW, NOW))


def known(db: Connection, person: str, *, guest: bool) -> None:
    save_person(db, Person("T1", person, person, "en-US", None, NOW, guest=guest))


def test_the_first_who_started_a_project_and_is_no_guest_leads_until_somebody_is_named(db: Connection):
    assert leads_of(db, *HERE).nobody
    known(db, "UGAST", guest=True)
    known(db, "UBEN", guest=False)
    started(db, "UGAST", "UBEN", "UANA")
    assert lead_of(db, *HERE) == "UBEN"
    save_lead(db, *HERE, "UANA")
    save_channel_language(db, *HERE, "ko")
    assert lead_of(db, *HERE) == "UANA"
    assert lead_of(db, "T2", "C1") is None


def test_a_group_leads_beside_the_person(db: Connection):
    started(db, "UANA")
    save_lead_group(db, *HERE, "S1")
    leads = leads_of(db, *HERE)
    assert leads.has("UANA")
    assert not leads.has("UBEN"), "nobody described the group yet"
    save_group(db, Group("T1", "S1", "ml-leads", frozenset({"UBEN"}), NOW))
    save_group(db, Group("T2", "S1", "others", frozenset({"UEVE"}), NOW))
    leads = leads_of(db, *HERE)
    assert leads.has("UANA")
    assert leads.has("UBEN")
    assert not leads.has("UEVE")
    save_lead_group(db, *HERE, None)
    assert not leads_of(db, *HERE).has("UBEN")


def test_groups_that_lead_are_asked_about_again_when_they_are_old(db: Connection):
    for group in ("S1", "S2"):
        save_group(db, Group("T1", group, group, frozenset({"UBEN"}), NOW))
    save_lead_group(db, *HERE, "S1")
    assert groups_seen_before(db, NOW) == []
    assert groups_seen_before(db, NOW + HOUR) == [("T1", "S1")], "the other one leads nothing"
    put_off_group(db, "T1", "S1", seen_at=NOW + HOUR)
    assert groups_seen_before(db, NOW + HOUR) == []
    found = find_group(db, "T1", "S1")
    assert found is not None
    assert found.members == {"UBEN"}, "the members known last count"


def test_what_was_changed_about_a_channel_is_kept_in_order(db: Connection):
    first = Event(NOW, "UANA", "channel.lead", None, None, "UBEN")
    second = Event(NOW + HOUR, "UBEN", "channel.settings", None, {"zone": None}, {"zone": "Asia/Seoul"})
    for event in (first, second):
        record_in_channel(db, *HERE, event)
    record_in_channel(db, "T2", "C1", first)
    assert history_in_channel(db, *HERE) == [first, second]
