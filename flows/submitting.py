"""What was sent off as a form, as one turn."""

from datetime import datetime

from flows.answering import unknown
from flows.answers import Answer, AnswerState
from flows.conversation import Conversation, Mode
from flows.effects import Noted
from flows.filling import Filled
from flows.interview import Interview
from flows.recording import given
from flows.turn import Turn, with_effects


def submit(interview: Interview, told: Conversation, filled: Filled, *, by: str, now: datetime) -> Turn:
    """Store what a form changed. A form that changes nothing is no turn."""
    answers: dict[str, Answer] = {key: given(value, by=by, at=now) for key, value in filled.values.items()}
    answers |= {key: unknown(by, now) for key in filled.unknown if not _is_unknown(told, key)}
    if not answers and not filled.emptied:
        return Turn(told)
    opened = told.model_copy(update={"mode": Mode.OPEN})
    turn = interview.record_all(opened, answers, emptied=filled.emptied, by=by, now=now)
    return with_effects(turn, Noted(by, tuple(answers), notes=tuple(filled.notes.values())))


def _is_unknown(told: Conversation, key: str) -> bool:
    return key in told.answers and told.answers[key].state is AnswerState.UNKNOWN
