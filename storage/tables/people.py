"""People and groups of them."""

from sqlalchemy import JSON, Boolean, Column, Index, Table, false

from storage.columns import UtcDateTime, letters, metadata, only_where

people = Table(
    "people",
    metadata,
    Column("team", letters(40), primary_key=True),
    Column("person", letters(40), primary_key=True),
    Column("name", letters(200), nullable=False),
    Column("locale", letters(20)),
    Column("timezone", letters(60)),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("deleted", Boolean, nullable=False, server_default=false()),
    Column("guest", Boolean, nullable=False, server_default=false()),
)

# Slack's user groups, as far as they lead a channel.
user_groups = Table(
    "user_groups",
    metadata,
    Column("team", letters(40), primary_key=True),
    Column("id", letters(40), primary_key=True),
    Column("handle", letters(100), nullable=False),
    Column("members", JSON, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
)

homes = Table(
    "homes",
    metadata,
    Column("team", letters(40), primary_key=True),
    Column("person", letters(40), primary_key=True),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime),
)
Index("ix_homes_due_at", homes.c.due_at, **only_where(homes.c.due_at.is_not(None)))
