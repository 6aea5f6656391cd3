"""Who waits outside: receivers and workflows."""

from sqlalchemy import JSON, Column, ForeignKey, Integer, Table

from storage.columns import UtcDateTime, letters, metadata

# Addresses outside Slack that are told of projects. `secret` signs what they are told.
webhooks = Table(
    "webhooks",
    metadata,
    Column("id", letters(40), primary_key=True),
    Column("team", letters(40), nullable=False, index=True),
    Column("url", letters(), nullable=False),
    Column("events", JSON, nullable=False),
    Column("secret", letters(), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("failing_since", UtcDateTime),
    Column("asleep_at", UtcDateTime),
    Column("problem", letters(200)),
)

# Steps of workflows that wait for a verdict.
executions = Table(
    "executions",
    metadata,
    Column("team", letters(40), primary_key=True),
    Column("execution", letters(60), primary_key=True),
    Column("project", letters(40), ForeignKey("projects.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("ends_at", UtcDateTime, nullable=False, index=True),
)
