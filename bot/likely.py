"""A private hint to whoever started a project: others in the channel that may be the same."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from bot.i18n import Words
from bot.names import card_of, thread_of
from bot.views.likely import Alike, looks_like_message
from bot.views.message import Message, escape
from bot.world import World
from flows.answers import Answers, values_of
from flows.conversation import Change
from flows.duplicates import Described, duplicates
from flows.text import Language
from storage.calls import Call
from storage.descriptions import QUESTIONS, Neighbour, neighbours, save_description
from storage.messages import find_place
from storage.outbox import enqueue
from storage.projects import Project


def looks_like(db: Connection, world: World, words: Words, project: Project, *, fresh: bool = False) -> Message | None:
    """Up to three projects that may be the same; None where there is none.

    `fresh`: nobody was told so far. Otherwise only those that its description speaks for, not its name alone.
    """
    others = neighbours(db, project.team, project.channel)
    mine = next(one.described for one in others if one.id == project.id)
    likely = duplicates(mine, [one.described for one in others])
    told = () if fresh else duplicates(Described(mine.key, mine.name), [one.described for one in others])
    known = {one.project.key for one in told}
    ids = {one.described.key: one for one in others}
    alike = [_alike(db, world, project.team, ids[one.project.key]) for one in likely if one.project.key not in known]
    return looks_like_message(words, project.key, alike, started=fresh) if alike else None


def describe(
    db: Connection, world: World, project: Project, answers: Answers, changes: Iterable[Change], *, now: datetime
) -> None:
    """Keep what the project is told apart by; once its problem is first told, look for others like it."""
    changed = [change for change in changes if change.question in QUESTIONS]
    if not changed:
        return
    save_description(db, project.id, values_of(answers))
    first = any(one.question == "problem_statement" and one.before is None and one.after for one in changed)
    words = Words(Language(project.language), escape)
    if first and (hint := looks_like(db, world, words, project)):
        payload = {"channel": project.channel, "user": project.starter, **hint.payload}
        lane, card = thread_of(project.id), card_of(project.id)
        enqueue(db, [Call(project.team, lane, "chat.postEphemeral", payload, world.new_id(), thread=card)], due_at=now)


def _alike(db: Connection, world: World, team: str, other: Neighbour) -> Alike:
    place = find_place(db, card_of(other.id))
    link = world.link(team, place.channel, place.ts) if place else None
    return Alike(other.described.key, other.described.name, link)
