"""Custom steps of workflows: started, finished, failed."""

from typing import Any

import aiohttp
import pytest
from slack_bolt.context.complete.async_complete import AsyncComplete
from slack_bolt.context.fail.async_fail import AsyncFail
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.functions import read_functions
from sandbox.hands import CannotDoThat
from sandbox.run import State
from sandbox.standin import StandIn
from tests.sandbox.conftest import ROOM, actions, button, connected, error_of, running

MANIFEST: dict[str, Any] = {
    "functions": {
        "start_project": {
            "title": "Start a project",
            "description": "Starts one",
            "input_parameters": {
                "properties": {
                    "owner": {"type": "slack#/types/user_id", "title": "Owner"},
                    "channel": {"type": "slack#/types/channel_id", "title": "Channel"},
                    "name": {"type": "string", "title": "Name"},
                },
                "required": ["owner", "name"],
            },
            "output_parameters": {
                "properties": {"key": {"type": "string", "title": "Key"}},
                "required": ["key"],
            },
        }
    }
}
FUNCTIONS = read_functions(MANIFEST)
INPUTS = {"owner": "ana", "channel": "#ml-projects", "name": "Menu"}


async def test_bolt_completes_a_step_with_its_own_token() -> None:
    async with connected(functions=FUNCTIONS) as bot:
        taken: list[dict[str, Any]] = []

        @bot.app.function("start_project")
        async def _start(inputs, event, client: AsyncWebClient, complete: AsyncComplete, fail: AsyncFail):
            taken.append({"inputs": inputs, "event": event, "token": client.token})
            await client.chat_postMessage(
                channel=inputs["channel"], text="started", blocks=[actions(button("Go", "go"))]
            )
            if inputs["name"] == "bad":
                await fail("no such project")
            else:
                await complete({"key": "ML-1"})

        clicks: list[dict[str, Any]] = []

        @bot.app.action("go")
        async def _go(ack, body):
            clicks.append(body)
            await ack()

        run = await bot.slack.run_step("start_project", INPUTS)
        assert (run.state, run.outputs) == (State.COMPLETED, {"key": "ML-1"})
        (one,) = taken
        assert one["inputs"] == {"owner": "U0ANA", "channel": ROOM, "name": "Menu"}
        assert one["token"] == one["event"]["bot_access_token"] != bot.slack.bot_token
        assert one["event"]["function"]["callback_id"] == "start_project"
        assert [(p["name"], p["is_required"]) for p in one["event"]["function"]["input_parameters"]] == [
            ("owner", True),
            ("channel", False),
            ("name", True),
        ]
        assert await error_of(bot.app.client.auth_test(token=one["token"])) == "token_expired"
        await bot.slack.person("ana").click("Go")
        assert clicks[0]["function_data"]["execution_id"] == run.id

        failed = await bot.slack.run_step("start_project", {**INPUTS, "name": "bad"})
        assert (failed.state, failed.error) == (State.FAILED, "no such project")


async def test_a_step_ends_once_and_with_what_it_promised() -> None:
    async with running(functions=FUNCTIONS) as (slack, client):
        other = slack.add_workspace("T0OTHER")
        run = await slack.run_step("start_project", INPUTS)

        def complete(outputs: dict[str, Any], number: str = run.id, **more: Any) -> Any:
            return client.functions_completeSuccess(function_execution_id=number, outputs=outputs, **more)

        assert await error_of(complete({})) == "parameter_validation_failed"
        assert await error_of(complete({"key": "x", "more": 1})) == "parameter_validation_failed"
        assert await error_of(complete({"key": 1})) == "parameter_validation_failed"
        assert await error_of(complete({"key": "x"}, "Fx0")) == "function_execution_not_found"
        assert await error_of(complete({"key": "x"}, token=other.bot_token)) == "access_denied"
        await complete({"key": "x"})
        assert await error_of(complete({"key": "x"})) == "execution_not_in_running_state"
        again = client.functions_completeError(function_execution_id=run.id, error="late")
        assert await error_of(again) == "execution_not_in_running_state"


async def test_a_step_that_is_not_filled_in_cannot_run() -> None:
    async with StandIn(functions=FUNCTIONS) as slack:
        for inputs, sentence in (
            ({"owner": "ana"}, "missing required field: name"),
            ({**INPUTS, "size": 1}, "unknown field: size"),
            ({**INPUTS, "name": 1}, "must be of type string: name"),
            ({**INPUTS, "owner": "nobody"}, "nobody called nobody"),
        ):
            with pytest.raises(CannotDoThat, match=sentence):
                await slack.run_step("start_project", inputs)
        with pytest.raises(CannotDoThat, match="no step"):
            await slack.run_step("other", {})
    async with StandIn(functions=FUNCTIONS, events=["message.im"]) as deaf:
        with pytest.raises(CannotDoThat, match="hears of no function_executed"):
            await deaf.run_step("start_project", INPUTS)


async def test_a_step_can_be_run_without_python() -> None:
    async with running(functions=FUNCTIONS) as (slack, client), aiohttp.ClientSession(slack.url) as web:
        async with web.post("/sandbox/steps/start_project", json={"owner": "ana"}) as refused:
            assert (refused.status, "missing required field: name" in await refused.text()) == (400, True)
        async with web.post("/sandbox/steps/start_project", json=INPUTS) as started:
            number = (await started.json())["id"]
        await client.functions_completeSuccess(function_execution_id=number, outputs={"key": "ML-1"})
        async with web.get(f"/sandbox/steps/{number}") as ended:
            assert await ended.json() == {"ok": True, "state": "completed", "outputs": {"key": "ML-1"}, "error": ""}
