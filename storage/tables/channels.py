"""Channels: settings, boards, digests."""

from sqlalchemy import JSON, BigInteger, Column, Float, ForeignKeyConstraint, Index, Integer, Table

from storage.columns import MAYBE_JSON, ROW_ID, UtcDateTime, letters, metadata, only_where

channel_settings = Table(
    "channel_settings",
    metadata,
    Column("team", letters(40), primary_key=True),
    Column("channel", letters(40), primary_key=True),
    Column("lead", letters(40)),
    Column("language", letters(10)),
    Column("lead_group", letters(40)),
)

# What was changed about a channel as a whole; weights have a table of their own.
channel_history = Table(
    "channel_history",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("team", letters(40), nullable=False),
    Column("channel", letters(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", letters(40), nullable=False),
    Column("what", letters(60), nullable=False),
    Column("before", MAYBE_JSON),
    Column("after", MAYBE_JSON),
    Index("ix_channel_history_team_channel", "team", "channel"),
)

weights = Table(
    "weights",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("team", letters(40), nullable=False),
    Column("channel", letters(40), nullable=False),
    Column("alphas", JSON, nullable=False),
    Column("by", letters(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("undid", BigInteger),
    Index("ix_weights_team_channel", "team", "channel"),
)

boards = Table(
    "boards",
    metadata,
    Column("team", letters(40), primary_key=True),
    Column("channel", letters(40), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("due_at", UtcDateTime),
    Column("draw_at", UtcDateTime),
    Column("drawn_at", UtcDateTime),
    Column("drawn", MAYBE_JSON),
    Column("picture", letters(40)),
    Column("alt", letters()),
)

weeks = Table(
    "weeks",
    metadata,
    Column("team", letters(40), primary_key=True),
    Column("channel", letters(40), primary_key=True),
    Column("week", letters(8), primary_key=True),
    Column("alphas", JSON, nullable=False),
    Column("taken_at", UtcDateTime, nullable=False),
)

standings_weekly = Table(
    "standings_weekly",
    metadata,
    Column("team", letters(40), primary_key=True),
    Column("channel", letters(40), primary_key=True),
    Column("week", letters(8), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("verdict", letters(40), nullable=False),
    Column("stage", letters(40), nullable=False),
    Column("impact", Float, nullable=False),
    Column("data", Float, nullable=False),
    Column("accuracy", Float, nullable=False),
    Column("difficulty", Float, nullable=False),
    Column("readiness", Float, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("completeness", Float, nullable=False),
    Column("ballots", Integer, nullable=False),
    Column("place", Integer),
    ForeignKeyConstraint(
        ["team", "channel", "week"], ["weeks.team", "weeks.channel", "weeks.week"], ondelete="CASCADE"
    ),
)

# A channel's row, or for a personal digest a person's.
rhythms = Table(
    "rhythms",
    metadata,
    Column("team", letters(40), primary_key=True),
    Column("place", letters(40), primary_key=True),
    Column("state", letters(), nullable=False),
    Column("digest_at", UtcDateTime),
)
Index("ix_rhythms_digest_at", rhythms.c.digest_at, **only_where(rhythms.c.digest_at.is_not(None)))

digests = Table(
    "digests",
    metadata,
    Column("team", letters(40), primary_key=True),
    Column("place", letters(40), primary_key=True),
    Column("week", letters(8), primary_key=True),
    Column("until", UtcDateTime, nullable=False),
    Column("tip", letters(20)),
)
