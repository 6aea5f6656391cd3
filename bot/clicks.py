"""What a button or menu means: a turn of the interview, or a private answer."""

from datetime import datetime

from sqlalchemy import Connection

from bot import results, reviewing, rounds, stage_forms
from bot.asker import Asker
from bot.charters import send_charter
from bot.names import Act, card_of
from bot.said import Clicked
from bot.threads import Decide, renderer
from bot.views import replies
from bot.views.checklist import checklist_message
from bot.views.library import others_message
from bot.views.message import Message
from bot.views.pressed import block_of
from bot.world import World
from flows.overruling import withdraw
from flows.reaching import deepen, proceed
from flows.rounds import Wish
from flows.spoken import Word
from flows.steering import cancel, choose, drop, finish, join, press, remove, stay
from storage.outbox import revive
from storage.threads import Thread

WORDS_OF = {
    Act.UNKNOWN: Word.UNKNOWN,
    Act.BACK: Word.BACK,
    Act.SKIP: Word.SKIP,
    Act.HELP: Word.HELP,
}


def decided(said: Clicked) -> Decide | None:
    """What a click means for the interview; None when it is about something else."""
    act, pressed, by = said.act, said.pressed, said.by
    question, line, value = pressed.question or "", pressed.line or 0, pressed.value or ""
    match act:
        case Act.CHOOSE | Act.PICK | Act.DATE:
            return lambda i, told, at: choose(i, told, question, value, line, by=by, now=at)
        case Act.SAVE:
            saved = _held(said)
            return lambda i, told, at: choose(i, told, question, saved, line, by=by, now=at)
        case Act.UNKNOWN | Act.BACK | Act.SKIP | Act.HELP:
            word = WORDS_OF[act]
            return lambda i, told, at: press(i, told, word, question, line, by=by, now=at)
        case Act.ROW:
            row = value.partition(":")[2]
            return lambda i, told, at: remove(i, told, question, row, by=by, now=at)
        case Act.DONE:
            return lambda i, told, at: finish(i, told, question, line, by=by, now=at)
        case Act.DROP:
            return lambda i, told, at: drop(i, told, question, line, by=by)
        case Act.DEEPEN:
            return lambda i, told, at: deepen(i, told, value, by=by)
        case Act.CONTINUE:
            return lambda i, told, at: proceed(i, told, by=by)
        case Act.CANCEL:
            return lambda i, told, at: cancel(told, by=by)
        case Act.STAY:
            return lambda i, told, at: stay(told, by=by)
        case Act.WITHDRAW:
            return lambda i, told, at: withdraw(i, told, by=by)
        case Act.JOIN:
            return lambda i, told, at: join(told, by=by)
        case _:
            return None


def answered(
    db: Connection, world: World, asker: Asker, said: Clicked, thread: Thread, now: datetime
) -> Message | None:
    """The private answer to a click that changes no answers; None when there is nothing to say."""
    words = asker.words
    match said.act:
        case Act.RETRY:
            again = revive(db, card_of(said.pressed.project), now=now)
            return replies.retried(words, again=again)
        case Act.LATER:
            return replies.later(words)
        case Act.SCORE | Act.CLOSE:
            return _of_round(db, world, asker, said, thread, now)
        case Act.REVIEW:
            return reviewing.reply(db, world, thread, said, words, now=now)
        case Act.CHARTER:
            return send_charter(db, world, thread, words, to=said.by, now=now)
        case act if act in stage_forms.PRESSED:
            return stage_forms.pressed(db, world, thread, said, words, now=now)
        case Act.MEASURED:
            return results.completed(db, world, thread, words, said.pressed.value or "", by=said.by, now=now)
        case Act.CHECKLIST:
            return checklist_message(words, renderer(world, thread).overview)
        case Act.OTHERS:
            return others_message(words, thread.conversation)
        case _:
            return None


def _of_round(db: Connection, world: World, asker: Asker, said: Clicked, thread: Thread, now: datetime) -> Message:
    if said.act is Act.CLOSE:
        return rounds.end(db, world, thread, asker.words, said.pressed.value or "", by=said.by, now=now)
    return rounds.score(db, world, asker, thread, Wish(""), now=now)


def _held(said: Clicked) -> str:
    """What the control above a *Save* button holds, as it could be typed."""
    entry = said.entries.get(block_of(said.pressed, "field"))
    if isinstance(entry, tuple):
        return ", ".join(f"<@{one}>" if one[:1] in "UW" and one.isupper() else one for one in entry)
    return entry or ""
