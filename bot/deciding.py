"""`decide`: which project is meant, and what is decided about it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.asker import Asker
from bot.decisions import decide
from bot.listing import line_of
from bot.permissions import refusal
from bot.views import replies
from bot.views.decided import how_to_decide, which_to_decide
from bot.views.message import Message
from bot.views.notices import sentence
from bot.world import World
from flows.deciding import Wish, wished
from flows.permissions import Deed
from storage.projects import Project, named, projects_in
from storage.threads import find_thread, get_thread


def ordered_decision(db: Connection, world: World, asker: Asker, typed: str, *, now: datetime) -> Message:
    """Decide; without a decision say how to type one."""
    here = projects_in(db, asker.team, asker.channel)
    wish = _wished(here, typed)
    if wish is None:
        return how_to_decide(asker.words)
    match _meant(db, asker, here, wish.name):
        case [project]:
            thread = get_thread(db, project.id)
            if refused := refusal(db, asker, Deed.DECIDE, thread):
                return sentence(asker.words, refused)
            return decide(db, world, thread, asker.words, wish, by=asker.person, now=now)
        case []:
            return replies.nothing_found(asker.words, wish.name)
        case found:
            listed = [line_of(project) for project in found]
            return replies.several_found(asker.words, listed, which_to_decide(asker.words))


def _wished(here: Sequence[Project], typed: str) -> Wish | None:
    """A project's own name goes before anything else."""
    wishes = wished(typed)
    known = (wish for wish in wishes if wish.name and named(here, wish.name))
    return next(known, next(iter(wishes), None))


def _meant(db: Connection, asker: Asker, here: Sequence[Project], name: str) -> Sequence[Project]:
    """In its own thread a project need not be named."""
    if name:
        return named(here, name)
    own = find_thread(db, asker.team, asker.channel, asker.thread) if asker.thread else None
    return [own.project] if own else here
