"""What `/ml export` does: a file, for whoever asked alone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.asker import Asker
from bot.charters import charter_document, file_name
from bot.exports.collecting import shared
from bot.exports.document import as_json
from bot.exports.spreadsheet import spreadsheet
from bot.i18n import Words
from bot.lanes import direct_to
from bot.uploads import File, upload
from bot.views.message import Message
from bot.views.notices import sentence
from bot.world import World
from flows.erased import is_erased, left
from flows.exporting import Form
from flows.text import phrase
from storage.outbox import enqueue
from storage.people import all_names
from storage.projects import Project
from storage.threads import get_thread

MOST_PROJECTS = 200
MOST_BYTES = 10_000_000


def send(
    db: Connection, world: World, asker: Asker, wanted: Sequence[Project], form: Form, *, now: datetime
) -> Message:
    """Owe the file, in a direct message; the private answer says so."""
    if len(wanted) > MOST_PROJECTS:
        return sentence(
            asker.words,
            phrase(
                "export.too_many",
                "That is {count} projects; I send up to {most} at a time. Whoever runs me can export them all with "
                "`groundwork export`.",
                count=len(wanted),
                most=MOST_PROJECTS,
            ),
        )
    content = written(db, world, asker.words, wanted, form).encode()
    if len(content) > MOST_BYTES:
        return sentence(asker.words, phrase("export.too_big", "That is too large for one file; try single projects."))
    several = f"projects-{now.date().isoformat()}"
    name = file_name(wanted[0].key, wanted[0].name) if len(wanted) == 1 else several
    title = asker.words.say(phrase("export.title", "Groundwork export, projects: {count}", count=len(wanted)))
    file = File(f"{name}.{form}", content, title)
    call = upload(asker.team, direct_to(asker.team, asker.person), world.new_id(), asker.person, file)
    enqueue(db, [call], due_at=now)
    return sentence(asker.words, phrase("export.sent", "I am sending you the file in a direct message."))


def written(db: Connection, world: World, words: Words, wanted: Sequence[Project], form: Form) -> str:
    """The projects as a file that anybody in their channel may have."""
    match form:
        case Form.JSON:
            return as_json(shared(db, world.catalogue, wanted))
        case Form.CSV:
            return table(db, world, words, wanted)
        case Form.MD:
            return charters(db, world, words, wanted)


def table(db: Connection, world: World, words: Words, wanted: Sequence[Project]) -> str:
    plain = replace(words, escape=str)
    documents = shared(db, world.catalogue, wanted).projects
    threads = [get_thread(db, project.id) for project in wanted]
    return spreadsheet(plain, world.catalogue, list(zip(documents, threads, strict=True)), _names(db, plain, wanted))


def charters(db: Connection, world: World, words: Words, wanted: Sequence[Project], *, linked: bool = True) -> str:
    """One charter after the other; `linked` with the messages that hold the answers."""
    return "\n---\n\n".join(charter_document(db, world, get_thread(db, one.id), words, linked=linked) for one in wanted)


def _names(db: Connection, words: Words, wanted: Sequence[Project]) -> Mapping[str, str]:
    names = all_names(db, wanted[0].team) if wanted else {}
    return {person: words.say(left()) if is_erased(person) else name for person, name in names.items()}
