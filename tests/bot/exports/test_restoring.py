"""An export goes back into an empty database, whole; anything else is refused, whole."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from inline_snapshot import snapshot
from sqlalchemy import Connection, func, select

from bot.exports.collecting import collected
from bot.exports.document import as_json
from bot.exports.restoring import MOST_BYTES, ImportRefused, document_in, document_of, restore
from flows.answers import Answer, AnswerState
from flows.decisions import Choice
from storage.columns import metadata
from storage.rows import is_empty
from tests.bot.exports.stored import CATALOGUE, NOW, Made, databases, empty, store

FILE = "export.json"


def exported(db: Connection) -> str:
    return as_json(collected(db, CATALOGUE))


def imported(db: Connection, text: str) -> None:
    restore(db, document_of(text, FILE), CATALOGUE)


def refused(text: str) -> str:
    """Why a text is refused; the database stays empty."""
    with empty() as db:
        with pytest.raises(ImportRefused) as caught:
            imported(db, text)
        db.rollback()
        assert is_empty(db)
    return str(caught.value)


def given_answer(value: Any) -> Answer:
    return Answer(state=AnswerState.GIVEN, value=value, by="U0ANA", at=NOW)


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """The export of two projects, one merged into the other."""
    ballots = [{"value_size": "small"}]
    one = Made("T1", "Menu helper", {"value_size": given_answer("large")}, [], ballots=ballots, under_way=True)
    other = Made("T1", "Dish chooser", {"project_name": given_answer("Dish chooser")}, [], decision=Choice.MERGE)
    with empty() as db:
        store(db, [one, other])
        found: dict[str, Any] = json.loads(exported(db))
    return found


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(databases)
def test_what_is_imported_is_exported_again_byte_for_byte(wanted: list[Made]):
    with empty() as db:
        store(db, wanted)
        first = exported(db)
        rows = counted(db)
    with empty() as db:
        imported(db, first)
        db.commit()
        assert exported(db) == first
        assert {**counted(db), "ballots": 0} == {**rows, "ballots": 0}


def counted(db: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: db.execute(select(func.count()).select_from(table)).scalar_one() for table in metadata.sorted_tables
    }


def test_ballots_of_an_open_round_stay_secret():
    made = Made("T1", "Menu helper", {}, [], open_ballot=True)
    with empty() as db:
        store(db, [made])
        found = exported(db)

    (project,) = json.loads(found)["projects"]
    assert project["ballots"] == []
    assert len(project["rows"]["rounds"]) == 1
    assert '"large"' not in found


def test_a_database_with_anything_in_it_is_refused(told: dict[str, Any]):
    with empty() as db:
        store(db, [Made("T1", "Menu helper", {}, [])])
        before = exported(db)
        with pytest.raises(ImportRefused) as caught:
            imported(db, json.dumps(told))
        assert exported(db) == before
    assert str(caught.value) == snapshot("the database is not empty: an import fills a new one, see DATABASE_URL")


def change(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Put a value at `projects.0.name`; without one, take it away."""

    def changed(told: dict[str, Any]) -> None:
        *before, last = [int(one) if one.isdecimal() else one for one in path.split(".")]
        place: Any = told
        for one in before:
            place = place[one]
        if value is ...:
            del place[last]
        else:
            place[last] = value

    return changed


BROKEN = {
    "version": change("version", 7),
    "version as text": change("version", "1"),
    "no projects": change("projects", ...),
    "foreign field": change("projects.0.colour", "red"),
    "no history": change("projects.0.history", ...),
    "key": change("projects.0.key", "12"),
    "other key": change("projects.0.key", "ML-7"),
    "name": change("projects.0.name", "Another"),
    "moment": change("projects.1.decisions.0.at", None),
    "no zone": change("projects.0.rows.projects.0.created_at", "2026-09-01T09:00:00"),
    "score elsewhere": change("projects.0.rows.projects.0.impact", "a lot"),
    "whole number": change("projects.0.rows.projects.0.number", "twelve"),
    "huge number": change("projects.0.rows.projects.0.number", 2**70),
    "column": change("projects.0.rows.projects.0.colour", "red"),
    "column missing": change("projects.0.rows.projects.0.channel", ...),
    "too long": change("projects.0.rows.projects.0.stage", "x" * 41),
    "table": change("projects.0.rows.passwords", []),
    "table above": change("tables.outbox", []),
    "two projects in one": change("projects.0.rows.projects", [{}, {}]),
    "conversation": change("projects.0.conversation", ...),
    "mode": change("projects.0.conversation.mode", "asleep"),
    "question": change("projects.0.conversation.answers.favourite_colour", {"state": "given"}),
    "no people": change(
        "projects.0.conversation.answers.team_members",
        {"state": "given", "value": [{}], "by": "U1", "at": NOW.isoformat()},
    ),
    "half a character below": change("projects.0.rows.projects.0.name", "\ud800"),
    "other id": change("projects.0.conversation.id", "p9"),
    "answer twice": change("projects.0.answers.value_size", "small"),
    "round": change("projects.0.ballots.0.round", 2),
    "merged elsewhere": change("projects.1.decisions.1.into", "ML-9"),
    "result": change("projects.0.results.0.value", "0.7"),
    "no result": change("projects.0.rows.results.0.entry", "{}"),
    "no stage": change("projects.0.rows.stage_events.0.event", "nonsense"),
    "project twice": lambda told: told["projects"].append(told["projects"][0]),
    "half a character": change("projects.0.name", "\ud800"),
    "deep in history": change("projects.0.history", [{"at": 1}]),
}


