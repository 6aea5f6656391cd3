"""Rounds of ballots."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from storage.columns import UtcDateTime, letters, metadata, only_where

rounds = Table(
    "rounds",
    metadata,
    Column("id", letters(40), primary_key=True),
    Column("project", letters(40), ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("opened_by", letters(40), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("deadline", UtcDateTime, nullable=False),
    Column("remind_at", UtcDateTime, nullable=False),
    Column("reminded_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("closed_by", letters(40)),
    UniqueConstraint("project", "number"),
)
IS_OPEN = rounds.c.closed_at.is_(None)
Index("ix_rounds_open_project", rounds.c.project, unique=True, **only_where(IS_OPEN))

ballots = Table(
    "ballots",
    metadata,
    Column("round", letters(40), ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True),
    Column("member", letters(40), primary_key=True),
    Column("answers", JSON, nullable=False),
    Column("cast_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)
