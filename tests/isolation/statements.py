"""SQL as it was run: which tables it touches, and by what it picks their rows."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from storage.columns import metadata

KEYS = {
    "id": ("projects", "outbox", "rounds", "decisions", "history", "results", "weights", "webhooks"),
    "surface": ("messages",),
    "key": ("reviews",),
    "delivery": ("inbox",),
    "round": ("ballots",),
}
"""Columns that hold an id drawn by lot, or a name that contains the workspace, and the tables they are in."""


class Touched(NamedTuple):
    """A table in a statement, under the name it has there."""

    table: str
    alias: str


def touched(sql: str) -> Iterator[Touched]:
    """Every table in a statement, subqueries included."""
    for listed in re.finditer(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+(\w+(?: AS \w+)?(?:, \w+(?: AS \w+)?)*)", sql):
        for one in listed[1].split(", "):
            table, _, alias = one.partition(" AS ")
            if table in metadata.tables:
                yield Touched(table, alias or table)


def picks_rows(sql: str, one: Touched) -> bool:
    """Whether the statement says which workspace's rows of this table it means, or which rows exactly."""
    if re.search(rf"\bINSERT INTO {one.table}\b", sql):
        return True  # a row says by itself whose it is
    names = {"project", "team", *(key for key, tables in KEYS.items() if one.table in tables)}
    columns = "|".join(names & set(metadata.tables[one.table].columns.keys()))
    name = rf"\b(?:{one.alias}\.)?\"?(?:{columns})\b\"?"
    return bool(re.search(rf"{name}\s*(=|IN\b)|=\s*{name}", _conditions(sql)))


def _conditions(sql: str) -> str:
    return " ".join(re.split(r"\bWHERE\b|\bON\b", sql)[1:])
