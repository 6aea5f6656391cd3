"""What a history owes to those who listen outside Slack."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection, select

from bot.names import Did
from flows.announcement import Subject
from storage.announcing import SUBJECTS
from storage.history import Event, put_back, record
from storage.tables import outbox
from storage.webhooks import Webhook, add_webhook, all_webhooks, failed
from tests.portfolios import THEN, Kept, keep

HERE = Webhook("here", "T0ACME", "https://example.com/", ("project.created", "project.stage"), "open:1", THEN)
THERE = replace(HERE, id="there", team="T0OTHER")
STARTED = Event(THEN, "U0ANA", Did.STARTED, None, None, {"name": "Menu"})


def owed(db: Connection) -> list[tuple[str, str, str, str]]:
    rows = db.execute(select(outbox).order_by(outbox.c.id))
    return [(row.team, row.lane, row.method, row.payload["announcement"]["project"]["id"]) for row in rows]


@pytest.fixture
def projects(db: Connection) -> list[str]:
    """One of Acme, one of another workspace, with a receiver each."""
    add_webhook(db, HERE)
    add_webhook(db, THERE)
    return [one.id for one in keep(db, [Kept("Menu", (50, 50)), Kept("Menu", (50, 50), team="T0OTHER")])]


def test_a_workspaces_receivers_hear_of_its_own_projects_only(db: Connection, projects: list[str]):
    for project in projects:
        record(db, project, [STARTED])
    assert owed(db) == [
        ("T0ACME", "webhook:T0ACME:here", "webhook", projects[0]),
        ("T0OTHER", "webhook:T0OTHER:there", "webhook", projects[1]),
    ]


def test_two_receivers_get_the_same_id_and_the_same_fact_twice_gets_two(db: Connection, projects: list[str]):
    add_webhook(db, replace(HERE, id="second"))
    record(db, projects[0], [STARTED])
    record(db, projects[0], [STARTED])
    marks = list(db.execute(select(outbox.c.mark).order_by(outbox.c.id)).scalars())
    assert marks[0] == marks[1] != marks[2] == marks[3]


def test_an_import_and_whoever_sleeps_are_told_nothing(db: Connection, projects: list[str]):
    put_back(db, projects[0], [STARTED])
    failed(db, "there", "gone", now=THEN, asleep=True)
    record(db, projects[1], [STARTED])
    assert owed(db) == []


def test_what_is_announced_is_what_the_history_calls_it():
    assert set(SUBJECTS) <= set(Did)
    assert set(SUBJECTS.values()) == set(Subject)


def test_no_secret_and_no_address_is_in_what_a_log_would_show(db: Connection, projects: list[str]):
    assert [repr(one) for one in all_webhooks(db)] == ["Webhook('here')", "Webhook('there')"]
