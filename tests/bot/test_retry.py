"""What becomes of a call that Slack did not simply take."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retry import LONGEST, REPAIR, Decision, Done, Failure, Look, Never, Refusal, Wait, decide

POST = "chat.postMessage"
HALF = timedelta(seconds=0.5)


@pytest.mark.parametrize(
    ("method", "trouble", "decision"),
    [
        (POST, Failure.NOT_CONNECTED, Wait(HALF)),
        (POST, Failure.CONNECTION_LOST, Look(HALF)),
        (POST, Failure.TIMEOUT, Look(timedelta(seconds=5))),
        (POST, Refusal(429, "ratelimited", 30), Wait(timedelta(seconds=30))),
        (POST, Refusal(429, "ratelimited", 0), Wait(timedelta(0))),
        (POST, Refusal(429, "ratelimited"), Wait(HALF)),
        (POST, Refusal(200, "ratelimited"), Wait(HALF)),
        (POST, Refusal(200, "message_limit_exceeded"), Wait(HALF)),
        (POST, Refusal(500, "no_answer"), Look(HALF)),
        (POST, Refusal(503, "service_unavailable"), Look(HALF)),
        (POST, Refusal(200, "internal_error"), Look(HALF)),
        (POST, Refusal(200, "fatal_error"), Look(HALF)),
        (POST, Refusal(200, "channel_not_found"), Never()),
        (POST, Refusal(200, "not_in_channel"), Never()),
        (POST, Refusal(200, "is_archived"), Never()),
        (POST, Refusal(200, "invalid_blocks"), Never()),
        (POST, Refusal(200, "message_not_found"), Never()),
        (POST, Refusal(404, "expired_url"), Never()),
        (POST, Refusal(200, "invalid_auth"), Wait(REPAIR)),
        (POST, Refusal(200, "token_revoked"), Wait(REPAIR)),
        (POST, Refusal(200, "missing_scope"), Wait(REPAIR)),
        ("chat.update", Refusal(200, "message_not_found"), Done()),
        ("chat.delete", Refusal(200, "message_not_found"), Done()),
        ("reactions.add", Refusal(200, "already_reacted"), Done()),
        ("reactions.add", Refusal(200, "message_not_found"), Done()),
        ("reactions.remove", Refusal(200, "no_reaction"), Done()),
        ("reactions.remove", Refusal(200, "already_reacted"), Never()),
        ("chat.update", Refusal(200, "cant_update_message"), Never()),
    ],
)
def test_each_trouble_has_its_decision(method: str, trouble: Failure | Refusal, decision: Decision):
    assert decide(method, trouble, 1) == decision


@given(st.sampled_from(Failure), st.integers(1, 10_000))
def test_waiting_grows_up_to_five_minutes_and_never_ends(failure: Failure, attempts: int):
    now, later = decide(POST, failure, attempts), decide(POST, failure, attempts + 1)
    assert isinstance(now, Wait | Look)
    assert isinstance(later, Wait | Look)
    assert timedelta(0) < now.delay <= later.delay <= LONGEST


@given(
    st.sampled_from([POST, "chat.update", "reactions.add", "respond"]),
    st.integers(500, 599),
    st.sampled_from(["no_answer", "internal_error", "is_archived", ""]),
    st.integers(1, 50),
)
def test_a_call_that_may_have_been_made_is_looked_for_before_it_is_repeated(
    method: str, status: int, error: str, attempts: int
):
    assert isinstance(decide(method, Refusal(status, error), attempts), Look)
