"""Going further than the quick intake: the pages of the full one, and the details of a section."""

from flows.conversation import Conversation, Mode
from flows.effects import Whisper
from flows.flow import DETAILS, PAGE
from flows.glossary.names import Exact, Name, find, name
from flows.interview import Interview
from flows.text import phrase
from flows.turn import Turn


def proceed(interview: Interview, told: Conversation, *, by: str) -> Turn:
    """*Continue*: ask the pages, from the first question that is still open."""
    flow = interview.flow(told)
    pages = tuple(page.key for page in flow.pages)
    reached = set(pages) <= set(told.reach)
    due = flow.reaching((*told.reach, *pages)).next_question(told.answers)
    if due is None:
        return Turn(told, (Whisper(by, phrase("continue.done", "All pages are answered already.")),))
    spot = flow.spot(due.key, told.answers)
    note = phrase("continue.page", "You stopped at page {page}; here it goes on.", page=spot.page) if reached else None
    return interview.reach(told, pages, note=note if spot.page else None)


def deepen(interview: Interview, told: Conversation, section: str, *, by: str) -> Turn:
    """Ask the details of a section: its key."""
    stretch = interview.intake.stretch(f"{DETAILS}{section}")
    if stretch is None:
        return Turn(told, (Whisper(by, phrase("deepen.unknown", "There is no section with that name.")),))
    if all(question.key in told.answers for question in interview.intake.on(stretch, told.answers)):
        said = phrase("deepen.done", "The details of “{section}” are all answered.", section=stretch.title or section)
        return Turn(told, (Whisper(by, said),))
    return interview.reach(told.model_copy(update={"mode": Mode.OPEN}), (stretch.key,))


def section_called(interview: Interview, sought: str) -> str | None:
    """The key of the section that is meant; None when it is not clear."""
    names: list[Name] = []
    for stretch in interview.intake.stretches:
        if stretch.key.startswith(DETAILS) and stretch.title:
            section = stretch.key.removeprefix(DETAILS)
            names += [name(section, section), *(name(section, words) for words in stretch.title.both())]
    found = find(sought, names)
    return found.key if isinstance(found, Exact) else None


def pages_reached(told: Conversation) -> bool:
    """Whether somebody went on to the full intake."""
    return any(key.startswith(PAGE) for key in told.reach)
