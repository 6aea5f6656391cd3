"""Who leads a channel, and the language of what the bot says to all of it."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from storage.groups import Group, find_group
from storage.tables import channel_settings, people, projects
from storage.upserts import insert


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """What was set for a channel; None where nobody set it."""

    lead: str | None = None
    language: str | None = None
    group: str | None = None
    """The id of the user group that leads it, beside the lead."""


@dataclass(frozen=True, slots=True)
class Leads:
    """Who leads a channel: `person` is who is asked and written to, the members of `group` may do the same."""

    person: str | None = None
    group: str | None = None
    members: Group | None = None
    """None as well for a group that Slack never described."""

    @property
    def nobody(self) -> bool:
        return self.person is None and self.group is None

    def has(self, person: str) -> bool:
        return person == self.person or (self.members is not None and person in self.members.members)


def channel_settings_of(db: Connection, team: str, channel: str) -> ChannelSettings:
    table = channel_settings.c
    here = (table.team == team, table.channel == channel)
    row = db.execute(select(table.lead, table.language, table.lead_group).where(*here)).first()
    return ChannelSettings(row.lead, row.language, row.lead_group) if row else ChannelSettings()


def lead_of(db: Connection, team: str, channel: str) -> str | None:
    """The person who is asked: whoever was named, else whoever started the channel's first project and is no guest.

    None where there is no such project.
    """
    return _person(db, team, channel, channel_settings_of(db, team, channel))


def leads_of(db: Connection, team: str, channel: str) -> Leads:
    """Everybody who leads."""
    named = channel_settings_of(db, team, channel)
    members = find_group(db, team, named.group) if named.group else None
    return Leads(_person(db, team, channel, named), named.group, members)


def save_lead(db: Connection, team: str, channel: str, lead: str) -> None:
    _save(db, team, channel, lead=lead)


def save_lead_group(db: Connection, team: str, channel: str, group: str | None) -> None:
    _save(db, team, channel, lead_group=group)


def save_channel_language(db: Connection, team: str, channel: str, language: str) -> None:
    _save(db, team, channel, language=language)


def _person(db: Connection, team: str, channel: str, named: ChannelSettings) -> str | None:
    return named.lead or _first_starter(db, team, channel)


def _save(db: Connection, team: str, channel: str, **values: str | None) -> None:
    saved = insert(channel_settings).values(team=team, channel=channel, **values)
    db.execute(saved.on_conflict_do_update(index_elements=["team", "channel"], set_=values))


def _first_starter(db: Connection, team: str, channel: str) -> str | None:
    known = and_(people.c.team == projects.c.team, people.c.person == projects.c.starter)
    here = (projects.c.team == team, projects.c.channel == channel, people.c.guest.is_not(True))
    ours = select(projects.c.starter).select_from(projects.outerjoin(people, known)).where(*here)
    first: str | None = db.execute(ours.order_by(projects.c.number).limit(1)).scalar()
    return first
