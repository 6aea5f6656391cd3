"""The kinds of question a flow can ask."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from flows.conditions import Condition, Where
from flows.fact import Fact
from flows.text import Text


class Level(StrEnum):
    """How deep an intake has to go before the question comes up."""

    QUICK = "quick"
    FULL = "full"
    DETAIL = "detail"


class Need(StrEnum):
    """REQUIRED must be answered, SKIPPABLE may be unknown, OPTIONAL may stay empty."""

    REQUIRED = "required"
    SKIPPABLE = "skippable"
    OPTIONAL = "optional"


class Hint(StrEnum):
    """Advice on an answer that is taken all the same."""

    NAME_TAKEN = "name_taken"
    NUMBER_MISSING = "number_missing"
    DATE_MISSING = "date_missing"
    METHOD_NAMED = "method_named"
    EVERYONE_NAMED = "everyone_named"
    FIX_WITHOUT_ML_MISSING = "fix_without_ml_missing"
    TARGET_NOT_BETTER = "target_not_better"


class Option(Fact):
    """One choice. `points` (0-100) feed a factor; `points_for` where one answer feeds several factors."""

    value: str
    label: Text
    points: int | None = Field(default=None, ge=0, le=100)
    points_for: Mapping[str, int] = Field(default_factory=dict)
    tier: str | None = None
    """RICE impact tier, a decimal string."""
    date_within_months: int | None = Field(default=None, ge=1)
    """Choosing it also asks for a date, at most so many months ahead."""


class Asked(Fact):
    """What every question has, whatever its kind."""

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    id: str = Field(pattern=r"^[A-Z]{2}-\d{2}$")
    section: str
    level: Level
    need: Need
    question: Text
    help: Text
    example: Text
    ask_if: Condition | None = None
    feeds: tuple[str, ...] = ()
    offers_unknown: bool
    """Whether *Don't know yet* is one of the ways to answer."""


class Entries(Fact):
    """Bounds of a text that is a comma separated list."""

    at_most: int = Field(ge=1)
    min_chars: int = 1
    max_chars: int


class ShortText(Asked):
    kind: Literal["short_text"] = "short_text"
    min_chars: int = 0
    max_chars: int = 300
    needs_letter: bool = False
    """Refuses an answer of digits and symbols only."""
    entries: Entries | None = None
    hints: tuple[Hint, ...] = ()


class LongText(Asked):
    kind: Literal["long_text"] = "long_text"
    min_chars: int = 0
    max_chars: int = 3000
    http_links_only: bool = False
    """Refuses links that are not http or https."""
    hints: tuple[Hint, ...] = ()


class OneOf(Asked):
    kind: Literal["one_of"] = "one_of"
    options: tuple[Option, ...] = Field(min_length=2)


class ManyOf(Asked):
    """Some of the options; `alone` are those that exclude every other, `exclusive` sets allow one of them."""

    kind: Literal["many_of"] = "many_of"
    options: tuple[Option, ...] = Field(min_length=2, max_length=10)
    alone: tuple[str, ...] = ()
    exclusive: tuple[tuple[str, ...], ...] = ()
    max_chosen: int | None = None


class Number(Asked):
    """A decimal in `unit`; stored as a decimal string."""

    kind: Literal["number"] = "number"
    unit: Text | None = None
    minimum: str | None = None
    above: str | None = None
    """A minimum that is itself refused."""
    maximum: str | None = None
    whole: bool = False


class Money(Asked):
    """An amount of at least 0 and an ISO 4217 currency; `per` says per what ("per year", "per error")."""

    kind: Literal["money"] = "money"
    per: Text | None = None
    same_currency_as: str | None = None
    """Another question of this kind, whose currency an answer has to share."""


class Percent(Asked):
    kind: Literal["percent"] = "percent"
    decimals: int = 4


class Date(Asked):
    """An ISO date between today and `years_ahead` years from now."""

    kind: Literal["date"] = "date"
    years_ahead: int = 3


class Duration(Asked):
    """Whole days."""

    kind: Literal["duration"] = "duration"
    min_days: int = 0
    max_days: int = 730


class People(Asked):
    kind: Literal["people"] = "people"
    min_people: int = 0
    max_people: int = 30


class OneOfRows(Asked):
    """A choice among the rows of another question, stored as a row id."""

    kind: Literal["one_of_rows"] = "one_of_rows"
    rows: str
    where: Where = Field(default_factory=dict)
    """Only rows that match are offered."""


class Column(Fact):
    """One sub-field of a repeating group."""

    key: str
    kind: Literal["short_text", "one_of", "number", "duration", "people", "one_of_rows", "one_of_other_rows"]
    label: Text
    also: tuple[str, ...] = ()
    """Short names that people type for it, in any language."""
    need: Need
    options: tuple[Option, ...] = ()
    min_chars: int = 0
    max_chars: int = 300
    url: bool = False
    """The text is one http or https address."""
    minimum: str | None = None
    maximum: str | None = None
    min_days: int = 0
    max_days: int = 730
    min_people: int = 0
    max_people: int | None = None
    rows: str | None = None
    """For `one_of_rows`: the question whose rows are offered."""
    unit_from: str | None = None
    """For `number`: the `one_of_rows` column whose chosen row has the unit."""
    only_where: Where = Field(default_factory=dict)
    """The sub-field is there only in rows that match."""
    default: str | None = None
    """What an empty sub-field counts as."""
    hints: tuple[Hint, ...] = ()


class Rows(Asked):
    kind: Literal["rows"] = "rows"
    columns: tuple[Column, ...] = Field(min_length=1)
    max_rows: int = 10
    hints: tuple[Hint, ...] = ()


class Item(Fact):
    """One point of a checklist."""

    key: str
    label: Text


class Part(Fact):
    key: str
    label: Text
    items: tuple[Item, ...] = Field(min_length=1)


class Checklist(Asked):
    """Per item: done, not applicable with a reason, or open."""

    kind: Literal["checklist"] = "checklist"
    parts: tuple[Part, ...] = Field(min_length=1)
    reason_min_chars: int = 5
    reason_max_chars: int = 200


Question = Annotated[
    ShortText
    | LongText
    | OneOf
    | ManyOf
    | Number
    | Money
    | Percent
    | Date
    | Duration
    | People
    | OneOfRows
    | Rows
    | Checklist,
    Field(discriminator="kind"),
]
