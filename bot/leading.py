"""Naming who leads a channel: a person, a user group, or both."""

from datetime import datetime

from sqlalchemy import Connection

from bot.asker import Asker
from bot.names import Did
from bot.wanted import Known, NotKnownYet, Wanted
from bot.world import World
from flows.text import Phrase, phrase
from storage.groups import Group, find_group
from storage.history import Event, record_in_channel
from storage.leads import channel_settings_of, lead_of, save_lead, save_lead_group
from storage.people import find_person


def unfit(db: Connection, world: World, asker: Asker, person: str) -> Phrase | None:
    """Why this person cannot lead a channel. Raises NotKnownYet."""
    if person == world.workspaces.of(asker.team).user:
        return phrase("ask.bot", "I only ask; please choose a person.")
    known, wanted = find_person(db, asker.team, person), Wanted(Known.PERSON, person)
    if wanted not in asker.asked and (known is None or known.guest or known.deleted):
        raise NotKnownYet(wanted)
    if known and known.deleted:
        return phrase("lead.gone", "That account is deactivated. Please name somebody else.")
    if known and known.guest:
        return phrase(
            "lead.guest",
            "Guests and people of other organisations cannot lead a channel. Please name somebody of the team.",
        )
    return None


def name_lead(db: Connection, asker: Asker, channel: str, person: str, *, now: datetime) -> None:
    """Hand the channel over. Whether that may be was asked before."""
    before = lead_of(db, asker.team, channel)
    save_lead(db, asker.team, channel, person)
    _record(db, asker, channel, Did.LED, before, person, now)


def name_group(db: Connection, asker: Asker, channel: str, group: str, *, now: datetime) -> Group | Phrase:
    """Let the members of a user group lead beside the lead; or why not. Raises NotKnownYet."""
    found, wanted = find_group(db, asker.team, group), Wanted(Known.GROUP, group)
    if wanted not in asker.asked:
        raise NotKnownYet(wanted)
    if found is None:
        return phrase(
            "lead.group_unknown",
            "Slack does not tell me who is in that user group. Either there is none any more, or the app was installed "
            "before it could ask for groups: whoever runs me can look with `groundwork doctor`.",
        )
    before = channel_settings_of(db, asker.team, channel).group
    save_lead_group(db, asker.team, channel, group)
    _record(db, asker, channel, Did.LED_BY_GROUP, before, group, now)
    return found


def drop_group(db: Connection, asker: Asker, channel: str, group: str, *, now: datetime) -> Phrase | None:
    """Its members no longer lead; why that cannot be."""
    before = channel_settings_of(db, asker.team, channel).group
    if before != group:
        return phrase("lead.other_group", "That user group does not lead this channel.")
    save_lead_group(db, asker.team, channel, None)
    _record(db, asker, channel, Did.LED_BY_GROUP, before, None, now)
    return None


def _record(
    db: Connection, asker: Asker, channel: str, what: Did, before: str | None, after: str | None, now: datetime
) -> None:
    if before != after:
        record_in_channel(db, asker.team, channel, Event(now, asker.person, what, None, before, after))
