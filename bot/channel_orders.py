"""`settings`: who leads the channel, and its language."""

from typing import assert_never

from sqlalchemy import Connection

from bot.asker import Asker
from bot.channels import channel_words, leads
from bot.rhythms import shown_settings
from bot.views.channel_settings import language_set, lead_set, settings_message, settings_unclear
from bot.views.lead import not_the_lead, only_in_a_channel
from bot.views.message import Message, message
from bot.views.settings_sheet import rhythm_blocks
from bot.world import World
from flows.channel_wish import Lead, Show, Speak, Unclear, read_settings
from storage.leads import lead_of, save_channel_language, save_lead


def ordered_settings(db: Connection, world: World, asker: Asker, typed: str) -> Message:
    """Show what is set for the channel, or set it: the lead may, and the workspace's admins may name a lead."""
    words, team, channel = asker.words, asker.team, asker.channel
    if channel.startswith("D"):
        return only_in_a_channel(words)
    lead = lead_of(db, team, channel)
    match read_settings(typed):
        case Show():
            said = settings_message(words, lead, channel_words(db, team, channel, asker.language).language)
            may_change = leads(db, team, channel, asker.person)
            rhythm = rhythm_blocks(words, shown_settings(db, team, channel), may_change=may_change)
            return message(said.blocks[0], *rhythm, *said.blocks[1:])
        case Lead(person=person):
            if not leads(db, team, channel, asker.person) and not asker.is_admin:
                return not_the_lead(words, lead or "")
            if person == world.workspaces.of(asker.team).user:
                return settings_unclear(words)
            save_lead(db, team, channel, person)
            return lead_set(words, person)
        case Speak(language=language):
            if not leads(db, team, channel, asker.person):
                return not_the_lead(words, lead or "")
            save_channel_language(db, team, channel, language)
            return language_set(words, language)
        case Unclear():
            return settings_unclear(words)
        case never:
            assert_never(never)
