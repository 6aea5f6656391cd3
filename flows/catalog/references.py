"""Checks: what one question says about another is true of that other one."""

from collections.abc import Iterable, Iterator

from flows.catalog.errors import Fault
from flows.catalogue import Catalogue
from flows.conditions import AllOf, AnyOf, Condition, Is, IsNot, RowsCount, Unanswered, Where, looks_at
from flows.questions import Column, Money, OneOf, OneOfRows, Question, Rows


def reference_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Names of questions, columns and options that lead nowhere, or to something that is asked later."""
    earlier: set[str] = set()
    for key, question in catalogue.questions.items():
        for problem, remedy in _problems(question, catalogue, earlier):
            yield Fault(key, problem, remedy)
        earlier.add(key)


Problem = tuple[str, str]


def _problems(question: Question, catalogue: Catalogue, earlier: set[str]) -> Iterator[Problem]:
    for other in looks_at(question.ask_if):
        if other not in catalogue:
            yield f"`ask_if` looks at `{other}`, which is no question", "Correct the name."
        elif other not in earlier:
            yield (
                f"`ask_if` looks at `{other}`, which is asked later",
                "Look at an earlier question, or reorder.",
            )
    yield from _condition_problems(question.ask_if, catalogue)
    match question:
        case OneOfRows():
            yield from _rows_problems(question.rows, question.where, catalogue)
        case Rows():
            for column in question.columns:
                yield from _column_problems(column, question, catalogue)
        case Money(same_currency_as=str(other)) if not isinstance(catalogue.questions.get(other), Money):
            yield f"`same_currency_as` names `{other}`, which asks for no money", "Name a money question."
        case _:
            pass


def _condition_problems(condition: Condition | None, catalogue: Catalogue) -> Iterator[Problem]:
    match condition:
        case Is(question=key, values=values) | IsNot(question=key, values=values):
            match catalogue.questions.get(key):
                case None:
                    pass
                case OneOf(options=options):
                    yield from _value_problems(key, values, (option.value for option in options))
                case _:
                    yield f"`ask_if` compares `{key}`, which is no one_of", "Compare a single choice."
        case RowsCount(rows=key, where=where) if key in catalogue:
            yield from _rows_problems(key, where, catalogue)
        case AllOf(conditions=parts) | AnyOf(conditions=parts):
            for part in parts:
                yield from _condition_problems(part, catalogue)
        case RowsCount() | Unanswered() | None:
            pass


def _column_problems(column: Column, group: Rows, catalogue: Catalogue) -> Iterator[Problem]:
    if column.kind == "one_of_rows" or column.rows is not None:
        yield from _rows_problems(column.rows or "", {}, catalogue)
    yield from _where_problems(column.only_where, group)
    siblings = {other.key: other.kind for other in group.columns}
    if column.unit_from is not None and siblings.get(column.unit_from) != "one_of_rows":
        yield (
            f"`unit_from` of `{column.key}` names `{column.unit_from}`, which chooses no row",
            "Name a column of kind one_of_rows.",
        )


def _rows_problems(key: str, where: Where, catalogue: Catalogue) -> Iterator[Problem]:
    group = catalogue.questions.get(key)
    if isinstance(group, Rows):
        yield from _where_problems(where, group)
    else:
        yield f"`rows` names {key!r}, which has no rows", "Name a question of kind rows."


def _where_problems(where: Where, group: Rows) -> Iterator[Problem]:
    columns = {column.key: column for column in group.columns}
    for key, values in where.items():
        if key not in columns:
            yield f"`{key}` is no column of `{group.key}`", f"Use one of {', '.join(columns)}."
        elif columns[key].options:
            options = (option.value for option in columns[key].options)
            yield from _value_problems(f"{group.key}.{key}", values, options)


def _value_problems(key: str, values: Iterable[str], options: Iterable[str]) -> Iterator[Problem]:
    known = tuple(options)
    for value in values:
        if value not in known:
            yield f"{value!r} is no option of `{key}`", f"Use one of {', '.join(known)}."
