"""Drains the outbox to Slack, and to receivers outside: in order within a lane, side by side across lanes."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, assert_never

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.canvases import CANVAS, present
from bot.clock import Clock
from bot.lookup import find_posted
from bot.metrics import Metrics
from bot.names import POSTED
from bot.pause import Pause
from bot.retry import Decision, Done, Failure, Look, Never, Refusal, Wait, decide
from bot.slack import Answered, Slack
from bot.uploads import UPLOAD, share
from bot.webhooks.receivers import Receivers
from bot.workflows.ending import ENDS, form_of
from storage.calls import Call, Claimed, Later, Outcome, Refused, Sent
from storage.database import Database
from storage.holds import NOTHING
from storage.messages import Place
from storage.outbox import (
    claim_due,
    clock_set_back,
    forsake,
    next_due,
    release_left_over,
    settle,
)
from storage.webhooks import WEBHOOK

log = structlog.get_logger()

LEASE = timedelta(seconds=15)  # longer than one request can take; then another process may take the call over
PATIENT_LEASE = timedelta(seconds=60)  # longer than several requests can take
POLL = 1.0  # seconds; what another process owes, or left behind
GRACE = timedelta(milliseconds=500)  # what a dead process sent last may still be on its way
FINISH = timedelta(seconds=4)  # what has no answer by then is looked up at the next start
TROUBLE = timedelta(seconds=1)
SET_BACK = timedelta(seconds=10)  # more than a clock is set right by in passing
BUSY = 16  # calls under way; above it, what nobody waits for lets the rest go first …
PATIENCE = timedelta(seconds=1.5)  # … for so long
PACE = 0.005  # seconds
TOGETHER = 500  # calls under way at most
RESPOND = "respond"
POSTS = ("chat.postMessage",)


@dataclass(slots=True)
class Delivery:
    """`run` until `stop`; `wake` it whenever something was committed to the outbox."""

    database: Database
    slack: Slack
    clock: Clock
    name: str
    on_refused: Callable[[Claimed, str], tuple[Call, ...]]
    """What is owed instead of a call that Slack refused for good."""
    pause: Pause
    metrics: Metrics
    receivers: Receivers
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _quiet: asyncio.Event = field(default_factory=asyncio.Event)
    _outcomes: list[Outcome] = field(default_factory=list)
    _calls: dict[asyncio.Task[None], int] = field(default_factory=dict)
    """The calls under way and the ids of their rows."""
    _stopping: bool = False
    _latest: datetime | None = None
    """The latest that the clock has shown."""
    _unsure: bool = False
    """Whether a transaction ended nobody knows how."""

    def wake(self) -> None:
        self._quiet.clear()
        self._woken.set()

    async def run(self) -> None:
        """Deliver until `stop`. What a dead process left half done is looked up first."""
        while not self._stopping and not await self._released():
            await self._sleep(self.clock() + TROUBLE)
        while not self._stopping:
            self._woken.clear()
            wait_until = await self._turn()
            if not self._woken.is_set():
                await self._sleep(wait_until)
            if len(self._calls) > BUSY:
                await asyncio.sleep(PACE)  # so that one transaction settles and claims many calls
        await self._finish()

    async def stop(self) -> None:
        """Take no new calls; those under way are finished and written down by `run`."""
        self._stopping = True
        self._woken.set()

    async def quiet(self) -> None:
        """Wait until nothing is owed that could be sent now."""
        await self._quiet.wait()

    async def _released(self) -> bool:
        """Whether the calls that a dead process left half done could be marked for a look.

        Beside other processes nobody is known to be dead until its lease has passed.
        """
        if not self.database.sole:
            return True
        due_at = self.clock() + GRACE
        try:
            left = await self.database.write(lambda db: release_left_over(db, due_at=due_at), NOTHING)
        except DBAPIError as error:
            self._unavailable(error)
            self._woken.clear()
            return False
        if left:
            log.info("calls.doubtful", count=left)
        return True

    async def _turn(self) -> datetime | None:
        """Write down what happened and claim what is due, in one transaction; when to look again."""
        now = self.clock()
        outcomes, self._outcomes = self._outcomes, []
        under_way = tuple(self._calls.values())
        waited_since = now - PATIENCE if len(under_way) > BUSY else now
        before = self._latest if self._latest and now < self._latest - SET_BACK else None

        def work(db: Connection) -> tuple[list[Claimed], datetime | None]:
            if before:
                clock_set_back(db, before=before, now=now, lease=PATIENT_LEASE)
            settle(db, outcomes, now=now, by=self.name)
            if self._unsure:
                forsake(db, by=self.name, under_way=under_way)
            claimed = self._claim(db, now, under_way, waited_since)
            return claimed, next_due(db, now=now)

        try:
            claimed, following = await self.database.write(work, NOTHING)
        except DBAPIError as error:
            # A locked database or a full disk passes; what is known about sent calls must not be lost meanwhile.
            self._unavailable(error)
            self._outcomes[:0] = outcomes
            self._unsure = True
            return now + TROUBLE
        self._unsure, self._latest = False, now
        for call in claimed:
            task = asyncio.create_task(self._make(call))
            self._calls[task] = call.id
            task.add_done_callback(self._over)
        if claimed:
            self._quiet.clear()  # what fell due by itself woke nobody
        elif not (self._calls or self._outcomes or self._woken.is_set()):
            self._quiet.set()
        if waited_since == now:
            return following
        return min(following or now + PATIENCE, now + PATIENCE)  # what was held back is looked at again

    def _claim(
        self, db: Connection, now: datetime, under_way: tuple[int, ...], waited_since: datetime
    ) -> list[Claimed]:
        room = TOGETHER - len(under_way)
        if room <= 0:
            return []
        return claim_due(
            db,
            by=self.name,
            now=now,
            until=now + LEASE,
            patient_until=now + PATIENT_LEASE,
            most=room,
            waited_since=waited_since,
            under_way=under_way,
        )

    def _unavailable(self, error: DBAPIError) -> None:
        if not self.pause.caused_by(error):
            log.warning("outbox.unavailable", problem=type(error.orig).__name__)

    async def _sleep(self, until: datetime | None) -> None:
        delay = None if until is None else max((until - self.clock()).total_seconds(), 0.001)
        if self.database.shared:
            delay = POLL if delay is None else min(delay, POLL)
        try:
            async with asyncio.timeout(delay):
                await self._woken.wait()
        except TimeoutError:
            return

    async def _finish(self) -> None:
        """Wait for the calls under way, but not for ever, and write down how they went."""
        if self._calls:
            _, unanswered = await asyncio.wait(self._calls, timeout=FINISH.total_seconds())
            for task in unanswered:
                task.cancel()
            await asyncio.gather(*unanswered, return_exceptions=True)
        now, outcomes = self.clock(), self._outcomes
        try:
            await self.database.write(lambda db: settle(db, outcomes, now=now, by=self.name), NOTHING)
        except DBAPIError as error:
            # The rows stay `sending`: the next start looks before it sends them again.
            log.warning("outbox.unavailable", problem=type(error.orig).__name__, unwritten=len(outcomes))

    async def _make(self, claimed: Claimed) -> None:
        outcome = await self._outcome(claimed)
        self.metrics.call(claimed.call.method, type(outcome).__name__.lower())
        self._outcomes.append(outcome)
        if task := asyncio.current_task():
            self._over(task)  # before waking: the last of many calls must not be counted as still under way
        self.wake()

    def _over(self, task: asyncio.Task[None]) -> None:
        self._calls.pop(task, None)

    async def _outcome(self, claimed: Claimed) -> Outcome:
        call = claimed.call
        if call.method == WEBHOOK:
            return await self.receivers.tell(claimed)
        if claimed.doubtful and call.method in (*POSTS, UPLOAD):
            found = await find_posted(self.slack, claimed)
            if isinstance(found, Place):
                log.info("call.found", method=call.method, mark=call.mark)
                return Sent(claimed.id, found)
            if found is not None:
                return self._decided(claimed, found, doubtful=True)
        if call.method == RESPOND:
            answer = await self.slack.respond(call.payload["url"], call.payload["message"])
        elif call.method == UPLOAD:
            answer = await share(self.slack, claimed)
        elif call.method == CANVAS:
            answer = await present(self.slack, claimed)
        elif call.method in ENDS:
            answer = await self.slack.send(call.team, call.method, form_of(claimed))
        else:
            answer = await self.slack.call(call.team, call.method, payload_of(claimed))
        if isinstance(answer, Answered):
            log.debug("call.sent", method=call.method, mark=call.mark)
            return Sent(claimed.id, place_in(answer.data) if call.surface else None)
        return self._decided(claimed, answer, doubtful=False)

    def _decided(self, claimed: Claimed, trouble: Failure | Refusal, *, doubtful: bool) -> Outcome:
        decision: Decision = decide(claimed.call.method, trouble, claimed.attempts)
        problem = trouble.value if isinstance(trouble, Failure) else trouble.error
        log.info(
            "call.failed",
            method=claimed.call.method,
            mark=claimed.call.mark,
            problem=problem,
            decision=type(decision).__name__.lower(),
        )
        match decision:
            case Done():
                return Sent(claimed.id)
            case Wait(delay):
                return Later(claimed.id, self.clock() + delay, problem, doubtful=doubtful)
            case Look(delay):
                return Later(claimed.id, self.clock() + delay, problem, doubtful=True)
            case Never():
                return Refused(claimed.id, problem, self.on_refused(claimed, problem))
            case _:
                assert_never(decision)


def payload_of(claimed: Claimed) -> dict[str, Any]:
    """The payload as Slack gets it: with the message it changes, the thread it goes to, and its mark."""
    call = claimed.call
    payload = dict(call.payload)
    if claimed.target:
        payload["channel"] = claimed.target.channel
        payload["ts"] = claimed.target.ts
    if claimed.thread:
        payload["channel"] = claimed.thread.channel
        payload["thread_ts"] = claimed.thread.ts
    if call.method in POSTS:
        payload["metadata"] = {"event_type": POSTED, "event_payload": {"mark": call.mark}}
    return payload


def place_in(data: dict[str, Any]) -> Place | None:
    channel, ts = data.get("channel"), data.get("ts")
    return Place(channel, ts) if isinstance(channel, str) and isinstance(ts, str) else None
