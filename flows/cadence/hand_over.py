"""Giving a review to somebody else, who has to accept it."""

from dataclasses import replace
from datetime import date

from flows.cadence.review import Review, changed
from flows.cadence.snooze import Refused
from flows.text import phrase


def offer(review: Review, to: str) -> Review | Refused:
    """Until `to` accepts, the owner stays the owner and goes on being asked. A new offer replaces an open one."""
    if to == review.clock.owner:
        return Refused(phrase("cadence.hand_over_same", "That is who owns it already. Please name somebody else."))
    return replace(review, offered_to=to)


def accept(review: Review, by: str, day: date) -> Review | Refused:
    """The new owner is asked from the beginning, on `day` or when it is due."""
    if by != review.offered_to:
        return Refused(phrase("cadence.hand_over_gone", "This is not offered to you any more. Nothing has changed."))
    return changed(replace(review, offered_to=None), replace(review.clock, owner=by), day)


def decline(review: Review, by: str) -> Review | Refused:
    if by != review.offered_to:
        return Refused(phrase("cadence.hand_over_gone", "This is not offered to you any more. Nothing has changed."))
    return replace(review, offered_to=None)
