"""An export put back into an empty database: all of it, or nothing and one sentence that names the place."""

import json
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from pydantic import ValidationError
from sqlalchemy import Connection

from bot.exports.collecting import ELSEWHERE, collected
from bot.exports.document import VERSION, Document, ExportedDecision, ExportedProject
from bot.exports.lasting import lasting_of
from bot.views.said import said
from flows.answers import AnswerState, values_of
from flows.catalogue import Catalogue
from flows.decisions import Decision
from flows.questions import Question
from flows.reading import Context
from flows.scoring.given import AnswerRefused, GivenAnswers, quoted
from flows.text import Language
from storage.conversations import open_conversation
from storage.decisions import Stored, restore_decision
from storage.history import Event, put_back
from storage.rows import OF_ROUND, PLACES, RowRefused, is_empty, other_tables, put_rows, tables_of_projects

MOST_BYTES = 1 << 30
_ABSENT = object()
NO_TEXT = r"\u0000"
"""How JSON writes the one character that no text of PostgreSQL can hold."""

DEEPEST, NAMED = 40, 4
"""Steps of a place, and how many of them are worth naming when there are more."""


class ImportRefused(ValueError):
    """The file cannot be imported; the message says where and why. Nothing was stored."""


def document_in(file: Path) -> Document:
    """The export in a file."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise ImportRefused(f"{file} is larger than {MOST_BYTES >> 30} GiB, which no export is")
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ImportRefused(f"{file} cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ImportRefused(f"{file} is not UTF-8 text") from error
    return document_of(text, str(file))


def document_of(text: str, name: str) -> Document:
    """The export in a text; `name` is what it is called in a refusal."""
    try:
        told = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise ImportRefused(f"{name} is not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from error
    except (RecursionError, ValueError) as error:
        raise ImportRefused(f"{name} is not an export: a value in it is nested too deeply, or no number") from error
    if not isinstance(told, dict) or "projects" not in told or "version" not in told:
        raise ImportRefused(f"{name} is not an export: it has no version and projects")
    version = told["version"]
    if version != VERSION or isinstance(version, bool):
        raise ImportRefused(f"{name} has version {quoted(version)}; this program reads version {VERSION}")
    if not _is_text(told):
        raise ImportRefused(f"{name} is not an export: it holds half of a character")
    if NO_TEXT in text:
        told = _storable(told)
    try:
        return Document.model_validate(told)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        if len(first["loc"]) > DEEPEST:
            _refuse(_place(first["loc"][:NAMED]), "it is nested too deeply")
        problem = first["msg"].rstrip(".")
        _refuse(_place(first["loc"]), f"{problem[:1].lower()}{problem[1:]}")


def restore(db: Connection, document: Document, catalogue: Catalogue) -> None:
    """Store everything; the caller's transaction is rolled back when this raises ImportRefused."""
    if not is_empty(db):
        raise ImportRefused("the database is not empty: an import fills a new one, see DATABASE_URL")
    _in_tables(document)
    checks = GivenAnswers(catalogue, ())
    for place, project in enumerate(document.projects):
        _check(project, catalogue, checks, f"projects[{place}]")
    ids = {(one.team, one.key): one.id for one in map(_identity, document.projects)}
    for place, project in enumerate(document.projects):
        _rows(db, project, f"projects[{place}]")
        try:
            lasting_of(db, _identity(project).id)
        except ValueError:
            _refuse(f"projects[{place}].rows", "a result, review, stage or outcome in it is none")
    for place, project in enumerate(document.projects):
        _record(db, project, f"projects[{place}]", ids)
    for name in other_tables():
        _put(db, name, document.tables.get(name, []), f"tables.{name}")
    _put(db, PLACES, document.tables.get(PLACES, []), f"tables.{PLACES}")
    _compare(document, collected(db, catalogue))


class _Identity(NamedTuple):
    id: str
    team: str
    key: str


def _identity(project: ExportedProject) -> _Identity:
    (row,) = project.rows["projects"]
    return _Identity(str(row.get("id")), str(row.get("team")), project.key)


def _check(project: ExportedProject, catalogue: Catalogue, checks: GivenAnswers, place: str) -> None:
    """What the form of an export cannot say by itself."""
    told = project.conversation
    if told is None or not project.rows:
        _refuse(place, "it lacks conversation and rows, which only `groundwork export` writes")
    if len(project.rows.get("projects", ())) != 1:
        _refuse(f"{place}.rows.projects", "exactly one row is needed")
    if told.id != _identity(project).id:
        _refuse(f"{place}.conversation.id", "it is not that of the row in rows.projects")
    asked = [*told.answers, *filter(None, (told.table and told.table.question, told.draft and told.draft.question))]
    for key in asked:
        if key not in catalogue.questions:
            _refuse(f"{place}.conversation.answers.{key}", "there is no such question")
    context = Context(answers=values_of(told.answers))
    for key, answer in told.answers.items():
        if answer.state is AnswerState.GIVEN and not _can_be_said(catalogue[key], answer.value, context):
            _refuse(f"{place}.conversation.answers.{key}", "it is not what this question stores")
    try:
        checks.read(values_of(told.answers))
    except AnswerRefused as error:
        _refuse(f"{place}.conversation.answers", str(error).rstrip("."))


