"""What is expected of a project when it is deployed, and when its owner is asked what came of it."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.calendars import Calendars
from bot.scheduling import scheduled
from bot.world import World
from flows.answers import values_of
from flows.cadence.clocks import Clock, Subject
from flows.cadence.review import Review
from flows.calibration import AFTER, asked_after, predicted
from storage.outcomes import find_outcome, plan_outcomes
from storage.reviews import save_reviews
from storage.threads import Thread


def plan(db: Connection, world: World, thread: Thread, *, now: datetime) -> None:
    """Ask at deployment and later what came of what is expected today; a second deployment asks nothing anew.

    What nothing was expected of is not asked about.
    """
    project, owner = thread.project, thread.conversation.owner
    days = Calendars(db, project.team)
    calendar = days.of(owner, project.channel)
    today = calendar.day_of(now)
    expected = predicted(values_of(thread.conversation.answers), world.catalogue)
    fresh = [after for after in AFTER if find_outcome(db, project.id, after) is None]
    reviews = {
        after: scheduled(
            days,
            project,
            Review(
                Clock(project.id, Subject.OUTCOME, str(after), owner, None),
                last=calendar.workday_from(today + timedelta(after)),
            ),
        )
        for after in fresh
    }
    plan_outcomes(db, project.id, [(after, one.due_at or now) for after, one in reviews.items()], expected)
    save_reviews(db, [one for after, one in reviews.items() if set(asked_after(after)).intersection(expected)])
