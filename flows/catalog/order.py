"""Checks: every question has one place in the flow, the one its level says."""

from collections.abc import Iterator

from flows.catalog.errors import Fault
from flows.catalogue import Catalogue
from flows.questions import Level


def order_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Questions that quick or a page names wrongly, twice, or not at all."""
    placed: dict[str, str] = {}
    for place, level, keys in _lists(catalogue):
        for key in keys:
            if key not in catalogue:
                yield Fault(
                    place,
                    f"`{key}` is no question",
                    "Correct the name, or declare the question in its section.",
                )
            elif key in placed:
                yield Fault(place, f"`{key}` stands in {placed[key]} already", "Keep one of the two.")
            elif catalogue[key].level is not level:
                yield Fault(
                    key,
                    f"its level is {catalogue[key].level}, and {place} in flow.yaml names it",
                    f"Make its level {level}, or remove it there.",
                )
            placed[key] = place
    for key, question in catalogue.questions.items():
        if question.level is not Level.DETAIL and key not in placed:
            where = "quick" if question.level is Level.QUICK else "a page"
            yield Fault(
                key,
                f"its level is {question.level}, but it has no place in flow.yaml",
                f"Name it in {where}, or make its level detail.",
            )


def _lists(catalogue: Catalogue) -> Iterator[tuple[str, Level, tuple[str, ...]]]:
    yield "quick", Level.QUICK, catalogue.quick
    for page in catalogue.pages:
        yield page.key, Level.FULL, page.questions
