"""Who outside Slack is told of projects: addresses, what they want to hear, and how they fare."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from storage.tables import UNSETTLED, outbox, webhooks

WEBHOOK = "webhook"
"""The method of a call that tells one of them."""

LONGEST_PROBLEM = 200

_OF_TEAM = (
    select(webhooks.c.id, webhooks.c.events)
    .where(webhooks.c.team == bindparam("in_team"), webhooks.c.asleep_at.is_(None))
    .order_by(webhooks.c.created_at, webhooks.c.id)
)
_ONE = select(webhooks).where(webhooks.c.id == bindparam("of"))


@dataclass(frozen=True, slots=True)
class Webhook:
    """`failing_since` is when the first of the calls in a row failed that all failed; asleep, it is told nothing."""

    id: str
    team: str
    url: str
    events: tuple[str, ...]
    secret: str
    created_at: datetime
    failures: int = 0
    failing_since: datetime | None = None
    asleep_at: datetime | None = None
    problem: str | None = None

    def __repr__(self) -> str:
        return f"Webhook({self.id!r})"  # neither the secret nor what an address may hold belongs into a log


class Faring(NamedTuple):
    """How all of them fare, in figures."""

    awake: int
    failing: int
    asleep: int
    owed: int


def add_webhook(db: Connection, webhook: Webhook) -> None:
    values = {
        "id": webhook.id,
        "team": webhook.team,
        "url": webhook.url,
        "events": list(webhook.events),
        "secret": webhook.secret,
        "created_at": webhook.created_at,
    }
    db.execute(insert(webhooks).values(values))


def find_webhook(db: Connection, webhook: str) -> Webhook | None:
    row = db.execute(_ONE, {"of": webhook}).first()
    return _webhook(row) if row else None


def reseal_secrets(db: Connection, sealed_anew: Callable[[str], str]) -> int:
    """Put every stored secret through this; returns how many."""
    stored = db.execute(select(webhooks.c.id, webhooks.c.secret).with_for_update()).all()
    for row in stored:
        anew = update(webhooks).where(webhooks.c.id == row.id).values(secret=sealed_anew(row.secret))
        db.execute(anew)
    return len(stored)


def all_webhooks(db: Connection, team: str | None = None) -> list[Webhook]:
    """The oldest first; of one workspace, or of all."""
    found = select(webhooks).order_by(webhooks.c.created_at, webhooks.c.id)
    if team is not None:
        found = found.where(webhooks.c.team == team)
    return [_webhook(row) for row in db.execute(found)]


def remove_webhook(db: Connection, webhook: str) -> bool:
    """Whether it was there. What is owed to it is dropped when its turn comes."""
    return db.execute(delete(webhooks).where(webhooks.c.id == webhook)).rowcount > 0


def listening(db: Connection, team: str, event: str) -> list[str]:
    """The ids of those in a workspace that want to hear of such an event."""
    return [row.id for row in db.execute(_OF_TEAM, {"in_team": team}) if event in row.events]


def failed(db: Connection, webhook: str, problem: str, *, now: datetime, asleep: bool) -> None:
    """A call to it failed; with `asleep` it is told nothing more until it is woken."""
    values: dict[str, Any] = {
        "failures": webhooks.c.failures + 1,
        "failing_since": func.coalesce(
            webhooks.c.failing_since, bindparam("since", now, webhooks.c.failing_since.type)
        ),
        "problem": problem[:LONGEST_PROBLEM],
    }
    if asleep:
        values["asleep_at"] = now
    db.execute(update(webhooks).where(webhooks.c.id == webhook).values(values))


def recovered(db: Connection, webhook: str) -> None:
    """It took a call: whatever was wrong is over."""
    well = {"failures": 0, "failing_since": None, "asleep_at": None, "problem": None}
    db.execute(update(webhooks).where(webhooks.c.id == webhook).values(well))


def faring(db: Connection) -> Faring:
    failing, asleep = webhooks.c.failing_since.is_not(None), webhooks.c.asleep_at.is_not(None)
    awake = db.execute(
        select(func.count().filter(~asleep), func.count().filter(failing & ~asleep), func.count().filter(asleep))
    ).one()
    owed = select(func.count()).select_from(outbox).where(UNSETTLED, outbox.c.method == WEBHOOK)
    return Faring(*awake, db.execute(owed).scalar() or 0)


def _webhook(row: Row[Any]) -> Webhook:
    return Webhook(
        id=row.id,
        team=row.team,
        url=row.url,
        events=tuple(row.events),
        secret=row.secret,
        created_at=row.created_at,
        failures=row.failures,
        failing_since=row.failing_since,
        asleep_at=row.asleep_at,
        problem=row.problem,
    )
