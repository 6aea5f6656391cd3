"""When a question is asked: conditions as data, tested against the answers so far."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, assert_never

from pydantic import BeforeValidator, Discriminator, Field, Tag

from flows.fact import Fact

Values = Mapping[str, Any]
"""Answer values by question key. A missing key means unanswered or unknown."""

Where = Mapping[str, tuple[str, ...]]
"""Which rows of a repeating group are meant: by column, the values that match."""


class Is(Fact):
    """True when `question` was answered with one of `values`."""

    question: str
    values: tuple[str, ...] = Field(alias="is", min_length=1)


class IsNot(Fact):
    """True when `question` was answered, and with none of `values`."""

    question: str
    values: tuple[str, ...] = Field(alias="is_not", min_length=1)


class Unanswered(Fact):
    question: str
    unanswered: Annotated[Literal[True], BeforeValidator(lambda declared: declared in (True, "true"))]


class RowsCount(Fact):
    """True when the group `rows` has at least so many rows that match `where`."""

    rows: str
    at_least: int = Field(ge=1)
    where: Where = Field(default_factory=dict)


class AllOf(Fact):
    conditions: tuple["Condition", ...] = Field(alias="all", min_length=2)


class AnyOf(Fact):
    conditions: tuple["Condition", ...] = Field(alias="any", min_length=2)


_SHAPES: dict[type[Any], str] = {
    AllOf: "all",
    AnyOf: "any",
    RowsCount: "rows",
    Unanswered: "unanswered",
    IsNot: "is_not",
    Is: "is",
}


def _shape(declared: Any) -> str:
    """Which condition a YAML mapping is; an unknown shape falls through to `is` and its error."""
    if isinstance(declared, Mapping):
        return next((shape for shape in _SHAPES.values() if shape in declared), "is")
    return _SHAPES.get(type(declared), "is")


Condition = Annotated[
    Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[RowsCount, Tag("rows")]
    | Annotated[Unanswered, Tag("unanswered")]
    | Annotated[IsNot, Tag("is_not")]
    | Annotated[Is, Tag("is")],
    Discriminator(_shape),
]

AllOf.model_rebuild()
AnyOf.model_rebuild()


def holds(condition: Condition | None, values: Values) -> bool:
    """Whether the condition is true of these answers; no condition always is."""
    match condition:
        case None:
            return True
        case Is(question=question, values=wanted):
            return values.get(question) in wanted
        case IsNot(question=question, values=refused):
            return question in values and values[question] not in refused
        case Unanswered(question=question):
            return question not in values
        case RowsCount(rows=group, at_least=least, where=where):
            rows = values.get(group) or ()
            return sum(matches(row, where) for row in rows) >= least
        case AllOf(conditions=parts):
            return all(holds(part, values) for part in parts)
        case AnyOf(conditions=parts):
            return any(holds(part, values) for part in parts)
        case _:
            assert_never(condition)


def matches(row: Mapping[str, Any], where: Where) -> bool:
    """Whether a row of a repeating group is one of those meant; an empty `where` means every row."""
    return all(row.get(column) in wanted for column, wanted in where.items())


def looks_at(condition: Condition | None) -> Iterator[str]:
    """The keys of the questions the condition depends on."""
    match condition:
        case None:
            return
        case Is(question=question) | IsNot(question=question) | Unanswered(question=question):
            yield question
        case RowsCount(rows=group):
            yield group
        case AllOf(conditions=parts) | AnyOf(conditions=parts):
            for part in parts:
                yield from looks_at(part)
        case _:
            assert_never(condition)
