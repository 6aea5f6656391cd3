"""`remind`: how often a project is asked about, shown or chosen."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.asker import Asker
from bot.asking import name_of, question_of, thing
from bot.calendars import Calendars
from bot.i18n import Markup
from bot.names import Did
from bot.permissions import refusal
from bot.scheduling import reschedule
from bot.views import replies
from bot.views.message import Message
from bot.views.notices import sentence
from bot.views.reminder import reminder_message
from bot.views.rhythm import cadences_message
from bot.world import World
from flows.cadence.agenda import MOST
from flows.cadence.asked import Item
from flows.cadence.cadence import Cadence
from flows.cadence.clocks import Subject
from flows.cadence.questions import cadence_phrase
from flows.cadence.review import Level, Review, next_due
from flows.cadence.typed import Switch, read_cadence
from flows.permissions import Deed
from flows.reading.in_words import date_text
from flows.reading.result import Unreadable
from flows.text import Phrase, phrase
from storage.history import Event, record
from storage.projects import Project, named, projects_in
from storage.reviews import choice_of, reviews_of, save_choice
from storage.threads import Thread, find_thread, get_thread

Wanted = Cadence | Switch | None


def ordered_remind(db: Connection, world: World, asker: Asker, typed: str, *, now: datetime) -> Message:
    """Show when a project is reviewed, or change how often."""
    here = projects_in(db, asker.team, asker.channel)
    own = find_thread(db, asker.team, asker.channel, asker.thread) if asker.thread else None
    found, wanted = _meant(here, own, typed)
    match found:
        case [project]:
            thread = get_thread(db, project.id)
            if isinstance(wanted, Unreadable):
                return sentence(asker.words, wanted.problem)
            if wanted is None:
                return _shown(db, world, asker, thread)
            return _chosen(db, world, asker, thread, wanted, now=now)
        case []:
            return replies.nothing_found(asker.words, typed)
        case _:
            return sentence(asker.words, phrase("remind.which", "Which project? Please type its key, such as ML-12."))


def ordered_review(db: Connection, world: World, asker: Asker, typed: str) -> Message:
    """What a project's reviews ask, to be answered now."""
    here = projects_in(db, asker.team, asker.channel)
    own = find_thread(db, asker.team, asker.channel, asker.thread) if asker.thread else None
    found = named(here, typed) if typed else ([own.project] if own else here)
    match found:
        case [project]:
            thread = get_thread(db, project.id)
            asked = [
                question_of(db, world, thread, one, Item(review=one.review.key, level=Level.ASKED), asker.words)
                for one in reviews_of(db, project.id)
                if one.review.clock.every is not None or _is_open_outcome(one.review)
            ]
            if not asked:
                return cadences_message(asker.words, name_of(world, thread, asker.words), ())
            return reminder_message(asker.words, asked[:MOST])
        case []:
            return replies.nothing_found(asker.words, typed)
        case _:
            return sentence(asker.words, phrase("remind.which", "Which project? Please type its key, such as ML-12."))


def _is_open_outcome(review: Review) -> bool:
    return review.clock.subject is Subject.OUTCOME and review.told is not None


def _meant(here: Sequence[Project], own: Thread | None, typed: str) -> tuple[Sequence[Project], Wanted | Unreadable]:
    """The projects that can be meant, and how often they should be asked about, if it was said."""
    refused: tuple[Sequence[Project], Unreadable] | None = None
    for name, rest in _splits(typed):
        found = named(here, name) if name else ([own.project] if own else [])
        if not found:
            continue
        wanted = read_cadence(rest) if rest else None
        if not isinstance(wanted, Unreadable):
            return found, wanted
        refused = refused or (found, wanted)
    return refused or ((), None)


def _splits(typed: str) -> Iterator[tuple[str, str]]:
    """Every way to see it as a name and a cadence, the longest name first."""
    words = typed.split()
    for place in range(len(words), -1, -1):
        yield " ".join(words[:place]), " ".join(words[place:])


def _chosen(
    db: Connection, world: World, asker: Asker, thread: Thread, wanted: Cadence | Switch, *, now: datetime
) -> Message:
    project = thread.project
    if refused := refusal(db, asker, Deed.CADENCE, thread):
        return sentence(asker.words, refused)
    before = choice_of(db, project.id)
    every = None if wanted is Switch.DEFAULT else wanted
    save_choice(db, project.id, before.model_copy(update={"every": every}))
    reschedule(db, thread, now=now)
    event = Event(now, asker.person, Did.CADENCE, None, _stored(before.every), _stored(every))
    record(db, project.id, [event])
    return _shown(db, world, asker, thread)


def _stored(every: Wanted) -> str | None:
    match every:
        case Cadence(count=count, workdays=workdays):
            return f"{count} {'workdays' if workdays else 'days'}"
        case Switch():
            return every.value
        case None:
            return None


def _shown(db: Connection, world: World, asker: Asker, thread: Thread) -> Message:
    project, words = thread.project, asker.words
    days = Calendars(db, project.team)
    lines: list[Phrase] = []
    for one in reviews_of(db, project.id):
        clock = one.review.clock
        due = next_due(one.review, days.of(clock.owner, project.channel))
        if clock.every is None or due is None:
            continue
        what: object = name_of(world, thread, words)
        if clock.subject is not Subject.PROJECT:
            what = thing(thread, one.review)
        lines.append(
            phrase(
                "remind.line",
                "{what}: {cadence}, next {date}, {owner}",
                what=what,
                cadence=cadence_phrase(clock.every),
                date=date_text(due),
                owner=Markup(f"<@{clock.owner}>"),
            )
        )
    return cadences_message(words, name_of(world, thread, words), lines)
