"""One delivery, one transaction, then the ack."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

import structlog
from sqlalchemy import Connection

from bot.asker import Asker
from bot.clicks import answered, decided
from bot.commands import needs_admin, needs_sight, obey
from bot.deepening import FROM_REMINDER
from bot.i18n import Words
from bot.lanes import direct_to, replies_in
from bot.metrics import Metrics
from bot.names import Sheet
from bot.openings import redrawn
from bot.orders import NotUnderstood, Order, Ordered, ordered
from bot.pause import Pause
from bot.payloads import plain
from bot.people import People
from bot.said import Clicked, Commanded, Deleted, Edited, Messaged, Picked, Submitted
from bot.sight import Sight
from bot.stage_forms import REPLACING
from bot.starting import start
from bot.submissions import Reply, submitted
from bot.threads import Decide, take
from bot.views.message import Message, escape
from bot.world import World
from flows.hearing import Message as Heard
from flows.hearing import hear, hear_deletion, hear_edit
from flows.spoken import Word, heard
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

IN_THREADS = frozenset(
    {
        Order.BOARD,
        Order.WEIGHTS,
        Order.LIST,
        Order.SHOW,
        Order.WHY,
        Order.SCORE,
        Order.STAGE,
        Order.RESULT,
        Order.DECIDE,
        Order.EXPORT,
        Order.REVIEW,
        Order.REMIND,
        Order.TODO,
        Order.DIGEST,
        Order.SETTINGS,
    }
)
"""Orders that a mention of the bot gives in a project's thread, too."""


class Closing(Exception):
    """The process is stopping; Slack should deliver this again, to the next one."""


