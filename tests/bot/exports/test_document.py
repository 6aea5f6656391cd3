"""The form of an export is published, and what is exported has it."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from bot.exports.collecting import collected, shared
from bot.exports.document import as_json
from bot.exports.schema import schema
from storage.projects import all_projects
from tests.bot.exports.stored import CATALOGUE, NOW, Made, databases, empty, store

PUBLISHED = Path(__file__).parents[3] / "docs" / "export.schema.json"


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    return found


def test_the_published_schema_is_that_of_the_code():
    """When it is not: `python -m bot.exports.schema > docs/export.schema.json`."""
    assert PUBLISHED.read_text(encoding="utf-8") == schema()


def test_the_published_schema_is_a_schema(published: dict[str, Any]):
    jsonschema.Draft202012Validator.check_schema(published)


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(databases)
def test_what_is_exported_has_the_published_form(published: dict[str, Any], wanted: list[Made]):
    with empty() as db:
        store(db, wanted)
        everything = as_json(collected(db, CATALOGUE))
        for_all = as_json(shared(db, CATALOGUE, all_projects(db)))

    for text in (everything, for_all):
        jsonschema.validate(json.loads(text), published, cls=jsonschema.Draft202012Validator)


def test_what_was_measured_reviewed_and_moved_is_told():
    with empty() as db:
        store(db, [Made("T1", "Menu helper", {}, [], under_way=True)])
        (project,) = collected(db, CATALOGUE).projects

    first, corrected = project.results
    assert (first.value, first.split, corrected.replaces) == ("0.5", "test", first.id)
    assert [(one.subject, one.owner, one.due_at, one.value) for one in project.reviews] == [
        ("project", "U0ANA", NOW, "Menu helper")
    ]
    assert [one.event for one in project.stages] == ["started", "step"]
    assert [(one.after, one.predicted, one.realised) for one in project.outcomes] == [
        (30, {"value_size": "large"}, {"value_size": "small"}),
        (90, {"value_size": "large"}, None),
    ]


def test_the_schema_refuses_what_is_no_export(published: dict[str, Any]):
    for broken in ({}, {"version": 2, "projects": []}, {"version": 1, "projects": [{"key": "ML-1"}]}):
        assert not jsonschema.Draft202012Validator(published).is_valid(broken)


def test_what_people_get_in_slack_tells_nobodys_ballot_and_nothing_internal():
    made = Made("T1", "Menu helper", {}, [], ballots=[{"value_size": "small"}, {"value_size": "large"}])
    with empty() as db:
        store(db, [made])
        text = as_json(shared(db, CATALOGUE, all_projects(db)))

    (project,) = json.loads(text)["projects"]
    assert [(one["member"], one["cast_at"]) for one in project["ballots"]] == [(None, None)] * 2
    assert (project["conversation"], project["rows"]) == (None, {})
    assert json.loads(text)["tables"] == {}
