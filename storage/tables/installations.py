"""Rows of where the bot is installed."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Table, false

from storage.columns import UtcDateTime, letters, metadata, only_where

# The id is that of the workspace, or of the organisation that installed the bot for all of its workspaces.
# Tokens are sealed: nobody can use them without the key that stands in the settings.
installations = Table(
    "installations",
    metadata,
    Column("id", letters(40), primary_key=True),
    Column("org_wide", Boolean, nullable=False, server_default=false()),
    Column("name", letters(200), nullable=False),
    Column("app", letters(40), nullable=False),
    Column("bot_user", letters(40), nullable=False),
    Column("bot", letters(40), nullable=False),
    Column("url", letters(300), nullable=False),
    Column("scopes", letters(), nullable=False),
    Column("token", letters()),
    Column("refresh_token", letters()),
    Column("expires_at", UtcDateTime),
    Column("installed_by", letters(40), nullable=False),
    Column("installed_at", UtcDateTime, nullable=False),
    Column("problem", letters(60)),
    Column("uninstalled_at", UtcDateTime),
    Column("renewing_by", letters(60)),
    Column("renewing_until", UtcDateTime),
)

workspaces = Table(
    "workspaces",
    metadata,
    Column("team", letters(40), primary_key=True),
    Column("installation", letters(40), ForeignKey("installations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("joined_at", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime),
    Column("erase_at", UtcDateTime),
)
HAS_LEFT = workspaces.c.left_at.is_not(None)
Index("ix_workspaces_erase_at", workspaces.c.erase_at, **only_where(HAS_LEFT))

# What somebody who is about to install the bot carries to Slack and back; only digests are kept.
install_states = Table(
    "install_states",
    metadata,
    Column("state", letters(64), primary_key=True),
    Column("browser", letters(64), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)
