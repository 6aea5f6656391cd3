"""What the one message of a day asks, and what was replied to each of it."""

from dataclasses import replace
from datetime import date
from enum import StrEnum

from flows.cadence.replies import REVIEWING, Reply
from flows.cadence.review import Level, Review, reviewed
from flows.cadence.snooze import LONGEST, Later
from flows.fact import Fact


class More(StrEnum):
    """What can be done with every review besides the replies that its question offers."""

    PICK_DAY = "pick_day"
    HAND_OVER = "hand_over"
    KEEP = "keep"
    ACCEPT = "accept"
    DECLINE = "decline"


Deed = Reply | Later | More
"""What somebody does about a review. The values of all three are different words."""

FORMS = frozenset({Reply.ENTER_VALUE, Reply.BLOCKED, More.PICK_DAY, More.HAND_OVER})
"""Deeds that need more to be said, on a form."""

WAIT_DAYS = 30


class Item(Fact):
    """One question of a message: the key of the review, the step it is asked as, and how it was settled."""

    review: str
    level: Level
    new_owner: bool = False
    deed: str | None = None
    detail: str = ""
    """The value or day that belongs to the deed."""


class Deepen(Fact):
    """A question of the intake that would make a project's groundwork firmer."""

    project: str
    question: str


class Asked(Fact):
    """`deepen` is one more question, asked at most once a week."""

    items: tuple[Item, ...]
    deepen: Deepen | None = None

    def settled(self, review: str, deed: Deed, detail: str = "") -> "Asked":
        """With this one answered."""
        done = {"deed": deed.value, "detail": detail}
        items = tuple(one.model_copy(update=done) if one.review == review else one for one in self.items)
        return self.model_copy(update={"items": items})

    def about(self, review: str) -> bool:
        return any(one.review == review for one in self.items)


def deed_of(value: str) -> Deed:
    """Back from its value; ValueError when it is none."""
    for kind in (Reply, Later, More):
        if value in tuple(kind):
            return kind(value)
    raise ValueError(value)


def after_reply(review: Review, reply: Reply, today: date) -> Review:
    """A reply that reviews begins a new round; any other only keeps what would follow waiting for a while."""
    if reply in REVIEWING or reply is Reply.ENTER_VALUE:
        return reviewed(review, today)
    days = WAIT_DAYS if reply is Reply.WAIT else min(review.clock.every.count if review.clock.every else 7, LONGEST)
    return replace(review, snoozed_until=date.fromordinal(today.toordinal() + days))
