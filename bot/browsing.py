"""People at the boards: what they press and fill in there, one delivery one transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Connection

from bot.asker import Asker
from bot.i18n import Words
from bot.looked import Looked, Weighed
from bot.looks import OPENING, REPLACING, looked, weights_view
from bot.people import People
from bot.privately import privately
from bot.slack import Answered, Slack
from bot.turns import Turns
from bot.weighing import weigh
from bot.world import World
from storage.inbox import claim
from storage.outbox import enqueue

log = structlog.get_logger()


@dataclass(slots=True)
class Browsing:
    turns: Turns
    world: World
    people: People
    slack: Slack

    async def looked(self, said: Looked) -> None:
        """Something was pressed on a board, in a preview or in the modal about weights."""
        asker = await self._asker(said.team, said.by, said.channel, said.answer_at)
        if said.act in OPENING:
            await self._open(said, asker.words)
            return

        def work(asker: Asker, db: Connection, now: datetime) -> None:
            if not claim(db, said.delivery, now=now):
                return
            if reply := looked(db, self.world, asker, said, now=now):
                private = privately(self.world, asker, reply)
                if said.act in REPLACING and "message" in private.payload:
                    private.payload["message"]["replace_original"] = True
                enqueue(db, [private], due_at=now)

        await self.turns.decided("look", asker, work)

    async def weighed(self, said: Weighed) -> dict[str, str] | None:
        """The modal about weights was sent off; what is wrong, by field."""
        asker = await self._asker(said.team, said.by)

        def work(asker: Asker, db: Connection, now: datetime) -> dict[str, str] | None:
            return weigh(db, self.world, asker, said, now=now)

        return await self.turns.decided("weights", asker, work)

    async def _open(self, said: Looked, words: Words) -> None:
        view = weights_view(said, words)
        sent: dict[str, Any] = {"view": view}
        if said.view:
            answer = await self.slack.call(said.team, "views.update", {**sent, "view_id": said.view})
        else:
            answer = await self.slack.call(said.team, "views.open", {**sent, "trigger_id": said.trigger})
        if not isinstance(answer, Answered):
            log.warning("modal.refused", act=said.act.value, problem=str(answer))

    async def _asker(self, team: str, person: str, channel: str = "", answer_at: str | None = None) -> Asker:
        return Asker(team, channel, person, await self.people.language_of(team, person, channel=channel), answer_at)
