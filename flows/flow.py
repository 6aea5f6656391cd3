"""Which questions an intake asks, in which order, and which comes next."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from flows.answers import Answers, values_of
from flows.catalogue import Catalogue
from flows.conditions import holds, looks_at
from flows.questions import Question
from flows.text import Text

QUICK = "quick"
PAGE = "page:"
DETAILS = "details:"


class FlowError(ValueError):
    """The declared flow cannot be walked to its end."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Questions that people see as one: the quick intake, a page, the details of a section.

    `number` is a page's place among the pages, from 1. `title` is absent where each question shows its section.
    """

    key: str
    questions: tuple[str, ...]
    title: Text | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a question stands: 2 of 5 on its stretch; `of_pages` where the stretch is a page."""

    number: int
    total: int
    title: Text
    page: int | None = None
    of_pages: int = 0


@dataclass(frozen=True)
class Flow:
    """An intake: the questions of the catalogue of which the stretches in `reach` are asked.

    They stand in the order of the catalogue, and come in the order of `reach`: what people chose last is first in it.
    """

    catalogue: Catalogue
    stretches: tuple[Stretch, ...]
    reach: tuple[str, ...] = (QUICK,)

    @property
    def known(self) -> Mapping[str, Question]:
        return self.catalogue.questions

    @cached_property
    def titles(self) -> Mapping[str, Text]:
        """What each section is called."""
        return {section.key: section.title for section in self.catalogue.sections}

    def __getitem__(self, key: str) -> Question:
        return self.known[key]

    def __contains__(self, key: object) -> bool:
        return key in self.known

    def reaching(self, reach: tuple[str, ...]) -> "Flow":
        """The same intake, asked so far."""
        return self if reach == self.reach else replace(self, reach=reach)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What is asked, whatever the answers, in order."""
        keys = dict.fromkeys(key for stretch in self.reached for key in stretch.questions)
        return tuple(self.known[key] for key in keys)

    @cached_property
    def reached(self) -> tuple[Stretch, ...]:
        return tuple(stretch for stretch in self.stretches if stretch.key in self.reach)

    @cached_property
    def _in_turn(self) -> tuple[Question, ...]:
        stretches = sorted(self.reached, key=lambda stretch: self.reach.index(stretch.key))
        return tuple(self.known[key] for key in dict.fromkeys(key for one in stretches for key in one.questions))

    @property
    def pages(self) -> tuple[Stretch, ...]:
        return tuple(stretch for stretch in self.stretches if stretch.key.startswith(PAGE))

    def stretch(self, key: str) -> Stretch | None:
        """The stretch with this key."""
        return next((stretch for stretch in self.stretches if stretch.key == key), None)

    def stretch_of(self, question: str) -> Stretch | None:
        """The stretch that a question belongs to, reached or not."""
        return next((stretch for stretch in self.stretches if question in stretch.questions), None)

    def applies(self, key: str, answers: Answers) -> bool:
        """Whether the question is one that the answers so far call for, reached or not."""
        return key in self.known and holds(self.known[key].ask_if, values_of(answers))

    def asked(self, answers: Answers) -> tuple[Question, ...]:
        """The questions that apply, given the answers so far."""
        return tuple(self._applying(self.questions, answers))

    def on(self, stretch: Stretch, answers: Answers) -> tuple[Question, ...]:
        """The questions of one stretch that apply."""
        return tuple(self._applying((self.known[key] for key in stretch.questions), answers))

    def details_left(self, answers: Answers) -> tuple[tuple[Stretch, int], ...]:
        """The sections with detail questions that apply and are open, and how many each has."""
        details = (stretch for stretch in self.stretches if stretch.key.startswith(DETAILS))
        open_ones = ((one, sum(asked.key not in answers for asked in self.on(one, answers))) for one in details)
        return tuple((stretch, count) for stretch, count in open_ones if count)

    def next_question(self, answers: Answers) -> Question | None:
        """The first question that applies and is not answered yet."""
        values = values_of(answers)
        for question in self._in_turn:
            if question.key not in answers and holds(question.ask_if, values):
                return question
        return None

    def quick_done(self, answers: Answers) -> bool:
        """Whether there is enough for a first verdict."""
        quick = self.stretches[0]
        return all(question.key in answers for question in self.on(quick, answers))

    def before(self, key: str, answers: Answers) -> Question | None:
        """The question that applies and comes before `key`; for a finished flow, `key` is empty."""
        earlier: Question | None = None
        for question in self.asked(answers):
            if question.key == key:
                return earlier
            earlier = question
        return earlier if not key else None

    def spot(self, key: str, answers: Answers) -> Spot:
        """Where the question stands on its stretch among those that apply."""
        stretch = self.stretch_of(key)
        title = self.titles[self.known[key].section]
        if stretch is None:
            return Spot(1, 1, title)
        keys = [question.key for question in self.on(stretch, answers)]
        number = keys.index(key) + 1 if key in keys else len(keys)
        pages = len(self.pages)
        return Spot(number, len(keys), stretch.title or title, stretch.number, pages if stretch.number else 0)

    def _applying(self, questions: Iterable[Question], answers: Answers) -> Iterator[Question]:
        values = values_of(answers)
        return (question for question in questions if holds(question.ask_if, values))


def intake(catalogue: Catalogue) -> Flow:
    """Everything the catalogue can ask, reached as far as the quick intake. Raises FlowError."""
    pages = [
        Stretch(f"{PAGE}{page.key}", page.questions, page.title, number)
        for number, page in enumerate(catalogue.pages, 1)
    ]
    details = [
        Stretch(f"{DETAILS}{section.key}", catalogue.detail_of(section.key), section.title)
        for section in catalogue.sections
        if catalogue.detail_of(section.key)
    ]
    flow = Flow(
        catalogue=catalogue,
        stretches=(Stretch(QUICK, catalogue.quick), *pages, *details),
    )
    _walkable(flow)
    return flow


def _walkable(flow: Flow) -> None:
    """Every condition looks at what was asked before it; a page may not ask what only a later one settles."""
    earlier: set[str] = set()
    for stretch in flow.stretches:
        for key in stretch.questions:
            if missing := [other for other in looks_at(flow[key].ask_if) if other not in earlier]:
                raise FlowError(f"{key}: its condition looks at {missing[0]}, which this intake asks later or never")
            earlier.add(key)
