"""What came of reading a text."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.answers import Value
from flows.text import Phrase


@dataclass(frozen=True, slots=True)
class Understood:
    """`value` in its stored form; `note` says what was assumed where the text leaves room for another meaning."""

    value: Value
    note: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """`problem` says in one sentence what is expected."""

    problem: Phrase


@dataclass(frozen=True, slots=True)
class Partial:
    """A row that is not complete: what is understood so far, and the columns still to be asked, in order.

    `row` is {"id": …, column: value}. `missing` are keys of columns: the required ones that were not given and
    those whose text could not be read. `problem` says what could not be read, if anything.
    """

    row: Mapping[str, Value]
    missing: tuple[str, ...]
    problem: Phrase | None = None


Reading = Understood | Unreadable
