"""What a modal that was sent off does: decided, saved and owed inside one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from bot import reviewing, stage_forms
from bot.asker import Asker
from bot.ballots import Problems, cast
from bot.charters import redrawn_card
from bot.decisions import filled_in, settle
from bot.deeds import form_refused
from bot.deepening import FROM_REMINDER
from bot.entered import Malformed
from bot.i18n import Words
from bot.names import Sheet
from bot.openings import redrawn, sheets_of
from bot.outcomes import outcome_entered
from bot.reminding import show_again
from bot.results import result_entered
from bot.said import Submitted
from bot.threads import renderer, take
from bot.views.notices import sentence
from bot.views.overruling import REASON, VERDICT
from bot.views.refusals import told_sheet
from bot.world import World
from flows.asking import hand_over
from flows.filling import filled, filled_row
from flows.flow import Stretch
from flows.overruling import may_not, overrule, reason_problem
from flows.questions import Rows
from flows.reading import Understood
from flows.row_answers import save_rows
from flows.scoring.verdict import Verdict
from flows.submitting import submit
from flows.text import Phrase, phrase
from storage.errors import NoSuchProject
from storage.inbox import claim, was_claimed
from storage.outbox import enqueue
from storage.reviews import Addressee
from storage.threads import Thread, get_thread


@dataclass(frozen=True, slots=True)
class Closed:
    """The modal closes."""


@dataclass(frozen=True, slots=True)
class Errors:
    """The modal stays, with a sentence under each of these fields (block ids)."""

    by_field: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """Another sheet takes the modal's place."""

    view: dict[str, Any]


Reply = Closed | Errors | Shown


def submitted(db: Connection, world: World, asker: Asker, said: Submitted, now: datetime) -> Reply:
    """Take what was filled in; what is wrong is said at its field, and nothing is stored then. Raises NotKnownYet."""
    thread, words = get_thread(db, said.held.project), asker.words
    if thread.project.team != said.team:
        raise NoSuchProject(said.held.project)
    if refused := form_refused(db, asker, thread, said):
        return _refused(words, said, refused)
    match said.sheet:
        case Sheet.PAGE:
            return _page(db, world, thread, said, words, now)
        case Sheet.ROW:
            return _row(db, world, thread, said, words, now)
        case Sheet.ASK:
            return _asked(db, world, thread, said, words, now)
        case Sheet.OVERRULE:
            return _overruled(db, world, thread, said, words, now)
        case Sheet.BALLOT:
            return _ballot(db, world, thread, said, words, now)
        case Sheet.DECIDE:
            return _decided(db, world, thread, said, words, now)
        case Sheet.STAGE | Sheet.CHECK | Sheet.TESTS | Sheet.RESULT | Sheet.OUTCOME if was_claimed(db, said.delivery):
            return Closed()
        case Sheet.STAGE:
            return _answered(words, stage_forms.left(db, world, thread, said, now=now))
        case Sheet.CHECK:
            return _answered(words, stage_forms.checked(db, world, thread, said, now=now))
        case Sheet.TESTS:
            return _answered(words, stage_forms.tested(db, thread, said, now=now))
        case Sheet.RESULT:
            return _answered(words, result_entered(db, world, thread, said, now=now))
        case Sheet.OUTCOME:
            return _answered(words, outcome_entered(db, world, thread, said, words, now=now))
        case Sheet.REVIEW:
            wrong = reviewing.fill(db, world, thread, said, now=now)
            return _errors(words, wrong) if wrong else Closed()


def _page(db: Connection, world: World, thread: Thread, said: Submitted, words: Words, now: datetime) -> Reply:
    told, held = thread.conversation, said.held
    stretch = world.flow.stretch(held.stretch or "")
    keys = stretch.questions if stretch else (held.question or "",)
    if any(key not in world.flow for key in keys):
        raise Malformed("a form of a question that is none")
    questions = tuple(world.flow[key] for key in keys)
    context = world.interview(thread.project.team).context(told, questions[0].key, by=said.by, now=now)
    form = filled(questions, said.entries, context, said.shown)
    if form.problems:
        return _errors(words, form.problems)
    if claim(db, said.delivery, now=now):
        take(db, world, thread, said.by, lambda i, c, at: submit(i, c, form, by=said.by, now=at), now=now)
        if held.under:
            enqueue(db, [redrawn_card(db, world, held.project, words, held.under)], due_at=now)
        if (held.about or "").startswith(FROM_REMINDER):
            day = date.fromisoformat((held.about or "").removeprefix(FROM_REMINDER))
            show_again(db, world, Addressee(said.team, said.by), day, now=now)
    return _next_sheet(db, world, said, words, stretch, now) if stretch else Closed()


