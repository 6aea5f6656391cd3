"""Rows. Nothing outside `storage` imports this package."""

from storage.tables.ballots import IS_OPEN, ballots, rounds
from storage.tables.channels import (
    boards,
    channel_history,
    channel_settings,
    digests,
    rhythms,
    standings_weekly,
    weeks,
    weights,
)
from storage.tables.courses import IS_UNASKED, IS_UNDRAWN, ml_tests, outcomes, project_stages, results, stage_events
from storage.tables.deliveries import UNSETTLED, inbox, messages, outbox
from storage.tables.installations import HAS_LEFT, install_states, installations, workspaces
from storage.tables.outside import executions, webhooks
from storage.tables.people import homes, people, user_groups
from storage.tables.projects import STANDS, conversations, decisions, descriptions, history, projects, requests
from storage.tables.reviews import choices, reminded, reviews

__all__ = [
    "HAS_LEFT",
    "IS_OPEN",
    "IS_UNASKED",
    "IS_UNDRAWN",
    "STANDS",
    "UNSETTLED",
    "ballots",
    "boards",
    "channel_history",
    "channel_settings",
    "choices",
    "conversations",
    "decisions",
    "descriptions",
    "digests",
    "executions",
    "history",
    "homes",
    "inbox",
    "install_states",
    "installations",
    "messages",
    "ml_tests",
    "outbox",
    "outcomes",
    "people",
    "project_stages",
    "projects",
    "reminded",
    "requests",
    "results",
    "reviews",
    "rhythms",
    "rounds",
    "stage_events",
    "standings_weekly",
    "user_groups",
    "webhooks",
    "weeks",
    "weights",
    "workspaces",
]
