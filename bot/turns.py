"""One delivery, one transaction, then the ack."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

import structlog
from sqlalchemy import Connection

from bot.commands import Asker, obey
from bot.i18n import Words
from bot.names import Act, card_of
from bot.orders import NotUnderstood, Order, Ordered, ordered
from bot.people import People
from bot.said import Clicked, Commanded, Deleted, Edited, Messaged, plain
from bot.threads import Decide, renderer, take
from bot.views import replies
from bot.views.message import Message, escape
from bot.world import World
from flows.hearing import Message as Heard
from flows.hearing import cancel, choose, hear, hear_deletion, hear_edit, join, press, stay
from flows.spoken import Word, heard
from storage.calls import Call
from storage.database import Database
from storage.errors import ConversationMoved, NoSuchProject, ThreadNotKnownYet
from storage.inbox import claim, was_claimed
from storage.messages import CARD
from storage.outbox import enqueue, is_being_posted, revive
from storage.threads import Thread, find_thread, get_thread

T = TypeVar("T")
log = structlog.get_logger()

LEAVING = 0.05  # seconds: the acknowledgements of the last turns are on their way out
RIVALS = 5  # how often a turn is decided again because another one was saved first
LATE = timedelta(hours=1)  # an edit that overtakes its message by more is an edit of old talk

WORDS_OF = {
    Act.UNKNOWN: Word.UNKNOWN,
    Act.BACK: Word.BACK,
    Act.SKIP: Word.SKIP,
    Act.HELP: Word.HELP,
}


class Closing(Exception):
    """The process is stopping; Slack should deliver this again, to the next one."""


@dataclass(slots=True)
class Turns:
    """Takes turns. `after_commit` is called when something may be owed to Slack."""

    database: Database
    world: World
    people: People
    after_commit: Callable[[], None]
    _running: set[asyncio.Task[object]] = field(default_factory=set)
    _closing: bool = False

    async def messaged(self, said: Messaged) -> None:
        """A new message: an answer or an order, when it is meant for the bot."""
        addressed = self.world.workspace.user in said.mentions or said.channel.startswith("D")
        if said.thread is None and not addressed:
            return
        if addressed and (order := self._order_in(said)):
            await self._ordered(said, order)
            return
        if said.thread is None:
            return

        def work(db: Connection, now: datetime) -> None:
            thread = self._thread_of(db, said)
            if thread and claim(db, said.delivery, now=now):
                message = self._heard(said, addressed=addressed)
                self._take(db, thread, said.by, lambda i, told, at: hear(i, told, message, now=at), now)

        await self._turn("message", work)

    async def edited(self, said: Edited) -> None:
        """An edited message. If the edit overtook the message itself, it is the message."""
        message = said.message
        if message.thread is None:
            return

        def work(db: Connection, now: datetime) -> None:
            thread = self._thread_of(db, message)
            if thread is None or not claim(db, said.delivery, now=now):
                return
            told = self._heard(message, addressed=self.world.workspace.user in message.mentions)
            overtook = not was_claimed(db, message.delivery) and now - _instant(message.ts) < LATE
            if overtook and claim(db, message.delivery, now=now):
                self._take(db, thread, message.by, lambda i, c, at: hear(i, c, told, now=at), now)
            else:
                self._take(db, thread, message.by, lambda i, c, at: hear_edit(i, c, told, now=at), now)

        await self._turn("edit", work)

    async def deleted(self, said: Deleted) -> None:
        """A deleted message. If the deletion overtook the message itself, there is nothing to hear any more."""
        if said.thread is None:
            return

        def work(db: Connection, now: datetime) -> None:
            thread = self._thread_of(db, said)
            if thread is None or not claim(db, said.delivery, now=now):
                return
            claim(db, said.original, now=now)
            self._take(
                db,
                thread,
                said.by,
                lambda i, told, at: hear_deletion(i, told, said.ts, by=said.by, now=at),
                now,
            )

        await self._turn("deletion", work)

    async def clicked(self, said: Clicked) -> None:
        """A button or an option."""
        language = await self.people.language_of(said.team, said.by)

        def work(db: Connection, now: datetime) -> None:
            thread = get_thread(db, said.pressed.project)
            if thread.project.team != said.team:
                raise NoSuchProject(said.pressed.project)
            if not claim(db, said.delivery, now=now):
                return
            if decide := self._pressed(said):
                self._take(db, thread, said.by, decide, now)
                return
            self._whisper(db, said, self._answered(db, said, thread, Words(language, escape), now), now)

        await self._turn("click", work)

    async def commanded(self, said: Commanded) -> Message | None:
        """A slash command; the private answer for the one who typed it."""
        language = await self.people.language_of(said.team, said.by)
        asker = Asker(said.team, said.channel, said.by, language, said.answer_at)

        def work(db: Connection, now: datetime) -> Message | None:
            if not claim(db, said.delivery, now=now):
                return None
            return obey(db, self.world, asker, ordered(said.text), now=now)

        return await self._turn("command", work)

    async def close(self, within: timedelta) -> None:
        """Take no new turns and wait for those that run."""
        self._closing = True
        if self._running:
            await asyncio.wait(self._running, timeout=within.total_seconds())
        await asyncio.sleep(LEAVING)

    async def _turn(self, kind: str, work: Callable[[Connection, datetime], T]) -> T:
        if self._closing:
            raise Closing(kind)
        if task := asyncio.current_task():
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        for _ in range(RIVALS):
            try:
                result = await self.database.write(partial(_at, self.world.clock(), work))
            except ConversationMoved as moved:
                log.info("turn.moved", project=str(moved))
                continue
            log.debug("turn.taken", kind=kind)
            self.after_commit()
            return result
        raise ConversationMoved(kind)

    def _take(self, db: Connection, thread: Thread, by: str, decide: Decide, now: datetime) -> None:
        take(db, self.world, thread, by, decide, now=now)

    def _thread_of(self, db: Connection, said: Messaged | Deleted) -> Thread | None:
        """The project's thread this was said in; raises ThreadNotKnownYet while its card is being posted."""
        thread = find_thread(db, said.team, said.channel, said.thread or "")
        if thread is None and is_being_posted(db, CARD, said.channel):
            raise ThreadNotKnownYet(said.thread)
        return thread

    def _heard(self, said: Messaged, *, addressed: bool) -> Heard:
        me = self.world.workspace.user
        rest = said.text.replace(f"<@{me}>", " ").strip()
        return Heard(
            by=said.by,
            text=plain(rest),
            source=said.ts,
            addressed=addressed,
            to_others=rest.startswith("<@"),
            mentions=tuple(person for person in said.mentions if person != me),
        )

    def _order_in(self, said: Messaged) -> Ordered | NotUnderstood | None:
        """The order in a message to the bot. In a thread, words that steer and answers come first."""
        text = plain(said.text.replace(f"<@{self.world.workspace.user}>", " ")).strip().removeprefix("/ml").strip()
        order = ordered(text)
        if said.thread is None:
            return order
        if (
            isinstance(order, Ordered)
            and order.order in (Order.LIST, Order.SHOW, Order.WHY)
            and not isinstance(heard(text), Word)
        ):
            return order
        return None

    async def _ordered(self, said: Messaged, order: Ordered | NotUnderstood) -> None:
        language = await self.people.language_of(said.team, said.by)
        asker = Asker(said.team, said.channel, said.by, language)

        def work(db: Connection, now: datetime) -> None:
            if not claim(db, said.delivery, now=now):
                return
            reply = obey(db, self.world, asker, order, now=now)
            if reply:
                payload = {"channel": said.channel, "user": said.by, **reply.payload}
                if said.thread:
                    payload["thread_ts"] = said.thread
                method = "chat.postEphemeral"
                if said.channel.startswith("D"):
                    method = "chat.postMessage"
                    del payload["user"]
                lane = f"reply:{said.channel}"
                enqueue(db, [Call(said.team, lane, method, payload, self.world.new_id())], due_at=now)

        await self._turn("order", work)

    def _pressed(self, said: Clicked) -> Decide | None:
        """What a click means for the interview; None when it is about something else."""
        act, pressed, by = said.act, said.pressed, said.by
        question, line = pressed.question or "", pressed.line or 0
        match act:
            case Act.CHOOSE | Act.PICK:
                return lambda i, told, at: choose(i, told, question, pressed.value or "", line, by=by, now=at)
            case Act.UNKNOWN | Act.BACK | Act.SKIP | Act.HELP:
                word = WORDS_OF[act]
                return lambda i, told, at: press(i, told, word, question, line, by=by, now=at)
            case Act.CANCEL:
                return lambda i, told, at: cancel(told, by=by)
            case Act.STAY:
                return lambda i, told, at: stay(told, by=by)
            case Act.JOIN:
                return lambda i, told, at: join(told, by=by)
            case Act.CONTINUE | Act.LATER | Act.RETRY:
                return None

    def _answered(self, db: Connection, said: Clicked, thread: Thread, words: Words, now: datetime) -> Message:
        if said.act is Act.RETRY:
            again = revive(db, card_of(said.pressed.project), now=now)
            return replies.retried(words, again=again)
        if said.act is Act.LATER:
            return replies.later(words)
        return replies.continued(words, renderer(self.world, thread).overview.more_to_ask)

    def _whisper(self, db: Connection, said: Clicked, reply: Message, now: datetime) -> None:
        """Answer a click privately, where it was made; the bot need not be in that channel."""
        lane, mark = f"reply:{said.channel}", self.world.new_id()
        if said.answer_at:
            private = {"response_type": "ephemeral", "replace_original": False, **reply.payload}
            if said.thread:
                private["thread_ts"] = said.thread
            call = Call(said.team, lane, "respond", {"url": said.answer_at, "message": private}, mark)
        else:
            payload = {"channel": said.channel, "user": said.by, **reply.payload}
            call = Call(said.team, lane, "chat.postEphemeral", payload, mark)
        enqueue(db, [call], due_at=now)


def _at(now: datetime, work: Callable[[Connection, datetime], T], db: Connection) -> T:
    return work(db, now)


def _instant(ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC)
