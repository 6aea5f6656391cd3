"""Which channels somebody may see, and whether they run the workspace: asked of Slack, kept for a minute."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.people import is_guest
from bot.slack import Answered, Slack

KEPT = timedelta(minutes=1)
TRUSTED = timedelta(minutes=10)  # while Slack does not answer
WITHIN = 1.2  # seconds, of the three that Slack gives a command
PAGES = 10
MOST_KNOWN = 1000


@dataclass(frozen=True, slots=True)
class Seen:
    """The channels somebody may see, and perhaps more: `sure` says whether Slack named them all."""

    channels: frozenset[str] = frozenset()
    sure: bool = True


NOTHING = Seen(sure=False)


@dataclass(slots=True)
class Sight:
    """In doubt somebody sees less: guests and people of other organisations only where they are members."""

    slack: Slack
    clock: Clock
    _known: dict[tuple[str, str], tuple[datetime, Seen]] = field(default_factory=dict)

    async def of(self, team: str, person: str) -> Seen:
        """The public channels the bot is in, and all where the person and the bot are both members."""
        kept = self._known.get((team, person))
        if kept and self.clock() - kept[0] < KEPT:
            return kept[1]
        asked_at = self.clock()
        theirs, public, is_member = await asyncio.gather(
            self._channels(team, {"user": person, "types": "public_channel,private_channel"}),
            self._channels(team, {"types": "public_channel"}),
            self._is_member(team, person),
        )
        channels = theirs.channels | public.channels if is_member else theirs.channels
        seen = Seen(channels, sure=theirs.sure and public.sure and is_member is not None)
        if not seen.sure and kept and self.clock() - kept[0] < TRUSTED:
            return kept[1]
        if seen.sure:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[team, person] = (asked_at, seen)
        return seen

    def forget(self, team: str, person: str) -> None:
        """Somebody joined or left a channel, or became somebody else: Slack is asked anew."""
        self._known.pop((team, person), None)

    async def is_admin(self, team: str, person: str) -> bool:
        """Whether they administer the workspace; False when Slack does not say."""
        user = await self._user(team, person)
        return bool(user and (user.get("is_admin") or user.get("is_owner")))

    async def _is_member(self, team: str, person: str) -> bool | None:
        """Of the workspace, with all rights; None when Slack does not say."""
        user = await self._user(team, person)
        if user is None:
            return None
        return not is_guest(team, user) and not user.get("deleted")

    async def _user(self, team: str, person: str) -> Mapping[str, Any] | None:
        try:
            async with asyncio.timeout(WITHIN):
                answer = await self.slack.ask(team, "users.info", {"user": person})
        except TimeoutError:
            return None
        user = answer.data.get("user") if isinstance(answer, Answered) else None
        return user if isinstance(user, Mapping) else None

    async def _channels(self, team: str, query: Mapping[str, Any]) -> Seen:
        found: set[str] = set()
        page = {**query, "limit": 200}
        try:
            async with asyncio.timeout(WITHIN):
                for _ in range(PAGES):
                    answer = await self.slack.ask(team, "users.conversations", page)
                    if not isinstance(answer, Answered):
                        break
                    found |= {str(channel["id"]) for channel in answer.data.get("channels") or ()}
                    cursor = (answer.data.get("response_metadata") or {}).get("next_cursor")
                    if not cursor:
                        return Seen(frozenset(found))
                    page["cursor"] = cursor
        except TimeoutError:
            pass
        return Seen(frozenset(found), sure=False)
