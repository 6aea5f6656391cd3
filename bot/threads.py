"""One thing that a person did in a project's thread: decided, saved and owed, inside one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.aging import look_again
from bot.i18n import Words
from bot.likely import describe
from bot.names import Did
from bot.otherwise import told_directly
from bot.particulars import particulars
from bot.render import Renderer
from bot.scheduling import reschedule
from bot.views.among import Among, Rival
from bot.views.message import escape
from bot.workflows.waiting import end_steps
from bot.world import World
from flows.conversation import Conversation, Overruled
from flows.decisions import closed
from flows.effects import ShowReasons
from flows.interview import Interview
from flows.overview import Overview
from flows.turn import Turn, counted
from storage.conversations import save_conversation
from storage.history import Event, record
from storage.homes import homes_changed
from storage.outbox import enqueue
from storage.projects import Project, in_order, projects_in, save_project
from storage.requests import save_requests
from storage.threads import Thread, get_thread
from storage.weights import setting_of

SOON = timedelta(seconds=3)

Decide = Callable[[Interview, Conversation, datetime], Turn]


def take(db: Connection, world: World, thread: Thread, by: str, decide: Decide, *, now: datetime) -> None:
    """Decide, save, owe. Raises ConversationMoved when a rival was first."""
    before = thread.conversation
    turn = decide(world.interview(thread.project.team, thread.cast), before, now)
    turn = counted(closed(before, turn, thread.project.decision, by=by), before)
    if not turn.effects and turn.conversation == before:
        return
    if turn.conversation != before:
        save_conversation(db, turn.conversation)
        if turn.conversation.requests != before.requests:
            save_requests(db, thread.project.team, thread.project.id, turn.conversation.requests)
        thread = replace(
            thread,
            project=_saved(db, world, thread, turn, by, now),
            conversation=turn.conversation,
        )
        if turn.conversation.told != before.told or turn.conversation.mode is not before.mode:
            end_steps(db, world, thread, now=now)
        homes_changed(db, thread.project.team, turn.conversation.participants, due_at=now + SOON)
        looked = bool(turn.changes) or turn.conversation.reviewed != before.reviewed
        reschedule(db, thread, now=now, looked=looked)
        if looked or turn.conversation.told != before.told:
            look_again(db, thread, now=now)
    drawn = renderer(world, thread)
    if any(isinstance(effect, ShowReasons) for effect in turn.effects):
        here = projects_in(db, thread.project.team, thread.project.channel)
        drawn = replace(drawn, among=among(db, world, thread.project, here))
    enqueue(db, drawn.calls(turn.effects), due_at=now)
    describe(db, world, thread.project, thread.conversation.answers, turn.changes, now=now)


def renderer(world: World, thread: Thread) -> Renderer:
    """Everything a project's messages are made from."""
    project, conversation = thread.project, thread.conversation
    links = {}
    if thread.place:
        links = {
            key: world.link(project.team, project.channel, answer.source, thread.place.ts)
            for key, answer in conversation.answers.items()
            if answer.source
        }
    words = Words(conversation.language, escape)
    overview = Overview(
        project=project.id,
        key=project.key,
        stage=project.stage,
        conversation=conversation,
        flow=world.flow.reaching(conversation.reach),
        catalogue=world.catalogue,
        scorer=world.scorer,
        ballots=world.ballots,
        cast=thread.cast,
        links=links,
        today=world.clock().date(),
        decision=project.decision,
        where=thread.where,
    )
    return Renderer(
        words=words,
        overview=overview,
        team=project.team,
        channel=project.channel,
        thread=thread.place,
        workspace=world.workspaces.of(project.team),
        new_id=world.new_id,
        otherwise=told_directly(words, project),
    )


def among(db: Connection, world: World, project: Project, here: Sequence[Project]) -> Among | None:
    """The project's place among the ranked ones; None when it is not ranked, or alone."""
    weights = setting_of(db, project.team, project.channel).weights
    ranked = in_order((other for other in here if other.placed), weights)
    ids = [other.id for other in ranked]
    if project.id not in ids or len(ranked) == 1:
        return None
    place = ids.index(project.id)
    above = _rival(db, world, ranked[place - 1]) if place else None
    below = _rival(db, world, ranked[place + 1]) if place + 1 < len(ranked) else None
    return Among(project.number, place + 1, len(ranked), above, below, weights)


def _rival(db: Connection, world: World, project: Project) -> Rival:
    score = renderer(world, get_thread(db, project.id)).overview.score
    return Rival(project.key, project.name, project.number, score)


def _saved(db: Connection, world: World, thread: Thread, turn: Turn, by: str, now: datetime) -> Project:
    project, before, after = thread.project, thread.conversation, turn.conversation
    events = [
        Event(
            at=change.at,
            by=change.by,
            what=Did.ANSWERED,
            subject=change.question,
            before=change.before.model_dump(mode="json") if change.before else None,
            after=change.after.model_dump(mode="json") if change.after else None,
        )
        for change in turn.changes
    ]
    if before.mode is not after.mode:
        events.append(Event(now, by, Did.MODE, None, before.mode, after.mode))
    if joined := [person for person in after.participants if person not in before.participants]:
        events.append(Event(now, by, Did.JOINED, None, None, joined))
    events += [
        Event(now, by, Did.ASKED, one.question, None, one.person)
        for one in after.requests
        if one not in before.requests
    ]
    if after.told != before.told and after.told:
        earlier = before.told.model_dump() if before.told else None
        aside = particulars(world.score(after, thread.cast), after.overruled)
        events.append(Event(now, by, Did.VERDICT, None, earlier, after.told.model_dump(), aside))
    if before.overruled != after.overruled:
        events.append(Event(now, by, Did.OVERRULED, None, *(_stored(one.overruled) for one in (before, after))))
    changed = project
    if turn.changes or before.overruled != after.overruled:
        changed = _changed(db, world, thread, after, now)
    record(db, project.id, events)  # last, since what is announced names the project as it is called now
    return changed


def _changed(db: Connection, world: World, thread: Thread, after: Conversation, now: datetime) -> Project:
    """The project as the conversation has it now."""
    project = thread.project
    named = after.answers.get("project_name")
    name = str(named.value) if named and named.value else project.name
    standing = world.standing(after, thread.cast) if after.told else project.standing
    changed = replace(project, name=name, standing=standing)
    if changed != project:
        changed = replace(changed, updated_at=now)
        save_project(db, changed)
    return changed


def _stored(overruled: Overruled | None) -> dict[str, object] | None:
    return overruled.model_dump(mode="json") if overruled else None