def test_what_is_wrong_is_said_with_its_place(told: dict[str, Any]):
    said = {}
    for name, breaks in BROKEN.items():
        broken = json.loads(json.dumps(told))
        breaks(broken)
        said[name] = refused(json.dumps(broken))

    assert all(len(why.splitlines()) == 1 for why in said.values())
    assert said == snapshot(
        {
            "version": "export.json has version 7; this program reads version 1",
            "version as text": 'export.json has version "1"; this program reads version 1',
            "no projects": "export.json is not an export: it has no version and projects",
            "foreign field": "projects[0].colour: extra inputs are not permitted",
            "no history": "projects[0].history: field required",
            "key": "projects[0].key: string should match pattern '^ML-[1-9][0-9]*$'",
            "other key": "projects[1].decisions[1].into: ML-1 is not in this file",
            "name": "projects[0].name: it does not agree with the rest of the file",
            "moment": "projects[1].decisions[0].at: input should be a valid datetime",
            "no zone": "projects[0].rows.projects[0].created_at: a moment such as 2026-12-24T09:00:00+00:00 is needed",
            "score elsewhere": "projects[0].rows.projects[0].impact: a number is needed",
            "whole number": "projects[0].rows.projects[0].number: a whole number is needed",
            "huge number": "projects[0].rows.projects[0].number: a whole number is needed",
            "column": "projects[0].rows.projects[0].colour: there is no such column",
            "column missing": "projects[0].rows.projects[0].channel: it is missing",
            "too long": "projects[0].rows.projects[0].stage: a text of at most 40 characters is needed",
            "table": "projects[0].rows.passwords: there is no such table",
            "table above": "tables.outbox: there is no such table",
            "two projects in one": "projects[0].rows.projects: exactly one row is needed",
            "conversation": "projects[0]: it lacks conversation and rows, which only `groundwork export` writes",
            "mode": "projects[0].conversation.mode: input should be 'open', 'paused' or 'cancelled'",
            "question": "projects[0].conversation.answers.favourite_colour.by: field required",
            "no people": "projects[0].conversation.answers.team_members: it is not what this question stores",
            "half a character below": "export.json is not an export: it holds half of a character",
            "other id": "projects[0].conversation.id: it is not that of the row in rows.projects",
            "answer twice": "projects[0].answers.value_size: it does not agree with the rest of the file",
            "round": "projects[0].ballots[0].round: there is no such round in rows.rounds",
            "merged elsewhere": "projects[1].decisions[1].into: ML-9 is not in this file",
            "result": "projects[0].results[0].value: it does not agree with the rest of the file",
            "no result": "projects[0].rows: a result, review, stage or outcome in it is none",
            "no stage": "projects[0].rows: a result, review, stage or outcome in it is none",
            "project twice": "projects[2].rows.projects[0]: it is there already, or belongs to something that is not",
            "half a character": "export.json is not an export: it holds half of a character",
            "deep in history": "projects[0].history[0].by: field required",
        }
    )


def test_an_answer_that_is_none_of_the_options_is_refused(told: dict[str, Any]):
    broken = json.loads(json.dumps(told))
    broken["projects"][0]["conversation"]["answers"]["value_size"]["value"] = "gigantic"

    assert refused(json.dumps(broken)) == snapshot(
        'projects[0].conversation.answers: value_size cannot be "gigantic"; it is one of none, small, medium, large, '
        "very_large, or unknown"
    )


def test_the_character_that_postgresql_cannot_hold_is_dropped(told: dict[str, Any]):
    told["tables"]["people"] = [{"team": "T1", "person": "U1", "name": "A\0na", "seen_at": NOW.isoformat()}]

    (person,) = document_of(json.dumps(told), "export.json").tables["people"]

    assert person["name"] == "Ana"


FOREIGN = {
    "empty": "",
    "cut short": '{"version": 1, "projects": [',
    "a list": "[1, 2]",
    "something else": '{"name": "somebody\'s", "rows": []}',
    "deep": "[" * 100_000,
    "deep inside": '{"version": 1, "projects": [], "tables": {"people": [{"name": ' + "[" * 900 + "]" * 900 + "}]}}",
    "no number": '{"version": NaN, "projects": []}',
    "a long number": '{"version": 1, "projects": [' + "9" * 5000 + "]}",
    "no list": '{"version": 1, "projects": {}}',
}


def test_what_is_no_export_is_refused():
    assert {name: refused(text) for name, text in FOREIGN.items()} == snapshot(
        {
            "empty": "export.json is not JSON: line 1, column 1: Expecting value",
            "cut short": "export.json is not JSON: line 1, column 29: Expecting value",
            "a list": "export.json is not an export: it has no version and projects",
            "something else": "export.json is not an export: it has no version and projects",
            "deep": "export.json is not an export: a value in it is nested too deeply, or no number",
            "deep inside": "tables.people[0].name: it is nested too deeply",
            "no number": "export.json is not an export: a value in it is nested too deeply, or no number",
            "a long number": "export.json is not an export: a value in it is nested too deeply, or no number",
            "no list": "projects: input should be a valid list",
        }
    )


def test_files_that_cannot_be_read_are_refused(tmp_path: Path):
    huge, picture = tmp_path / "huge.json", tmp_path / "picture.png"
    with huge.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\xff")

    for file, said in ((huge, "larger than 1 GiB"), (picture, "not UTF-8"), (tmp_path / "none.json", "cannot be read")):
        with pytest.raises(ImportRefused, match=said):
            document_in(file)


def test_a_spreadsheets_byte_order_mark_is_passed_over(tmp_path: Path, told: dict[str, Any]):
    file = tmp_path / "export.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(told).encode())

    assert len(document_in(file).projects) == 2
