"""Which modal a click opens, filled with what is known; or why it cannot be opened."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot import decisions, stage_forms
from bot.asker import Asker
from bot.ballots import ballot
from bot.charters import from_charter, full_card
from bot.deeds import click_refused
from bot.i18n import Words
from bot.lanes import view_lane
from bot.names import Act
from bot.results import result_form
from bot.reviewing import form, needs_form
from bot.said import Clicked
from bot.threads import renderer
from bot.views import replies
from bot.views.form import ask_sheet, page_sheets, question_sheet, row_sheet
from bot.views.message import Message
from bot.views.notices import sentence
from bot.views.overruling import overrule_sheet
from bot.views.pressed import Held
from bot.world import World
from flows.flow import Stretch
from flows.overruling import may_not
from flows.questions import Rows
from flows.reading import Context
from flows.reading.context import Row
from storage.calls import Call
from storage.errors import NoSuchProject
from storage.threads import Thread, get_thread

View = dict[str, Any]

FIELD = "field:"
"""How the block of a question's field in a form begins."""

OPENING = frozenset({Act.FORM, Act.ADD, Act.ASK, Act.BALLOT, Act.OVERRULE, Act.DECIDE, Act.FULL, Act.ANSWER})
"""Clicks that open a modal: nothing is decided before it is sent off."""


def opens(said: Clicked) -> bool:
    """Whether the click opens a modal."""
    if said.act is Act.ROW:
        return (said.pressed.value or "").startswith("edit:")
    if said.act is Act.REVIEW:
        return needs_form(said.pressed.value or "")
    return said.act in OPENING | stage_forms.OPENED | {Act.RESULT, Act.CORRECT}


def opening(db: Connection, world: World, asker: Asker, said: Clicked, now: datetime) -> View | Message:
    """The modal, or why there is none.

    Raises NotKnownYet, and NoSuchProject when the button belongs to no project of this workspace.
    """
    thread = get_thread(db, said.pressed.project)
    if thread.project.team != said.team:
        raise NoSuchProject(said.pressed.project)
    words, key = asker.words, said.pressed.question or ""
    if refused := click_refused(db, asker, thread, said):
        return sentence(words, refused)
    match said.act:
        case Act.FORM if key in world.flow:
            alone = said.pressed.line is None  # pressed elsewhere than under the question, to answer just this one
            view = page_with(world, thread, words, key, by=said.by, now=now, alone=alone)
            return _remembering(view, said.pressed.value) if said.pressed.value else view
        case Act.ANSWER if key in world.flow:
            return from_charter(page_with(world, thread, words, key, by=said.by, now=now, alone=True), said)
        case Act.FULL:
            return full_card(db, world, thread, words)
        case Act.DECIDE:
            return decisions.sheet(db, world, thread, words)
        case Act.ADD | Act.ROW if key in world.flow and isinstance(world.flow[key], Rows):
            return _row(world, thread, words, said, now)
        case Act.OVERRULE:
            overview = renderer(world, thread).overview
            problem = may_not(thread.conversation, overview.score)
            return sentence(words, problem) if problem else overrule_sheet(words, overview)
        case Act.ASK if key in world.flow:
            return ask_sheet(words, world.flow[key], project=thread.project.id, line=said.pressed.line)
        case Act.REVIEW:
            return form(db, world, thread, said, words, now=now)
        case act if act in stage_forms.OPENED:
            return stage_forms.form(db, world, thread, said, words, now=now)
        case Act.RESULT | Act.CORRECT:
            return result_form(db, world, thread, words, said.pressed.value, by=said.by, now=now)
        case Act.BALLOT:
            return ballot(db, world, thread, words, said.pressed.value or "", by=said.by, now=now)
        case _:
            return replies.cannot_open(words)


def page_with(
    world: World, thread: Thread, words: Words, key: str, *, by: str, now: datetime, alone: bool = False
) -> View:
    """The form of the stretch that the question is on; of the question alone when nobody reached that far."""
    told = thread.conversation
    stretch = world.flow.stretch_of(key)
    context = world.interview(thread.project.team).context(told, key, by=by, now=now)
    if alone or stretch is None or stretch.key not in told.reach:
        name = thread.project.key
        return question_sheet(
            words, world.flow, world.flow[key], told.answers, project=told.id, key=name, context=context
        )
    sheets = sheets_of(world, thread, words, stretch, context)
    return next((sheet for sheet in sheets if f"{FIELD}{key}" in str(sheet["blocks"])), sheets[0])


def redrawn(
    db: Connection, world: World, project: str, words: Words, view: str, key: str, *, by: str, alone: bool
) -> Call:
    """The modal `view` with what the list in it holds now; what was typed beside it stays."""
    thread = get_thread(db, project)
    page = page_with(world, thread, words, key, by=by, now=world.clock(), alone=alone)
    payload = {"view_id": view, "view": page}
    return Call(thread.project.team, view_lane(thread.project.team, view), "views.update", payload, world.new_id())


def sheets_of(world: World, thread: Thread, words: Words, stretch: Stretch, context: Context) -> tuple[View, ...]:
    """A stretch as one modal, or as several."""
    told = thread.conversation
    return page_sheets(
        words, world.flow, stretch, told.answers, project=told.id, key=thread.project.key, context=context
    )


def _remembering(view: View, about: str) -> View:
    """The form that knows the message it was opened from."""
    held = Held.model_validate_json(view["private_metadata"])
    return view | {"private_metadata": str(held.model_copy(update={"about": about}))}


def _row(world: World, thread: Thread, words: Words, said: Clicked, now: datetime) -> View:
    told = thread.conversation
    key = said.pressed.question or ""
    group = world.flow[key]
    assert isinstance(group, Rows)
    context = world.interview(thread.project.team).context(told, key, by=said.by, now=now)
    row: Row | None = None
    missing: tuple[str, ...] = ()
    if said.act is Act.ROW:
        wanted = (said.pressed.value or "").partition(":")[2]
        row = next((one for one in context.rows(key) if one["id"] == wanted), None)
    elif told.draft and told.draft.question == key:
        row, missing = told.draft.row, told.draft.missing
    sheet = row_sheet(
        words,
        group,
        row,
        project=told.id,
        line=said.pressed.line,
        context=context,
        under=said.view,
        missing=missing,
    )
    if said.held and said.held.stretch is None:
        held = Held.model_validate_json(sheet["private_metadata"]).model_copy(update={"alone": True})
        sheet["private_metadata"] = str(held)
    return sheet
