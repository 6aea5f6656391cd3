"""What a check needs to be true: conditions as data, richer than those of questions."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from flows.conditions import Where
from flows.fact import Fact
from flows.lifecycle.stage import Stage


class Answered(Fact):
    """All of them are answered; *don't know yet* is no answer."""

    answered: tuple[str, ...] = Field(min_length=1)


class IfAsked(Fact):
    """Those that are asked of this project are answered."""

    if_asked: tuple[str, ...] = Field(min_length=1)


class Chosen(Fact):
    """Answered with one of `values`, or with some of them where several can be chosen."""

    question: str
    values: tuple[str, ...] = Field(alias="is", min_length=1)


class NotChosen(Fact):
    """Answered, and with none of `values`."""

    question: str
    values: tuple[str, ...] = Field(alias="is_not", min_length=1)


class HasRow(Fact):
    """The group has a row that matches `where` and whose columns `filled` are filled."""

    rows: str
    where: Where = Field(default_factory=dict)
    filled: tuple[str, ...] = ()


class NothingOpen(Fact):
    """No point of these parts of a checklist is open."""

    checklist: str
    parts: tuple[str, ...] = Field(min_length=1)


class IsFact(Fact):
    """One of `flows.lifecycle.facts`."""

    fact: str


class Left(Fact):
    """The mandatory exit checks of the stage are settled, or the project is past it by a move."""

    left: Stage


class Ticked(Fact):
    """A person ticked the check."""

    ticked: Annotated[Literal[True], BeforeValidator(lambda declared: declared in (True, "true"))]


class AllOf(Fact):
    needs: tuple["Need", ...] = Field(alias="all", min_length=2)


class AnyOf(Fact):
    needs: tuple["Need", ...] = Field(alias="any", min_length=2)


_SHAPES: dict[type[Any], str] = {
    AllOf: "all",
    AnyOf: "any",
    Answered: "answered",
    IfAsked: "if_asked",
    HasRow: "rows",
    NothingOpen: "checklist",
    IsFact: "fact",
    Left: "left",
    Ticked: "ticked",
    NotChosen: "is_not",
    Chosen: "is",
}


def _shape(declared: Any) -> str:
    """Which need a YAML mapping is; an unknown shape falls through to `is` and its error."""
    if isinstance(declared, Mapping):
        return next((shape for shape in _SHAPES.values() if shape in declared), "is")
    return _SHAPES.get(type(declared), "is")


Need = Annotated[
    Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Answered, Tag("answered")]
    | Annotated[IfAsked, Tag("if_asked")]
    | Annotated[HasRow, Tag("rows")]
    | Annotated[NothingOpen, Tag("checklist")]
    | Annotated[IsFact, Tag("fact")]
    | Annotated[Left, Tag("left")]
    | Annotated[Ticked, Tag("ticked")]
    | Annotated[NotChosen, Tag("is_not")]
    | Annotated[Chosen, Tag("is")],
    Discriminator(_shape),
]

AllOf.model_rebuild()
AnyOf.model_rebuild()

TICKED = Ticked(ticked=True)


def leaves(need: Need) -> Iterator[Need]:
    """The needs that hold no others, in order."""
    match need:
        case AllOf(needs=parts) | AnyOf(needs=parts):
            for part in parts:
                yield from leaves(part)
        case _:
            yield need


def looks_at(need: Need) -> tuple[str, ...]:
    """The keys of the questions it depends on."""
    match need:
        case Answered(answered=keys) | IfAsked(if_asked=keys):
            return keys
        case Chosen(question=key) | NotChosen(question=key) | HasRow(rows=key) | NothingOpen(checklist=key):
            return (key,)
        case AllOf(needs=parts) | AnyOf(needs=parts):
            return tuple(dict.fromkeys(key for part in parts for key in looks_at(part)))
        case _:
            return ()
