"""Keeps the boards in the channels alive: shown anew soon after something changed, their pictures drawn."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.boards import pictured, show_anew
from bot.charts.alt import alt_of, title_of
from bot.charts.wire import written
from bot.charts.worker import NotDrawn, draw
from bot.clock import Clock
from bot.retry import Failure, Refusal
from bot.slack import Slack
from bot.uploads import File, keep
from bot.world import World
from storage.boards import LiveBoard, put_off_picture, save_picture, waiting_boards
from storage.database import Database
from storage.holds import workspace

log = structlog.get_logger()

LOOK = 0.2  # seconds; changes that come together are looked at once
ANYWAY = 10.0  # seconds; what the metronome's beats changed
POLL = 1.0  # seconds; what other processes changed and left
DRAWN_WITHIN = timedelta(minutes=1)  # or another process draws it
SOON = timedelta(seconds=40)
TROUBLE = timedelta(seconds=30)
AGAIN = timedelta(minutes=10)  # a picture that could not be drawn or uploaded


@dataclass(slots=True)
class Live:
    """`run` until `stop`; `wake` it whenever something was committed. `owed` is called when Slack is owed a call.

    What waits is in the database. Drawing and uploading leave nothing that people see, so that a picture which a
    dying process had begun is simply made again.
    """

    database: Database
    world: World
    slack: Slack
    clock: Clock
    owed: Callable[[], None]
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _drawing: asyncio.Task[None] | None = None
    _troubled: dict[tuple[str, str], datetime] = field(default_factory=dict)
    """Channels that are left alone until then."""
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        self._woken.set()

    async def run(self) -> None:
        self._woken.set()
        while not self._stopping.is_set():
            await self._sleep()
            with suppress(TimeoutError):  # the acknowledgement of what woke it goes out first
                async with asyncio.timeout(LOOK):
                    await self._stopping.wait()
            self._woken.clear()
            if await self._turn():
                self._woken.set()  # something is due soon; the clock may be moved meanwhile
        if self._drawing:
            self._drawing.cancel()
            await asyncio.gather(self._drawing, return_exceptions=True)

    async def _sleep(self) -> None:
        try:
            async with asyncio.timeout(POLL if self.database.shared else ANYWAY):
                await self._woken.wait()
        except TimeoutError:
            return

    async def stop(self) -> None:
        self._stopping.set()
        self._woken.set()

    async def _turn(self) -> bool:
        """Do what is due; whether more is due soon."""
        try:
            waiting = await self.database.read(waiting_boards)
        except DBAPIError as error:
            log.warning("boards.unavailable", problem=type(error.orig).__name__)
            return True
        now = self.clock()
        quiet = [board for board in waiting if self._troubled.get((board.team, board.channel), now) <= now]
        for board in quiet:
            if board.due_at and board.due_at <= now and await self._shown(board):
                self.owed()
        wishes = [board for board in quiet if board.draw_at and board.draw_at <= now]
        if wishes and (self._drawing is None or self._drawing.done()):
            self._drawing = asyncio.create_task(self._drawn(min(wishes, key=lambda board: board.draw_at or now)))
        soon = now + SOON
        return any((board.due_at or board.draw_at or soon) < soon for board in waiting)

    async def _shown(self, board: LiveBoard) -> bool:
        now = self.clock()
        try:
            return await self.database.write(
                lambda db: show_anew(db, self.world, board, now=now), workspace(board.team)
            )
        except Exception as error:  # noqa: BLE001 one board in trouble must not stop the others
            self._left_alone(board, error)
            return False

    async def _drawn(self, board: LiveBoard) -> None:
        """One picture: drawn, uploaded, and put on the board."""
        try:
            await self._draw(board)
        except Exception as error:  # noqa: BLE001 one board in trouble must not stop the others
            self._left_alone(board, error)

    async def _draw(self, board: LiveBoard) -> None:
        now = self.clock()
        if self.database.shared:
            mine = replace(board, draw_at=now + DRAWN_WITHIN)
            if not await self._put_off(board, now + DRAWN_WITHIN):
                return  # another process draws it
            board = mine
        request = await self.database.read(lambda db: pictured(db, self.world, board, now=now))
        alt = alt_of(request)
        try:
            picture = await draw(request)
        except NotDrawn as failed:
            log.warning("picture.not_drawn", channel=board.channel, problem=str(failed))
            await self._put_off(board, now + AGAIN)
            return
        kept = await keep(self.slack, board.team, File("impact-and-feasibility.png", picture, title_of(request), alt))
        if isinstance(kept, Failure | Refusal):
            log.warning("picture.not_taken", channel=board.channel, problem=str(kept))
            await self._put_off(board, now + AGAIN)
            return
        file, drawn, at = kept, written(request).decode("utf-8"), self.clock()

        def work(db: Connection) -> bool:
            return save_picture(db, board, file=file, alt=alt, drawn=drawn, at=at)

        if await self.database.write(work, workspace(board.team)):
            log.info("picture.drawn", channel=board.channel, spots=len(request.spots))
            self.wake()

    def _left_alone(self, board: LiveBoard, error: Exception) -> None:
        """What went wrong is tried again later."""
        self._troubled[board.team, board.channel] = self.clock() + TROUBLE
        if isinstance(error, DBAPIError):
            log.warning("boards.unavailable", problem=type(error.orig).__name__)
        else:
            log.error("board.failed", channel=board.channel, exc_info=error)

    async def _put_off(self, board: LiveBoard, until: datetime) -> bool:
        """Try again later, True for the one who does; in the worst case the wish stands and is tried sooner."""
        return await self.database.write(lambda db: put_off_picture(db, board, until=until), workspace(board.team))
