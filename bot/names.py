"""Names on the wire and in the history. They are stored in messages and rows: never change one's meaning."""

from enum import StrEnum

COMMAND = "/ml"


class Act(StrEnum):
    """What a button does; the `action_id` is this name, with a place behind it where several stand together."""

    CHOOSE = "question.choose"
    PICK = "question.pick"
    UNKNOWN = "question.unknown"
    BACK = "question.back"
    SKIP = "question.skip"
    HELP = "question.help"
    CANCEL = "interview.cancel"
    STAY = "interview.stay"
    JOIN = "interview.join"
    CONTINUE = "verdict.continue"
    LATER = "verdict.later"
    RETRY = "project.retry"


class Did(StrEnum):
    """What stands in a project's history."""

    STARTED = "project.started"
    ANSWERED = "answer.changed"
    MODE = "interview.mode"
    JOINED = "interview.joined"
    VERDICT = "verdict.told"


POSTED = "groundwork_posted"
"""The event type of the metadata in every message the bot posts."""


def card_of(project: str) -> str:
    return f"card:{project}"


def line_of(project: str, line: int) -> str:
    return f"line:{project}:{line}"


def verdict_of(project: str) -> str:
    return f"verdict:{project}"


def thread_of(project: str) -> str:
    """The lane in which a project's messages are posted, in order."""
    return f"thread:{project}"
