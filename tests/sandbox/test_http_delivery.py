"""The same deliveries over signed HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from sandbox.standin import StandIn
from tests.sandbox.conftest import Ack, Bot, actions, button, client_of

Answer = Callable[[web.Request], Awaitable[web.Response]]


@asynccontextmanager
async def receiver(answer: Answer) -> AsyncIterator[str]:
    """A web server that answers everything with `answer`; its URL."""
    app = web.Application()
    app.router.add_post("/slack/events", answer)
    app.router.add_post("/moved", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    finally:
        await runner.cleanup()


class Script:
    """Answers in order, the last for ever, and keeps what came."""

    def __init__(self, *answers: web.Response | Callable[[], web.Response]) -> None:
        self.answers = list(answers)
        self.came: list[tuple[dict[str, str], str]] = []

    async def answer(self, request: web.Request) -> web.Response:
        body = await request.text()
        self.came.append(({name.lower(): value for name, value in request.headers.items()}, body))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer if isinstance(answer, web.Response) else answer()


def ok(body: str = "") -> Callable[[], web.Response]:
    return lambda: web.Response(text=body)


async def test_events_are_signed(slack: StandIn) -> None:
    script = Script(ok())
    async with receiver(script.answer) as url:
        await slack.use_http(url)
        await slack.person("ana").say("안녕", channel="#ml-projects")
    headers, body = script.came[0]
    verifier = SignatureVerifier(slack.signing_secret)
    assert verifier.is_valid_request(body, headers)
    assert json.loads(body)["event"]["text"] == "안녕"
    assert "x-slack-retry-num" not in headers


async def test_a_failure_is_retried_with_its_reason(slack: StandIn) -> None:
    script = Script(lambda: web.Response(status=500), ok())
    async with receiver(script.answer) as url:
        await slack.use_http(url)
        await slack.person("ana").say("again", channel="#ml-projects")
    headers = script.came[1][0]
    assert (headers["x-slack-retry-num"], headers["x-slack-retry-reason"]) == ("1", "http_error")


async def test_the_app_can_ask_for_no_retry(slack: StandIn) -> None:
    script = Script(lambda: web.Response(status=500, headers={"x-slack-no-retry": "1"}))
    async with receiver(script.answer) as url:
        await slack.use_http(url)
        await slack.person("ana").say("once", channel="#ml-projects")
    assert len(script.came) == 1
    assert len(slack.deliveries.lost) == 1


async def test_redirects_are_followed_twice(slack: StandIn) -> None:
    moved = {"Location": "/moved"}
    script = Script(lambda: web.Response(status=302, headers=moved))
    async with receiver(script.answer) as url:
        await slack.use_http(url)
        await slack.person("ana").say("round", channel="#ml-projects")
    assert len(script.came) == 4 * 3
    assert script.came[3][0]["x-slack-retry-reason"] == "too_many_redirects"


async def test_nobody_there(slack: StandIn) -> None:
    await slack.use_http("http://127.0.0.1:9/slack/events")
    await slack.person("ana").say("lost", channel="#ml-projects")
    assert [exchange.response for exchange in slack.traffic.of("events_api")] == ["connection_failed"] * 4


async def test_slow_answers_time_out() -> None:
    async with StandIn(ack_timeout=0.05) as slack:
        done = asyncio.Event()

        async def wait(_: web.Request) -> web.Response:
            await done.wait()
            return web.Response()

        async with receiver(wait) as url:
            await slack.use_http(url)
            answer = await slack.person("ana").command("/ml")
            done.set()
        assert answer.failure == "operation_timeout"


async def test_commands_and_payloads_are_forms(slack: StandIn) -> None:
    script = Script(ok("Plain words"), ok())
    async with receiver(script.answer) as url, client_of(slack) as client:
        await slack.use_http(url)
        answer = await slack.person("ana").command("/ml a & b=c")
        assert answer.text == "Plain words"
        form = parse_qs(script.came[0][1])
        assert (form["command"], form["text"]) == (["/ml"], ["a &amp; b=c"])
        await client.chat_postMessage(channel="U0ANA", text="x", blocks=[actions(button("Go", "go"))])
        await slack.idle()
        await slack.person("ana").click("Go")
        payload = json.loads(parse_qs(script.came[-1][1])["payload"][0])
        assert payload["actions"][0]["action_id"] == "go"


async def test_bolt_takes_it(slack: StandIn) -> None:
    async with client_of(slack) as client:
        bot = Bot(slack, client)

        async def ml(ack: Ack, command: dict[str, Any]) -> None:
            await ack(f"You said {command['text']}")

        bot.app.command("/ml")(ml)

        async def dispatch(request: web.Request) -> web.Response:
            headers: Any = dict(request.headers)
            answer = await bot.app.async_dispatch(AsyncBoltRequest(body=await request.text(), headers=headers))
            kind = answer.headers.get("content-type", ["text/plain"])[0].split(";")[0]
            return web.Response(status=answer.status, text=answer.body, content_type=kind)

        async with receiver(dispatch) as url:
            http = await slack.use_http(url)
            assert await http.verify()
            await slack.person("ana").say("over HTTP", channel="#ml-projects")
            assert [event["text"] for event in bot.events] == ["over HTTP"]
            assert (await slack.person("ana").command("/ml hi")).text == "You said hi"
