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
    Table,
    UniqueConstraint,
    false,
)

from storage.columns import MAYBE_JSON, ROW_ID, UtcDateTime, letters, metadata, only_where
from storage.installation_tables import install_states as install_states
from storage.installation_tables import installations as installations
from storage.installation_tables import workspaces as workspaces

inbox = Table(
    "inbox",
    metadata,
    Column("delivery", letters(300), primary_key=True),
    Column("taken_at", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)

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

channel_settings = Table(
    "channel_settings",
    metadata,
    Column("team", letters(40), primary_key=True),
    Column("channel", letters(40), primary_key=True),
    Column("lead", letters(40)),
    Column("language", letters(10)),
    Column("lead_group", letters(40)),
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

# What a project is told apart by, besides its name.
descriptions = Table(
    "descriptions",
    metadata,
    Column("project", letters(40), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("problem", letters(600), nullable=False),
    Column("phenomenon", letters(600), nullable=False),
)

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

homes = Table(
    "homes",
    metadata,
    Column("team", letters(40), primary_key=True),
    Column("person", letters(40), primary_key=True),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime),
)
Index("ix_homes_due_at", homes.c.due_at, **only_where(homes.c.due_at.is_not(None)))

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
