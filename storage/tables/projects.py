"""Projects: what was answered, what happened, what was decided."""

from sqlalchemy import Column, Date, Float, ForeignKey, Index, Integer, Table, UniqueConstraint

from storage.columns import MAYBE_JSON, ROW_ID, UtcDateTime, letters, metadata, only_where

projects = Table(
    "projects",
    metadata,
    Column("id", letters(40), primary_key=True),
    Column("team", letters(40), nullable=False),
    Column("number", Integer, nullable=False),
    Column("channel", letters(40), nullable=False),
    Column("name", letters(200), nullable=False),
    Column("stage", letters(40), nullable=False),
    Column("owner", letters(40), nullable=False),
    Column("starter", letters(40), nullable=False),
    Column("language", letters(10), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("verdict", letters(40)),
    Column("quadrant", letters(40)),
    Column("impact", Float),
    Column("feasibility", Float),
    Column("data", Float),
    Column("accuracy", Float),
    Column("difficulty", Float),
    Column("readiness", Float),
    Column("completeness", Float),
    Column("confidence", Float),
    Column("priority", Float),
    Column("archetype", letters(40)),
    Column("rule", letters(60)),
    Column("note", letters(500)),
    Column("rice", Float),
    Column("ages_at", UtcDateTime),
    Column("decision", MAYBE_JSON),
    UniqueConstraint("team", "number"),
)
Index("ix_projects_ages_at", projects.c.ages_at, **only_where(projects.c.ages_at.is_not(None)))
Index("ix_projects_team_channel_priority", projects.c.team, projects.c.channel, projects.c.priority)
# Boards count by these two; of very many projects that must not read the rows.
Index("ix_projects_team_channel_verdict", projects.c.team, projects.c.channel, projects.c.verdict, projects.c.stage)

conversations = Table(
    "conversations",
    metadata,
    Column("project", letters(40), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("turn", Integer, nullable=False),
    Column("state", letters(), nullable=False),
)

history = Table(
    "history",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("project", letters(40), ForeignKey("projects.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", letters(40), nullable=False),
    Column("what", letters(60), nullable=False),
    Column("subject", letters(100)),
    Column("before", MAYBE_JSON),
    Column("after", MAYBE_JSON),
)

# What a project is told apart by, besides its name.
descriptions = Table(
    "descriptions",
    metadata,
    Column("project", letters(40), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("problem", letters(600), nullable=False),
    Column("phenomenon", letters(600), nullable=False),
)

requests = Table(
    "requests",
    metadata,
    Column("project", letters(40), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("question", letters(60), primary_key=True),
    Column("person", letters(40), primary_key=True),
    Column("team", letters(40), nullable=False),
    Column("asked_by", letters(40), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Index("ix_requests_team_person", "team", "person"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("project", letters(40), ForeignKey("projects.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("choice", letters(20), nullable=False),
    Column("reason", letters(500), nullable=False),
    Column("by", letters(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("until", Date),
    Column("condition", letters(500)),
    Column("into", letters(40), ForeignKey("projects.id", ondelete="SET NULL")),
    Column("wakes_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
)
STANDS = decisions.c.ended_at.is_(None)
Index("ix_decisions_wakes_at", decisions.c.wakes_at, **only_where(STANDS))
