"""A lead's decision: read, stored and told, each inside one transaction; and deferrals whose day has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.i18n import Markup, Words, language_of
from bot.lanes import direct_to
from bot.names import Did, card_of, thread_of
from bot.rounds import end_with
from bot.said import Entry
from bot.scheduling import reschedule
from bot.threads import renderer, take
from bot.views.card import project_name
from bot.views.decided import (
    CHOICE,
    CONDITION,
    INTO,
    REASON,
    UNTIL,
    channel_line,
    decide_sheet,
    done_message,
    parted_message,
    received_message,
    told_message,
    which_to_merge,
    woken_directly,
    woken_message,
)
from bot.views.fields import View
from bot.views.message import Message, escape
from bot.views.notices import sentence
from bot.views.pressed import Pressed
from bot.workflows.waiting import end_steps
from bot.world import World
from flows.deciding import Wish, day_of, deferral, merge_targets
from flows.decisions import (
    Choice,
    Decision,
    close,
    no_end,
    not_into,
    reason_problem,
    reopen,
    wakes_at,
)
from flows.effects import CardChanged
from flows.text import Language, Phrase, phrase
from storage.calls import Call
from storage.decisions import Wakeup, decisions_of, save_decision, wake
from storage.history import Event, record
from storage.leads import lead_of
from storage.outbox import enqueue
from storage.people import find_person
from storage.projects import Project, named, projects_in
from storage.threads import Thread, get_thread


@dataclass(frozen=True, slots=True)
class Proposed:
    """A decision before it is made."""

    choice: Choice
    reason: str
    until: date | None = None
    condition: str | None = None
    into: Project | None = None


def decide(
    db: Connection, world: World, thread: Thread, words: Words, wish: Wish, *, by: str, now: datetime
) -> Message:
    """What the lead typed."""
    here = projects_in(db, thread.project.team, thread.project.channel)
    proposed = _typed(wish, here, _zone(world, thread, by), now)
    if proposed is None:
        return which_to_merge(words, wish.rest)
    problem = proposed if isinstance(proposed, Phrase) else _problem(thread, proposed)
    if isinstance(proposed, Phrase) or problem:
        return sentence(words, problem or no_end())
    decision = settle(db, world, thread, proposed, by=by, now=now)
    into = _link(db, world, words, proposed.into) if proposed.into else None
    return done_message(words, decision, into=into)


def sheet(db: Connection, world: World, thread: Thread, words: Words) -> View:
    """The lead's form."""
    here = projects_in(db, thread.project.team, thread.project.channel)
    unnamed = words("card.unnamed", "New ML project")
    others = [
        (f"{one.key} {one.name or unnamed}", one.id)
        for one in here
        if one.id != thread.project.id and not not_into(one.decision, itself=False)
    ]
    return decide_sheet(words, renderer(world, thread).overview, others)


def filled_in(
    db: Connection, world: World, thread: Thread, entries: Mapping[str, Entry], *, by: str, now: datetime
) -> Proposed | dict[str, Phrase]:
    """The form, read; or what is wrong with it, by field."""
    chosen, reason = entries.get(CHOICE), str(entries.get(REASON) or "")
    if chosen not in tuple(Choice):
        return {CHOICE: phrase("decide.none", "Please choose one of them.")}
    if problem := reason_problem(reason):
        return {REASON: problem}
    match Choice(str(chosen)):
        case Choice.DEFER:
            condition = " ".join(str(entries.get(CONDITION) or "").split())
            if picked := entries.get(UNTIL):
                day = day_of(str(picked), now.astimezone(_zone(world, thread, by)).date())
                return {UNTIL: day} if isinstance(day, Phrase) else Proposed(Choice.DEFER, reason, until=day)
            return Proposed(Choice.DEFER, reason, condition=condition) if condition else {UNTIL: no_end()}
        case Choice.MERGE:
            here = projects_in(db, thread.project.team, thread.project.channel)
            into = next((one for one in here if one.id == entries.get(INTO)), None)
            if into is None:
                return {INTO: phrase("decide.no_target", "Please choose the project to merge into.")}
            proposed = Proposed(Choice.MERGE, reason, into=into)
            wrong = _problem(thread, proposed)
            return {INTO: wrong} if wrong else proposed
        case choice:
            return Proposed(choice, reason)


def settle(db: Connection, world: World, thread: Thread, proposed: Proposed, *, by: str, now: datetime) -> Decision:
    """Store it and tell everybody. Whether it is allowed was asked before."""
    before, into = thread.project.decision, proposed.into
    decision = Decision(
        choice=proposed.choice,
        reason=" ".join(proposed.reason.split()),
        by=by,
        at=now,
        until=proposed.until,
        condition=proposed.condition,
        into=into.id if into else None,
        into_key=into.key if into else None,
    )
    if decision.choice is Choice.MERGE:
        end_with(db, world, thread, by=by, now=now)
        thread = get_thread(db, thread.project.id)
        take(db, world, thread, by, lambda i, told, at: close(told), now=now)
    save_decision(db, thread.project.id, decision, wakes_at=wakes_at(decision, _zone(world, thread, by)))
    earlier = before.model_dump(mode="json", exclude_none=True) if before else None
    after = decision.model_dump(mode="json", exclude_none=True)
    record(db, thread.project.id, [Event(now, by, Did.DECIDED, decision.choice, earlier, after)])
    thread = get_thread(db, thread.project.id)
    end_steps(db, world, thread, now=now)
    reschedule(db, thread, now=now)
    enqueue(db, [*_told(db, world, thread, decision, into)], due_at=now)
    if before and before.choice is Choice.MERGE and before.into:
        _part(db, world, thread, before.into, by=by, again=decision.choice is Choice.MERGE, now=now)
    return decision


