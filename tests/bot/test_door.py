"""What the internet sends to the bot's port: only what Slack signed a moment ago gets in."""

import asyncio
import io
import json
from typing import Any

import aiohttp
import pytest
from slack_sdk.signature import SignatureVerifier
from structlog.testing import capture_logs

import bot.door
from bot.clock import now
from storage.projects import all_projects
from tests.scenarios.test_http import http_world
from tests.world import World

__all__ = ["http_world"]
FORM = "application/x-www-form-urlencoded"
COMMAND = (
    "command=%2Fml&text=new+Menu+helper&team_id=T0ACME&channel_id=C0MLPROJECTS&user_id=U0ANA&trigger_id=t1"
    "&api_app_id=A0GROUNDWORK"
)


def address(world: World) -> str:
    assert world.slack.http
    return world.slack.http.url


def signed(world: World, body: str | bytes, *, late: int = 0, secret: str = "") -> dict[str, str]:
    timestamp = str(int(now().timestamp()) - late)
    signature = SignatureVerifier(secret or world.slack.signing_secret).generate_signature(
        timestamp=timestamp, body=body
    )
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": str(signature), "Content-Type": FORM}


async def sent(world: World, body: str | bytes, headers: dict[str, str]) -> int:
    data = body.encode() if isinstance(body, str) else body
    async with (
        aiohttp.ClientSession() as session,
        session.post(address(world), data=io.BytesIO(data), headers=headers) as answer,
    ):
        return answer.status


async def test_what_slack_did_not_sign_a_moment_ago_is_refused_and_never_read(
    http_world: World, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
):
    good = signed(http_world, COMMAND)
    at, by = "X-Slack-Request-Timestamp", "X-Slack-Signature"
    refused: list[dict[str, str]] = [
        {"Content-Type": FORM},
        {**good, by: "v0=" + "0" * 64},
        {**good, by: ""},
        {**good, by: "v0=ä"},
        {**good, at: "yesterday"},
        {**good, at: "٣"},
        {**good, at: "9" * 400},
        {**good, at: str(int(good[at]) + 1)},
        signed(http_world, COMMAND, secret="another-secret"),
        signed(http_world, COMMAND, late=302),
        signed(http_world, COMMAND, late=-302),
        signed(http_world, COMMAND + "&x=1"),
    ]
    assert [await sent(http_world, COMMAND, headers) for headers in refused] == [401] * len(refused)
    for body in ("{", "{" * 50_000, "payload=%7B", '{"type":"url_verification","challenge":"x"}', "\0"):
        assert await sent(http_world, body, {"Content-Type": "application/json"}) == 401
    assert await http_world.read(all_projects) == []
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
    assert "Menu helper" not in capsys.readouterr().out + caplog.text


async def test_what_slack_signed_gets_in_once_with_a_clock_that_is_four_minutes_off(http_world: World):
    for late in (290, -290):
        assert await sent(http_world, COMMAND, signed(http_world, COMMAND, late=late)) == 200
    replayed = signed(http_world, COMMAND)
    lazy = {"X-Slack-Bolt-Lazy-Only": "1", "X-Slack-Bolt-Lazy-Function-Name": "on_command"}
    for headers in (replayed, replayed, {**replayed, **lazy}):
        assert await sent(http_world, COMMAND, headers) == 200
    await http_world.settled()
    assert len(await http_world.read(all_projects)) == 1


async def test_what_slack_signed_but_is_no_payload_is_acknowledged_and_left(http_world: World):
    bodies = ["", "{}", "{", "[]", "null", "payload=", "payload=[]", "payload=" + "[" * 20_000, '{"event": 3}']
    with capture_logs() as logs:
        for body in (*bodies, "a=" + "1&" * 999, '{"actions": []}', '{"event": {"type": "message", "user": 3}}'):
            assert await sent(http_world, body, signed(http_world, body)) == 200, body
    assert [line["event"] for line in logs if line["log_level"] == "error"] == []


async def test_what_is_too_long_too_slow_no_text_or_elsewhere_is_refused(
    http_world: World, monkeypatch: pytest.MonkeyPatch
):
    too_long = "a" * (bot.door.LARGEST + 1)
    assert await sent(http_world, too_long, signed(http_world, too_long)) == 413
    assert await sent(http_world, b"\xff\xfe", signed(http_world, "x")) == 400
    origin = address(http_world).removesuffix("/slack/events")
    async with aiohttp.ClientSession() as session:
        found = {path: (await session.get(origin + path)).status for path in ("/", "/metrics", "/slack/events")}
        ready = await (await session.get(f"{origin}/readyz")).text()
    assert found == {"/": 404, "/metrics": 404, "/slack/events": 405}
    assert ready == "ok\n"

    monkeypatch.setattr(bot.door, "WITHIN", 0.05)
    host, port = origin.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"POST /slack/events HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{")
    assert b" 408 " in await reader.readline()
    writer.close()


async def test_slack_may_look_at_the_certificate_and_prove_the_address(http_world: World):
    assert await sent(http_world, "ssl_check=1&token=abc", {"Content-Type": FORM}) == 200
    assert await sent(http_world, "ssl_check=1&token=abc&command=/ml", {"Content-Type": FORM}) == 401
    challenge: dict[str, Any] = {"type": "url_verification", "token": "t", "challenge": "c"}
    headers = {**signed(http_world, json.dumps(challenge)), "Content-Type": "application/json"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(address(http_world), data=json.dumps(challenge), headers=headers) as answer,
    ):
        assert "c" in await answer.text()
