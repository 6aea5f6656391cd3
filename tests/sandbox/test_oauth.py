"""Installing the app as Slack does it: a page, a code, tokens, and new tokens for old ones."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.standin import StandIn
from sandbox.team import Org, Team
from tests.sandbox.conftest import error_of

ORG = Org("E0ACME", "Acme Org", "acme-org")
DAY = timedelta(hours=12)


@asynccontextmanager
async def listening() -> AsyncIterator[tuple[str, list[dict[str, str]]]]:
    """The app's redirect address, and with what people came back to it."""
    came: list[dict[str, str]] = []

    async def come(request: web.Request) -> web.Response:
        came.append(dict(request.query))
        return web.Response(text="Thank you")

    app = web.Application()
    app.router.add_get("/back", come)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/back", came
    finally:
        await runner.cleanup()


def link(slack: StandIn, redirect: str = "http://127.0.0.1:9/back", **more: str) -> str:
    asked = {"client_id": slack.tokens.client_id, "scope": "chat:write,commands", "state": "s1"}
    query = {**asked, "redirect_uri": redirect, **more}
    return slack.authorize_url + "?" + "&".join(f"{name}={value}" for name, value in query.items() if value)


async def exchanged(slack: StandIn, client: AsyncWebClient, **more: Any) -> dict[str, Any]:
    keys = {"client_id": slack.tokens.client_id, "client_secret": slack.tokens.client_secret}
    # The client's own method warns: it uses what aiohttp is going to take away.
    response = await client.api_call("oauth.v2.access", data={**keys, **more})
    assert isinstance(response.data, dict)
    return response.data


async def installed(slack: StandIn, client: AsyncWebClient, of: Team | Org) -> dict[str, Any]:
    visit = await slack.authorize(link(slack), of=of, follow=False)
    return await exchanged(slack, client, code=visit.code, redirect_uri="http://127.0.0.1:9/back")


async def test_a_person_allows_and_the_app_gets_a_token_for_the_code_once(
    slack: StandIn, client: AsyncWebClient
) -> None:
    other = slack.add_workspace("T0OTHER", installed=False)
    async with listening() as (back, came):
        visit = await slack.authorize(link(slack, back), by="minjun", of=other.team)
    assert (visit.status, visit.text, visit.state) == (200, "Thank you", "s1")
    assert came == [{"state": "s1", "code": visit.code}]

    given = await exchanged(slack, client, code=visit.code, redirect_uri=back)
    token = given.pop("access_token")
    assert given == {
        "ok": True,
        "token_type": "bot",
        "scope": "chat:write,commands",
        "bot_user_id": "U1GROUNDWORK",
        "app_id": "A0GROUNDWORK",
        "team": {"id": "T0OTHER", "name": "Other"},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": "U1MINJUN"},
    }
    answer = await client.auth_test(token=token)
    assert (answer["team_id"], answer.headers["x-oauth-scopes"]) == ("T0OTHER", "chat:write,commands")
    assert other.bot_token == token
    assert await error_of(exchanged(slack, client, code=visit.code, redirect_uri=back)) == "invalid_code"


async def test_cancel_is_told_and_what_is_wrong_is_said(slack: StandIn, client: AsyncWebClient) -> None:
    async with aiohttp.ClientSession() as web:
        headers = {"Authorization": aiohttp.encode_basic_auth(slack.tokens.client_id, "no")}
        async with web.post(f"{slack.api_url}oauth.v2.access", data={"code": "x"}, headers=headers) as answer:
            assert (await answer.json())["error"] == "bad_client_secret"
    cancelled = await slack.authorize(link(slack), allow=False, follow=False)
    assert cancelled.back == "http://127.0.0.1:9/back?state=s1&error=access_denied"
    for wrong, sentence in (
        ({"client_id": "1.2"}, "no app"),
        ({"scope": ""}, "scope is empty"),
        ({"redirect_uri": "https://evil.example/back"}, "redirect_uri did not match"),
    ):
        shown = await slack.authorize(link(slack, **wrong))
        assert (shown.status, sentence in shown.text) == (400, True)
    guest = await slack.authorize(link(slack), by="gast", follow=False)
    assert (guest.status, "guests cannot" in guest.text) == (400, True)

    visit = await slack.authorize(link(slack), follow=False)
    assert await error_of(exchanged(slack, client, code=visit.code, client_secret="no")) == "bad_client_secret"
    assert await error_of(exchanged(slack, client, code=visit.code, client_id="no")) == "invalid_client_id"
    elsewhere = "http://127.0.0.1:9/other"
    assert await error_of(exchanged(slack, client, code=visit.code, redirect_uri=elsewhere)) == "bad_redirect_uri"
    late = await slack.authorize(link(slack), follow=False)
    slack.move(timedelta(minutes=11))
    assert await error_of(exchanged(slack, client, code=late.code, redirect_uri="x")) == "invalid_code"


