"""Which use cases are like a project: by the words of its answers, then by its archetype."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from flows.conditions import Values
from flows.library.loader import UseCase, use_cases
from flows.spoken import plain

MOST = 5
READ = ("project_name", "problem_statement", "phenomenon", "prediction_question", "want_to_know")
"""Answers whose words are compared."""


@dataclass(frozen=True, slots=True)
class Similar:
    """`by_words` are those the project's own words point to, best first; `by_archetype` others of its kind."""

    by_words: tuple[UseCase, ...]
    by_archetype: tuple[UseCase, ...]


def similar(values: Values) -> Similar:
    """At most five together; without an archetype only those that words point to."""
    text = plain("\n".join(str(values[key]) for key in READ if values.get(key)))
    hits = {case.key: _hits(case.words, text) for case in use_cases()}
    archetype = values.get("archetype")
    meant = sorted(
        (case for case in use_cases() if hits[case.key]),
        key=lambda case: (-hits[case.key], case.archetype != archetype),
    )[:MOST]
    alike = [case for case in use_cases() if case.archetype == archetype and case not in meant]
    return Similar(tuple(meant), tuple(alike[: MOST - len(meant)]))


def _hits(words: Iterable[str], text: str) -> int:
    """How many of the words occur: English at the beginning of a word, Korean anywhere."""
    return sum(
        bool(re.search(rf"(?<![a-z]){re.escape(word)}" if word.isascii() else re.escape(word), text)) for word in words
    )
