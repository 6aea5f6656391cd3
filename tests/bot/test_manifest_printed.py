"""`groundwork manifest`: one manifest for Socket Mode, the same with addresses for HTTP, both as Slack takes them."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from bot import web
from bot.installing import client
from bot.manifest import (
    INSTALL,
    OF_ORGANISATIONS,
    PATH,
    REDIRECT,
    AddressRefused,
    http_manifest,
    oauth_manifest,
    socket_manifest,
)
from tests.bot.slack_manifest import Manifest
from tests.bot.test_cli import ROOT, groundwork

ADDRESS = "https://bot.example.com/slack/events"


def read(text: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text)
    return found


async def test_it_prints_the_file_of_the_repository_byte_for_byte(tmp_path: Path) -> None:
    code, out, err = await groundwork("manifest", cwd=tmp_path)

    assert (code, err) == (0, "")
    assert out.encode() == (ROOT / "manifest.yml").read_bytes()


async def test_it_prints_one_for_http(tmp_path: Path) -> None:
    code, out, _ = await groundwork("manifest", "--http", "https://bot.example.com", cwd=tmp_path)

    assert code == 0
    assert out == http_manifest("https://bot.example.com")


async def test_an_address_that_slack_cannot_call_is_refused_in_one_sentence(tmp_path: Path) -> None:
    code, out, err = await groundwork("manifest", "--http", "http://bot.example.com", cwd=tmp_path)

    assert (code, out) == (1, "")
    assert err == (
        "groundwork: 'http://bot.example.com' is no address that Slack can call: "
        "give one such as https://bot.example.com\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        socket_manifest(),
        http_manifest("https://bot.example.com"),
        oauth_manifest("https://bot.example.com"),
        oauth_manifest("https://bot.example.com", rotate=True),
    ],
    ids=["socket", "http", "oauth", "rotating"],
)
def test_slack_takes_it(text: str) -> None:
    Manifest.model_validate(read(text))


def test_http_differs_in_the_addresses_and_in_nothing_else() -> None:
    socket, http = read(socket_manifest()), read(http_manifest("https://bot.example.com"))

    assert http["settings"]["event_subscriptions"].pop("request_url") == ADDRESS
    assert http["settings"]["interactivity"].pop("request_url") == ADDRESS
    assert [command.pop("url") for command in http["features"]["slash_commands"]] == [ADDRESS]
    assert (http["settings"].pop("socket_mode_enabled"), socket["settings"].pop("socket_mode_enabled")) == (False, True)
    assert http == socket


def test_for_several_workspaces_it_has_the_way_back_from_slack_and_what_is_told_of_organisations() -> None:
    http, oauth = read(http_manifest("https://bot.example.com")), read(oauth_manifest("https://bot.example.com"))

    assert oauth["oauth_config"].pop("redirect_urls") == ["https://bot.example.com/slack/oauth_redirect"]
    events = oauth["settings"]["event_subscriptions"]["bot_events"]
    assert [events.pop() for _ in OF_ORGANISATIONS] == list(reversed(OF_ORGANISATIONS))
    assert oauth["settings"].pop("org_deploy_enabled") is True
    http["settings"].pop("org_deploy_enabled")
    assert oauth == http
    assert read(oauth_manifest("https://bot.example.com", rotate=True))["settings"]["token_rotation_enabled"] is True


@pytest.mark.parametrize(
    ("given", "remedy"),
    [
        (("--rotate",), "goes with --oauth"),
        (("--http", "https://a.example", "--oauth", "https://a.example"), "give one of them"),
    ],
)
async def test_what_does_not_go_together_is_said(tmp_path: Path, given: tuple[str, ...], remedy: str) -> None:
    code, out, err = await groundwork("manifest", *given, cwd=tmp_path)

    assert (code, out) == (1, "")
    assert remedy in err


def test_the_address_is_where_the_bot_listens() -> None:
    assert PATH == web.PATH
    assert (client.INSTALL, client.REDIRECT) == (INSTALL, REDIRECT)


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://bot.example.com", ADDRESS),
        ("https://bot.example.com/", ADDRESS),
        (ADDRESS, ADDRESS),
        ("https://example.com/bots/ml/", "https://example.com/bots/ml/slack/events"),
        ("https://bot.example.com:8443", "https://bot.example.com:8443/slack/events"),
        ("https://봇.example.com", "https://봇.example.com/slack/events"),
    ],
)
def test_an_address_may_have_a_path_already(given: str, address: str) -> None:
    assert read(http_manifest(given))["settings"]["interactivity"]["request_url"] == address


@pytest.mark.parametrize(
    "given",
    [
        *("", "bot.example.com", "http://bot.example.com", "https://", "ftp://bot.example.com", "https://a b.example"),
        *("https://me:secret@bot.example.com", "https://bot.example.com/?a=1", "https://bot.example.com/#a"),
        *("https://bot.example.com:port", "https://[bot", "https://bot.example.com/\nsettings: {}"),
    ],
)
def test_other_addresses_are_refused(given: str) -> None:
    with pytest.raises(AddressRefused):
        http_manifest(given)


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("_metadata", "major_version"), 1),
        (("display_information", "name"), "x" * 36),
        (("display_information", "name"), ""),
        (("display_information", "description"), "x" * 141),
        (("display_information", "background_color"), "green"),
        (("display_information", "long_description"), "too short"),
        (("display_information", "colour"), "#fff"),
        (("features", "bot_user", "display_name"), "x" * 81),
        (("features", "slash_commands", 0, "command"), "ml"),
        (("features", "slash_commands", 0, "usage_hint"), "x" * 1001),
        (("features", "slash_commands", 0, "url"), ADDRESS),
        (("features", "shortcuts", 0, "type"), "channel"),
        (("features", "shortcuts", 0, "name"), "x" * 25),
        (("oauth_config", "scopes", "bot"), []),
        (("oauth_config", "scopes", "bot"), ["commands", "chat:scream"]),
        (("oauth_config", "scopes", "bot"), ["commands", "chat:write"]),
        (("settings", "event_subscriptions", "bot_events"), ["message.everywhere"]),
        (("settings", "event_subscriptions", "request_url"), ADDRESS),
        (("settings", "socket_mode_enabled"), False),
        (("settings", "token_rotation"), True),
    ],
)
def test_what_slack_would_refuse_is_refused_here(place: tuple[Any, ...], wrong: Any) -> None:
    manifest = deepcopy(read(socket_manifest()))
    part: Any = manifest
    for key in place[:-1]:
        part = part[key]
    part[place[-1]] = wrong

    with pytest.raises(ValidationError):
        Manifest.model_validate(manifest)
