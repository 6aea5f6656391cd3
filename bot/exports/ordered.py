"""`export`: which projects are meant, and as what kind of file."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.asker import Asker
from bot.exports.sending import send
from bot.listing import line_of
from bot.permissions import sight_of
from bot.views import replies
from bot.views.message import Message
from bot.views.notices import sentence
from bot.world import World
from flows.exporting import Form, Wish, wished
from flows.text import phrase
from storage.projects import Project, named, projects_in, projects_within
from storage.threads import find_thread


def ordered_export(db: Connection, world: World, asker: Asker, typed: str, *, now: datetime) -> Message:
    """One project as a charter, several as a table, unless something else was typed."""
    wish = wished(typed)
    found = _meant(db, asker, wish)
    if wish.name and len(found) > 1:
        which = asker.words.say(phrase("export.which", "Which one? Type `/ml export` with its key."))
        return replies.several_found(asker.words, [line_of(project) for project in found], which)
    if not found:
        if wish.name:
            return replies.nothing_found(asker.words, wish.name)
        return sentence(asker.words, phrase("export.nothing", "There are no projects to export here."))
    one = len(found) == 1 and not wish.everything
    return send(db, world, asker, found, wish.form or (Form.MD if one else Form.CSV), now=now)


def _meant(db: Connection, asker: Asker, wish: Wish) -> Sequence[Project]:
    """Of other channels only what the asker may see; in its own thread a project need not be named."""
    if wish.everything or asker.channel.startswith("D"):
        seen = sight_of(asker)
        within = projects_within(db, asker.team, seen.channels | {asker.channel})
        return named(within, wish.name) if wish.name else sorted(within, key=lambda one: one.number)
    here = projects_in(db, asker.team, asker.channel)
    if wish.name:
        return named(here, wish.name)
    own = find_thread(db, asker.team, asker.channel, asker.thread) if asker.thread else None
    return [own.project] if own else sorted(here, key=lambda one: one.number)
