"""A person taken out of every text of a workspace, in whatever table it stands."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    RowMapping,
    String,
    Table,
    Text,
    bindparam,
    cast,
    or_,
    select,
    update,
)

from flows.erased import Erasure
from storage.belonging import of_workspace
from storage.columns import UtcDateTime, metadata

Row = RowMapping


@dataclass(slots=True)
class Rewritten:
    """How many rows of each table named the person and do not any more, and the projects they belong to."""

    rows: dict[str, int] = field(default_factory=dict)
    projects: set[str] = field(default_factory=set)


def rewrite(db: Connection, team: str, erasure: Erasure) -> Rewritten:
    done = Rewritten()
    for table in metadata.sorted_tables:
        _rewrite(db, team, table, erasure, done)
    return done


def _rewrite(db: Connection, team: str, table: Table, erasure: Erasure, done: Rewritten) -> None:
    columns = [column for column in table.columns if _holds_text(column)]
    if not columns:
        return
    keys = list(table.primary_key)
    whose = table.c.get("project", table.c.id if table.name == "projects" else None)
    found = select(table).where(of_workspace(table, team), or_(*(_may_name(column, erasure) for column in columns)))
    changed: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in db.execute(found).mappings().all():
        values = {f"new_{name}": value for name, value in _erased(table, columns, row, erasure) if value != row[name]}
        if values:
            mine = {f"old_{key.name}": row[key.name] for key in keys}
            changed.setdefault(tuple(values), []).append(values | mine)
            done.rows[table.name] = done.rows.get(table.name, 0) + 1
            if whose is not None:
                done.projects.add(row[whose.name])
    for names, rows in changed.items():  # those that change in the same columns together: there may be very many
        these = [key == bindparam(f"old_{key.name}") for key in keys]
        written: dict[str, Any] = {name.removeprefix("new_"): bindparam(name) for name in names}
        db.execute(update(table).where(*these).values(written), rows)


def _erased(table: Table, columns: Collection[Column[Any]], row: Row, erasure: Erasure) -> Iterator[tuple[str, Any]]:
    for column in columns:
        value = row[column.name]
        if value is not None:
            yield column.name, _without(table, column, value, erasure)


def _without(table: Table, column: Column[Any], value: Any, erasure: Erasure) -> Any:
    tidy = _LEFT_OUT.get((table.name, column.name))
    if table.name == "outbox" and isinstance(column.type, JSON):
        return erasure.message(value)
    if isinstance(column.type, JSON):
        told = erasure.value(value)
        return tidy(told, erasure.stand_in) if tidy and told != value else told
    if not value.startswith(("{", "[")):
        return _fitting(column, value, erasure)
    try:
        told = erasure.document(value)
    except json.JSONDecodeError:  # a text that happens to begin so
        return _fitting(column, value, erasure)
    if told == value or tidy is None:
        return told
    return json.dumps(tidy(json.loads(told), erasure.stand_in), ensure_ascii=False, separators=(",", ":"))


def _fitting(column: Column[Any], text: str, erasure: Erasure) -> str:
    """SOMEONE can be longer than the name was."""
    length, erased = getattr(column.type, "length", None), erasure.text(text)
    return erased[:length] if length and erased != text else erased


def _holds_text(column: Column[Any]) -> bool:
    return isinstance(column.type, String | Text | JSON) and not isinstance(column.type, UtcDateTime)


def _may_name(column: Column[Any], erasure: Erasure) -> ColumnElement[bool]:
    """Looked for by the database, so that not everything has to be read."""
    text = cast(column, Text) if isinstance(column.type, JSON) else column
    wanted = [text.contains(erasure.person, autoescape=True)]
    for name in erasure.names:
        for word in sorted({name.split()[0], json.dumps(name.split()[0])[1:-1]}):  # JSON escapes what is not ASCII
            wanted.append(text.icontains(word, autoescape=True))
    return or_(*wanted)


def _of_conversation(told: Any, gone: str) -> Any:
    """Nobody waits for an answer, or for a ballot, of somebody who left."""
    takes_part = [one for one in told.get("participants", ()) if one != gone or gone == told.get("owner")]
    asked = [one for one in told.get("requests", ()) if one.get("person") != gone]
    return {**told, "participants": takes_part, "requests": asked}


def _of_review(told: Any, gone: str) -> Any:
    return {name: value for name, value in told.items() if (name, value) != ("offered_to", gone)}


def _of_choice(told: Any, gone: str) -> Any:
    """Whoever took over an objective and left does not own it any more."""
    owners = {row: owner for row, owner in told.get("owners", {}).items() if owner != gone}
    return {**told, "owners": owners}


def _of_group(members: Any, gone: str) -> Any:
    return [one for one in members if one != gone]


_LEFT_OUT: Mapping[tuple[str, str], Callable[[Any, str], Any]] = {
    ("conversations", "state"): _of_conversation,
    ("reviews", "state"): _of_review,
    ("choices", "state"): _of_choice,
    ("user_groups", "members"): _of_group,
}
"""Where somebody who left is not named any more, rather than by an id that stands in."""
