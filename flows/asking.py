"""Handing a question to somebody."""

from datetime import datetime

from flows.answering import unknown
from flows.conversation import Conversation, Mode, Request
from flows.effects import HandedOver, Whisper
from flows.interview import Interview
from flows.text import phrase
from flows.turn import Turn, with_effects


def hand_over(interview: Interview, told: Conversation, key: str, person: str, *, by: str, now: datetime) -> Turn:
    """Ask somebody for the answer; they take part from now on.

    The interview goes on with the next question where this one may stay open for a while.
    """
    question = interview.intake[key]
    if any(one.question == key and one.person == person for one in told.requests):
        return Turn(told, (Whisper(by, phrase("ask.already", "They have been asked this already.")),))
    request = Request(question=key, person=person, by=by, at=now)
    joined = told.participants if told.takes_part(person) else (*told.participants, person)
    asked = told.model_copy(update={"requests": (*told.requests, request), "participants": joined})
    if key in told.answers or not question.offers_unknown or told.mode is not Mode.OPEN:
        return with_effects(Turn(asked), HandedOver(person, key, by))
    turn = interview.record(asked, key, unknown(by, now), in_place=False)
    return with_effects(turn, HandedOver(person, key, by))


def asked_of(told: Conversation, person: str) -> tuple[str, ...]:
    """The questions this person was asked and has not answered, the newest first."""
    return tuple(request.question for request in reversed(told.requests) if request.person == person)
