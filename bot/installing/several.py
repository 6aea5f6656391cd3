"""The parts of serving several workspaces, put together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.clock import Clock, Ids
from bot.installing.client import Client
from bot.installing.ending import Ending
from bot.installing.granting import Granting
from bot.installing.installed import Installed
from bot.installing.pages import Pages
from bot.installing.renewing import Renewing
from bot.installing.upkeep import Upkeep
from bot.keys import Keys
from bot.pause import Pause
from bot.people import People
from bot.slack import Slack
from bot.world import World
from flows.text import Language
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Several:
    client: Client
    keys: Keys
    database: Database
    slack: Slack
    """Not for calls in a workspace: it knows none."""
    clock: Clock
    ids: Ids
    renewing: Renewing
    installed: Installed

    @classmethod
    def of(
        cls, client: Client, given: Sequence[str], database: Database, slack: Slack, clock: Clock, ids: Ids
    ) -> "Several":
        keys = Keys(given)
        renewing = Renewing(database, slack, client, keys, clock, ids())
        return cls(client, keys, database, slack, clock, ids, renewing, Installed(database, keys, clock, renewing))

    def ending(self) -> Ending:
        return Ending(self.database, self.slack, self.keys, self.clock, self.installed, self.client.keep)

    def upkeep(self) -> Upkeep:
        return Upkeep(self.database, self.installed, self.renewing)

    def pages(
        self, world: World, people: People, pause: Pause, committed: Callable[[], None], default: Language
    ) -> Pages:
        granting = Granting(
            self.database, self.slack, self.client, self.keys, self.clock, self.installed, people, world, committed
        )
        return Pages(self.client, self.database, granting, pause, self.clock, self.ids, default)
