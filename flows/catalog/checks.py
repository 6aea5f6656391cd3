"""What the types of the questions cannot say: everything that holds between questions, and Slack's limits."""

from collections.abc import Iterable, Iterator
from itertools import chain

from flows.catalog.errors import Fault
from flows.catalog.order import order_faults
from flows.catalog.references import reference_faults
from flows.catalogue import Catalogue
from flows.questions import ManyOf, OneOf, Option, Question, Rows

LONGEST_QUESTION = 150
LONGEST_LABEL = 75
"""Slack's limit for the text of an option."""
MOST_OPTIONS = 100
"""Slack's limit for a select; *Don't know yet* is one of them."""


def faults(catalogue: Catalogue) -> Iterator[Fault]:
    """All that is wrong with the catalogue, the most basic first."""
    return chain(
        _repeated_ids(catalogue),
        order_faults(catalogue),
        chain.from_iterable(map(_content_faults, catalogue.questions.values())),
        reference_faults(catalogue),
    )


def repeated(names: Iterable[str]) -> str | None:
    """The first name that comes twice."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None


def _repeated_ids(catalogue: Catalogue) -> Iterator[Fault]:
    owners: dict[str, str] = {}
    for question in catalogue.questions.values():
        if other := owners.get(question.id):
            yield Fault(
                question.key,
                f"the id {question.id} belongs to `{other}`",
                "Give it the next number that is free.",
            )
        if not question.id.startswith(f"{question.section}-"):
            yield Fault(
                question.key,
                f"the id {question.id} is not one of section {question.section}",
                f"Start it with {question.section}-, or move the question to its section's file.",
            )
        owners[question.id] = question.key


def _content_faults(question: Question) -> Iterator[Fault]:
    key = question.key
    for words in question.question.both():
        if len(words) > LONGEST_QUESTION:
            yield Fault(
                key,
                f"the question has {len(words)} characters: {words!r}",
                f"Keep it to {LONGEST_QUESTION}; the help has room for more.",
            )
    match question:
        case OneOf() | ManyOf():
            yield from _option_faults(key, question.options)
            if isinstance(question, ManyOf):
                yield from _combination_faults(question)
        case Rows():
            if twice := repeated(column.key for column in question.columns):
                yield Fault(key, f"the column `{twice}` is declared twice", "Rename or remove one of the two.")
            for column in question.columns:
                yield from _option_faults(key, column.options)
                if (column.kind == "one_of") != bool(column.options):
                    yield Fault(
                        key,
                        f"the column `{column.key}` is {column.kind} with {len(column.options)} options",
                        "Options belong to one_of, and to nothing else.",
                    )
        case _:
            pass


def _option_faults(key: str, options: tuple[Option, ...]) -> Iterator[Fault]:
    if twice := repeated(option.value for option in options):
        yield Fault(key, f"the option `{twice}` is declared twice", "Rename or remove one of the two.")
    if len(options) >= MOST_OPTIONS:
        yield Fault(
            key,
            f"there are {len(options)} options",
            f"Keep it below {MOST_OPTIONS}, the most a select can show.",
        )
    for option in options:
        for label in option.label.both():
            if len(label) > LONGEST_LABEL:
                yield Fault(
                    key,
                    f"the option `{option.value}` has {len(label)} characters: {label!r}",
                    f"Shorten it to {LONGEST_LABEL}, the most Slack shows.",
                )


def _combination_faults(question: ManyOf) -> Iterator[Fault]:
    values = {option.value for option in question.options}
    for field, named in (("alone", question.alone), ("exclusive", tuple(chain(*question.exclusive)))):
        for value in named:
            if value not in values:
                yield Fault(
                    question.key,
                    f"`{field}` names {value!r}, which is no option",
                    "Name the value of an option.",
                )
