"""Who leads a channel, and the language of what the bot says to all of it."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from storage.tables import channel_settings, projects
from storage.upserts import insert


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """What was set for a channel; None where nobody set it."""

    lead: str | None = None
    language: str | None = None


def channel_settings_of(db: Connection, team: str, channel: str) -> ChannelSettings:
    here = (channel_settings.c.team == team, channel_settings.c.channel == channel)
    row = db.execute(select(channel_settings.c.lead, channel_settings.c.language).where(*here)).first()
    return ChannelSettings(row.lead, row.language) if row else ChannelSettings()


def lead_of(db: Connection, team: str, channel: str) -> str | None:
    """Whoever was named, else whoever started the channel's first project; None where there is no project."""
    named = channel_settings_of(db, team, channel).lead
    return named or _first_starter(db, team, channel)


def save_lead(db: Connection, team: str, channel: str, lead: str) -> None:
    _save(db, team, channel, lead=lead)


def save_channel_language(db: Connection, team: str, channel: str, language: str) -> None:
    _save(db, team, channel, language=language)


def _save(db: Connection, team: str, channel: str, **values: str) -> None:
    saved = insert(channel_settings).values(team=team, channel=channel, **values)
    db.execute(saved.on_conflict_do_update(index_elements=["team", "channel"], set_=values))


def _first_starter(db: Connection, team: str, channel: str) -> str | None:
    here = select(projects.c.starter).where(projects.c.team == team, projects.c.channel == channel)
    first: str | None = db.execute(here.order_by(projects.c.number).limit(1)).scalar()
    return first
