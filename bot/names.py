"""Names on the wire and in the history. They are stored in messages and rows: never change one's meaning."""

from datetime import date
from enum import StrEnum

COMMAND = "/ml"
INTAKE_STEP = "start_intake"
"""The step for Workflow Builder."""


class Act(StrEnum):
    """What a button does; the `action_id` is this name, with a place behind it where several stand together."""

    CHOOSE = "question.choose"
    PICK = "question.pick"
    UNKNOWN = "question.unknown"
    BACK = "question.back"
    SKIP = "question.skip"
    HELP = "question.help"
    TICK = "question.tick"
    DATE = "question.date"
    SAVE = "question.save"
    FORM = "question.form"
    ASK = "question.ask"
    OTHERS = "question.others"
    ADD = "rows.add"
    ROW = "rows.row"
    DONE = "rows.done"
    DROP = "rows.drop"
    DEEPEN = "intake.deepen"
    CANCEL = "interview.cancel"
    STAY = "interview.stay"
    JOIN = "interview.join"
    CONTINUE = "verdict.continue"
    LATER = "verdict.later"
    RETRY = "project.retry"
    OVERRULE = "verdict.overrule"
    WITHDRAW = "verdict.withdraw"
    CHECKLIST = "verdict.checklist"
    SCORE = "round.score"
    BALLOT = "round.ballot"
    CLOSE = "round.close"
    DECIDE = "project.decide"
    FULL = "project.full"
    CHARTER = "project.charter"
    ANSWER = "charter.answer"
    BOARD_PRESET = "board.preset"
    BOARD_WHY = "board.why"
    BOARD_ALL = "board.all"
    BOARD_BEFORE = "board.before"
    BOARD_AFTER = "board.after"
    WEIGHTS_OPEN = "weights.open"
    WEIGHTS_APPLY = "weights.apply"
    WEIGHTS_UNDO = "weights.undo"
    WEIGHTS_SIMPLE = "weights.simple"
    WEIGHTS_EXPERT = "weights.expert"
    REVIEW = "review.reply"
    HOME_START = "home.start"
    HOME_DIGEST = "home.digest"
    SETTINGS = "settings.change"
    STAGE_MOVE = "stage.move"
    STAGE_LEAVE = "stage.leave"
    STAGE_TICK = "stage.tick"
    STAGE_UNTICK = "stage.untick"
    STAGE_NOTE = "stage.note"
    STAGE_OVERRIDE = "stage.override"
    STAGE_PART = "stage.part"
    STAGE_WAIT = "stage.wait"
    STAGE_TESTS = "stage.tests"
    RESULT = "result.enter"
    CORRECT = "result.correct"
    MEASURED = "result.measured"


START = "project.start"
"""The message shortcut: the message becomes the phenomenon."""


HOME_STARTING = "home.starting"
"""The form at the Home that starts a project."""

SETTING = "settings.channel"
"""The form of a channel's settings."""


class Sheet(StrEnum):
    """What a modal is for; its `callback_id`."""

    PAGE = "sheet.page"
    ROW = "sheet.row"
    ASK = "sheet.ask"
    OVERRULE = "sheet.overrule"
    BALLOT = "sheet.ballot"
    DECIDE = "sheet.decide"
    REVIEW = "sheet.review"
    STAGE = "sheet.stage"
    CHECK = "sheet.check"
    TESTS = "sheet.tests"
    RESULT = "sheet.result"
    OUTCOME = "sheet.outcome"


WEIGHING = "sheet.weights"
"""The modals in which weights are looked at; they belong to a channel and no project."""


class Did(StrEnum):
    """What stands in a project's history; the last ones in a channel's."""

    STARTED = "project.started"
    ANSWERED = "answer.changed"
    MODE = "interview.mode"
    JOINED = "interview.joined"
    VERDICT = "verdict.told"
    OVERRULED = "verdict.overruled"
    DECIDED = "project.decided"
    WOKEN = "project.woken"
    HANDED = "project.handed"
    OPENED = "round.opened"
    MOVED = "round.moved"
    VOTED = "round.voted"
    CLOSED = "round.closed"
    REVIEWED = "review.done"
    PUT_OFF = "review.snoozed"
    BLOCKED = "review.blocked"
    OFFERED = "review.offered"
    OWNED = "review.taken"
    STAGED = "stage.moved"
    CHECKED = "stage.checked"
    TESTED = "tests.scored"
    MEASURED = "result.logged"
    TURNED_OUT = "outcome.told"
    CROSSED = "limit.crossed"
    CADENCE = "review.cadence"
    ASKED = "question.handed"
    DECLINED = "review.declined"
    LED = "channel.lead"
    LED_BY_GROUP = "channel.lead_group"
    SPOKEN = "channel.language"
    SET = "channel.settings"


POSTED = "groundwork_posted"
"""The event type of the metadata in every message the bot posts."""


def card_of(project: str) -> str:
    return f"card:{project}"


def line_of(project: str, line: int) -> str:
    return f"line:{project}:{line}"


def verdict_of(project: str) -> str:
    return f"verdict:{project}"


def board_of(team: str, channel: str, number: int) -> str:
    """The `number`-th board posted in a channel."""
    return f"board:{team}:{channel}:{number}"


def round_of(round_id: str) -> str:
    return f"round:{round_id}"


def reminder_of(team: str, person: str, day: date) -> str:
    """The message with which somebody was reminded on a day."""
    return f"reminder:{team}:{person}:{day.isoformat()}"


def digest_of(team: str, place: str, week: str) -> str:
    """A channel's, or a person's, digest of a week."""
    return f"digest:{team}:{place}:{week}"


def result_of(result: str) -> str:
    return f"result:{result}"


def welcome_of(team: str, channel: str) -> str:
    """The first words in a channel."""
    return f"welcome:{team}:{channel}"


def installed_for(team: str, person: str) -> str:
    """The first words to whoever installed the bot."""
    return f"installed:{team}:{person}"


def thread_of(project: str) -> str:
    """The lane in which a project's messages are posted, in order."""
    return f"thread:{project}"
