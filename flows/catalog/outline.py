"""What `flow.yaml` declares: the version, the sections, and the order of the questions."""

from collections.abc import Iterable

from flows.catalogue import Page, Section
from flows.fact import Fact
from flows.questions import Level, Question
from flows.text import Text


class DeclaredSection(Fact):
    """A section and the file that holds its questions."""

    key: str
    title: Text
    file: str


class Outline(Fact):
    """Everything about the catalogue but the questions themselves."""

    version: str
    sections: tuple[DeclaredSection, ...]
    quick: tuple[str, ...]
    pages: tuple[Page, ...]

    def as_sections(self) -> tuple[Section, ...]:
        return tuple(Section(key=section.key, title=section.title) for section in self.sections)

    def order(self, questions: Iterable[Question]) -> tuple[str, ...]:
        """All keys in the order of the flow: quick, the pages, then details as their sections list them.

        A question that is not of level detail and stands on no page comes last; the checks refuse it.
        """
        placed = (*self.quick, *(key for page in self.pages for key in page.questions))
        rest = [question for question in questions if question.key not in placed]
        rest.sort(key=lambda question: question.level is not Level.DETAIL)
        return (*placed, *(question.key for question in rest))
