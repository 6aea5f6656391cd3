"""Slack's user groups as Slack last described them, as far as they lead a channel."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from storage.tables import channel_settings, user_groups
from storage.upserts import insert


@dataclass(frozen=True, slots=True)
class Group:
    """`handle` is how people mention it, without the `@`."""

    team: str
    id: str
    handle: str
    members: frozenset[str]
    seen_at: datetime


def find_group(db: Connection, team: str, group: str) -> Group | None:
    here = (user_groups.c.team == team, user_groups.c.id == group)
    row = db.execute(select(user_groups).where(*here)).first()
    return Group(row.team, row.id, row.handle, frozenset(row.members), row.seen_at) if row else None


def save_group(db: Connection, group: Group) -> None:
    values = {"handle": group.handle, "members": sorted(group.members), "seen_at": group.seen_at}
    statement = insert(user_groups).values(team=group.team, id=group.id, **values)
    db.execute(statement.on_conflict_do_update(index_elements=["team", "id"], set_=values))


def put_off_group(db: Connection, team: str, group: str, *, seen_at: datetime) -> None:
    """Slack does not say who is in it now: the members known last count on until it is asked again."""
    here = (user_groups.c.team == team, user_groups.c.id == group)
    db.execute(update(user_groups).where(*here).values(seen_at=seen_at))


def groups_seen_before(db: Connection, then: datetime) -> list[tuple[str, str]]:
    """Team and id of those that lead a channel and that Slack was not asked about since, the oldest first."""
    leading = select(channel_settings.c.team, channel_settings.c.lead_group).distinct().subquery()
    used = (leading.c.team == user_groups.c.team) & (leading.c.lead_group == user_groups.c.id)
    wanted = select(user_groups.c.team, user_groups.c.id).join(leading, used).where(user_groups.c.seen_at < then)
    return [(row.team, row.id) for row in db.execute(wanted.order_by(user_groups.c.seen_at, user_groups.c.id))]
