"""Bolt, with every acknowledgement timed."""

from time import perf_counter

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.metrics import Metrics

TAKEN = 200


class TimedApp(AsyncApp):
    """`metrics` learns how long each delivery took from its arrival until it could be acknowledged."""

    metrics: Metrics | None = None

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        begun = perf_counter()
        response = await super().async_dispatch(req)
        if self.metrics and response.status == TAKEN:
            self.metrics.ack(perf_counter() - begun)
        return response
