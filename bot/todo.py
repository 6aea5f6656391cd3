"""What waits for one person: questions handed over, ballots, open questions and paused interviews of their own."""

from collections.abc import Iterator

from sqlalchemy import Connection

from bot.asker import Asker
from bot.permissions import sees
from bot.polling import polled
from bot.threads import renderer
from bot.views.card import project_name
from bot.views.message import Message
from bot.views.todo import Waiting, What, todo_message
from bot.world import World
from flows.conversation import Mode
from flows.overview import Overview
from storage.leads import leads_of
from storage.projects import owned_by, projects_without_owner
from storage.requests import requests_of
from storage.rounds import open_rounds
from storage.threads import Thread, get_thread


def todo(db: Connection, world: World, asker: Asker) -> Message:
    """Everything that waits for whoever asks, in every channel that they may see. Raises NotKnownYet."""
    found = (
        *_handed(db, world, asker),
        *_ballots(db, world, asker),
        *_ownerless(db, world, asker),
        *_owned(db, world, asker),
    )
    return todo_message(asker.words, found)


def _handed(db: Connection, world: World, asker: Asker) -> Iterator[Waiting]:
    for project, request in requests_of(db, asker.team, asker.person):
        thread = get_thread(db, project)
        overview = renderer(world, thread).overview
        if request.question in overview.flow and sees(asker, thread.project.channel):
            yield _waiting(
                world,
                asker,
                thread,
                What.QUESTION,
                overview,
                question=request.question,
                asked_by=request.by,
            )


def _ballots(db: Connection, world: World, asker: Asker) -> Iterator[Waiting]:
    for one in open_rounds(db, asker.team):
        thread = get_thread(db, one.project)
        told = polled(db, world, thread, one)
        if asker.person in told.awaited and sees(asker, thread.project.channel):
            overview = renderer(world, thread).overview
            yield _waiting(world, asker, thread, What.BALLOT, overview, round_id=one.id)


def _ownerless(db: Connection, world: World, asker: Asker) -> Iterator[Waiting]:
    """Of channels that whoever asks leads, projects whose owner's name was erased."""
    for project in projects_without_owner(db, asker.team):
        if project.parked or not leads_of(db, asker.team, project.channel).has(asker.person):
            continue
        if sees(asker, project.channel):
            thread = get_thread(db, project.id)
            yield _waiting(world, asker, thread, What.OWNERLESS, renderer(world, thread).overview)


def _owned(db: Connection, world: World, asker: Asker) -> Iterator[Waiting]:
    for project in owned_by(db, asker.team, asker.person):
        if project.parked or not sees(asker, project.channel):
            continue
        thread = get_thread(db, project.id)
        overview = renderer(world, thread).overview
        if overview.conversation.mode is Mode.PAUSED:
            yield _waiting(world, asker, thread, What.PAUSED, overview)
        for question in overview.open_questions:
            yield _waiting(world, asker, thread, What.UNKNOWN, overview, question=question)


def _waiting(
    world: World,
    asker: Asker,
    thread: Thread,
    what: What,
    overview: Overview,
    *,
    question: str | None = None,
    asked_by: str | None = None,
    round_id: str | None = None,
) -> Waiting:
    place = thread.place
    return Waiting(
        what=what,
        project=thread.project.id,
        name=project_name(asker.words, overview),
        key=thread.project.key,
        link=world.link(thread.project.team, place.channel, place.ts) if place else None,
        question=overview.flow[question] if question else None,
        asked_by=asked_by,
        round=round_id,
    )
