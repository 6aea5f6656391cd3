"""The orders about a project's course: stage, result, calibration."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.asker import Asker
from bot.listing import line_of
from bot.outcomes import calibration_here
from bot.results import result
from bot.stages import stage
from bot.views import replies
from bot.views.lead import only_in_a_channel
from bot.views.message import Message
from bot.world import World
from storage.projects import Project, named, projects_in
from storage.threads import find_thread, get_thread


def ordered_stage(db: Connection, world: World, asker: Asker, typed: str, *, now: datetime) -> Message:
    """Where a project is; on or back."""
    found, rest = _meant(db, asker, typed)
    if len(found) == 1:
        return stage(db, world, asker, get_thread(db, found[0].id), rest, now=now)
    return _which(asker, found, typed, "stage")


def ordered_result(db: Connection, world: World, asker: Asker, typed: str, *, now: datetime) -> Message:
    """A result, or the results so far."""
    found, rest = _meant(db, asker, typed)
    if len(found) == 1:
        return result(db, world, get_thread(db, found[0].id), asker.words, rest, by=asker.person, now=now)
    return _which(asker, found, typed, "result")


def ordered_calibration(db: Connection, world: World, asker: Asker) -> Message:
    """How far off estimates were, for the lead."""
    if asker.channel.startswith("D"):
        return only_in_a_channel(asker.words)
    return calibration_here(db, world, asker.words, asker.team, asker.channel)


def _meant(db: Connection, asker: Asker, typed: str) -> tuple[Sequence[Project], str]:
    """The projects that can be meant, and what stands behind the name; the longest name goes before anything else.

    In its own thread a project need not be named, and another one only in full.
    """
    words, here = typed.split(), projects_in(db, asker.team, asker.channel)
    own = find_thread(db, asker.team, asker.channel, asker.thread) if asker.thread else None
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        found = named(here, name)
        if own:
            found = [one for one in found if name.casefold() in (one.key.casefold(), one.name.casefold())]
        if found:
            return found, " ".join(words[count:])
    if own:
        return [own.project], typed
    return (here, typed) if len(here) == 1 or not words else ([], typed)


def _which(asker: Asker, found: Sequence[Project], typed: str, order: str) -> Message:
    if not found:
        return replies.nothing_found(asker.words, typed)
    asked = asker.words("course.which", "Which one? Type `/ml {order}` with its key.", order=order)
    return replies.several_found(asker.words, [line_of(one) for one in found], asked)