@dataclass(slots=True)
class Turns:
    """Takes turns. `after_commit` is called when something may be owed to Slack, and none are taken in a `pause`."""

    database: Database
    world: World
    people: People
    sight: Sight
    after_commit: Callable[[], None]
    pause: Pause
    metrics: Metrics
    _running: set[asyncio.Task[object]] = field(default_factory=set)
    _closing: bool = False
    _last: float = 0.0
    """When the last turn ended, in the loop's seconds."""

    async def messaged(self, said: Messaged) -> None:
        """A new message: an answer or an order, when it is meant for the bot."""
        addressed = self.world.workspaces.of(said.team).user in said.mentions or said.channel.startswith("D")
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

        await self._turn("message", work, turn(said.team))

    async def edited(self, said: Edited) -> None:
        """An edited message. If the edit overtook the message itself, it is the message."""
        message = said.message
        if message.thread is None:
            return

        def work(db: Connection, now: datetime) -> None:
            thread = self._thread_of(db, message)
            if thread is None or not claim(db, said.delivery, now=now):
                return
            told = self._heard(message, addressed=self.world.workspaces.of(message.team).user in message.mentions)
            overtook = not was_claimed(db, message.delivery) and now - _instant(message.ts) < LATE
            if overtook and claim(db, message.delivery, now=now):
                self._take(db, thread, message.by, lambda i, c, at: hear(i, c, told, now=at), now)
            else:
                self._take(db, thread, message.by, lambda i, c, at: hear_edit(i, c, told, now=at), now)

        await self._turn("edit", work, turn(message.team))

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

        await self._turn("deletion", work, turn(said.team))

    async def clicked(self, said: Clicked) -> None:
        """A button or an option."""
        language = await self.people.language_of(said.team, said.by)
        decide = decided(said)

        def work(db: Connection, now: datetime) -> None:
            thread = get_thread(db, said.pressed.project)
            if thread.project.team != said.team:
                raise NoSuchProject(said.pressed.project)
            if not claim(db, said.delivery, now=now):
                return
            if decide:
                self._take(db, thread, said.by, decide, now)
                if said.view and said.pressed.question:
                    words, key = Words(language, escape), said.pressed.question
                    alone = said.held is not None and said.held.stretch is None
                    project = said.pressed.project
                    call = redrawn(db, self.world, project, words, said.view, key, by=said.by, alone=alone)
                    enqueue(db, [call], due_at=now)
            elif reply := answered(db, self.world, said, thread, Words(language, escape), now):
                private = self._privately(said.team, said.channel, said.by, said.answer_at, reply, thread=said.thread)
                if said.act in REPLACING and "message" in private.payload:
                    private.payload["message"]["replace_original"] = True
                enqueue(db, [private], due_at=now)

        await self._turn("click", work, turn(said.team) if decide else workspace(said.team))

    async def submitted(self, said: Submitted) -> Reply:
        """A modal that was sent off."""
        language = await self.people.language_of(said.team, said.by)

        def work(db: Connection, now: datetime) -> Reply:
            return submitted(db, self.world, said, Words(language, escape), now)

        answers = said.sheet in ANSWERING and not (said.held.about or "").startswith(FROM_REMINDER)
        return await self._turn("submission", work, turn(said.team) if answers else workspace(said.team))

    async def commanded(self, said: Commanded) -> Message | None:
        """A slash command; the private answer for the one who typed it."""
        order = ordered(said.text)
        if isinstance(order, Ordered) and order.order in ABOUT_PEOPLE:
            order = ordered(said.by_id)
        asker = await self._asker(said.team, said.channel, said.by, order, answer_at=said.answer_at)

        def work(db: Connection, now: datetime) -> Message | None:
            if not claim(db, said.delivery, now=now):
                return None
            return obey(db, self.world, asker, order, now=now)

        return await self._turn("command", work, workspace(said.team))

    async def picked(self, said: Picked) -> None:
        """The shortcut that makes a project of a message."""
        language = await self.people.language_of(said.team, said.by)
        asker = Asker(said.team, said.channel, said.by, language, said.answer_at)

        def work(db: Connection, now: datetime) -> None:
            if not claim(db, said.delivery, now=now):
                return
            if reply := start(db, self.world, asker, "", now=now, phenomenon=said.text):
                enqueue(db, [self._privately(said.team, said.channel, said.by, said.answer_at, reply)], due_at=now)

        await self._turn("shortcut", work, workspace(said.team))

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

    def _heard(self, said: Messaged, *, addressed: bool) -> Heard:
        me = self.world.workspaces.of(said.team).user
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
        me = self.world.workspaces.of(said.team).user
        text = plain(said.text.replace(f"<@{me}>", " ")).strip().removeprefix("/ml").strip()
        order = ordered(text)
        if said.thread is None:
            return order
        if isinstance(order, Ordered) and order.order in IN_THREADS and not isinstance(heard(text), Word):
            return order
        return None

    async def _ordered(self, said: Messaged, order: Ordered | NotUnderstood) -> None:
        asker = await self._asker(said.team, said.channel, said.by, order, thread=said.thread)

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
                lane = replies_in(said.team, said.channel)
                enqueue(db, [Call(said.team, lane, method, payload, self.world.new_id())], due_at=now)

        await self._turn("order", work, workspace(said.team))

    async def _asker(
        self,
        team: str,
        channel: str,
        by: str,
        order: Ordered | NotUnderstood,
        *,
        answer_at: str | None = None,
        thread: str | None = None,
    ) -> Asker:
        """Who gave the order, with what Slack has to say for it."""
        language, sees, is_admin = await asyncio.gather(
            self.people.language_of(team, by),
            self.sight.of(team, by) if needs_sight(order, channel, by) else _nothing(),
            self.sight.is_admin(team, by) if needs_admin(order) else _nothing(),
        )
        return Asker(team, channel, by, language, answer_at, thread, sees, bool(is_admin))

    def _privately(
        self, team: str, channel: str, by: str, answer_at: str | None, reply: Message, *, thread: str | None = None
    ) -> Call:
        """Answer privately, where it was asked; the bot need not be in that channel."""
        lane, mark = replies_in(team, channel), self.world.new_id()
        if answer_at:
            private = {"response_type": "ephemeral", "replace_original": False, **reply.payload}
            if thread:
                private["thread_ts"] = thread
            return Call(team, lane, "respond", {"url": answer_at, "message": private}, mark)
        if not channel:  # pressed at the Home
            return Call(team, direct_to(team, by), "chat.postMessage", {"channel": by, **reply.payload}, mark)
        return Call(team, lane, "chat.postEphemeral", {"channel": channel, "user": by, **reply.payload}, mark)


async def _nothing() -> None:
    """What need not be asked."""


def _at(now: datetime, work: Callable[[Connection, datetime], T], db: Connection) -> T:
    return work(db, now)


def _instant(ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC)
