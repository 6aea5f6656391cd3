"""Every way to tell the bot something is a deed of the table, and every refusal a sentence."""

from datetime import date

import pytest

from bot.deeds import ACTS, ORDERS, SHEETS
from bot.i18n import Markup, Words
from bot.names import Act, Sheet
from bot.orders import Order
from bot.reviewing import LEAVING, MOVING, permission_of
from bot.stages import WISHES
from bot.views.message import escape
from bot.views.refusals import refused_because
from flows.cadence.asked import Deed as Reviewed
from flows.cadence.asked import More
from flows.cadence.clocks import Clock, Subject
from flows.cadence.replies import Reply
from flows.cadence.review import Review
from flows.cadence.snooze import Later
from flows.lifecycle.typed import Wish
from flows.permissions import HERE, TABLE, Deed, Refused, Role, Why
from flows.text import Language
from storage.reviews import Scheduled

MONDAY = date(2026, 11, 23)


def test_every_order_button_form_and_typed_wish_is_in_the_table():
    assert set(ORDERS) == set(Order)
    assert set(ACTS) == set(Act)
    assert set(SHEETS) == set(Sheet)
    assert set(WISHES) == set(Wish)


def test_every_deed_can_be_done():
    replies = {Deed.TAKE_OVER, Deed.HAND_OVER}  # behind the buttons of a review
    assert {*ACTS.values(), *SHEETS.values(), *sum(ORDERS.values(), ())} | replies == set(Deed)


def review(subject: Subject) -> Scheduled:
    return Scheduled(Review(Clock("p1", subject, "", "UANA", None), last=MONDAY), "T1", "UANA", None)


@pytest.mark.parametrize(
    ("deed", "subject", "permission"),
    [
        (More.HAND_OVER, Subject.PROJECT, Deed.HAND_OVER),
        (More.ACCEPT, Subject.PROJECT, Deed.TAKE_OVER),
        (More.DECLINE, Subject.OBJECTIVE, Deed.TAKE_OVER),
        (Reply.ENTER_VALUE, Subject.OUTCOME, Deed.OUTCOME),
        (Reply.ENTER_VALUE, Subject.OBJECTIVE, Deed.REPLY),
        (Reply.ON_TRACK, Subject.PROJECT, Deed.REPLY),
        (Later.TOMORROW, Subject.PROJECT, Deed.REPLY),
        *((one, Subject.PROJECT, Deed.MOVE) for one in (*LEAVING, *MOVING)),
    ],
)
def test_a_reply_to_a_review_is_what_it_does(deed: Reviewed, subject: Subject, permission: Deed):
    assert permission_of(review(subject), f"/{deed.value}") is permission


@pytest.mark.parametrize("language", Language)
def test_every_refusal_says_who_may_and_what_else_can_be_done(language: Language):
    words = Words(language, escape)
    for deed, allowed in TABLE.items():
        if allowed & (HERE | {Role.ANYBODY}) and deed is not Deed.START:
            continue
        said = words.say(refused_because(Refused(deed, Why.ROLE), owner=Markup("<@UANA>"), lead=Markup("<@UBEN>")))
        assert ("<@UANA>" in said) is (Role.OWNER in allowed and Role.PARTICIPANT not in allowed), said
        assert ("<@UBEN>" in said) is (
            deed is Deed.START or (Role.LEAD in allowed and Role.PARTICIPANT not in allowed)
        ), said
        assert len(said) < 300
