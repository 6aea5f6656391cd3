"""Which questions an intake asks, in which order, and which comes next."""

from collections.abc import Iterator

from flows.answers import Answers, values_of
from flows.catalogue import Catalogue
from flows.conditions import holds, looks_at
from flows.fact import Fact
from flows.questions import LongText, ManyOf, OneOf, ShortText
from flows.text import Text

Askable = ShortText | LongText | OneOf | ManyOf
"""The kinds of question that can be put into a thread."""


class FlowError(ValueError):
    """The declared flow cannot be walked to its end."""


class Flow(Fact):
    """An ordered intake. `titles` names the section of each question."""

    name: str
    questions: tuple[Askable, ...]
    titles: dict[str, Text]

    def __getitem__(self, key: str) -> Askable:
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)

    def __contains__(self, key: str) -> bool:
        return any(question.key == key for question in self.questions)

    def asked(self, answers: Answers) -> tuple[Askable, ...]:
        """The questions that apply, given the answers so far."""
        values = values_of(answers)
        return tuple(question for question in self.questions if holds(question.ask_if, values))

    def next_question(self, answers: Answers) -> Askable | None:
        """The first question that applies and is not answered yet."""
        return next((question for question in self.asked(answers) if question.key not in answers), None)

    def before(self, key: str, answers: Answers) -> Askable | None:
        """The question that applies and comes before `key`; for a finished flow, `key` is empty."""
        earlier: Askable | None = None
        for question in self.asked(answers):
            if question.key == key:
                return earlier
            earlier = question
        return earlier if not key else None

    def place(self, key: str, answers: Answers) -> tuple[int, int]:
        """Where the question stands among those that apply: (3, 8) is "3 of 8"."""
        keys = [question.key for question in self.asked(answers)]
        return (keys.index(key) + 1, len(keys))


def quick_intake(catalogue: Catalogue) -> Flow:
    """The eight questions that lead to a first verdict."""
    return Flow(
        name="quick",
        questions=tuple(_askable(catalogue, catalogue.quick)),
        titles={section.key: section.title for section in catalogue.sections},
    )


def _askable(catalogue: Catalogue, keys: tuple[str, ...]) -> Iterator[Askable]:
    earlier: set[str] = set()
    for key in keys:
        question = catalogue[key]
        if not isinstance(question, Askable):
            raise FlowError(f"{key}: a {question.kind} question cannot be asked in this intake")
        if missing := [other for other in looks_at(question.ask_if) if other not in earlier]:
            raise FlowError(f"{key}: its condition looks at {missing[0]}, which this intake asks later or never")
        earlier.add(key)
        yield question
