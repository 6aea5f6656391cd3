"""JSON text taken apart: one project, or a long list of them without holding it all."""

import json
import re
from collections.abc import Iterator
from typing import Any

from flows.scoring.given import AnswerRefused

_SPACE = re.compile(r"[ \t\n\r]*")
_decode = json.JSONDecoder().raw_decode


def is_list(text: str) -> bool:
    """Whether the text would be a JSON list."""
    return text.startswith("[", _after_space(text, 0))


def document(text: str) -> Any:
    """The value of the text. Raises AnswerRefused when it is not JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise AnswerRefused(_sentence(error)) from None


def items(text: str) -> Iterator[Any]:
    """The values of a list, one after the other. Raises AnswerRefused where it stops being JSON."""
    at = _after_space(text, _after_space(text, 0) + 1)
    if text.startswith("]", at):
        _end(text, at + 1)
        return
    while True:
        try:
            item, at = _decode(text, at)
        except (ValueError, RecursionError) as error:
            raise AnswerRefused(_sentence(error)) from None
        yield item
        at = _after_space(text, at)
        if text.startswith("]", at):
            _end(text, at + 1)
            return
        if not text.startswith(",", at):
            raise AnswerRefused(_sentence(json.JSONDecodeError("Expecting ',' delimiter", text, at)))
        at = _after_space(text, at + 1)


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _end(text: str, at: int) -> None:
    if (at := _after_space(text, at)) < len(text):
        raise AnswerRefused(_sentence(json.JSONDecodeError("Extra data", text, at)))


def _sentence(error: ValueError | RecursionError) -> str:
    match error:
        case json.JSONDecodeError():
            why = str(error)
        case RecursionError():
            why = "it is nested too deeply"
        case _:
            why = "it has a number that is too long"
    return f"The input is not JSON: {why}"
