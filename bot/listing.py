"""`list`: the projects of a channel, or of all that somebody may see, as far as they pass a filter."""

from collections.abc import Sequence

from sqlalchemy import Connection

from bot.asker import Asker
from bot.i18n import Words
from bot.permissions import sight_of
from bot.views import replies
from bot.views.board import filter_unclear, with_doubt
from bot.views.message import Message
from flows.board.filter import EVERYTHING, Filter, Unclear, read_filter
from storage.projects import Project, projects_in, projects_within


def listed(db: Connection, asker: Asker, typed: str) -> Message:
    """Best first; of other channels only those that the asker may see."""
    words = asker.words
    asked = read_filter(typed, asker.person)
    if isinstance(asked, Unclear):
        return filter_unclear(words, asked)
    if asked.preset:
        return filter_unclear(words, Unclear(typed))
    if not asked.everything and not asker.channel.startswith("D"):
        here = projects_in(db, asker.team, asker.channel)
        return _listing(words, here, asked.filter)
    seen = sight_of(asker)
    found = projects_within(db, asker.team, seen.channels | {asker.channel})
    shown = _listing(words, found, asked.filter, several=True)
    return shown if seen.sure else with_doubt(words, shown)


def line_of(project: Project, *, several: bool = False) -> replies.Listed:
    """A project as a line of a list; with its channel where there are `several`."""
    standing = project.standing
    return replies.Listed(
        key=project.key,
        name=project.name,
        stage=project.stage,
        verdict=standing.verdict if standing else None,
        priority=standing.scores.get("priority") if standing else None,
        channel=project.channel if several else None,
        decision=project.decision,
    )


def _listing(words: Words, projects: Sequence[Project], only: Filter, *, several: bool = False) -> Message:
    passing = sorted((one for one in projects if _passes(one, only)), key=lambda one: one.parked)  # those aside last
    found = [line_of(project, several=several) for project in passing]
    if not several and only == EVERYTHING:
        return replies.listing(words, found)
    return replies.filtered(words, found)


def _passes(project: Project, only: Filter) -> bool:
    standing = project.standing
    return (
        (not only.stages or project.stage in only.stages)
        and (not only.verdicts or (standing is not None and standing.verdict in only.verdicts))
        and (not only.archetypes or (standing is not None and standing.archetype in only.archetypes))
        and (not only.owners or project.owner in only.owners)
    )
