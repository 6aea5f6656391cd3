"""The bot introduces itself, once in every channel it is brought into."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.channels import channel_words
from bot.names import welcome_of
from bot.turns import Turns
from bot.views.welcome import welcome_message
from flows.text import Language
from storage.calls import Call
from storage.holds import workspace
from storage.messages import find_place
from storage.outbox import enqueue, is_owed
from storage.projects import projects_in


@dataclass(frozen=True, slots=True)
class Invited:
    """The bot was brought into a channel; `by` whom Slack does not always say."""

    team: str
    channel: str
    by: str | None


async def welcome(turns: Turns, invited: Invited) -> None:
    """Say hello in the channel's language, or else in that of whoever brought the bot; not where people know it."""
    people = turns.people
    language = await people.language_of(invited.team, invited.by) if invited.by else people.default

    def work(db: Connection, now: datetime) -> None:
        _owe(db, turns, invited, language, now)

    await turns.take("welcome", work, workspace(invited.team))


def _owe(db: Connection, turns: Turns, invited: Invited, language: Language, now: datetime) -> None:
    surface = welcome_of(invited.team, invited.channel)
    if find_place(db, surface) or is_owed(db, surface) or projects_in(db, invited.team, invited.channel):
        return
    shown = welcome_message(channel_words(db, invited.team, invited.channel, language))
    payload = {"channel": invited.channel, **shown.payload}
    call = Call(invited.team, surface, "chat.postMessage", payload, turns.world.new_id(), surface=surface)
    enqueue(db, [call], due_at=now)
