"""People at the bot's Home: opened, drawn again when something of theirs changes, pressed and filled in."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

import structlog
from sqlalchemy import Connection

from bot.asker import Asker
from bot.clock import Clock
from bot.digest_orders import ordered_digest
from bot.home import home_of
from bot.i18n import Words
from bot.lanes import home_for
from bot.names import Act
from bot.people import People
from bot.permissions import refusal
from bot.privately import privately
from bot.rhythms import saved_settings, settings_view
from bot.said import Entries
from bot.sight import Seen, Sight
from bot.slack import Answered, Slack
from bot.starting import start
from bot.turns import Turns
from bot.views.home import CHANNEL, NAME, home_view, start_sheet
from bot.views.notices import sentence
from bot.world import World
from flows.permissions import Deed
from flows.text import Phrase, phrase
from storage.calls import Call
from storage.database import Database
from storage.holds import workspace
from storage.homes import claim_home, homes_due, opened_home
from storage.inbox import claim
from storage.outbox import enqueue

log = structlog.get_logger()

SECONDS = 3.5
"""Changes that come together are shown together."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """A button of the Home, or about a channel's settings. `value` is what it remembers."""

    delivery: str
    team: str
    by: str
    act: Act
    value: str
    trigger: str | None = None
    channel: str = ""
    answer_at: str | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A form of the Home, or about a channel's settings; `held` is what it remembers."""

    delivery: str
    team: str
    by: str
    held: str
    entries: Entries


@dataclass(slots=True)
class Homes:
    database: Database
    world: World
    people: People
    sight: Sight
    slack: Slack
    clock: Clock
    turns: Turns
    owed: Callable[[], None]
    _soon: asyncio.Task[None] | None = field(default=None)

    def wake(self) -> None:
        """Something was committed: look in a few seconds whether a Home has to be drawn again."""
        if self._soon is None or self._soon.done():
            self._soon = asyncio.get_running_loop().create_task(self._later())

    async def _later(self) -> None:
        await asyncio.sleep(SECONDS)
        await self.draw_due(self.clock())

    async def stop(self) -> None:
        if self._soon:
            self._soon.cancel()
            await asyncio.gather(self._soon, return_exceptions=True)

    async def draw_due(self, now: datetime) -> None:
        """Draw what changed, once each."""
        for team, person in await self.database.read(lambda db: homes_due(db, now=now)):
            asker, sees = await self._asker(team, person), await self.sight.of(team, person)
            await self.database.write(partial(self._drawn_again, asker, sees, now), workspace(team))
            self.owed()

    async def opened(self, team: str, person: str) -> None:
        """Somebody looks at it."""
        asker, sees = await self._asker(team, person), await self.sight.of(team, person)

        def work(db: Connection, now: datetime) -> None:
            opened_home(db, team, person, at=now)
            self._draw(db, asker, sees, now)

        await self.turns.take("home", work, workspace(team))

    async def pushed(self, said: Pushed) -> None:
        """A button."""
        asker = await self._asker(said.team, said.by, said.channel)
        match said.act:
            case Act.HOME_START:
                await self._open(said, start_sheet(asker.words))
            case Act.SETTINGS:
                await self._settings(said, asker)
            case Act.HOME_DIGEST:
                sees = await self.sight.of(said.team, said.by)
                typed = "me" if said.value == "on" else "me off"

                def work(db: Connection, now: datetime) -> None:
                    if claim(db, said.delivery, now=now):
                        ordered_digest(db, self.world, asker, typed, now=now)
                        self._draw(db, asker, sees, now)

                await self.turns.take("home", work, workspace(said.team))
            case _:
                return

    async def started(self, said: Filled) -> dict[str, str]:
        """The form that starts a project; what is wrong, by field."""
        channel, name = said.entries.get(CHANNEL), said.entries.get(NAME)
        asker, sees = await self._asker(said.team, said.by), await self.sight.of(said.team, said.by)
        if not isinstance(channel, str) or channel not in sees.channels:
            wrong = phrase("home.not_there", "I am not in that channel yet. Invite me there first, or choose another.")
            return {CHANNEL: Words(asker.language, str).say(wrong)}
        where, words = channel, Words(asker.language, str)

        def work(asker: Asker, db: Connection, now: datetime) -> dict[str, str]:
            if refused := refusal(db, asker, Deed.START, where, in_form=True):
                return {CHANNEL: words.say(refused)}
            if claim(db, said.delivery, now=now):
                there = replace(asker, channel=where)
                if reply := start(db, self.world, there, str(name or ""), now=now):
                    enqueue(db, [privately(self.world, asker, reply)], due_at=now)
            return {}

        return await self.turns.decided("start", replace(asker, sees=sees), work)

    async def settled(self, said: Filled) -> dict[str, str]:
        """A channel's settings; what is wrong, by field."""
        asker = await self._asker(said.team, said.by)
        words = Words(asker.language, str)

        def work(asker: Asker, db: Connection, now: datetime) -> Mapping[str, Any]:
            return saved_settings(db, self.world, asker, said.held, said.entries, now=now)

        wrong = await self.turns.decided("settings", asker, work)
        return {block: words.say(problem) for block, problem in wrong.items()}

    async def _settings(self, said: Pushed, asker: Asker) -> None:
        """The form of a channel's settings, or why there is none."""

        def look(asker: Asker) -> Awaitable[dict[str, Any] | Phrase]:
            return self.database.read(lambda db: settings_view(db, asker, said.value))

        view = await self.turns.inquiry.decided(asker, look)
        if not isinstance(view, Phrase):
            await self._open(said, view)
            return
        private = privately(self.world, replace(asker, answer_at=said.answer_at), sentence(asker.words, view))
        await self.database.write(lambda db: enqueue(db, [private], due_at=self.clock()), workspace(said.team))
        self.owed()

    def _drawn_again(self, asker: Asker, sees: Seen, now: datetime, db: Connection) -> None:
        if claim_home(db, asker.team, asker.person, now=now):
            self._draw(db, asker, sees, now)

    def _draw(self, db: Connection, asker: Asker, sees: Seen, now: datetime) -> None:
        view = home_view(asker.words, home_of(db, self.world, asker, sees, now=now))
        payload = {"user_id": asker.person, "view": view}
        call = Call(asker.team, home_for(asker.team, asker.person), "views.publish", payload, self.world.new_id())
        enqueue(db, [call], due_at=now)

    async def _open(self, said: Pushed, view: dict[str, Any]) -> None:
        answer = await self.slack.call(said.team, "views.open", {"trigger_id": said.trigger, "view": view})
        if not isinstance(answer, Answered):
            log.warning("modal.refused", act=said.act.value, problem=str(answer))

    async def _asker(self, team: str, person: str, channel: str = "") -> Asker:
        return Asker(team, channel, person, await self.people.language_of(team, person))
