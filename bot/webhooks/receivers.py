"""Tells receivers what is owed to them, and remembers how they fare."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple, assert_never

import aiohttp
import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.clock import Clock
from bot.names import card_of
from bot.webhooks.outcomes import Again, Answer, Asleep, Dropped, Taken, Trouble, decide
from bot.webhooks.posting import post
from bot.webhooks.secrets import Secrets
from bot.workspaces import NotInstalled, Workspaces
from storage.calls import Claimed, Later, Outcome, Refused, Sent
from storage.database import Database
from storage.holds import NOTHING
from storage.messages import Place, find_place
from storage.outbox import is_owed
from storage.webhooks import Webhook, failed, find_webhook, recovered

log = structlog.get_logger()

CARD_WITHIN = timedelta(seconds=30)
"""For so long an announcement waits for the card that it links to."""
SOON = timedelta(seconds=0.2)
TROUBLE = timedelta(seconds=5)


class Known(NamedTuple):
    """What is stored about a call: who is to be told, where the card is, and whether that is still to be posted."""

    webhook: Webhook | None
    card: Place | None
    card_is_owed: bool


@dataclass(frozen=True, slots=True)
class Receivers:
    database: Database
    workspaces: Workspaces
    secrets: Secrets
    session: aiohttp.ClientSession
    clock: Clock

    async def tell(self, claimed: Claimed) -> Outcome:
        """Make a call of the method `webhook`, once."""
        announced: dict[str, Any] = claimed.call.payload["announcement"]
        now = self.clock()
        try:
            known = await self.database.read(partial(_known, claimed.call.payload))
        except DBAPIError:
            return Later(claimed.id, now + TROUBLE, "database")
        webhook = known.webhook
        if webhook is None or webhook.asleep_at or webhook.team != claimed.call.team:
            return Refused(claimed.id, "no_receiver")
        if known.card is None and known.card_is_owed and now - _at(announced) < CARD_WITHIN:
            return Later(claimed.id, now + SOON, "card_not_posted")
        body = json.dumps(self._linked(announced, known.card), ensure_ascii=False).encode()
        answer = await self._sent(webhook, claimed.call.mark, body)
        return await self._outcome(claimed, webhook, answer)

    async def _sent(self, webhook: Webhook, delivery: str, body: bytes) -> Answer | Trouble:
        secret = self.secrets.opened(webhook.secret)
        if secret is None:
            return Trouble.UNSEALABLE
        return await post(self.session, webhook.url, secret, delivery, body, now=self.clock())

    async def _outcome(self, claimed: Claimed, webhook: Webhook, answer: Answer | Trouble) -> Outcome:
        now = self.clock()
        since = webhook.failing_since or now
        decision = decide(answer, now - since)
        if not isinstance(decision, Taken):
            log.warning(
                "webhook.failed",
                webhook=webhook.id,
                problem=decision.problem,
                decision=type(decision).__name__.lower(),
                since=since.isoformat(),
            )
        match decision:
            case Taken():
                log.debug("call.sent", method=claimed.call.method, mark=claimed.call.mark)
                if webhook.failing_since:
                    await self._noted(lambda db: recovered(db, webhook.id))
                return Sent(claimed.id)
            case Again(delay, problem):
                await self._noted(lambda db: failed(db, webhook.id, problem, now=now, asleep=False))
                return Later(claimed.id, now + delay, problem)
            case Dropped(problem):
                await self._noted(lambda db: failed(db, webhook.id, problem, now=now, asleep=False))
                return Refused(claimed.id, problem)
            case Asleep(problem):
                await self._noted(lambda db: failed(db, webhook.id, problem, now=now, asleep=True))
                return Refused(claimed.id, problem)
            case _:
                assert_never(decision)

    async def _noted(self, work: Callable[[Connection], None]) -> None:
        """Written down; that it could not be must not cost the knowledge of what was sent."""
        try:
            await self.database.write(work, NOTHING)
        except DBAPIError as error:
            log.warning("webhook.not_noted", problem=type(error.orig).__name__)

    def _linked(self, announced: dict[str, Any], card: Place | None) -> dict[str, Any]:
        if card is None:
            return announced
        try:
            link = self.workspaces.of(announced["workspace"]).link(card.channel, card.ts)
        except NotInstalled:
            return announced
        return {**announced, "project": {**announced["project"], "link": link}}


def _known(payload: dict[str, Any], db: Connection) -> Known:
    card = card_of(payload["announcement"]["project"]["id"])
    place = find_place(db, card)
    return Known(find_webhook(db, payload["webhook"]), place, place is None and is_owed(db, card))


def _at(announced: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(announced["at"])
