"""Rows. Nothing outside `storage` imports this module."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.columns import MAYBE_JSON, ROW_ID, UtcDateTime, metadata

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
    Column("archetype", String(40)),
    Column("rule", String(60)),
    Column("note", String(500)),
    Column("rice", Float),
    Column("ages_at", UtcDateTime),
    Column("decision", MAYBE_JSON),
    UniqueConstraint("team", "number"),
)
Index("ix_projects_ages_at", projects.c.ages_at, sqlite_where=projects.c.ages_at.is_not(None))
Index("ix_projects_team_channel_priority", projects.c.team, projects.c.channel, projects.c.priority)
# Boards count by these two; of very many projects that must not read the rows.
Index("ix_projects_team_channel_verdict", projects.c.team, projects.c.channel, projects.c.verdict, projects.c.stage)

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
    Column("deleted", Boolean, nullable=False, server_default=text("0")),
    Column("guest", Boolean, nullable=False, server_default=text("0")),
)

rounds = Table(
    "rounds",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("project", String(40), ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("opened_by", String(40), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("deadline", UtcDateTime, nullable=False),
    Column("remind_at", UtcDateTime, nullable=False),
    Column("reminded_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("closed_by", String(40)),
    UniqueConstraint("project", "number"),
)
IS_OPEN = rounds.c.closed_at.is_(None)
Index("ix_rounds_open_project", rounds.c.project, unique=True, sqlite_where=IS_OPEN)

ballots = Table(
    "ballots",
    metadata,
    Column("round", String(40), ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True),
    Column("member", String(40), primary_key=True),
    Column("answers", JSON, nullable=False),
    Column("cast_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)

requests = Table(
    "requests",
    metadata,
    Column("project", String(40), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("question", String(60), primary_key=True),
    Column("person", String(40), primary_key=True),
    Column("team", String(40), nullable=False),
    Column("asked_by", String(40), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Index("ix_requests_team_person", "team", "person"),
)

channel_settings = Table(
    "channel_settings",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("channel", String(40), primary_key=True),
    Column("lead", String(40)),
    Column("language", String(10)),
)

weights = Table(
    "weights",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("team", String(40), nullable=False),
    Column("channel", String(40), nullable=False),
    Column("alphas", JSON, nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("undid", BigInteger),
    Index("ix_weights_team_channel", "team", "channel"),
)

boards = Table(
    "boards",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("channel", String(40), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("due_at", UtcDateTime),
    Column("draw_at", UtcDateTime),
    Column("drawn_at", UtcDateTime),
    Column("drawn", MAYBE_JSON),
    Column("picture", String(40)),
    Column("alt", Text),
)

weeks = Table(
    "weeks",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("channel", String(40), primary_key=True),
    Column("week", String(8), primary_key=True),
    Column("alphas", JSON, nullable=False),
    Column("taken_at", UtcDateTime, nullable=False),
)

standings_weekly = Table(
    "standings_weekly",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("channel", String(40), primary_key=True),
    Column("week", String(8), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("verdict", String(40), nullable=False),
    Column("stage", String(40), nullable=False),
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

decisions = Table(
    "decisions",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("project", String(40), ForeignKey("projects.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("choice", String(20), nullable=False),
    Column("reason", String(500), nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("until", Date),
    Column("condition", String(500)),
    Column("into", String(40), ForeignKey("projects.id", ondelete="SET NULL")),
    Column("wakes_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
)
STANDS = decisions.c.ended_at.is_(None)
Index("ix_decisions_wakes_at", decisions.c.wakes_at, sqlite_where=STANDS)

# What a project is told apart by, besides its name.
descriptions = Table(
    "descriptions",
    metadata,
    Column("project", String(40), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("problem", String(600), nullable=False),
    Column("phenomenon", String(600), nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    Column("key", String(120), primary_key=True),
    Column("project", String(40), ForeignKey("projects.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("team", String(40), nullable=False),
    Column("owner", String(40), nullable=False),
    Column("person", String(40), nullable=False),
    Column("due_at", UtcDateTime),
    Column("state", Text, nullable=False),
    Column("value", String(200)),
    Index("ix_reviews_team_owner", "team", "owner"),
)
Index(
    "ix_reviews_due_at", reviews.c.due_at, reviews.c.team, reviews.c.person, sqlite_where=reviews.c.due_at.is_not(None)
)

reminded = Table(
    "reminded",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("person", String(40), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("asked", Text, nullable=False),
)

choices = Table(
    "choices",
    metadata,
    Column("project", String(40), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("state", Text, nullable=False),
)

# A channel's row, or for a personal digest a person's.
rhythms = Table(
    "rhythms",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("place", String(40), primary_key=True),
    Column("state", Text, nullable=False),
    Column("digest_at", UtcDateTime),
)
Index("ix_rhythms_digest_at", rhythms.c.digest_at, sqlite_where=rhythms.c.digest_at.is_not(None))

digests = Table(
    "digests",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("place", String(40), primary_key=True),
    Column("week", String(8), primary_key=True),
    Column("until", UtcDateTime, nullable=False),
    Column("tip", String(20)),
)

homes = Table(
    "homes",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("person", String(40), primary_key=True),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime),
)
Index("ix_homes_due_at", homes.c.due_at, sqlite_where=homes.c.due_at.is_not(None))

# Where a project is, and everything that brought it there, in order.
project_stages = Table(
    "project_stages",
    metadata,
    Column("project", String(40), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("events", Integer, nullable=False),
    Column("state", Text, nullable=False),
)

stage_events = Table(
    "stage_events",
    metadata,
    Column("project", String(40), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("event", Text, nullable=False),
)

results = Table(
    "results",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("project", String(40), ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("replaces", String(40), ForeignKey("results.id"), unique=True),
    Column("entry", Text, nullable=False),
    Column("draw_at", UtcDateTime),
    Index("ix_results_project_at", "project", "at"),
)
IS_UNDRAWN = results.c.draw_at.is_not(None)
Index("ix_results_draw_at", results.c.draw_at, sqlite_where=IS_UNDRAWN)

ml_tests = Table(
    "ml_tests",
    metadata,
    Column("project", String(40), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("done", JSON, nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

# `after` counts the days since the deployment.
outcomes = Table(
    "outcomes",
    metadata,
    Column("project", String(40), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("after", Integer, primary_key=True, autoincrement=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("predicted", JSON, nullable=False),
    Column("asked_at", UtcDateTime),
    Column("realised", MAYBE_JSON),
    Column("by", String(40)),
    Column("answered_at", UtcDateTime),
)
IS_UNASKED = outcomes.c.asked_at.is_(None)
