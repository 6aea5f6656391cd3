"""What becomes of a call to a receiver."""

from datetime import timedelta

import pytest

from bot.webhooks.outcomes import Again, Answer, Asleep, Decision, Dropped, Taken, Trouble, decide

NOW, HOUR, DAY = timedelta(0), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("answer", "failing_for", "decision"),
    [
        (Answer(200), NOW, Taken()),
        (Answer(204), DAY, Taken()),
        (Answer(410), NOW, Asleep("gone")),
        (Answer(422), NOW, Dropped("status_422")),
        (Answer(422), DAY, Asleep("status_422")),
        (Answer(301), NOW, Again(timedelta(seconds=5), "status_301")),
        (Answer(404), timedelta(minutes=3), Again(timedelta(minutes=3), "status_404")),
        (Answer(500), timedelta(hours=9), Again(HOUR, "status_500")),
        (Answer(500), DAY, Asleep("status_500")),
        (Answer(429, 90.0), NOW, Again(timedelta(seconds=90), "status_429")),
        (Answer(503, 1e300), NOW, Again(HOUR, "status_503")),
        (Answer(503, 1.0), NOW, Again(timedelta(seconds=5), "status_503")),
        (Trouble.TIMEOUT, NOW, Again(timedelta(seconds=5), "timeout")),
        (Trouble.NOT_ALLOWED, DAY, Asleep("address_not_allowed")),
    ],
)
def test_what_is_done_about_an_answer(answer: Answer | Trouble, failing_for: timedelta, decision: Decision):
    assert decide(answer, failing_for) == decision


def test_a_receiver_that_never_answers_is_asked_about_forty_times():
    at, asked = NOW, 0
    while isinstance(decision := decide(Trouble.TIMEOUT, at), Again):
        at, asked = at + decision.delay, asked + 1
    assert DAY <= at < DAY + HOUR
    assert 30 < asked < 45
