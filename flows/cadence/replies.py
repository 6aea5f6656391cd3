"""How a review may be answered with one press."""

from enum import StrEnum

from flows.text import Phrase, phrase


class Reply(StrEnum):
    """Presses under a question. ON_TRACK, NO_CHANGE, SAME_AS_LAST and ALL_FINE count as a review."""

    START = "start"
    LATER = "later"
    ON_TRACK = "on_track"
    BLOCKED = "blocked"
    CHANGE_PROBLEM = "change_problem"
    STOP = "stop"
    ENTER_VALUE = "enter_value"
    BACK_TO_PLANNING = "back_to_planning"
    BACK_TO_DATA = "back_to_data"
    BACK_TO_TRAINING = "back_to_training"
    NO_CHANGE = "no_change"
    ROLL_OUT = "roll_out"
    ALL_FINE = "all_fine"
    RETRAIN = "retrain"
    NEW_PHENOMENON = "new_phenomenon"
    ROLL_BACK = "roll_back"
    RESUME = "resume"
    WAIT = "wait"
    SAME_AS_LAST = "same_as_last"
    CHANGE_TARGET = "change_target"
    NOT_MEASURED = "not_measured"


REVIEWING = frozenset({Reply.ON_TRACK, Reply.NO_CHANGE, Reply.SAME_AS_LAST, Reply.ALL_FINE})


def stage_replies(stage: str) -> tuple[Reply, ...]:
    """Offered under the question about a project in this stage."""
    return _REPLIES[stage]


OBJECTIVE_REPLIES = (Reply.ENTER_VALUE, Reply.SAME_AS_LAST, Reply.CHANGE_TARGET, Reply.NOT_MEASURED)
"""Offered under the question about an objective or a watched metric."""

_REPLIES = {
    "intake": (Reply.START, Reply.LATER),
    "planning": (Reply.ON_TRACK, Reply.BLOCKED, Reply.CHANGE_PROBLEM, Reply.STOP),
    "data": (Reply.ENTER_VALUE, Reply.BLOCKED, Reply.BACK_TO_PLANNING),
    "training": (Reply.ENTER_VALUE, Reply.BACK_TO_DATA, Reply.BACK_TO_PLANNING, Reply.NO_CHANGE),
    "deployment": (
        Reply.ENTER_VALUE,
        Reply.ROLL_OUT,
        Reply.BACK_TO_TRAINING,
        Reply.BACK_TO_DATA,
        Reply.BACK_TO_PLANNING,
    ),
    "operation": (Reply.ENTER_VALUE, Reply.ALL_FINE, Reply.RETRAIN, Reply.NEW_PHENOMENON, Reply.ROLL_BACK),
    "paused": (Reply.RESUME, Reply.WAIT, Reply.STOP),
}


def reply_label(reply: Reply) -> Phrase:
    """For a button."""
    match reply:
        case Reply.START:
            return phrase("review.reply.start", "Start")
        case Reply.LATER:
            return phrase("review.reply.later", "Later")
        case Reply.ON_TRACK:
            return phrase("review.reply.on_track", "On track")
        case Reply.BLOCKED:
            return phrase("review.reply.blocked", "Blocked")
        case Reply.CHANGE_PROBLEM:
            return phrase("review.reply.change_problem", "Change the problem")
        case Reply.STOP:
            return phrase("review.reply.stop", "Stop")
        case Reply.ENTER_VALUE:
            return phrase("review.reply.enter_value", "Enter value")
        case Reply.BACK_TO_PLANNING:
            return phrase("review.reply.back_to_planning", "Back to planning")
        case Reply.BACK_TO_DATA:
            return phrase("review.reply.back_to_data", "Back to data")
        case Reply.BACK_TO_TRAINING:
            return phrase("review.reply.back_to_training", "Back to training")
        case Reply.NO_CHANGE:
            return phrase("review.reply.no_change", "No change")
        case Reply.ROLL_OUT:
            return phrase("review.reply.roll_out", "Roll out")
        case Reply.ALL_FINE:
            return phrase("review.reply.all_fine", "All fine")
        case Reply.RETRAIN:
            return phrase("review.reply.retrain", "Retrain")
        case Reply.NEW_PHENOMENON:
            return phrase("review.reply.new_phenomenon", "New phenomenon")
        case Reply.ROLL_BACK:
            return phrase("review.reply.roll_back", "Roll back")
        case Reply.RESUME:
            return phrase("review.reply.resume", "Resume")
        case Reply.WAIT:
            return phrase("review.reply.wait", "Wait 30 days")
        case Reply.SAME_AS_LAST:
            return phrase("review.reply.same_as_last", "Same as last")
        case Reply.CHANGE_TARGET:
            return phrase("review.reply.change_target", "Change the target")
        case Reply.NOT_MEASURED:
            return phrase("review.reply.not_measured", "Not measured")
