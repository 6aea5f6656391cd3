"""Who may do what in a channel."""

from sqlalchemy import Connection

from storage.leads import lead_of


def is_lead(db: Connection, team: str, channel: str, person: str) -> bool:
    """Whether this person owns the channel's portfolio."""
    return lead_of(db, team, channel) == person
