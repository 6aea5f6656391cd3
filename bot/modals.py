"""Opening modals: the one call that is made to Slack at once, since the way to it closes after three seconds."""

from dataclasses import dataclass
from functools import partial

import structlog
from sqlalchemy import Connection

from bot.i18n import Words
from bot.openings import View, opening
from bot.people import People
from bot.retry import Refusal
from bot.said import Clicked
from bot.slack import Answered, Slack
from bot.views import replies
from bot.views.message import Message, escape
from bot.world import World
from storage.database import Database

log = structlog.get_logger()

TOO_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id", "trigger_expired"})


@dataclass(slots=True)
class Modals:
    database: Database
    world: World
    people: People
    slack: Slack

    async def open(self, said: Clicked) -> None:
        """Open what the click asks for, or say privately why not."""
        language = await self.people.language_of(said.team, said.by)
        words = Words(language, escape)
        view = await self.database.read(partial(self._opening, said, words))
        if isinstance(view, Message):
            await self._say(said, view)
            return
        method = "views.push" if said.view else "views.open"
        answer = await self.slack.call(said.team, method, {"trigger_id": said.trigger, "view": view})
        if isinstance(answer, Answered):
            return
        log.warning("modal.refused", act=said.act.value, problem=str(answer))
        late = isinstance(answer, Refusal) and answer.error in TOO_LATE
        await self._say(said, replies.too_late(words) if late else replies.cannot_open(words))

    def _opening(self, said: Clicked, words: Words, db: Connection) -> View | Message:
        return opening(db, self.world, said, words, self.world.clock())

    async def _say(self, said: Clicked, message: Message) -> None:
        if said.answer_at:
            private = {"response_type": "ephemeral", "replace_original": False, **message.payload}
            if said.thread:
                private["thread_ts"] = said.thread
            await self.slack.respond(said.answer_at, private)
