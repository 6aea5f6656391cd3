"""`settings`: who leads the channel, its language, and what was changed about it."""

from datetime import datetime
from typing import assert_never

from sqlalchemy import Connection

from bot.asker import Asker
from bot.channels import channel_words
from bot.leading import drop_group, name_group, name_lead, unfit
from bot.names import Did
from bot.permissions import is_lead, leads_named, refusal
from bot.rhythms import shown_settings
from bot.views.channel_history import Changed, channel_history_message
from bot.views.channel_settings import (
    group_dropped,
    group_set,
    language_set,
    lead_set,
    settings_message,
    settings_unclear,
)
from bot.views.lead import only_in_a_channel
from bot.views.message import Message, message
from bot.views.notices import sentence
from bot.views.settings_sheet import rhythm_blocks
from bot.world import World
from flows.channel_wish import History, Lead, LeadGroup, Show, Speak, Unclear, Wish, read_settings
from flows.permissions import Deed
from flows.text import Phrase
from storage.groups import find_group
from storage.history import Event, history_in_channel, record_in_channel
from storage.leads import channel_settings_of, save_channel_language


def ordered_settings(db: Connection, world: World, asker: Asker, typed: str, *, now: datetime) -> Message:
    """Show what is set for the channel, or set it: the lead may, and the workspace's admins may name a lead."""
    words, team, channel = asker.words, asker.team, asker.channel
    if channel.startswith("D"):
        return only_in_a_channel(words)
    wish = read_settings(typed)
    if refused := refusal(db, asker, _deed(wish), channel):
        return sentence(words, refused)
    match wish:
        case Show():
            return _shown(db, asker)
        case Lead(person=person):
            if problem := unfit(db, world, asker, person):
                return sentence(words, problem)
            name_lead(db, asker, channel, person, now=now)
            return lead_set(words, person)
        case LeadGroup(group=group, off=False):
            named = name_group(db, asker, channel, group, now=now)
            return sentence(words, named) if isinstance(named, Phrase) else group_set(words, named.handle)
        case LeadGroup(group=group):
            problem = drop_group(db, asker, channel, group, now=now)
            return sentence(words, problem) if problem else group_dropped(words)
        case Speak(language=language):
            before = channel_settings_of(db, team, channel).language
            save_channel_language(db, team, channel, language)
            record_in_channel(db, team, channel, Event(now, asker.person, Did.SPOKEN, None, before, language.value))
            return language_set(words, language)
        case History():
            return channel_history_message(
                words, [_changed(db, team, one) for one in history_in_channel(db, team, channel)]
            )
        case Unclear():
            return settings_unclear(words)
        case never:
            assert_never(never)


def _deed(wish: Wish) -> Deed:
    match wish:
        case Lead() | LeadGroup():
            return Deed.NAME_LEAD
        case Speak():
            return Deed.SETTINGS
        case Show() | History() | Unclear():
            return Deed.READ
        case _:
            assert_never(wish)


def _shown(db: Connection, asker: Asker) -> Message:
    words, team, channel = asker.words, asker.team, asker.channel
    language = channel_words(db, team, channel, asker.language).language
    said = settings_message(words, leads_named(db, team, channel), language)
    may_change = is_lead(db, team, channel, asker.person)
    rhythm = rhythm_blocks(words, shown_settings(db, team, channel), may_change=may_change)
    return message(said.blocks[0], *rhythm, *said.blocks[1:])


def _changed(db: Connection, team: str, event: Event) -> Changed:
    before, after = event.before, event.after
    if event.what == Did.LED_BY_GROUP:
        before, after = (_handle(db, team, one) for one in (before, after))
    return Changed(event.at, event.by, Did(event.what), before, after)


def _handle(db: Connection, team: str, group: str | None) -> str | None:
    found = find_group(db, team, group) if group else None
    return found.handle if found else group
