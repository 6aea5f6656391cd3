"""What is looked at again, and who was asked."""

from sqlalchemy import Column, Date, ForeignKey, Index, Table

from storage.columns import UtcDateTime, letters, metadata, only_where

reviews = Table(
    "reviews",
    metadata,
    Column("key", letters(120), primary_key=True),
    Column("project", letters(40), ForeignKey("projects.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("team", letters(40), nullable=False),
    Column("owner", letters(40), nullable=False),
    Column("person", letters(40), nullable=False),
    Column("due_at", UtcDateTime),
    Column("state", letters(), nullable=False),
    Column("value", letters(200)),
    Index("ix_reviews_team_owner", "team", "owner"),
)
Index(
    "ix_reviews_due_at", reviews.c.due_at, reviews.c.team, reviews.c.person, **only_where(reviews.c.due_at.is_not(None))
)

reminded = Table(
    "reminded",
    metadata,
    Column("team", letters(40), primary_key=True),
    Column("person", letters(40), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("asked", letters(), nullable=False),
)

choices = Table(
    "choices",
    metadata,
    Column("project", letters(40), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("state", letters(), nullable=False),
)
