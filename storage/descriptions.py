"""What projects are told apart by."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from flows.duplicates import LONGEST, Described
from storage.tables import descriptions, projects
from storage.upserts import insert

QUESTIONS = {"problem_statement": "problem", "phenomenon": "phenomenon"}
"""The questions whose answers describe a project, and their columns."""

_INSERT = insert(descriptions)
_SAVE = _INSERT.on_conflict_do_update(
    index_elements=["project"], set_={name: _INSERT.excluded[name] for name in QUESTIONS.values()}
)
_HERE = (
    select(projects.c.id, projects.c.number, projects.c.name, descriptions.c.problem, descriptions.c.phenomenon)
    .outerjoin(descriptions, descriptions.c.project == projects.c.id)
    .where(projects.c.team == bindparam("in_team"), projects.c.channel == bindparam("in_channel"))
    .order_by(projects.c.number)
)


class Neighbour(NamedTuple):
    """A project of the same channel."""

    id: str
    described: Described


def save_description(db: Connection, project: str, values: Mapping[str, object]) -> None:
    """Remember what the answers say; `values` by question."""
    texts = {column: str(values.get(question) or "")[:LONGEST] for question, column in QUESTIONS.items()}
    db.execute(_SAVE, {"project": project, **texts})


def neighbours(db: Connection, team: str, channel: str) -> list[Neighbour]:
    """Every project of the channel, in the order of their numbers."""
    rows = db.execute(_HERE, {"in_team": team, "in_channel": channel})
    return [
        Neighbour(row.id, Described(f"ML-{row.number}", row.name, row.problem or "", row.phenomenon or ""))
        for row in rows
    ]
