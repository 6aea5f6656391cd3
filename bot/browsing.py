"""People at the boards: what they press and fill in there, one delivery one transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Connection

from bot.i18n import Words
from bot.lanes import replies_in
from bot.looked import Looked, Weighed
from bot.looks import OPENING, REPLACING, looked, needs_sight, weights_view
from bot.people import People
from bot.sight import Sight
from bot.slack import Answered, Slack
from bot.turns import Turns
from bot.views.message import Message, escape
from bot.weighing import weigh
from bot.world import World
from storage.calls import Call
from storage.holds import workspace
from storage.inbox import claim
from storage.outbox import enqueue

log = structlog.get_logger()


@dataclass(slots=True)
class Browsing:
    turns: Turns
    world: World
    people: People
    sight: Sight
    slack: Slack

    async def looked(self, said: Looked) -> None:
        """Something was pressed on a board, in a preview or in the modal about weights."""
        words = await self._words(said.team, said.by)
        if said.act in OPENING:
            await self._open(said, words)
            return
        sees = await self.sight.of(said.team, said.by) if needs_sight(said) else None

        def work(db: Connection, now: datetime) -> None:
            if not claim(db, said.delivery, now=now):
                return
            if reply := looked(db, self.world, said, words, sees, now=now):
                enqueue(db, [self._privately(said, reply)], due_at=now)

        await self.turns.take("look", work, workspace(said.team))

    async def weighed(self, said: Weighed) -> dict[str, str] | None:
        """The modal about weights was sent off; what is wrong, by field."""
        words = await self._words(said.team, said.by)

        def work(db: Connection, now: datetime) -> dict[str, str] | None:
            return weigh(db, self.world, said, words, now=now)

        return await self.turns.take("weights", work, workspace(said.team))

    async def _open(self, said: Looked, words: Words) -> None:
        view = weights_view(said, words)
        sent: dict[str, Any] = {"view": view}
        if said.view:
            answer = await self.slack.call(said.team, "views.update", {**sent, "view_id": said.view})
        else:
            answer = await self.slack.call(said.team, "views.open", {**sent, "trigger_id": said.trigger})
        if not isinstance(answer, Answered):
            log.warning("modal.refused", act=said.act.value, problem=str(answer))

    async def _words(self, team: str, person: str) -> Words:
        return Words(await self.people.language_of(team, person), escape)

    def _privately(self, said: Looked, reply: Message) -> Call:
        lane, mark = replies_in(said.team, said.channel), self.world.new_id()
        if said.answer_at:
            replaces = said.act in REPLACING
            private = {"response_type": "ephemeral", "replace_original": replaces, **reply.payload}
            return Call(said.team, lane, "respond", {"url": said.answer_at, "message": private}, mark)
        payload = {"channel": said.channel, "user": said.by, **reply.payload}
        return Call(said.team, lane, "chat.postEphemeral", payload, mark)
