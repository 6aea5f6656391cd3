"""What Slack delivered, what it is owed, and where that is."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, Table, false

from storage.columns import MAYBE_JSON, ROW_ID, UtcDateTime, letters, metadata, only_where

inbox = Table(
    "inbox",
    metadata,
    Column("delivery", letters(300), primary_key=True),
    Column("taken_at", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)

# Few indexes on purpose: every one is written with every turn.
outbox = Table(
    "outbox",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("mark", letters(40), nullable=False),
    Column("team", letters(40), nullable=False),
    Column("lane", letters(120), nullable=False),
    Column("method", letters(60), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("surface", letters(120)),
    Column("target", letters(120)),
    Column("thread", letters(120)),
    Column("otherwise", MAYBE_JSON),
    Column("state", letters(10), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("doubtful", Boolean, nullable=False, server_default=false()),
    Column("claimed_by", letters(60)),
    Column("claimed_at", UtcDateTime),
    Column("claimed_until", UtcDateTime),
    Column("settled_at", UtcDateTime),
    Column("problem", letters(200)),
)
UNSETTLED = outbox.c.settled_at.is_(None)
Index(
    "ix_outbox_unsettled_lane",
    outbox.c.lane,
    outbox.c.id,
    **only_where(UNSETTLED),
)

messages = Table(
    "messages",
    metadata,
    Column("surface", letters(120), primary_key=True),
    Column("team", letters(40), nullable=False),
    Column("channel", letters(40), nullable=False),
    Column("ts", letters(30), nullable=False),
    Index("ix_messages_team_channel_ts", "team", "channel", "ts"),
)
