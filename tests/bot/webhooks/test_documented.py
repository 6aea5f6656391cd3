"""docs/webhooks.md and docs/webhooks.schema.json say what is so."""

import json
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema

from bot.webhooks.schema import schema
from bot.webhooks.signature import signed_headers
from flows.announcement import Subject

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "webhooks.md").read_text(encoding="utf-8")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


def test_the_published_schema_is_that_of_the_code():
    """When it is not: `python -m bot.webhooks.schema > docs/webhooks.schema.json`."""
    assert (DOCS / "webhooks.schema.json").read_text(encoding="utf-8") == schema()


def test_the_schema_is_one_and_the_example_follows_it():
    published = json.loads(schema())
    jsonschema.Draft202012Validator.check_schema(published)
    jsonschema.validate(json.loads(block("json")), published)


def test_the_page_names_every_event():
    assert set(re.findall(r"^\| `([a-z.]+)` \| [a-z`]", PAGE, re.MULTILINE)) == {*Subject, "ping"}


def test_the_snippet_takes_our_signature_and_no_other(monkeypatch: Any):
    monkeypatch.setattr(time, "time", lambda: NOW.timestamp() + 60)
    named: dict[str, Any] = {}
    exec(block("python"), named)
    is_ours, body = named["is_from_groundwork"], '{"name":"메뉴"}'.encode()
    headers = signed_headers("gwsec_1", "d1", body, now=NOW)

    assert is_ours(headers, body, "gwsec_1")
    assert not is_ours(headers, body, "gwsec_2")
    assert not is_ours(headers, body + b" ", "gwsec_1")
    assert not is_ours({**headers, "X-Groundwork-Timestamp": str(int(NOW.timestamp()) + 1)}, body, "gwsec_1")
    monkeypatch.setattr(time, "time", lambda: NOW.timestamp() + 301)
    assert not is_ours(headers, body, "gwsec_1")
