"""The last look at a log line: tokens, addresses that answer for the bot, and what people typed do not leave.

Whoever writes a log line leaves these out. This is for the day that somebody forgets.
"""

import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from datetime import date, datetime
from enum import Enum
from types import TracebackType
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

OUT = "(left out)"
LONGEST = 300  # characters
DEEPEST = 3
SENTENCES = frozenset({"problem", "remedy"})
"""Fields that hold a sentence; every other one holds a word, a number or a name of ours."""
TYPED = frozenset(
    {
        *("answer", "answers", "authorization", "blocks", "body", "content", "cookie", "description", "entries"),
        *("headers", "message", "messages", "name", "password", "payload", "phenomenon", "query", "reason", "request"),
        *("response", "response_url", "said", "secret", "text", "title", "token", "trigger_id", "typed", "url"),
        *("value", "values", "view"),
    }
)
SPEAKING = (OSError, TypeError, AttributeError, NameError, ImportError, ArithmeticError, SQLAlchemyError)
"""Errors whose messages name types, files or columns, not values. (Statements are told without their parameters.)"""
OURS = ("bot.", "storage.", "flows.", "sandbox.")
EVENT = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`[^`]*`", re.DOTALL)
_SECRETS = (
    (re.compile(r"x(?:ox[a-z]|app)[-.][\w.%-]+", re.IGNORECASE), OUT),
    (re.compile(r"(https?|wss?)://(?:[^\s/@'\"<>]*@)?([^\s/?#'\"<>]+)[^\s'\"<>]*", re.IGNORECASE), r"\1://\2/…"),
    (re.compile(r"://[^\s/@]*@"), f"://{OUT}@"),
    (re.compile(r"(bearer|basic)\s+[\w.~+/=-]+", re.IGNORECASE), OUT),
    (re.compile(r"\d{6,}\.\d{6,}\.[0-9a-f]{16,}"), OUT),  # what opens a modal
    (re.compile(r"(?:v0=)?[0-9a-f]{32,}", re.IGNORECASE), OUT),  # signatures and signing secrets
    (re.compile(r"(token|secret|password|passwd|key)=[^\s&;,)\"']+", re.IGNORECASE), rf"\1={OUT}"),
)


def redacted(_logger: object, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: the same entry with nothing in it that is nobody's business."""
    entry = dict(entry)
    failed = _exception_in(entry.pop("exc_info", None))
    told: dict[str, Any] = {}
    for name, value in entry.items():
        key = without_secrets(str(name))
        if name == "event":
            told[key] = value if isinstance(value, str) and EVENT.fullmatch(value) else OUT
        elif name in ("timestamp", "level"):
            told[key] = value
        else:
            told[key] = _field(str(name), value, DEEPEST)
    if failed:
        told["exception"] = trace_of(failed)
    return told


def without_secrets(text: str) -> str:
    """One line, cut when it is long, without anything that could be used to act for the bot."""
    for secret, instead in _SECRETS:
        text = secret.sub(instead, text)
    text = _CONTROL.sub(" ", text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def trace_of(error: BaseException) -> str:
    """Where it happened and what it was, but of its message only what cannot have been typed by somebody."""
    parts: list[str] = []
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        parts.append(_one(following, following.__traceback__))
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    return "\n\nThe above led to:\n\n".join(reversed(parts))


def _one(error: BaseException, trace: TracebackType | None) -> str:
    kind, told = type(error), without_secrets(_message(error))
    where = "".join(traceback.format_list(traceback.extract_tb(trace)))
    more = "".join(f"\n{_one(one, one.__traceback__)}" for one in _inside(error))
    return f"{where}{kind.__module__}.{kind.__qualname__}: {told}{more}"


def _message(error: BaseException) -> str:
    try:
        if isinstance(error, SPEAKING):
            return str(error)
        return _QUOTED.sub(OUT, str(error)) if type(error).__module__.startswith(OURS) else OUT
    except Exception:  # noqa: BLE001 whatever it is, the log line must not fail
        return OUT


def _inside(error: BaseException) -> tuple[BaseException, ...]:
    return error.exceptions if isinstance(error, BaseExceptionGroup) else ()


def _field(name: str, value: Any, depth: int) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if name.casefold() in TYPED or depth == 0:
        return OUT
    match value:
        case Enum():
            return _field(name, value.value, depth)
        case str():
            told = without_secrets(value)
            return told if name in SENTENCES or not re.search(r"\s", told.replace(OUT, "")) else OUT
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {without_secrets(str(key)): _field(str(key), of, depth - 1) for key, of in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_field(name, one, depth - 1) for one in value]
        case _:
            return f"({type(value).__name__})"


def _exception_in(given: Any) -> BaseException | None:
    if given is True:
        return sys.exc_info()[1]
    if isinstance(given, tuple):
        given = given[1]
    return given if isinstance(given, BaseException) else None
