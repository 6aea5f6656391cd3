"""A project's charter: as a modal with everything known of it, and as a file."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import Connection

from bot.canvases import canvas
from bot.happenings import happenings, reweighed
from bot.i18n import Words
from bot.lanes import direct_to, view_lane
from bot.measuring import last_results
from bot.names import line_of
from bot.said import Clicked
from bot.stages import zone_of
from bot.threads import renderer
from bot.uploads import File, upload
from bot.views.charter import charter_markdown, charter_view, escape_markdown
from bot.views.message import Message
from bot.views.notices import sentence
from bot.views.pressed import Held
from bot.world import World
from flows.answers import values_of
from flows.charter.charter import Charter, Happening, charter
from flows.text import phrase
from storage.calls import Call
from storage.history import history_of
from storage.messages import find_place
from storage.outbox import enqueue
from storage.people import find_people
from storage.projects import Project
from storage.results import results_of
from storage.threads import Thread, get_thread
from storage.weights import changes_of

View = dict[str, Any]


def charter_of(db: Connection, world: World, thread: Thread) -> Charter:
    """Everything that is agreed on, as of now."""
    project = thread.project
    overview, zone = renderer(world, thread).overview, zone_of(db, project.team, thread.conversation.owner)
    return charter(
        world.catalogue,
        thread.conversation.answers,
        project=project.id,
        key=project.key,
        stage=project.stage,
        owner=thread.conversation.owner,
        score=replace(overview.score, verdict=overview.verdict) if overview.told else None,
        results=last_results(world.catalogue, values_of(thread.conversation.answers), results_of(db, project.id)),
        happenings=[*happenings(history_of(db, project.id), zone), *_reweighed(db, project, zone)],
    )


def _reweighed(db: Connection, project: Project, zone: tzinfo) -> Iterator[Happening]:
    """Changes of the board's weights since the project began."""
    changes = (change for change in changes_of(db, project.team, project.channel) if change.at >= project.created_at)
    return (reweighed(change.weights, change.by, change.at.astimezone(zone).date()) for change in changes)


def links_of(db: Connection, world: World, thread: Thread) -> Mapping[str, str]:
    """Where each answer can be read, by question: in the person's own message, else where mine says it."""
    links, card = dict(renderer(world, thread).overview.links), thread.place
    for key, answer in thread.conversation.answers.items():
        if key in links or answer.line is None or card is None:
            continue
        if place := find_place(db, line_of(thread.project.id, answer.line)):
            links[key] = world.link(thread.project.team, place.channel, place.ts, card.ts)
    return links


def full_card(db: Connection, world: World, thread: Thread, words: Words) -> View:
    """The whole charter as a modal; its lines lead to the messages that hold the answers."""
    return charter_view(words, charter_of(db, world, thread), links_of(db, world, thread))


def from_charter(view: View, said: Clicked) -> View:
    """The form of a question that was opened from a charter, which is then drawn anew."""
    held = Held.model_validate_json(view["private_metadata"])
    return view | {"private_metadata": str(held.model_copy(update={"under": said.view}))}


def redrawn_card(db: Connection, world: World, project: str, words: Words, view: str) -> Call:
    """The charter in the modal `view`, with what is known now."""
    thread = get_thread(db, project)
    payload = {"view_id": view, "view": full_card(db, world, thread, words)}
    return Call(thread.project.team, view_lane(thread.project.team, view), "views.update", payload, world.new_id())


def send_charter(db: Connection, world: World, thread: Thread, words: Words, *, to: str, now: datetime) -> Message:
    """The charter in a direct message: as a Markdown file, and as a canvas where the workspace has canvases."""
    document = charter_document(db, world, thread, words)
    project = thread.project
    titled = phrase("charter.file", "Charter of {name}", name=project.name or project.key)
    name = Words(words.language, str).say(titled)  # a title is plain text
    file = File(f"{file_name(project.key, project.name)}.md", document.encode(), name)
    address = f"{world.workspaces.of(project.team).url}docs/{project.team}/"
    as_canvas = canvas(
        project.team,
        world.new_id(),
        to,
        title=name,
        markdown=document,
        address=address,
        said=f"<{{link}}|{words('charter.canvas_title', '{name}, as a canvas', name=name)}>",
    )
    enqueue(db, [upload(project.team, direct_to(project.team, to), world.new_id(), to, file), as_canvas], due_at=now)
    return sentence(words, phrase("charter.sent", "I am sending you the charter as a file, in a direct message."))


def charter_document(db: Connection, world: World, thread: Thread, words: Words, *, linked: bool = True) -> str:
    """The charter as Markdown; people by their names, answers `linked` to the messages that hold them."""
    plain = replace(words, escape=escape_markdown)
    links = links_of(db, world, thread) if linked else {}
    found = charter_of(db, world, thread)
    return charter_markdown(plain, found, _names(db, thread.project.team, found), links)


def file_name(key: str, name: str) -> str:
    """`ML-12-menu-helper`: letters of any language, digits and hyphens, at most sixty."""
    plain = re.sub(r"[\W_]+", "-", name.casefold()).strip("-")
    return f"{key}-{plain}"[:60].strip("-")


def _names(db: Connection, team: str, found: Charter) -> Mapping[str, str]:
    return {person.id: person.name for person in find_people(db, team, set(_ids(found))).values()}


def _ids(found: Charter) -> Iterator[str]:
    yield found.owner
    for section in found.sections:
        yield from (happening.by for happening in section.happenings if happening.by)
        for line in section.lines:
            yield from _people_in(line.answer.value)


def _people_in(value: Any) -> Iterator[str]:
    """Whatever in an answer looks like somebody's Slack id."""
    match value:
        case str() if re.fullmatch(r"[UW][A-Z0-9]{2,}", value):
            yield value
        case list():
            for one in value:
                yield from _people_in(one)
        case dict():
            yield from _people_in(list(value.values()))
