"""What is wrong with the declared lifecycle as a whole: names that lead nowhere."""

from collections.abc import Iterable, Iterator

from flows.catalog.errors import Fault
from flows.catalogue import Catalogue
from flows.lifecycle.check import OWNER, Check
from flows.lifecycle.facts import FACTS
from flows.lifecycle.lifecycle import Lifecycle
from flows.lifecycle.needs import Chosen, HasRow, IsFact, Need, NotChosen, NothingOpen, Ticked, leaves, looks_at
from flows.lifecycle.reason import Kind, Reason
from flows.questions import Checklist, ManyOf, OneOf, People, Rows
from flows.scoring.texts import scoring_texts


def faults(lifecycle: Lifecycle) -> Iterator[tuple[str, Fault]]:
    """Every fault with its file, in the order of the files."""
    for fault in _of_substages(lifecycle):
        yield "stages.yaml", fault
    for check in lifecycle.checks.values():
        for fault in _of_check(lifecycle.catalogue, check):
            yield "checks.yaml", fault
    for reason in lifecycle.reasons.values():
        for fault in _of_reason(lifecycle, reason):
            yield "moves.yaml", fault


def _of_substages(lifecycle: Lifecycle) -> Iterator[Fault]:
    listed = [(stage, key) for stage, described in lifecycle.stages.items() for key in described.substages]
    for stage, key in listed:
        if key not in lifecycle.substages:
            yield Fault(
                stage, f"there is no substage {key!r}", "Declare it in substages.yaml, or correct its spelling."
            )
    for key in lifecycle.substages:
        if [one for _, one in listed].count(key) != 1:
            yield Fault(key, "the substage is not in exactly one stage", "List it in one stage, or remove it.")


def _of_check(catalogue: Catalogue, check: Check) -> Iterator[Fault]:
    for need in (check.when, check.applies):
        if need is not None:
            yield from _of_need(catalogue, check.code, need)
    if check.tick and not check.by_person:
        yield Fault(check.code, "`tick` is given, but no tick bears on it", "Add `ticked: true`, or remove `tick`.")
    if check.applies and any(isinstance(need, Ticked) for need in leaves(check.applies)):
        yield Fault(check.code, "`if` looks at its own tick", "Let it look at answers.")
    by = check.tick.by if check.tick else None
    if by not in (None, OWNER) and not (by in catalogue and isinstance(catalogue[by], People)):
        yield Fault(check.code, f"{by!r} is no question for people", "Use `owner`, or such a question.")


def _of_reason(lifecycle: Lifecycle, reason: Reason) -> Iterator[Fault]:
    code, catalogue = reason.code, lifecycle.catalogue
    if (reason.to is None) != (reason.kind in (Kind.FORWARD, Kind.RESUME)):
        yield Fault(code, f"a {reason.kind} move {'needs' if reason.to is None else 'has no'} `to`", "Correct it.")
    for stage in reason.origins:
        if reason.kind is Kind.FORWARD and stage.next is None:
            yield Fault(code, f"there is no stage after {stage}", "Remove it from `from`.")
    for check in reason.needs:
        if check not in lifecycle.checks:
            yield Fault(code, f"there is no check {check!r}", "Declare it in checks.yaml, or correct its spelling.")
    yield from _unknown(catalogue, code, (*reason.reopens, *([reason.answers] if reason.answers else [])))
    if reason.offers and not (reason.offers in catalogue and isinstance(catalogue[reason.offers], Rows)):
        yield Fault(code, f"{reason.offers!r} is no question with rows", "Correct its spelling.")
    if reason.coach and reason.coach not in scoring_texts().coach:
        yield Fault(code, f"there is no coach line {reason.coach!r}", "Correct its spelling.")
    if reason.when:
        yield from _of_need(catalogue, code, reason.when)


def _of_need(catalogue: Catalogue, code: str, need: Need) -> Iterator[Fault]:
    for leaf in leaves(need):
        unknown = tuple(_unknown(catalogue, code, looks_at(leaf)))
        yield from unknown
        if unknown:
            continue
        match leaf:
            case Chosen(question=key, values=values) | NotChosen(question=key, values=values):
                question = catalogue[key]
                if not isinstance(question, OneOf | ManyOf):
                    yield Fault(code, f"{key} has no options", "Look at a question that has.")
                else:
                    yield from _not_among(code, values, (option.value for option in question.options), key)
            case HasRow(rows=key, where=where, filled=filled):
                question = catalogue[key]
                if not isinstance(question, Rows):
                    yield Fault(code, f"{key} has no rows", "Look at a question that has.")
                    continue
                columns = {column.key: column for column in question.columns}
                yield from _not_among(code, (*where, *filled), columns, key)
                for column, values in where.items():
                    if column in columns:
                        options = (option.value for option in columns[column].options)
                        yield from _not_among(code, values, options, f"{key}.{column}")
            case NothingOpen(checklist=key, parts=parts):
                question = catalogue[key]
                if not isinstance(question, Checklist):
                    yield Fault(code, f"{key} is no checklist", "Look at one that is.")
                else:
                    yield from _not_among(code, parts, (part.key for part in question.parts), key)
            case IsFact(fact=name):
                yield from _not_among(code, (name,), FACTS, "the facts")


def _unknown(catalogue: Catalogue, code: str, keys: Iterable[str]) -> Iterator[Fault]:
    for key in keys:
        if key not in catalogue:
            yield Fault(code, f"there is no question {key!r}", "Correct its spelling.")


def _not_among(code: str, given: Iterable[str], known: Iterable[str], of: str) -> Iterator[Fault]:
    allowed = tuple(known)
    for one in given:
        if one not in allowed:
            yield Fault(code, f"{one!r} is not among {of}", f"Use one of {', '.join(allowed)}.")
