"""Answers by the page: `limit`, `cursor`, `response_metadata.next_cursor`."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, TypeVar

from sandbox.api.args import Args
from sandbox.refusal import Refused

T = TypeVar("T")


def page(args: Args, everything: Sequence[T], *, default: int = 100, most: int = 1000) -> tuple[Sequence[T], str]:
    """One page and the cursor of the next, empty on the last; Refused for a bad limit or cursor."""
    limit = args.number("limit", default) or default
    if not 1 <= limit <= most:
        raise Refused("invalid_limit")
    start = _position(args.optional("cursor"))
    rest = start + limit
    cursor = base64.b64encode(f"next:{rest}".encode()).decode() if rest < len(everything) else ""
    return everything[start:rest], cursor


def metadata(cursor: str) -> dict[str, Any]:
    """The part of the answer that carries the cursor."""
    return {"response_metadata": {"next_cursor": cursor}}


def _position(cursor: str | None) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise Refused("invalid_cursor") from None
