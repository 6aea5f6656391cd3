"""Which of two answers to the same question is the more cautious one."""

from collections.abc import Callable, Mapping

from flows.catalogue import Catalogue
from flows.questions import OneOf

_MOST_CAUTIOUS_FIRST: Mapping[str, tuple[str, ...]] = {
    "simple_solution": (
        "solves_fully",
        "solves_mostly",
        "not_tried",
        "partly",
        "rules_unmanageable",
        "tried_failed",
    ),
    "explainability_need": ("every_exact", "every_interpretable", "some", "helpful", "none"),
    "net_benefit": ("no", "believed", "yes_measured"),
    "cost_outlook": ("no", "later", "yes_now"),
    "archetype": ("autonomous", "human_in_the_loop", "software_2_0"),
}
"""For questions whose options carry no points; where they do, fewer points are more cautious."""


def caution(catalogue: Catalogue, question: str) -> Callable[[str], int]:
    """A sort key for the options of a single choice: the most cautious one is the smallest.

    Raises TypeError for another kind of question, ValueError where the options are not in an order.
    """
    asked = catalogue[question]
    if not isinstance(asked, OneOf):
        raise TypeError(f"{question} is no single choice")
    options = [option.value for option in asked.options]
    order = {value: place for place, value in enumerate(_MOST_CAUTIOUS_FIRST.get(question, ()))}
    if not order:
        order = {
            option.value: sum(option.points_for.values()) if option.points is None else option.points
            for option in asked.options
            if option.points is not None or option.points_for
        }
    if missing := [value for value in options if value not in order]:
        raise ValueError(f"{question}: it is not known how cautious {missing[0]} is")
    return order.__getitem__
