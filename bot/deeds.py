"""What every order, button and form is, as a deed of the table of permissions; a test holds it complete."""

from collections.abc import Mapping

from sqlalchemy import Connection

from bot import reviewing
from bot.asker import Asker
from bot.looked import Looked
from bot.names import Act, Sheet
from bot.orders import Order
from bot.permissions import refusal
from bot.said import Clicked, Submitted
from flows.conversation import Conversation
from flows.hearing import Message as Heard
from flows.overruling import overruled_last
from flows.permissions import Deed
from flows.spoken import Word, heard
from flows.text import Phrase
from storage.threads import Thread

ORDERS: Mapping[Order, tuple[Deed, ...]] = {
    Order.NEW: (Deed.START,),
    Order.LIST: (Deed.READ,),
    Order.SHOW: (Deed.READ,),
    Order.BOARD: (Deed.READ,),
    Order.WEIGHTS: (Deed.READ, Deed.WEIGH),
    Order.WHY: (Deed.READ,),
    Order.SCORE: (Deed.SCORE, Deed.ROUND),
    Order.STAGE: (Deed.READ, Deed.CHECK, Deed.MOVE, Deed.OVERRULE),
    Order.RESULT: (Deed.READ, Deed.MEASURE),
    Order.DECIDE: (Deed.READ, Deed.DECIDE),
    Order.CALIBRATION: (Deed.CALIBRATION,),
    Order.REVIEW: (Deed.READ,),
    Order.REMIND: (Deed.READ, Deed.CADENCE),
    Order.TODO: (Deed.OWN,),
    Order.DIGEST: (Deed.READ, Deed.OWN, Deed.DIGEST),
    Order.EXPORT: (Deed.READ,),
    Order.SETTINGS: (Deed.READ, Deed.SETTINGS, Deed.NAME_LEAD),
    Order.HELP: (Deed.OWN,),
}
"""What an order may be, by what is typed behind it; the first is what it is by itself."""

ACTS: Mapping[Act, Deed] = {
    Act.CHOOSE: Deed.ANSWER,
    Act.PICK: Deed.ANSWER,
    Act.UNKNOWN: Deed.ANSWER,
    Act.TICK: Deed.ANSWER,
    Act.DATE: Deed.ANSWER,
    Act.SAVE: Deed.ANSWER,
    Act.FORM: Deed.ANSWER,
    Act.ASK: Deed.ANSWER,
    Act.ADD: Deed.ANSWER,
    Act.ROW: Deed.ANSWER,
    Act.DONE: Deed.ANSWER,
    Act.DROP: Deed.ANSWER,
    Act.ANSWER: Deed.ANSWER,
    Act.JOIN: Deed.ANSWER,
    Act.BACK: Deed.STEER,
    Act.SKIP: Deed.STEER,
    Act.DEEPEN: Deed.STEER,
    Act.CANCEL: Deed.STEER,
    Act.STAY: Deed.STEER,
    Act.CONTINUE: Deed.STEER,
    Act.LATER: Deed.STEER,
    Act.RETRY: Deed.STEER,
    Act.HELP: Deed.READ,
    Act.OTHERS: Deed.READ,
    Act.CHECKLIST: Deed.READ,
    Act.FULL: Deed.READ,
    Act.CHARTER: Deed.READ,
    Act.OVERRULE: Deed.OVERRULE,
    Act.WITHDRAW: Deed.OVERRULE,
    Act.SCORE: Deed.SCORE,
    Act.BALLOT: Deed.SCORE,
    Act.CLOSE: Deed.ROUND,
    Act.DECIDE: Deed.DECIDE,
    Act.BOARD_PRESET: Deed.READ,
    Act.BOARD_WHY: Deed.READ,
    Act.BOARD_ALL: Deed.READ,
    Act.BOARD_BEFORE: Deed.READ,
    Act.BOARD_AFTER: Deed.READ,
    Act.WEIGHTS_OPEN: Deed.READ,
    Act.WEIGHTS_SIMPLE: Deed.READ,
    Act.WEIGHTS_EXPERT: Deed.READ,
    Act.WEIGHTS_APPLY: Deed.WEIGH,
    Act.WEIGHTS_UNDO: Deed.WEIGH,
    Act.REVIEW: Deed.REPLY,
    Act.HOME_START: Deed.OWN,
    Act.HOME_DIGEST: Deed.OWN,
    Act.SETTINGS: Deed.SETTINGS,
    Act.STAGE_MOVE: Deed.MOVE,
    Act.STAGE_LEAVE: Deed.MOVE,
    Act.STAGE_WAIT: Deed.MOVE,
    Act.STAGE_TICK: Deed.CHECK,
    Act.STAGE_UNTICK: Deed.CHECK,
    Act.STAGE_NOTE: Deed.CHECK,
    Act.STAGE_PART: Deed.CHECK,
    Act.STAGE_TESTS: Deed.CHECK,
    Act.STAGE_OVERRIDE: Deed.OVERRULE,
    Act.RESULT: Deed.MEASURE,
    Act.CORRECT: Deed.MEASURE,
    Act.MEASURED: Deed.MEASURE,
}
"""A reply to a review may be more than that: see `reviewing.permission_of`."""

