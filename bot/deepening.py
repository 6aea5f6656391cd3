"""The question that a reminder adds once a week, so that the groundwork grows while the project goes on."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection

from bot.asking import name_of
from bot.i18n import Words
from bot.stages import course_of
from bot.views.reminder import Extra
from bot.world import World
from flows.cadence.agenda import DEEPEN_EVERY
from flows.cadence.asked import Asked, Deepen
from storage.reviews import Addressee, asked_since
from storage.threads import Thread, get_thread

FROM_REMINDER = "day:"
"""How a button or form that belongs to a reminder remembers its day."""


def last_deepened(db: Connection, who: Addressee, today: date) -> date | None:
    """The day of the last such question within the week."""
    for day, asked in asked_since(db, who, today - DEEPEN_EVERY):
        if Asked.model_validate_json(asked).deepen:
            return day
    return None


def to_deepen(db: Connection, world: World, threads: Iterable[Thread], *, now: datetime) -> Deepen | None:
    """What would help one of these projects on: the first that lacks something that can be asked."""
    for project, thread in {thread.project.id: thread for thread in threads}.items():
        if thread.conversation.told is None:
            continue
        course = course_of(db, world, thread, by=thread.conversation.owner, now=now)
        if question := course.checks.deepen():
            return Deepen(project=project, question=question)
    return None


def deepening(db: Connection, world: World, wanted: Deepen, day: date, words: Words) -> Extra:
    """As it is asked, or as it was answered."""
    thread = get_thread(db, wanted.project)
    return Extra(
        project=wanted.project,
        name=name_of(world, thread, words),
        question=world.flow[wanted.question],
        day=f"{FROM_REMINDER}{day.isoformat()}",
        is_answered=wanted.question in thread.conversation.answers,
    )
