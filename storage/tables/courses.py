"""Where projects are, and what came of them."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, Table

from storage.columns import MAYBE_JSON, UtcDateTime, letters, metadata, only_where

# Where a project is, and everything that brought it there, in order.
project_stages = Table(
    "project_stages",
    metadata,
    Column("project", letters(40), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("events", Integer, nullable=False),
    Column("state", letters(), nullable=False),
)

stage_events = Table(
    "stage_events",
    metadata,
    Column("project", letters(40), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("event", letters(), nullable=False),
)

results = Table(
    "results",
    metadata,
    Column("id", letters(40), primary_key=True),
    Column("project", letters(40), ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("replaces", letters(40), ForeignKey("results.id"), unique=True),
    Column("entry", letters(), nullable=False),
    Column("draw_at", UtcDateTime),
    Index("ix_results_project_at", "project", "at"),
)
IS_UNDRAWN = results.c.draw_at.is_not(None)
Index("ix_results_draw_at", results.c.draw_at, **only_where(IS_UNDRAWN))

ml_tests = Table(
    "ml_tests",
    metadata,
    Column("project", letters(40), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("done", JSON, nullable=False),
    Column("by", letters(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

# `after` counts the days since the deployment.
outcomes = Table(
    "outcomes",
    metadata,
    Column("project", letters(40), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("after", Integer, primary_key=True, autoincrement=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("predicted", JSON, nullable=False),
    Column("asked_at", UtcDateTime),
    Column("realised", MAYBE_JSON),
    Column("by", letters(40)),
    Column("answered_at", UtcDateTime),
)
IS_UNASKED = outcomes.c.asked_at.is_(None)
