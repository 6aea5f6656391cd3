"""Which stored answers count: those of questions whose condition is true."""

from collections.abc import Callable, Iterable
from typing import Any

from flows.catalogue import Catalogue
from flows.conditions import Condition, Values, holds, looks_at
from flows.questions import OneOf

Asks = Callable[[Values], bool]


class Asked:
    """The conditions of some questions, ready to be tested many times.

    A false condition keeps the stored answer but makes it count for nothing; once it is true again the
    answer counts again.
    """

    def __init__(self, catalogue: Catalogue, questions: Iterable[str]) -> None:
        conditional = ((key, catalogue[key].ask_if) for key in questions)
        self._conditional: tuple[tuple[str, Asks], ...] = tuple(
            (key, _asks(catalogue, ask_if)) for key, ask_if in conditional if ask_if is not None
        )

    def counting(self, values: Values) -> Values:
        """The answers without those whose question is not asked."""
        counted = dict(values)
        for key, asks in self._conditional:
            if key in counted and not asks(counted):
                del counted[key]
        return counted


def _asks(catalogue: Catalogue, condition: Condition) -> Asks:
    keys = tuple(dict.fromkeys(looks_at(condition)))
    if not all(isinstance(catalogue[key], OneOf) for key in keys):
        return lambda values: holds(condition, values)
    # Choices take few values, so each combination is decided once; walking the condition every time
    # would cost more than the whole rest of a score.
    decided: dict[tuple[Any, ...], bool] = {}

    def asks(values: Values) -> bool:
        seen = tuple([values.get(key) for key in keys])
        if seen not in decided:
            decided[seen] = holds(condition, values)
        return decided[seen]

    return asks
