"""Bolt, with every acknowledgement timed, and no more taken at once than there is room for."""

from collections.abc import Callable
from time import perf_counter
from typing import Any

import structlog
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.metrics import Metrics
from bot.room import Room

log = structlog.get_logger()

TAKEN = 200

Refuse = Callable[[dict[str, Any]], BoltResponse]


class TimedApp(AsyncApp):
    """`metrics` learns how long each delivery took from its arrival until it could be acknowledged.

    `refuse` answers what there is no room for.
    """

    metrics: Metrics | None = None
    room: Room | None = None
    refuse: Refuse

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        begun = perf_counter()
        response = await self._dispatched(req)
        if self.metrics and response.status == TAKEN:
            self.metrics.ack(perf_counter() - begun)
        return response

    async def _dispatched(self, req: AsyncBoltRequest) -> BoltResponse:
        room, who = self.room, (req.context.team_id, req.context.user_id)
        if room is None:
            return await super().async_dispatch(req)
        if not room.enter(who):
            log.warning("delivery.no_room", team=who[0], by=who[1])
            return self.refuse(req.body)
        try:
            return await super().async_dispatch(req)
        finally:
            room.leave(who)
