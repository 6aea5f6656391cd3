"""What the ladder says when nobody answers."""

from datetime import date
from typing import assert_never

from flows.cadence.review import Level
from flows.reading.in_words import date_text
from flows.text import Phrase, phrase


def step_sentence(level: Level, name: object, owner: object, last: date, waiting: int = 1) -> Phrase | None:
    """`name` of the project or objective, `owner` as a view mentions people; `waiting` numbers are asked for.

    None for the first step, which is the question itself.
    """
    match level:
        case Level.ASKED:
            return None
        case Level.STILL_WAITING if waiting == 1:
            return phrase("cadence.waiting_one", "Still waiting for a number on {name}.", name=name)
        case Level.STILL_WAITING:
            return phrase(
                "cadence.waiting_many", "Still waiting for {count} numbers on {name}.", count=waiting, name=name
            )
        case Level.IN_THREAD:
            return phrase(
                "cadence.in_thread", "{owner}, could you or someone else review {name}?", owner=owner, name=name
            )
        case Level.TO_LEAD:
            return phrase(
                "cadence.to_lead",
                "{name} has had no review since {date}. Keep, hand over or pause?",
                name=name,
                date=date_text(last),
            )
        case Level.ASLEEP:
            return phrase("cadence.asleep", "{name} looks asleep. Pause it? You can resume any time.", name=name)
        case _:
            assert_never(level)


def new_owner_sentence(name: object) -> Phrase:
    """To the lead, when the owner's account is gone."""
    return phrase("cadence.new_owner", "{name} has lost its owner. Who takes it over?", name=name)


def nudge_sentence(name: object, open_questions: int) -> Phrase:
    """To the owner of an interview that has gone silent."""
    if open_questions == 1:
        return phrase("cadence.nudge_one", "{name} is waiting for you: one question to go.", name=name)
    return phrase(
        "cadence.nudge_many", "{name} is waiting for you: {count} questions to go.", name=name, count=open_questions
    )