def _rows(db: Connection, project: ExportedProject, place: str) -> None:
    """The project, its conversation and whatever else hangs on it."""
    known = {*tables_of_projects(), PLACES} - ELSEWHERE
    for name in project.rows:
        if name not in known:
            _refuse(f"{place}.rows.{name}", "there is no such table")
    for name in tables_of_projects():
        if name == "conversations" and project.conversation:
            open_conversation(db, project.conversation)
        elif name not in ELSEWHERE:
            _put(db, name, project.rows.get(name, ()), f"{place}.rows.{name}")
    _put(db, PLACES, project.rows.get(PLACES, ()), f"{place}.rows.{PLACES}")


def _record(db: Connection, project: ExportedProject, place: str, ids: Mapping[tuple[str, str], str]) -> None:
    """Its history, its ballots and what was decided about it."""
    identity = _identity(project)
    events = [Event(one.at, one.by, one.what, one.subject, one.before, one.after) for one in project.history]
    put_back(db, identity.id, events)
    rounds = {row.get("number"): str(row.get("id")) for row in project.rows.get("rounds", ())}
    for at, ballot in enumerate(project.ballots):
        if ballot.round not in rounds:
            _refuse(f"{place}.ballots[{at}].round", "there is no such round in rows.rounds")
        row = {"round": rounds[ballot.round], **ballot.model_dump(mode="json", exclude={"round"})}
        _put(db, OF_ROUND, [row], f"{place}.ballots", at)
    for at, decision in enumerate(project.decisions):
        if decision.into and (identity.team, decision.into) not in ids:
            _refuse(f"{place}.decisions[{at}].into", f"{decision.into} is not in this file")
        restore_decision(db, identity.id, _stored(decision, ids, identity.team))


def _stored(told: ExportedDecision, ids: Mapping[tuple[str, str], str], team: str) -> Stored:
    decision = Decision(
        **told.model_dump(exclude={"into", "wakes_at", "ended_at"}),
        into=ids[team, told.into] if told.into else None,
        into_key=told.into,
    )
    return Stored(decision, told.wakes_at, told.ended_at)


def _in_tables(document: Document) -> None:
    for name in document.tables:
        if name not in (*other_tables(), PLACES):
            _refuse(f"tables.{name}", "there is no such table")


def _put(db: Connection, name: str, rows: Sequence[Mapping[str, Any]], place: str, first: int = 0) -> None:
    try:
        put_rows(db, name, rows, first)
    except RowRefused as error:
        raise ImportRefused(f"{place}{error}") from error


def _compare(given: Document, stored: Document) -> None:
    """Nothing in the file may say something else than what was stored; scores follow from the answers."""
    one, other = given.model_dump(mode="json"), stored.model_dump(mode="json")
    for project in (*one["projects"], *other["projects"]):
        del project["scores"]
    if place := _difference(one, other, ""):
        _refuse(place.removeprefix("."), "it does not agree with the rest of the file")


def _difference(one: Any, other: Any, place: str) -> str | None:
    """Where two JSON values differ first."""
    if isinstance(one, dict) and isinstance(other, dict):
        names = dict.fromkeys((*one, *other))
        pairs = ((f"{place}.{name}", one.get(name, _ABSENT), other.get(name, _ABSENT)) for name in names)
    elif isinstance(one, list) and isinstance(other, list):
        pairs = ((f"{place}[{at}]", *both) for at, both in enumerate(zip_longest(one, other, fillvalue=_ABSENT)))
    else:
        return None if type(one) is type(other) and one == other else place
    return next((found for at, left, right in pairs if (found := _difference(left, right, at))), None)


def _place(path: Sequence[str | int]) -> str:
    """`projects[2].history[0].at`."""
    return "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in path).removeprefix(".")


def _refuse(place: str, problem: str) -> NoReturn:
    raise ImportRefused(f"{place}: {problem}")


def _can_be_said(question: Question, value: Any, context: Context) -> bool:
    """Whether people can be shown this answer at all."""
    try:
        said(question, value, Language.EN, context, str, str.strip)
    except Exception:  # noqa: BLE001 whatever a foreign value does to the code that shows it, it is not taken
        return False
    return True


def _is_text(told: Any) -> bool:
    """Half of a surrogate pair can stand in JSON, but in no database."""
    try:
        json.dumps(told, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _storable(told: Any) -> Any:
    """The same without NUL."""
    match told:
        case str():
            return told.replace("\0", "")
        case list():
            return [_storable(one) for one in told]
        case dict():
            return {_storable(name): _storable(value) for name, value in told.items()}
        case _:
            return told


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)
