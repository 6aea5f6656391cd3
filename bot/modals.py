"""Opening modals: the one call that is made to Slack at once, since the way to it closes after three seconds."""

from dataclasses import dataclass
from functools import partial

import structlog
from sqlalchemy import Connection

from bot.asker import Asker
from bot.i18n import Words
from bot.inquiry import Inquiry
from bot.openings import View, opening
from bot.people import People
from bot.retry import Refusal
from bot.said import Clicked
from bot.slack import Answered, Slack
from bot.views import replies
from bot.views.message import Message
from bot.views.refusals import told_sheet
from bot.world import World
from storage.database import Database

log = structlog.get_logger()

TOO_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id", "trigger_expired"})


@dataclass(slots=True)
class Modals:
    database: Database
    world: World
    people: People
    inquiry: Inquiry
    slack: Slack

    async def open(self, said: Clicked) -> None:
        """Open what the click asks for, or say privately why not."""
        language = await self.people.language_of(said.team, said.by, channel=said.channel)
        asker = Asker(said.team, said.channel, said.by, language)
        words = asker.words
        view = await self.inquiry.decided(asker, lambda one: self.database.read(partial(self._opening, said, one)))
        if isinstance(view, Message):
            await self._say(said, words, view)
            return
        answer = await self.slack.call(said.team, _way_for(said), {"trigger_id": said.trigger, "view": view})
        if isinstance(answer, Answered):
            return
        log.warning("modal.refused", act=said.act.value, problem=str(answer))
        late = isinstance(answer, Refusal) and answer.error in TOO_LATE
        await self._say(said, words, replies.too_late(words) if late else replies.cannot_open(words))

    def _opening(self, said: Clicked, asker: Asker, db: Connection) -> View | Message:
        return opening(db, self.world, asker, said, self.world.clock())

    async def _say(self, said: Clicked, words: Words, message: Message) -> None:
        if said.answer_at:
            private = {"response_type": "ephemeral", "replace_original": False, **message.payload}
            if said.thread:
                private["thread_ts"] = said.thread
            await self.slack.respond(said.answer_at, private)
        elif said.trigger:  # pressed in a modal or at the Home, where there is no other way to say it
            view = told_sheet(words, message)
            await self.slack.call(said.team, _way_for(said), {"trigger_id": said.trigger, "view": view})


def _way_for(said: Clicked) -> str:
    return "views.push" if said.view else "views.open"
