"""No log line tells a token, an address that answers for the bot, or what somebody typed."""

import io
import json
import logging
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from sqlalchemy.exc import OperationalError

from bot.logs import log_to_stderr
from bot.redacting import OUT, redacted, trace_of, without_secrets

TYPED = "We lose 40 guests a day, says Ana Kim"
SECRETS = {
    "bot token": ("xoxb-1234567890-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx", "AbCdEf"),
    "user token": ("xoxp-1234567890-abcdef", "1234567890-a"),
    "rotated token": ("xoxe.xoxb-1-Mi0yLTEyMzQ1Njc4", "Mi0y"),
    "refresh token": ("xoxe-1-My0xLTEyMzQ", "My0x"),
    "app token": ("xapp-1-A012ABCDEF-1234567890-0123456789abcdef", "A012"),
    "response_url": ("https://hooks.slack.com/commands/T01/123456/AbCdEfGh", "AbCdEf"),
    "file address": ("https://files.slack.com/upload/v1/CwABAAAAXgoAAbcd", "CwAB"),
    "ticket": ("wss://wss-primary.slack.com/link/?ticket=1a2b3c&app_id=x", "1a2b3c"),
    "password": ("postgresql://groundwork:hunter2@db/groundwork", "hunter2"),
    "password in an address": ("https://ana:hunter2@example.com/x", "hunter2"),
    "signing secret": ("0123456789abcdef0123456789abcdef", "0123456789abcdef"),
    "signature": ("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", "a2114d57"),
    "trigger": ("13345224609.738474920.8088930838d88f008e0", "8088930838"),
    "header": ("Authorization: Bearer abc.def-ghi", "abc.def"),
    "form": ("grant&client_secret=s3cr3t&code=1", "s3cr3t"),
}
FIELDS = ["kind", "problem", "remedy", "mark", "anything", "event", "text", "url", "reference"]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the program writes to standard error, as JSON."""
    written = io.StringIO()
    before, root = structlog.get_config(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    monkeypatch.setattr(sys, "stderr", written)
    root.handlers[:] = []
    log_to_stderr("debug", json=True)
    yield written
    structlog.configure(**before)
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_leaves_in_no_field(field: str, secret: str):
    value, core = SECRETS[secret]
    for hostile in (value, f"refused: {value}.", [value], {"inner": {value: value}}, (f"x{value}",) * 2, f"\n{value}"):
        entry = {"event": "turn.taken", field: hostile}
        assert core not in json.dumps(redacted(None, "info", entry), ensure_ascii=False), hostile


@pytest.mark.parametrize("field", [field for field in FIELDS if field not in ("problem", "remedy")])
def test_what_somebody_typed_leaves_in_no_field_that_holds_no_sentence(field: str):
    for hostile in (TYPED, [TYPED], {"of": TYPED}, {"of": {"the": [TYPED]}}):
        assert TYPED not in json.dumps(redacted(None, "info", {"event": "a", field: hostile}))


@pytest.mark.parametrize("field", ["text", "payload", "Message", "answers", "name", "VALUE", "blocks", "token"])
def test_a_field_that_is_named_like_something_typed_is_left_out_whatever_is_in_it(field: str):
    assert redacted(None, "info", {"event": "a", field: "layoffs"})[field] == OUT
    assert redacted(None, "info", {"event": "a", "of": {field: "layoffs"}})["of"] == {field: OUT}


@given(
    st.dictionaries(st.text(), st.recursive(st.text() | st.none() | st.binary() | st.floats(), st.lists, max_leaves=5))
)
def test_whatever_is_logged_stays_one_line_of_json(entry: dict[str, Any]):
    line = json.dumps(redacted(None, "info", {**entry, "event": "a.b"}), ensure_ascii=False)
    assert not re.search(r"[\x00-\x1f\u2028\u2029]", line)


def test_what_our_own_lines_say_stays_readable():
    now = datetime(2026, 11, 21, tzinfo=UTC)
    entry = {
        "event": "call.failed",
        "level": "info",
        "timestamp": "2026-11-21T07:00:00Z",
        "method": "chat.postMessage",
        "mark": "0123456789abcdef01234567",
        "problem": "The database data/groundwork.db cannot be used (database is locked): wait",
        "count": 3,
        "at": now,
        "places": ("C1", "C2"),
        "nothing": None,
    }
    assert redacted(None, "info", entry) == {**entry, "at": now.isoformat(), "places": ["C1", "C2"]}


def test_an_object_is_told_by_its_type_only():
    class Answer:
        def __repr__(self) -> str:
            return TYPED

    assert redacted(None, "info", {"event": "a", "one": Answer(), "two": [b"raw"]}) == {
        "event": "a",
        "one": "(Answer)",
        "two": ["(bytes)"],
    }


class Typed(BaseModel):
    size: int


def validated() -> None:
    Typed.model_validate({"size": TYPED})


def converted() -> None:
    int(TYPED)


def looked_up() -> None:
    _ = {}[TYPED]  # type: ignore[var-annotated]


def raised() -> None:
    raise RuntimeError(TYPED)


def caused() -> None:
    try:
        converted()
    except ValueError as error:
        raise RuntimeError("while reading " + TYPED) from error


def grouped() -> None:
    raise ExceptionGroup(TYPED, [ValueError(TYPED), KeyError(TYPED)])


def stated() -> None:
    raise OperationalError("INSERT", {"said": TYPED}, Exception("disk"), hide_parameters=True)


def noted() -> None:
    error = ValueError("x")
    error.add_note(TYPED)
    raise error


@pytest.mark.parametrize("fail", [validated, converted, looked_up, raised, caused, grouped, stated, noted])
def test_a_traceback_says_where_and_what_but_not_what_was_typed(fail: Any, lines: io.StringIO):
    try:
        fail()
    except Exception:
        structlog.get_logger().exception("turn.failed", reference="1a2b3c4d")
        logging.getLogger("some.library").exception("It failed")

    written = lines.getvalue()
    first = json.loads(written.splitlines()[0])
    assert TYPED not in written
    assert first["reference"] == "1a2b3c4d"
    assert f"in {fail.__name__}" in first["exception"]
    assert written.count(f"in {fail.__name__}") >= 2


def test_errors_that_name_no_values_say_what_they_are():
    with pytest.raises(OSError, match="nowhere") as unopened:
        Path("/nowhere/groundwork.db").read_text(encoding="utf-8")
    with pytest.raises(AttributeError) as unnamed:
        None.name  # type: ignore[attr-defined]  # noqa: B018

    assert "No such file or directory: '/nowhere/groundwork.db'" in trace_of(unopened.value)
    assert "'NoneType' object has no attribute 'name'" in trace_of(unnamed.value)


def test_an_error_whose_message_fails_is_told_all_the_same():
    class Broken(OSError):
        def __str__(self) -> str:
            raise ZeroDivisionError

    assert trace_of(Broken()).endswith(f"Broken: {OUT}")


def test_libraries_speak_on_one_line_without_secrets(lines: io.StringIO):
    ticket, core = SECRETS["ticket"]
    logging.getLogger("some.library").warning("Failed at %s\nfake: line", ticket)
    logging.getLogger("slack_sdk").warning("never told")

    assert core not in lines.getvalue()
    assert lines.getvalue() == "WARNING some.library: Failed at wss://wss-primary.slack.com/… fake: line\n"


def test_a_long_line_is_cut():
    assert len(without_secrets("a" * 10_000)) < 400
