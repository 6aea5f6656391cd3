"""Rows. Nothing outside `storage` imports this module."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """A timezone-aware instant; SQLite would otherwise hand back naive ones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


ROW_ID = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER counts up by itself there

MAYBE_JSON = JSON(none_as_null=True)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

inbox = Table(
    "inbox",
    metadata,
    Column("delivery", String(300), primary_key=True),
    Column("taken_at", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)

projects = Table(
    "projects",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("team", String(40), nullable=False),
    Column("number", Integer, nullable=False),
    Column("channel", String(40), nullable=False),
    Column("name", String(200), nullable=False),
    Column("stage", String(40), nullable=False),
    Column("owner", String(40), nullable=False),
    Column("starter", String(40), nullable=False),
    Column("language", String(10), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("verdict", String(40)),
    Column("quadrant", String(40)),
    Column("impact", Float),
    Column("feasibility", Float),
    Column("data", Float),
    Column("accuracy", Float),
    Column("difficulty", Float),
    Column("readiness", Float),
    Column("completeness", Float),
    Column("confidence", Float),
    Column("priority", Float),
    UniqueConstraint("team", "number"),
)
Index("ix_projects_team_channel_priority", projects.c.team, projects.c.channel, projects.c.priority)

conversations = Table(
    "conversations",
    metadata,
    Column("project", String(40), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("turn", Integer, nullable=False),
    Column("state", Text, nullable=False),
)

history = Table(
    "history",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("project", String(40), ForeignKey("projects.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(40), nullable=False),
    Column("what", String(60), nullable=False),
    Column("subject", String(100)),
    Column("before", MAYBE_JSON),
    Column("after", MAYBE_JSON),
)

# Few indexes on purpose: every one is written with every turn.
outbox = Table(
    "outbox",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("mark", String(40), nullable=False),
    Column("team", String(40), nullable=False),
    Column("lane", String(120), nullable=False),
    Column("method", String(60), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("surface", String(120)),
    Column("target", String(120)),
    Column("thread", String(120)),
    Column("otherwise", MAYBE_JSON),
    Column("state", String(10), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("doubtful", Boolean, nullable=False, server_default=text("0")),
    Column("claimed_by", String(60)),
    Column("claimed_at", UtcDateTime),
    Column("claimed_until", UtcDateTime),
    Column("settled_at", UtcDateTime),
    Column("problem", String(200)),
)
UNSETTLED = outbox.c.settled_at.is_(None)
Index(
    "ix_outbox_unsettled_lane",
    outbox.c.lane,
    outbox.c.id,
    sqlite_where=UNSETTLED,
)

messages = Table(
    "messages",
    metadata,
    Column("surface", String(120), primary_key=True),
    Column("team", String(40), nullable=False),
    Column("channel", String(40), nullable=False),
    Column("ts", String(30), nullable=False),
    Index("ix_messages_team_channel_ts", "team", "channel", "ts"),
)

people = Table(
    "people",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("person", String(40), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("locale", String(20)),
    Column("timezone", String(60)),
    Column("seen_at", UtcDateTime, nullable=False),
)
