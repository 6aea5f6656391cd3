"""Steps of workflows."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.names import INTAKE_STEP
from bot.steps.executed import executed_in
from bot.steps.running import Steps


def register(app: AsyncApp, steps: Steps) -> None:
    @app.function(INTAKE_STEP)
    async def on_step(body: dict[str, Any]) -> None:
        await steps.run(executed_in(body))
