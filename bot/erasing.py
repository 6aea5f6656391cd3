"""A person taken out of a workspace: what is stored, what is asked next, and what stands in Slack."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection

from bot.scheduling import after_settings
from bot.threads import renderer
from bot.world import World
from flows.effects import CardChanged
from storage.erasing import Erased, erase_person
from storage.outbox import enqueue
from storage.threads import threads_of


def erase(
    db: Connection,
    world: World,
    team: str,
    person: str,
    *,
    now: datetime,
    names: Collection[str] = (),
    keep_names: bool = False,
) -> Erased:
    """Erase; whoever is responsible now is asked from now on, and the cards are drawn anew."""
    erased = erase_person(db, team, person, now=now, names=names, keep_names=keep_names)
    threads = threads_of(db, erased.projects)
    after_settings(db, threads.values(), now=now)
    for thread in threads.values():
        if thread.place:
            enqueue(db, renderer(world, thread).calls((CardChanged(),)), due_at=now)
    return erased
