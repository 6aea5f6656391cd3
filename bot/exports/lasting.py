"""What a project leaves behind besides its answers: results, reviews, the way it came, and what came of it."""

from typing import TypedDict

from sqlalchemy import Connection

from bot.exports.document import ExportedOutcome, ExportedReview
from flows.lifecycle.history import Event
from flows.results.result import Result
from storage.outcomes import outcomes_of
from storage.results import results_of
from storage.reviews import Scheduled, reviews_of
from storage.stages import events_of


class Lasting(TypedDict):
    """Fields of an exported project."""

    results: list[Result]
    reviews: list[ExportedReview]
    stages: list[Event]
    outcomes: list[ExportedOutcome]


def lasting_of(db: Connection, project: str) -> Lasting:
    """Raises pydantic's ValidationError for rows that this program has not written."""
    return Lasting(
        results=list(results_of(db, project)),
        reviews=[_review(one) for one in reviews_of(db, project)],
        stages=events_of(db, project),
        outcomes=[
            ExportedOutcome(
                after=one.after,
                due_at=one.due_at,
                predicted=dict(one.predicted),
                asked_at=one.asked_at,
                realised=None if one.realised is None else dict(one.realised),
                by=one.by,
                answered_at=one.answered_at,
            )
            for one in outcomes_of(db, project)
        ],
    )


def _review(scheduled: Scheduled) -> ExportedReview:
    review, clock = scheduled.review, scheduled.review.clock
    return ExportedReview(
        subject=clock.subject,
        row=clock.row,
        owner=clock.owner,
        every=clock.every,
        last=review.last,
        due_at=scheduled.due_at,
        snoozed_until=review.snoozed_until,
        offered_to=review.offered_to,
        value=scheduled.value,
    )