SHEETS: Mapping[Sheet, Deed] = {
    Sheet.PAGE: Deed.ANSWER,
    Sheet.ROW: Deed.ANSWER,
    Sheet.ASK: Deed.ANSWER,
    Sheet.OVERRULE: Deed.OVERRULE,
    Sheet.BALLOT: Deed.SCORE,
    Sheet.DECIDE: Deed.DECIDE,
    Sheet.REVIEW: Deed.REPLY,
    Sheet.STAGE: Deed.MOVE,
    Sheet.CHECK: Deed.CHECK,
    Sheet.TESTS: Deed.CHECK,
    Sheet.RESULT: Deed.MEASURE,
    Sheet.OUTCOME: Deed.OUTCOME,
}
"""A form about a check may also set it aside, and one about a review be more than a reply."""

TICKING = "tick:"
"""How a form remembers that it confirms a check; any other sets one aside."""


def click_refused(db: Connection, asker: Asker, thread: Thread, said: Clicked) -> Phrase | None:
    """Why this may not be pressed."""
    if said.act is Act.REVIEW:
        review = reviewing.reviewed_by(db, thread, said.pressed.question)
        return refusal(db, asker, reviewing.permission_of(review, said.pressed.value or ""), thread, review=review)
    return refusal(db, asker, ACTS[said.act], thread)


def form_refused(db: Connection, asker: Asker, thread: Thread, said: Submitted) -> Phrase | None:
    """Why this may not be sent off."""
    deed, review, held = SHEETS[said.sheet], None, said.held
    if said.sheet is Sheet.REVIEW:
        review = reviewing.reviewed_by(db, thread, held.question)
        deed = reviewing.permission_of(review, f"{held.row or ''}/{held.stretch or ''}")
    if said.sheet is Sheet.CHECK and not (held.about or "").startswith(TICKING):
        deed = Deed.OVERRULE
    return refusal(db, asker, deed, thread, review=review, in_form=True)


def look_refused(db: Connection, asker: Asker, said: Looked) -> Phrase | None:
    """Why this may not be pressed on a board."""
    return refusal(db, asker, ACTS[said.act], said.channel)


def message_refused(db: Connection, asker: Asker, thread: Thread, message: Heard) -> Phrase | None:
    """Why this may not be typed in a project's thread; what is not meant for the bot is never refused."""
    told = thread.conversation
    if not (message.addressed or told.takes_part(message.by)):
        return None
    return refusal(db, asker, _deed_of(told, message), thread)


def _deed_of(told: Conversation, message: Heard) -> Deed:
    match heard(message.text):
        case Word.UNDO if overruled_last(told) and told.draft is None:
            return Deed.OVERRULE
        case Word():
            return Deed.STEER
        case _:
            return Deed.ANSWER