def due(db: Connection, world: World, one: Wakeup, *, now: datetime) -> None:
    """The day has come until which a project was deferred: its thread and the lead are told, once."""
    standing = next(
        (stored.decision for stored in reversed(decisions_of(db, one.project)) if not stored.ended_at), None
    )
    if standing is None or not wake(db, one, now=now):
        return
    thread = get_thread(db, one.project)
    project = thread.project
    reschedule(db, thread, now=now)
    lead = lead_of(db, project.team, project.channel) or one.by
    earlier = standing.model_dump(mode="json", exclude_none=True)
    record(db, project.id, [Event(now, world.workspaces.of(project.team).user, Did.WOKEN, None, earlier, None)])
    drawn = renderer(world, thread)
    known = find_person(db, project.team, lead)
    theirs = Words(language_of(known.locale if known else None, Language(project.language)), escape)
    direct = woken_directly(theirs, standing, _named(world, theirs, thread), Pressed(project=project.id))
    to_lead = {"channel": lead, **direct.payload, "unfurl_links": False, "unfurl_media": False}
    calls = [
        *drawn.calls((CardChanged(),)),
        _post(world, thread, woken_message(drawn.words, standing, lead, key=project.key)),
        Call(project.team, direct_to(project.team, lead), "chat.postMessage", to_lead, world.new_id()),
    ]
    enqueue(db, calls, due_at=now)


def _typed(wish: Wish, here: Sequence[Project], zone: ZoneInfo, now: datetime) -> Proposed | Phrase | None:
    """What was typed, or what is wrong with it; None when it names no project to merge into."""
    match wish.choice:
        case Choice.DEFER:
            found = deferral(wish.rest, now.astimezone(zone).date())
            if isinstance(found, Phrase):
                return found
            return Proposed(wish.choice, found.reason, until=found.until, condition=found.condition)
        case Choice.MERGE:
            for name, reason in merge_targets(wish.rest):
                match named(here, name):
                    case [project]:
                        return Proposed(wish.choice, reason, into=project)
            return None
        case choice:
            return Proposed(choice, wish.rest)


def _problem(thread: Thread, proposed: Proposed) -> Phrase | None:
    into = proposed.into
    wrong = not_into(into.decision, itself=into.id == thread.project.id) if into else None
    return wrong or reason_problem(proposed.reason)


def _told(db: Connection, world: World, thread: Thread, decision: Decision, into: Project | None) -> Sequence[Call]:
    """The card, the thread and the channel; with a merge the other thread, too."""
    drawn, project = renderer(world, thread), thread.project
    words = drawn.words
    target = _link(db, world, words, into) if into else None
    told = told_message(words, decision, project.starter, key=project.key, into=target)
    announced = channel_line(words, decision, _named(world, words, thread), into=target)
    in_channel = {"channel": project.channel, **announced.payload, "unfurl_links": False, "unfurl_media": False}
    calls = [
        *drawn.calls((CardChanged(),)),
        _post(world, thread, told),
        Call(project.team, thread_of(project.id), "chat.postMessage", in_channel, world.new_id()),
    ]
    if into:
        other = get_thread(db, into.id)
        theirs = renderer(world, other).words
        calls.append(_post(world, other, received_message(theirs, decision, _named(world, theirs, thread))))
    return calls


def _part(db: Connection, world: World, thread: Thread, into: str, *, by: str, again: bool, now: datetime) -> None:
    """A merge is taken back: the other thread is told, and this one asks on, unless it was merged elsewhere."""
    other = get_thread(db, into)
    theirs = renderer(world, other).words
    enqueue(db, [_post(world, other, parted_message(theirs, _named(world, theirs, thread)))], due_at=now)
    if not again:
        take(db, world, thread, by, lambda i, told, at: reopen(i, told, by=by, now=at), now=now)


def _link(db: Connection, world: World, words: Words, project: Project) -> Markup:
    return _named(world, words, get_thread(db, project.id))


def _named(world: World, words: Words, thread: Thread) -> Markup:
    """Its name and key, leading to its card."""
    name, place = project_name(words, renderer(world, thread).overview), thread.place
    key = thread.project.key
    if place is None:
        return Markup(f"{name} ({key})")
    return Markup(f"<{world.link(thread.project.team, place.channel, place.ts)}|{name}> ({key})")


def _post(world: World, thread: Thread, shown: Message) -> Call:
    project = thread.project
    payload = {"channel": project.channel, **shown.payload, "unfurl_links": False, "unfurl_media": False}
    lane, card = thread_of(project.id), card_of(project.id)
    return Call(project.team, lane, "chat.postMessage", payload, world.new_id(), thread=card)


def _zone(world: World, thread: Thread, person: str) -> ZoneInfo:
    """The person's; UTC while nobody knows it."""
    found = world.zone_of(thread.project.team, person)
    return found if isinstance(found, ZoneInfo) else ZoneInfo("UTC")
