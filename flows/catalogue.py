"""All questions of the product, their order and their grouping."""

from collections.abc import Mapping

from flows.fact import Fact
from flows.questions import Level, Question
from flows.text import Text


class Section(Fact):
    """A subject: the questions whose `section` is `key` belong to it."""

    key: str
    title: Text


class Page(Fact):
    """One form of the full intake; `questions` are keys, in order."""

    key: str
    title: Text
    questions: tuple[str, ...]


class Catalogue(Fact):
    """The questions by key, in the order of the whole flow: quick, then the pages, then details by section.

    A condition looks only at questions that come earlier in this order (`flows.catalog.checks`).
    """

    version: str
    sections: tuple[Section, ...]
    questions: Mapping[str, Question]
    quick: tuple[str, ...]
    pages: tuple[Page, ...]

    def __getitem__(self, key: str) -> Question:
        """The question; KeyError when there is none."""
        return self.questions[key]

    def __contains__(self, key: object) -> bool:
        return key in self.questions

    def detail_of(self, section: str) -> tuple[str, ...]:
        """The keys of a section's detail questions, in order."""
        return tuple(
            question.key
            for question in self.questions.values()
            if question.section == section and question.level is Level.DETAIL
        )
