"""A project's charter as a value: its parts, each line traceable to the answer it comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from flows.answers import Answer, Answers, AnswerState, values_of
from flows.catalogue import Catalogue
from flows.charter.parts import HEADLINE, HISTORY, PARTS, RESULTS, Part
from flows.conditions import holds
from flows.questions import Question
from flows.reading.context import Context
from flows.scoring.score import Score
from flows.text import Phrase, Text


@dataclass(frozen=True, slots=True)
class Line:
    """An answered question."""

    question: Question
    answer: Answer


@dataclass(frozen=True, slots=True)
class Result:
    """The last result of an objective, measured on `split`; `reading` is what it means against baseline and target."""

    objective: Text | str
    value: Fraction
    unit: str
    day: date
    reading: Phrase | Text | None = None
    split: Text | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """A stage move, a return with its reason, a changed verdict, an override or changed weights."""

    day: date
    by: str | None
    what: Phrase | Text | str


@dataclass(frozen=True, slots=True)
class Section:
    """A part with what is known of it. `open` are the keys that could be answered now, in order."""

    part: Part
    lines: tuple[Line, ...]
    open: tuple[str, ...]
    results: tuple[Result, ...] = ()
    happenings: tuple[Happening, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.lines or self.results or self.happenings or self.part.key == HEADLINE)


@dataclass(frozen=True, slots=True)
class Charter:
    """`score` is absent before the verdict. `context` has the rows that answers point to."""

    project: str
    key: str
    name: str
    stage: str
    owner: str
    score: Score | None
    sections: tuple[Section, ...]
    context: Context
    catalogue: Catalogue

    @property
    def complete(self) -> bool:
        return not any(section.open for section in self.sections)

    @property
    def answered(self) -> Mapping[str, Answer]:
        """The answers the charter rests on, by question."""
        return {line.question.key: line.answer for section in self.sections for line in section.lines}


def charter(
    catalogue: Catalogue,
    answers: Answers,
    *,
    project: str,
    key: str,
    stage: str,
    owner: str,
    score: Score | None = None,
    results: Iterable[Result] = (),
    happenings: Iterable[Happening] = (),
) -> Charter:
    """Every part in order, empty ones included; the history with the latest last."""
    values = values_of(answers)
    measured, happened = tuple(results), tuple(sorted(happenings, key=lambda one: one.day))
    sections: list[Section] = []
    for part in PARTS:
        lines, missing = [], []
        for name in part.questions:
            question, answer = catalogue[name], answers.get(name)
            if not holds(question.ask_if, values):
                continue
            if answer is not None and answer.state is AnswerState.GIVEN:
                lines.append(Line(question, answer))
            else:
                missing.append(name)
        sections.append(
            Section(
                part,
                tuple(lines),
                tuple(missing),
                measured if part.key == RESULTS else (),
                happened if part.key == HISTORY else (),
            )
        )
    name = str(values.get("project_name", ""))
    return Charter(project, key, name, stage, owner, score, tuple(sections), Context(answers=values), catalogue)