def _next_sheet(db: Connection, world: World, said: Submitted, words: Words, stretch: Stretch, now: datetime) -> Reply:
    thread = get_thread(db, said.held.project)
    context = world.interview(thread.project.team).context(thread.conversation, "", by=said.by, now=now)
    sheets = sheets_of(world, thread, words, stretch, context)
    following = said.held.part + 1
    return Shown(sheets[following]) if following < len(sheets) else Closed()


def _row(db: Connection, world: World, thread: Thread, said: Submitted, words: Words, now: datetime) -> Reply:
    key = said.held.question or ""
    group = world.flow.known.get(key)
    if not isinstance(group, Rows):
        raise NoSuchProject(said.held.project)
    context = world.interview(thread.project.team).context(thread.conversation, key, by=said.by, now=now)
    reading = filled_row(group, said.held.row, said.entries, context, said.shown)
    if not isinstance(reading, Understood):
        return _errors(words, reading)
    if claim(db, said.delivery, now=now):
        rows = reading.value
        take(db, world, thread, said.by, lambda i, c, at: save_rows(i, c, group, rows, by=said.by, now=at), now=now)
        if said.held.under:
            held, alone = said.held, said.held.alone is True
            call = redrawn(db, world, held.project, words, said.held.under, key, by=said.by, alone=alone)
            enqueue(db, [call], due_at=now)
    return Closed()


def _asked(db: Connection, world: World, thread: Thread, said: Submitted, words: Words, now: datetime) -> Reply:
    person, key = said.entries.get("field:person"), said.held.question or ""
    if not isinstance(person, str):
        return _errors(words, {"field:person": phrase("ask.nobody", "Please choose somebody.")})
    if person == world.workspaces.of(said.team).user:
        return _errors(words, {"field:person": phrase("ask.bot", "I only ask; please choose a person.")})
    if claim(db, said.delivery, now=now):
        take(db, world, thread, said.by, lambda i, c, at: hand_over(i, c, key, person, by=said.by, now=at), now=now)
    return Closed()


def _ballot(db: Connection, world: World, thread: Thread, said: Submitted, words: Words, now: datetime) -> Reply:
    told = cast(db, world, thread, said, words, now=now)
    if told is None:
        return Closed()
    return Errors(told.by_field) if isinstance(told, Problems) else Shown(told)


def _overruled(db: Connection, world: World, thread: Thread, said: Submitted, words: Words, now: datetime) -> Reply:
    score = renderer(world, thread).overview.score
    verdict, reason = said.entries.get(VERDICT), said.entries.get(REASON)
    if refused := may_not(thread.conversation, score):
        return _errors(words, {REASON: refused})
    if verdict not in tuple(Verdict) or verdict == score.verdict:
        return _errors(words, {VERDICT: phrase("overrule.same", "Please choose one of these verdicts.")})
    if problem := reason_problem(str(reason or "")):
        return _errors(words, {REASON: problem})
    if claim(db, said.delivery, now=now):
        chosen, why = str(verdict), str(reason)
        take(db, world, thread, said.by, lambda i, c, at: overrule(i, c, chosen, why, by=said.by, now=at), now=now)
    return Closed()


def _decided(db: Connection, world: World, thread: Thread, said: Submitted, words: Words, now: datetime) -> Reply:
    proposed = filled_in(db, world, thread, said.entries, by=said.by, now=now)
    if isinstance(proposed, dict):
        return _errors(words, proposed)
    if claim(db, said.delivery, now=now):
        settle(db, world, thread, proposed, by=said.by, now=now)
    return Closed()


def _refused(words: Words, said: Submitted, problem: Phrase) -> Reply:
    """At the first field, so that what was filled in stays there."""
    field = next(iter(said.shown), None)
    return _errors(words, {field: problem}) if field else Shown(told_sheet(words, sentence(words, problem)))


def _answered(words: Words, problems: Mapping[str, Phrase]) -> Reply:
    return _errors(words, problems) if problems else Closed()


def _errors(words: Words, problems: Mapping[str, Phrase]) -> Errors:
    plain = replace(words, escape=str)  # Slack shows them as they are
    return Errors({field: plain.say(problem) for field, problem in problems.items()})
