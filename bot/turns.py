"""One delivery, one transaction, then the ack."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

import structlog
from sqlalchemy import Connection

from bot.asker import Asker
from bot.clicks import answered, decided
from bot.commands import obey
from bot.deeds import click_refused, message_refused
from bot.deepening import FROM_REMINDER
from bot.inquiry import Inquiry
from bot.metrics import Metrics
from bot.names import Sheet
from bot.openings import redrawn
from bot.orders import NotUnderstood, Order, Ordered, ordered
from bot.pause import Pause
from bot.people import People
from bot.privately import privately
from bot.said import Clicked, Commanded, Deleted, Edited, Messaged, Picked, Submitted
from bot.stage_forms import REPLACING
from bot.starting import start
from bot.submissions import Reply, submitted
from bot.talk import heard_in, order_in
from bot.threads import Decide, take
from bot.views.message import Message
from bot.views.notices import sentence
from bot.wanted import NotKnownYet
from bot.world import World
from flows.hearing import hear, hear_deletion, hear_edit
from storage.calls import Call
from storage.database import Database
from storage.errors import ConversationMoved, NoSuchProject, ThreadNotKnownYet
from storage.holds import EVERYTHING, Hold, turn, workspace
from storage.inbox import claim, was_claimed
from storage.messages import CARD
from storage.outbox import enqueue, is_being_posted
from storage.threads import Thread, find_thread, get_thread

T = TypeVar("T")
log = structlog.get_logger()

LEAVING = 0.05  # seconds: the acknowledgements of the last turns are on their way out
RIVALS = 5  # how often a turn is decided again because another one was saved first
ABOUT_PEOPLE = frozenset({Order.LIST, Order.BOARD, Order.SETTINGS})
"""Orders behind which people are named."""
ANSWERING = frozenset({Sheet.PAGE, Sheet.ROW, Sheet.ASK})
"""Modals that change one conversation and nothing beside it."""
LATE = timedelta(hours=1)  # an edit that overtakes its message by more is an edit of old talk


class Closing(Exception):
    """The process is stopping; Slack should deliver this again, to the next one."""


@dataclass(slots=True)
class Turns:
    """Takes turns. `after_commit` is called when something may be owed to Slack, and none are taken in a `pause`."""

    database: Database
    world: World
    people: People
    inquiry: Inquiry
    after_commit: Callable[[], None]
    pause: Pause
    metrics: Metrics
    _running: set[asyncio.Task[object]] = field(default_factory=set)
    _closing: bool = False
    _last: float = 0.0
    """When the last turn ended, in the loop's seconds."""

    async def messaged(self, said: Messaged) -> None:
        """A new message: an answer or an order, when it is meant for the bot."""
        me = self.world.workspaces.of(said.team).user
        addressed = me in said.mentions or said.channel.startswith("D")
        if said.thread is None and not addressed:
            return
        if addressed and (order := order_in(said, me)):
            await self._ordered(said, order)
            return
        if said.thread is None:
            return

        def work(db: Connection, now: datetime) -> None:
            thread = self._thread_of(db, said)
            if thread and claim(db, said.delivery, now=now):
                message = heard_in(said, me, addressed=addressed)
                asker = Asker(said.team, said.channel, said.by, thread.conversation.language, thread=said.thread)
                if refused := message_refused(db, asker, thread, message):
                    enqueue(db, [self._privately(asker, sentence(asker.words, refused))], due_at=now)
                else:
                    self._take(db, thread, said.by, lambda i, told, at: hear(i, told, message, now=at), now)

        await self._turn("message", work, turn(said.team))

    async def edited(self, said: Edited) -> None:
        """An edited message. If the edit overtook the message itself, it is the message."""
        message, me = said.message, self.world.workspaces.of(said.message.team).user
        if message.thread is None:
            return

        def work(db: Connection, now: datetime) -> None:
            if self._thread_of(db, message) is None or not claim(db, said.delivery, now=now):
                return
            told = heard_in(message, me, addressed=me in message.mentions)
            overtook = not was_claimed(db, message.delivery) and now - _instant(message.ts) < LATE
            first = overtook and claim(db, message.delivery, now=now)
            # Read anew: the message itself may have been taken since, by somebody the claim had to wait for.
            if (thread := self._thread_of(db, message)) is None:
                return
            if first:
                self._take(db, thread, message.by, lambda i, c, at: hear(i, c, told, now=at), now)
            else:
                self._take(db, thread, message.by, lambda i, c, at: hear_edit(i, c, told, now=at), now)

        await self._turn("edit", work, turn(message.team))

    async def deleted(self, said: Deleted) -> None:
        """A deleted message. If the deletion overtook the message itself, there is nothing to hear any more."""
        if said.thread is None:
            return

        def work(db: Connection, now: datetime) -> None:
            if self._thread_of(db, said) is None or not claim(db, said.delivery, now=now):
                return
            claim(db, said.original, now=now)
            if (thread := self._thread_of(db, said)) is None:  # read anew, as for an edit
                return
            self._take(
                db,
                thread,
                said.by,
                lambda i, told, at: hear_deletion(i, told, said.ts, by=said.by, now=at),
                now,
            )

        await self._turn("deletion", work, turn(said.team))

    async def clicked(self, said: Clicked) -> None:
        """A button or an option."""
        asker = await self._asker(said.team, said.channel, said.by, answer_at=said.answer_at, thread=said.thread)
        decide = decided(said)

        def work(asker: Asker, db: Connection, now: datetime) -> None:
            thread = get_thread(db, said.pressed.project)
            if thread.project.team != said.team:
                raise NoSuchProject(said.pressed.project)
            if not claim(db, said.delivery, now=now):
                return
            if refused := click_refused(db, asker, thread, said):
                enqueue(db, [self._privately(asker, sentence(asker.words, refused))], due_at=now)
            elif decide:
                self._take(db, thread, said.by, decide, now)
                if said.view and said.pressed.question:
                    words, key = asker.words, said.pressed.question
                    alone = said.held is not None and said.held.stretch is None
                    project = said.pressed.project
                    call = redrawn(db, self.world, project, words, said.view, key, by=said.by, alone=alone)
                    enqueue(db, [call], due_at=now)
            elif reply := answered(db, self.world, asker, said, thread, now):
                private = self._privately(asker, reply)
                if said.act in REPLACING and "message" in private.payload:
                    private.payload["message"]["replace_original"] = True
                enqueue(db, [private], due_at=now)

        await self.decided("click", asker, work, turn(said.team) if decide else workspace(said.team))

    async def submitted(self, said: Submitted) -> Reply:
        """A modal that was sent off."""
        asker = await self._asker(said.team, "", said.by)

        def work(asker: Asker, db: Connection, now: datetime) -> Reply:
            return submitted(db, self.world, asker, said, now)

        answers = said.sheet in ANSWERING and not (said.held.about or "").startswith(FROM_REMINDER)
        hold = turn(said.team) if answers else workspace(said.team)
        return await self.decided("submission", asker, work, hold)

    async def commanded(self, said: Commanded) -> Message | None:
        """A slash command; the private answer for the one who typed it."""
        order = ordered(said.text)
        if isinstance(order, Ordered) and order.order in ABOUT_PEOPLE:
            order = ordered(said.by_id)
        asker = await self._asker(said.team, said.channel, said.by, answer_at=said.answer_at)

        def work(asker: Asker, db: Connection, now: datetime) -> Message | None:
            if not claim(db, said.delivery, now=now):
                return None
            return obey(db, self.world, asker, order, now=now)

        return await self.decided("command", asker, work)

    async def picked(self, said: Picked) -> None:
        """The shortcut that makes a project of a message."""
        asker = await self._asker(said.team, said.channel, said.by, answer_at=said.answer_at)

        def work(asker: Asker, db: Connection, now: datetime) -> None:
            if not claim(db, said.delivery, now=now):
                return
            if reply := start(db, self.world, asker, "", now=now, phenomenon=said.text):
                enqueue(db, [self._privately(asker, reply)], due_at=now)

        await self.decided("shortcut", asker, work)

    async def decided(
        self, kind: str, asker: Asker, work: Callable[[Asker, Connection, datetime], T], hold: Hold | None = None
    ) -> T:
        """What somebody did, in one transaction; what only Slack knows of them is asked before it."""

        def once(asker: Asker) -> Awaitable[T]:
            return self._turn(kind, partial(work, asker), hold or workspace(asker.team))

        return await self.inquiry.decided(asker, once)

    async def take(self, kind: str, work: Callable[[Connection, datetime], T], hold: Hold = EVERYTHING) -> T:
        """Any other turn, in one transaction."""
        return await self._turn(kind, work, hold)

    async def close(self, within: timedelta) -> None:
        """Take no new turns and wait for those that run."""
        self._closing = True
        if self._running:
            await asyncio.wait(self._running, timeout=within.total_seconds())
        since = asyncio.get_running_loop().time() - self._last
        await asyncio.sleep(max(0.0, LEAVING - since))

    def _ended(self, task: asyncio.Task[object]) -> None:
        self._running.discard(task)
        self._last = asyncio.get_running_loop().time()

    async def _turn(self, kind: str, work: Callable[[Connection, datetime], T], hold: Hold) -> T:
        if self._closing:
            raise Closing(kind)
        self.pause.check()
        if task := asyncio.current_task():
            self._running.add(task)
            task.add_done_callback(self._ended)
        for _ in range(RIVALS):
            try:
                result = await self.database.write(partial(_at, self.world.clock(), work), hold)
            except ConversationMoved as moved:
                log.info("turn.moved", project=str(moved))
                continue
            except NotKnownYet:
                raise
            except Exception:
                self.metrics.turn(kind, "failed")
                raise
            log.debug("turn.taken", kind=kind)
            self.metrics.turn(kind, "taken")
            self.after_commit()
            return result
        self.metrics.turn(kind, "moved")
        raise ConversationMoved(kind)

    def _take(self, db: Connection, thread: Thread, by: str, decide: Decide, now: datetime) -> None:
        take(db, self.world, thread, by, decide, now=now)

    def _thread_of(self, db: Connection, said: Messaged | Deleted) -> Thread | None:
        """The project's thread this was said in; raises ThreadNotKnownYet while its card is being posted."""
        thread = find_thread(db, said.team, said.channel, said.thread or "")
        if thread is None and is_being_posted(db, CARD, said.team, said.channel):
            raise ThreadNotKnownYet(said.thread)
        # It may have been written down just before it was looked for among what is being posted.
        return thread or find_thread(db, said.team, said.channel, said.thread or "")

    async def _ordered(self, said: Messaged, order: Ordered | NotUnderstood) -> None:
        asker = await self._asker(said.team, said.channel, said.by, thread=said.thread)

        def work(asker: Asker, db: Connection, now: datetime) -> None:
            if not claim(db, said.delivery, now=now):
                return
            if reply := obey(db, self.world, asker, order, now=now):
                enqueue(db, [self._privately(asker, reply)], due_at=now)

        await self.decided("order", asker, work)

    async def _asker(
        self, team: str, channel: str, by: str, *, answer_at: str | None = None, thread: str | None = None
    ) -> Asker:
        """Who did it. A stranger's language is that of the channel."""
        language = await self.people.language_of(team, by, channel=channel)
        return Asker(team, channel, by, language, answer_at, thread)

    def _privately(self, asker: Asker, reply: Message) -> Call:
        """Answer privately, where it was asked; the bot need not be in that channel."""
        return privately(self.world, asker, reply)


def _at(now: datetime, work: Callable[[Connection, datetime], T], db: Connection) -> T:
    return work(db, now)


def _instant(ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC)
