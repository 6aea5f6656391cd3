"""Answers from outside (a script, a spreadsheet), checked against the questions."""

from collections.abc import Callable, Mapping
from typing import Any

from flows.catalogue import Catalogue
from flows.conditions import Values
from flows.questions import Asked, ManyOf, Money, OneOf, Option, Rows
from flows.scoring.money import NotMoney, money

Check = Callable[[Any], Any]
"""The value as its question stores it, None when it says nothing. Raises AnswerRefused."""

_UNANSWERED = ("", "unknown")
_LONGEST_QUOTE = 60


class AnswerRefused(ValueError):
    """The answers cannot be scored; the message is one sentence for the person who gave them."""


class GivenAnswers:
    """Reads JSON answers as values of the catalogue's questions.

    Keys that are no question are passed over, and so are answers that are of no use to a score (dates,
    durations, people …). null, "", [] and "unknown" count as unanswered. An option of a multi choice that
    stands alone (*none of these*) is no tick beside others.
    """

    def __init__(self, catalogue: Catalogue, looked_at: tuple[str, ...]) -> None:
        checks = {key: _check(question, key in looked_at) for key, question in catalogue.questions.items()}
        self._checks: Mapping[str, Check] = {key: check for key, check in checks.items() if check is not None}

    def read(self, given: object) -> Values:
        """Raises AnswerRefused, naming the key, the value and what is allowed."""
        if not isinstance(given, Mapping):
            raise AnswerRefused(f"A project is one JSON object of answers, not {quoted(given)}.")
        checks, values = self._checks, {}
        for key, value in given.items():
            if value is None or (check := checks.get(key)) is None:
                continue
            read = check(value)
            if read is not None:
                values[key] = read
        return values

    def read_ballot(self, given: object) -> Mapping[str, Any]:
        """As `read`, with None for the questions that the ballot names and leaves open."""
        values = self.read(given)
        named = given.keys() & self._checks.keys() if isinstance(given, Mapping) else ()
        return {**dict.fromkeys(named), **values}


def quoted(value: object) -> str:
    """A JSON value in a sentence: short, on one line and printable, however odd it is."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            shortened = value if len(value) <= _LONGEST_QUOTE else f"{value[:_LONGEST_QUOTE]}…"
            return f'"{"".join(map(_printable, shortened))}"'
        case float():
            return repr(value)
        case int():
            return repr(value) if value.bit_length() <= 200 else "a very long number"
        case list() | tuple():
            return "a list"
        case _:
            return "an object"


def _printable(character: str) -> str:
    return character if character.isprintable() else character.encode("unicode_escape").decode("ascii")


def _check(question: Asked, looked_at: bool) -> Check | None:  # noqa: FBT001 - private, and read at its call
    match question:
        case OneOf():
            return _one_of(question.key, question.options)
        case ManyOf():
            return _many_of(question)
        case Rows():
            return _rows(question)
        case Money() if looked_at:
            return _money(question.key)
        case _ if looked_at:
            return _words(question.key)
        case _:
            return None


def _one_of(name: str, options: tuple[Option, ...]) -> Check:
    allowed = {option.value: option.value for option in options}

    def check(value: Any) -> Any:
        if isinstance(value, str):
            if value in allowed:
                return value
            if value.strip() in _UNANSWERED:
                return None
        elif value == []:
            return None
        raise AnswerRefused(f"{name} cannot be {quoted(value)}; it is one of {', '.join(allowed)}, or unknown.")

    return check


def _many_of(question: ManyOf) -> Check:
    key, allowed = question.key, frozenset(option.value for option in question.options)
    options = ", ".join(option.value for option in question.options)

    def check(value: Any) -> Any:
        if isinstance(value, list):
            for chosen in value:
                if not isinstance(chosen, str) or chosen not in allowed:
                    raise AnswerRefused(f"{key} cannot contain {quoted(chosen)}; it is a list of some of {options}.")
            return value or None
        if isinstance(value, str) and value.strip() in _UNANSWERED:
            return None
        raise AnswerRefused(f"{key} cannot be {quoted(value)}; it is a list of some of {options}, or unknown.")

    return check


def _money(key: str) -> Check:
    def check(value: Any) -> Any:
        if value == []:
            return None
        try:
            return value if money(value) is not None else None
        except NotMoney:
            raise AnswerRefused(
                f"{key} cannot be {quoted(value)}; it is an amount from 0, as a number or as an object of "
                "amount and currency (three letters), or unknown."
            ) from None

    return check


def _words(key: str) -> Check:
    def check(value: Any) -> Any:
        if value == []:
            return None
        if not isinstance(value, str):
            raise AnswerRefused(f"{key} cannot be {quoted(value)}; it is text in double quotes, or unknown.")
        return None if value.strip() in _UNANSWERED else value

    return check


def _rows(question: Rows) -> Check:
    key = question.key
    columns = {
        column.key: _one_of(f"{key} {column.key}", column.options) for column in question.columns if column.options
    }
    texts = tuple(column.key for column in question.columns if column.kind == "short_text")

    def check_row(row: Any) -> Mapping[str, Any]:
        if not isinstance(row, dict):
            raise AnswerRefused(f"{key} cannot contain {quoted(row)}; every row of it is an object.")
        read = {name: value for name, value in row.items() if value is not None}
        for name in read.keys() & columns.keys():
            read[name] = columns[name](read[name])
        for name in texts:
            if name in read and not isinstance(read[name], str):
                raise AnswerRefused(f"{key} {name} cannot be {quoted(read[name])}; it is text.")
        return {name: value for name, value in read.items() if value is not None}

    def check(value: Any) -> Any:
        if isinstance(value, list):
            return [check_row(row) for row in value] or None
        if isinstance(value, str) and value.strip() in _UNANSWERED:
            return None
        raise AnswerRefused(f"{key} cannot be {quoted(value)}; it is a list of rows, or unknown.")

    return check
