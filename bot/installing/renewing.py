"""Tokens that expire are exchanged for new ones in time, by one process at a time."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from pydantic import BaseModel, Field, ValidationError
from sqlalchemy.exc import DBAPIError

from bot.clock import Clock
from bot.installing.client import Client
from bot.keys import Keys, NoKeyOpens
from bot.retry import Failure, Refusal
from bot.slack import Answered, Slack
from storage.database import Database
from storage.holds import NOTHING
from storage.renewals import Renewal, claim_renewal, given_up, put_off, renewed

log = structlog.get_logger()

EARLY = timedelta(hours=2)
"""So long before it expires a token is renewed; Slack gives them twelve hours."""
LEASE = timedelta(seconds=30)  # longer than the call can take
TRIES, PAUSE = 5, 1.0  # seconds
FOR_GOOD = frozenset({"invalid_refresh_token", "token_revoked", "account_inactive"})


class _Pair(BaseModel):
    """What `oauth.v2.access` gives for a refresh token."""

    access_token: str = Field(min_length=1)
    refresh_token: str = Field(min_length=1)
    expires_in: int = Field(gt=0)


@dataclass(frozen=True, slots=True)
class Renewing:
    """`name` is this process among several on one database."""

    database: Database
    slack: Slack
    client: Client
    keys: Keys
    clock: Clock
    name: str

    async def renew(self, installation: str) -> bool | None:
        """True once new tokens are stored, False when it did not work out; None when another process is at it.

        A refresh token works once. So the right to spend it is claimed first, the new pair is stored before anybody
        uses it, and when it is not known how the exchange went the same is tried again: Slack takes a refresh token
        for a short while after it was spent.
        """
        now = self.clock()
        renewal = await self.database.write(
            lambda db: claim_renewal(db, installation, by=self.name, before=now + EARLY, now=now, until=now + LEASE)
        )
        if renewal is None:
            return None
        try:
            spent = self.keys.opened(renewal.refresh_token)
        except NoKeyOpens:
            return False
        form = {"grant_type": "refresh_token", "refresh_token": spent}
        told = await self.slack.exchange(self.client.id, self.client.secret.get_secret_value(), form)
        match told:
            case Answered(data):
                return await self._kept(renewal, data, now)
            case Refusal(error=error) if error in FOR_GOOD:
                if await self.database.write(lambda db: given_up(db, renewal, error), NOTHING):
                    log.error("installation.broken", installation=installation, problem=error)
                return False
            case Refusal(error=error):
                return await self._later(renewal, error)
            case Failure() as failure:
                return await self._later(renewal, failure.value)

    async def _kept(self, renewal: Renewal, data: object, asked_at: datetime) -> bool:
        try:
            pair = _Pair.model_validate(data)
        except ValidationError:
            return await self._later(renewal, "answer_not_understood")
        token, refresh = self.keys.sealed(pair.access_token), self.keys.sealed(pair.refresh_token)
        expires_at = asked_at + timedelta(seconds=pair.expires_in)
        for tries_left in reversed(range(TRIES)):
            try:
                stored = await self.database.write(lambda db: renewed(db, renewal, token, refresh, expires_at), NOTHING)
            except DBAPIError:  # the old pair is spent, so this one must not be lost
                if not tries_left:
                    raise
                await asyncio.sleep(PAUSE)
                continue
            log.info("token.renewed", installation=renewal.installation, stored=stored)
            return stored
        return False

    async def _later(self, renewal: Renewal, problem: str) -> bool:
        until = self.clock() + LEASE
        await self.database.write(lambda db: put_off(db, renewal, until=until), NOTHING)
        log.warning("token.not_renewed", installation=renewal.installation, problem=problem)
        return False
