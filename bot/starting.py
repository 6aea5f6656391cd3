"""Starting a project."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.asker import Asker
from bot.likely import looks_like
from bot.names import Did
from bot.otherwise import told_privately
from bot.permissions import refusal
from bot.scheduling import begin_rhythm, reschedule
from bot.threads import renderer
from bot.views import replies
from bot.views.message import Message, shortened
from bot.views.notices import sentence
from bot.world import World
from flows.answers import Answer, values_of
from flows.conversation import Conversation
from flows.permissions import Deed
from flows.questions import LongText
from flows.reading import Understood, Unreadable, read
from flows.recording import given
from flows.turn import counted
from storage.conversations import open_conversation
from storage.descriptions import save_description
from storage.history import Event, record
from storage.outbox import enqueue
from storage.projects import Project, open_project, projects_in
from storage.stages import begin
from storage.threads import Thread


@dataclass(frozen=True, slots=True)
class Started:
    """`message` is a private answer, if there is one to give."""

    project: Project
    message: Message | None


def start(
    db: Connection, world: World, asker: Asker, name: str, *, now: datetime, phenomenon: str = ""
) -> Message | None:
    """Open a project, as `started` does; the private answer, if there is one to give."""
    done = started(db, world, asker, name, now=now, phenomenon=phenomenon)
    return done.message if isinstance(done, Started) else done


def started(
    db: Connection,
    world: World,
    asker: Asker,
    name: str,
    *,
    now: datetime,
    phenomenon: str = "",
    problem: str = "",
    also_otherwise: Mapping[str, Any] | None = None,
) -> Started | Message:
    """Open a project: its card in the channel, the first question in its thread; or why that cannot be.

    `phenomenon` is what somebody wrote that gave rise to it, `problem` the answer to the first question, taken if it is
    one; `also_otherwise` is a call that is made, too, when the card cannot be posted.
    """
    if asker.channel.startswith("D"):
        return replies.not_here(asker.words)
    if refused := refusal(db, asker, Deed.START, asker.channel):
        return sentence(asker.words, refused)
    reading = read(world.flow["project_name"], name) if name else None
    if isinstance(reading, Unreadable):
        return replies.name_refused(asker.words, reading.problem)
    known: dict[str, Answer] = {}
    if isinstance(reading, Understood):
        known["project_name"] = given(reading.value, by=asker.person, at=now)
    observed = _read_as(world, "phenomenon", phenomenon)
    if isinstance(observed, Understood):
        known["phenomenon"] = given(observed.value, by=asker.person, at=now)
    stated = _read_as(world, "problem_statement", problem)
    if isinstance(stated, Understood):
        known["problem_statement"] = given(stated.value, by=asker.person, at=now)
    project = open_project(
        db,
        Project(
            id=world.new_id(),
            team=asker.team,
            number=0,
            channel=asker.channel,
            name=str(known["project_name"].value) if "project_name" in known else "",
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
    begin(db, project)
    turn = counted(world.interview(asker.team).open(new, known), new)
    open_conversation(db, turn.conversation)
    if known.keys() & {"phenomenon", "problem_statement"}:
        save_description(db, project.id, values_of(known))
    record(db, project.id, [Event(now, asker.person, Did.STARTED, None, None, {"name": project.name})])
    begin_rhythm(db, asker.team, asker.channel, now=now)
    reschedule(db, Thread(project, turn.conversation, None), now=now)
    drawn = renderer(world, Thread(project, turn.conversation, None))
    instead = dict(told_privately(drawn.words, project, asker.answer_at))
    if also_otherwise:
        instead["also"] = also_otherwise
    enqueue(db, [drawn.card(instead)], due_at=now)
    enqueue(db, drawn.calls(turn.effects), due_at=now)
    return Started(project, _remark(db, world, asker, project, observed))


def _remark(
    db: Connection, world: World, asker: Asker, project: Project, observed: Understood | Unreadable | None
) -> Message | None:
    """What whoever started the project should know."""
    if isinstance(observed, Unreadable):
        return replies.phenomenon_refused(asker.words, observed.problem)
    twin = _twin(db, asker, project)
    if twin:
        return replies.same_name(asker.words, twin.key, project.name)
    taken = replies.phenomenon_taken(asker.words, world.flow["phenomenon"].question) if observed else None
    return looks_like(db, world, asker.words, project, fresh=True) or taken


def _read_as(world: World, key: str, text: str) -> Understood | Unreadable | None:
    """A long text as an answer; None when nobody wrote any."""
    question = world.flow[key]
    if not text.strip() or not isinstance(question, LongText):
        return None
    return read(question, shortened(text.strip(), question.max_chars))


def _twin(db: Connection, asker: Asker, project: Project) -> Project | None:
    """Another project here that goes by the same name; those of other channels may be private."""
    same = project.name.casefold()
    others = (other for other in projects_in(db, asker.team, asker.channel) if other.id != project.id)
    return next((other for other in others if same and other.name.casefold() == same), None)
