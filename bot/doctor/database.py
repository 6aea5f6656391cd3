"""Whether the database opens, is whole and of the newest form, and has room; and what waits in it."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from bot.doctor.finding import Finding, ok, warning, wrong
from bot.doctor.spans import said, sized
from bot.doctor.webhooks import webhooks_looked_at
from storage.condition import damage_in, file_of, room_for, size_of, size_on_server, try_to_write
from storage.engines import is_postgresql, open_engine
from storage.errors import DatabaseUnusable
from storage.installations import Installation, all_installations
from storage.migrate import HEAD, is_known, revision_of
from storage.owing import Owing, Refusals, owing, refused_since
from storage.trouble import unusable
from storage.webhooks import all_webhooks
from storage.weekly import channels_with_projects

LITTLE = 200 * 10**6  # bytes
HARDLY_ANY = 20 * 10**6
SLOW, STUCK = timedelta(minutes=5), timedelta(hours=1)
DAY = timedelta(days=1)
MOST = 3  # kinds of refused calls that are named


@dataclass(frozen=True, slots=True)
class Stored:
    """What other checks need of it: where projects are, and where the bot is."""

    channels: tuple[tuple[str, str], ...] = ()
    """(team, channel)"""
    installations: tuple[Installation, ...] = ()


def database_looked_at(url: str, now: datetime) -> tuple[list[Finding], Stored | None]:
    """The findings, and what is stored if it can be read."""
    try:
        engine = open_engine(url)
    except DatabaseUnusable as error:
        return [_wrong(error)], None
    try:
        file = file_of(engine.url)
        if file and not file.exists():
            told = f"there is none at {file} yet"
            return [
                warning("database", told, "`groundwork run` or `groundwork migrate` makes it."),
                *_space(engine),
            ], None
        return _looked_into(engine, now)
    except DatabaseError as error:
        return [_wrong(unusable(engine.url, error)), *_space(engine)], None
    finally:
        engine.dispose()


def _looked_into(engine: Engine, now: datetime) -> tuple[list[Finding], Stored | None]:
    with engine.connect() as db:
        revision, damage = revision_of(db), damage_in(db)
        if damage:
            remedy = "Put a backup in its place with `groundwork restore FILE --replace`."
            return [wrong("database", f"damaged: {damage.splitlines()[0]}", remedy), *_space(engine)], None
        if revision != HEAD:
            return [_of_form(revision), *_space(engine)], None
        found = [
            _queue(owing(db), now),
            _refusals(refused_since(db, now - DAY)),
            webhooks_looked_at(all_webhooks(db)),
        ]
        stored = Stored(tuple(channels_with_projects(db)), tuple(all_installations(db)))
    return [_writable(engine, now), *_space(engine), *found], stored


def _of_form(revision: str | None) -> Finding:
    if revision is None:
        return warning("database", "empty", "`groundwork run` or `groundwork migrate` fills in its form.")
    if is_known(revision):
        return warning("database", f"at revision {revision}, older than {HEAD}", "`groundwork run` migrates it.")
    return wrong("database", f"at revision {revision}, newer than {HEAD}", "Install the Groundwork that wrote it.")


def _writable(engine: Engine, now: datetime) -> Finding:
    try:
        try_to_write(engine, now=now)
    except DatabaseError as error:
        return _wrong(unusable(engine.url, error))
    return ok("database", f"whole, writable, revision {HEAD}, {_kind(engine)}")


def _kind(engine: Engine) -> str:
    if not is_postgresql(engine.url):
        return f"{sized(size_of(engine.url))}, SQLite {sqlite3.sqlite_version}"
    with engine.connect() as db:
        version = ".".join(map(str, db.dialect.server_version_info or ()))
        return f"{sized(size_on_server(db))}, PostgreSQL {version}"


def _space(engine: Engine) -> list[Finding]:
    free = room_for(engine.url)
    if free is None:
        return []
    told, remedy = f"{sized(free)} free", "Make room on the disk of the database."
    if free < HARDLY_ANY:
        return [wrong("space", told, remedy)]
    if free < max(LITTLE, size_of(engine.url)):
        return [warning("space", told, remedy)]
    return [ok("space", told)]


def _queue(owed: Owing, now: datetime) -> Finding:
    age = owed.age(now)
    told = f"calls owed to Slack: {owed.calls}, the oldest for {said(age)}"
    if age > STUCK:
        return wrong("queue", told, "See that the bot runs, and read call.failed and outbox.unavailable in its log.")
    if age > SLOW:
        return warning("queue", told, "See that the bot runs and reaches Slack.")
    return ok("queue", told if owed.calls else "nothing is owed to Slack")


def _refusals(refused: list[Refusals]) -> Finding:
    if not refused:
        return ok("refused", "Slack refused no call in the last day")
    named = ", ".join(f"{one.method} {one.problem} ({one.calls})" for one in refused[:MOST])
    more = ", …" if len(refused) > MOST else ""
    told = f"calls that Slack refused in the last day: {sum(one.calls for one in refused)}: {named}{more}"
    return warning("refused", told, "Look the words up in Slack's list of errors; not_in_channel needs an invitation.")


def _wrong(error: DatabaseUnusable) -> Finding:
    told, _, remedy = str(error).rpartition(": ")
    return wrong("database", told, f"{remedy[:1].upper()}{remedy[1:]}.")
