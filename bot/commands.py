"""The orders: new, list, show, why, help. Each answers the person who gave it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from sqlalchemy import Connection

from bot.i18n import Words
from bot.names import Did
from bot.orders import NotUnderstood, Order, Ordered
from bot.otherwise import told_privately
from bot.threads import among, renderer
from bot.views import replies
from bot.views.card import card_message
from bot.views.glossary import topic_message
from bot.views.message import Message, escape
from bot.views.why import which_one, why_message
from bot.world import World
from flows.answers import Answer
from flows.conversation import Conversation
from flows.hearing import counted
from flows.interview import given
from flows.reading import Understood, Unreadable, read
from flows.text import Language
from storage.conversations import open_conversation
from storage.history import Event, record
from storage.outbox import enqueue
from storage.projects import Project, named, open_project, projects_in
from storage.threads import Thread, get_thread


@dataclass(frozen=True, slots=True)
class Asker:
    """Who gave the order, where, in which language; `answer_at` takes private answers for half an hour."""

    team: str
    channel: str
    person: str
    language: Language
    answer_at: str | None = None

    @property
    def words(self) -> Words:
        return Words(self.language, escape)


def obey(
    db: Connection, world: World, asker: Asker, order: Ordered | NotUnderstood, *, now: datetime
) -> Message | None:
    """Carry the order out; the private answer, if there is one to give."""
    if isinstance(order, NotUnderstood):
        return replies.not_understood(asker.words, order.word, order.nearest)
    match order.order:
        case Order.NEW:
            return start(db, world, asker, order.rest, now=now)
        case Order.LIST:
            return replies.listing(asker.words, [_listed(project) for project in _here(db, asker)])
        case Order.SHOW:
            return _show(db, world, asker, order.rest)
        case Order.WHY:
            return _why(db, world, asker, order.rest)
        case Order.HELP:
            return topic_message(asker.words, order.rest) if order.rest else replies.help_message(asker.words)
        case _:
            assert_never(order.order)


def start(db: Connection, world: World, asker: Asker, name: str, *, now: datetime) -> Message | None:
    """Open a project: its card in the channel, the first question in its thread."""
    if asker.channel.startswith("D"):
        return replies.not_here(asker.words)
    reading = read(world.flow["project_name"], name) if name else None
    if isinstance(reading, Unreadable):
        return replies.name_refused(asker.words, reading.problem)
    called: Answer | None = None
    if isinstance(reading, Understood):
        called = given(reading.value, by=asker.person, at=now)
    project = open_project(
        db,
        Project(
            id=world.new_id(),
            team=asker.team,
            number=0,
            channel=asker.channel,
            name=str(called.value) if called else "",
            stage="intake",
            owner=asker.person,
            starter=asker.person,
            language=asker.language,
            created_at=now,
            updated_at=now,
        ),
    )
    new = Conversation(
        id=project.id,
        language=asker.language,
        starter=asker.person,
        owner=asker.person,
        participants=(asker.person,),
        started_at=now,
    )
    turn = counted(world.interview.open(new, called), new)
    open_conversation(db, turn.conversation)
    record(db, project.id, [Event(now, asker.person, Did.STARTED, None, None, {"name": project.name})])
    drawn = renderer(world, Thread(project, turn.conversation, None))
    enqueue(db, [drawn.card(told_privately(drawn.words, project, asker.answer_at))], due_at=now)
    enqueue(db, drawn.calls(turn.effects), due_at=now)
    twin = _twin(db, asker, project)
    return replies.same_name(asker.words, twin.key, project.name) if twin else None


def _show(db: Connection, world: World, asker: Asker, name: str) -> Message:
    here = _here(db, asker)
    found = named(here, name) if name else here
    match found:
        case [project]:
            drawn = renderer(world, get_thread(db, project.id))
            words = replace(drawn.words, language=asker.language)
            return card_message(words, drawn.overview)
        case []:
            return replies.nothing_found(asker.words, name)
        case _:
            return replies.several_found(asker.words, [_listed(project) for project in found])


def _why(db: Connection, world: World, asker: Asker, name: str) -> Message:
    here = _here(db, asker)
    found = named(here, name) if name else here
    match found:
        case [project]:
            drawn = renderer(world, get_thread(db, project.id))
            return why_message(asker.words, drawn.overview, among(db, world, project, here))
        case []:
            return replies.nothing_found(asker.words, name)
        case _:
            listed = [_listed(project) for project in found]
            return replies.several_found(asker.words, listed, which_one(asker.words))


def _here(db: Connection, asker: Asker) -> Sequence[Project]:
    return projects_in(db, asker.team, asker.channel)


def _twin(db: Connection, asker: Asker, project: Project) -> Project | None:
    """Another project here that goes by the same name; those of other channels may be private."""
    same = project.name.casefold()
    others = (other for other in _here(db, asker) if other.id != project.id)
    return next((other for other in others if same and other.name.casefold() == same), None)


def _listed(project: Project) -> replies.Listed:
    standing = project.standing
    return replies.Listed(
        key=project.key,
        name=project.name,
        stage=project.stage,
        verdict=standing.verdict if standing else None,
        priority=standing.scores.get("priority") if standing else None,
    )
