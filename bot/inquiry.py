"""Asks Slack what a turn cannot be decided without, and has it decided then."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeVar, assert_never

from bot.asker import Asker
from bot.groups import Groups
from bot.people import People
from bot.sight import Sight
from bot.wanted import Known, NotKnownYet

T = TypeVar("T")

MOST = 4
"""Things that one turn may want to know, one after the other."""


@dataclass(slots=True)
class Inquiry:
    people: People
    sight: Sight
    groups: Groups

    async def decided(self, asker: Asker, work: Callable[[Asker], Awaitable[T]]) -> T:
        """Do it; each time it lacks something, ask Slack and do it anew. Outside of any transaction."""
        for _ in range(MOST):
            try:
                return await work(asker)
            except NotKnownYet as missing:
                asker = await self._told(asker, missing)
        return await work(asker)

    async def _told(self, asker: Asker, missing: NotKnownYet) -> Asker:
        wanted = missing.wanted
        match wanted.what:
            case Known.SIGHT:
                return replace(asker, sees=await self.sight.of(asker.team, asker.person))
            case Known.ADMIN:
                return replace(asker, is_admin=await self.sight.is_admin(asker.team, asker.person))
            case Known.GROUP:
                await self.groups.ask(asker.team, wanted.id)
            case Known.PERSON:
                await self.people.language_of(asker.team, wanted.id)
            case _:
                assert_never(wanted.what)
        return replace(asker, asked=asker.asked | {wanted})