async def test_the_page_shows_what_is_asked_for(slack: StandIn) -> None:
    async with aiohttp.ClientSession() as web, web.get(link(slack, scope="chat:write <b>")) as page:
        text = await page.text()
    assert "<code>chat:write</code>" in text
    assert "<b>" not in text
    assert "Acme: Ana Silva" in text
    assert "Greta Gast" not in text


async def test_tokens_that_rotate_expire_and_are_renewed_once(slack: StandIn, client: AsyncWebClient) -> None:
    slack.installs.rotating = True
    first = await installed(slack, client, slack.team)
    assert (first["access_token"][:12], first["expires_in"]) == ("xoxe.xoxb-1-", 43_200)

    async def renew(token: str) -> dict[str, Any]:
        return await exchanged(slack, client, grant_type="refresh_token", refresh_token=token)

    second = await renew(first["refresh_token"])
    assert "authed_user" not in second
    assert await error_of(renew(first["refresh_token"])) == "invalid_refresh_token"
    await client.auth_test(token=first["access_token"])
    third = await renew(second["refresh_token"])
    assert await error_of(client.auth_test(token=first["access_token"])) == "token_revoked"
    await client.auth_test(token=second["access_token"])
    slack.move(DAY)
    assert await error_of(client.auth_test(token=third["access_token"])) == "token_expired"
    await client.auth_test(token=(await renew(third["refresh_token"]))["access_token"])


async def test_an_organisation_has_one_token_for_its_workspaces(slack: StandIn, client: AsyncWebClient) -> None:
    east, west, out = (
        slack.add_workspace(Team(f"T0{name.upper()}", name, name, ORG), installed=False)
        for name in ("east", "west", "out")
    )
    given = await installed(slack, client, ORG)
    await out.grant(granted=False)
    assert (given["team"], given["enterprise"]) == (None, {"id": "E0ACME", "name": "Acme Org"})
    assert given["is_enterprise_install"] is True
    client.token = given["access_token"]

    assert await error_of(client.conversations_list()) == "missing_argument"
    for team in ("T0OUT", "T0ACME"):
        assert await error_of(client.conversations_list(team_id=team)) == "team_access_not_granted"
    rooms = {
        one.team.id: (await client.conversations_list(team_id=one.team.id))["channels"][0]["id"] for one in (east, west)
    }
    assert rooms == {"T0EAST": "C1MLPROJECTS", "T0WEST": "C2MLPROJECTS"}
    await client.chat_postMessage(channel="C2MLPROJECTS", text="to the west")
    assert [message.text for message in west.messages("#ml-projects")] == ["to the west"]
    assert [team["id"] for team in (await client.auth_teams_list())["teams"]] == ["T0EAST", "T0WEST"]
    answer = await client.auth_test()
    assert (answer["is_enterprise_install"], answer["enterprise_id"]) == (True, "E0ACME")


async def test_the_app_takes_its_token_back_and_uninstalls_itself(slack: StandIn, client: AsyncWebClient) -> None:
    other = slack.add_workspace("T0OTHER")
    assert (await client.auth_revoke(test=True))["revoked"] is False
    assert (await client.auth_revoke())["revoked"] is True
    assert await error_of(client.auth_test()) == "token_revoked"
    token, keys = other.bot_token, {"client_id": slack.tokens.client_id}
    assert await error_of(client.apps_uninstall(**keys, client_secret="no", token=token)) == "bad_client_secret"
    await client.apps_uninstall(**keys, client_secret=slack.tokens.client_secret, token=token)
    assert await error_of(client.auth_test(token=token)) == "account_inactive"
    with pytest.raises(KeyError):
        _ = other.bot_token
