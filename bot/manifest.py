"""The Slack app's manifest: for Socket Mode as it stands beside this file, for HTTP with the addresses filled in."""

from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import yaml

PATH = "/slack/events"
INSTALL, REDIRECT = "/slack/install", "/slack/oauth_redirect"
"""Where the bot listens; not imported from there, which would bring the whole web server along."""

HTTP_HEAD = """\
# The Slack app, over HTTP: Slack sends everything to {address}
# Create it at "Create New App" -> "From a manifest" while the bot runs there (Slack asks whether the address answers);
# then take the signing secret (SLACK_SIGNING_SECRET) and install it to your workspace (SLACK_BOT_TOKEN).
"""


OAUTH_HEAD = """\
# The Slack app for several workspaces, over HTTP: each installs it at {install}
# Create it at "Create New App" -> "From a manifest" while the bot runs there (Slack asks whether the address answers);
# then take the client ID, the client secret and the signing secret from Basic Information (SLACK_CLIENT_ID,
# SLACK_CLIENT_SECRET, SLACK_SIGNING_SECRET), and switch on "Manage Distribution" for workspaces other than your own.
"""

OF_ORGANISATIONS = ("team_access_granted", "team_access_revoked")
"""Events about the workspaces of an organisation that installed the app for all of them."""


class AddressRefused(ValueError):
    """Slack would not call this address; the message says what it takes."""


def socket_manifest() -> str:
    """YAML for an app in Socket Mode; the same as manifest.yml."""
    return files("bot").joinpath("manifest.yml").read_text(encoding="utf-8")


def http_manifest(url: str) -> str:
    """YAML for an app that is called at `url`, such as https://bot.example.com; raises AddressRefused."""
    address = _address(url)
    return HTTP_HEAD.format(address=address) + _dumped(_over_http(address))


def oauth_manifest(url: str, *, rotate: bool = False) -> str:
    """The same for an app that any workspace can install; `rotate`: its tokens expire. Raises AddressRefused."""
    address = _address(url)
    pages = address.removesuffix(PATH)
    manifest = _over_http(address)
    manifest["oauth_config"] = {"redirect_urls": [pages + REDIRECT], **manifest["oauth_config"]}
    manifest["settings"]["event_subscriptions"]["bot_events"] += OF_ORGANISATIONS
    manifest["settings"] |= {"org_deploy_enabled": True, "token_rotation_enabled": rotate}
    return OAUTH_HEAD.format(install=pages + INSTALL) + _dumped(manifest)


def _over_http(address: str) -> dict[str, Any]:
    manifest: dict[str, Any] = yaml.safe_load(socket_manifest())
    for command in manifest["features"]["slash_commands"]:
        command["url"] = address
    settings = manifest["settings"]
    settings["socket_mode_enabled"] = False
    settings["event_subscriptions"] = {"request_url": address, **settings["event_subscriptions"]}
    settings["interactivity"]["request_url"] = address
    return manifest


def _dumped(manifest: dict[str, Any]) -> str:
    return yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True, width=1000)


def _address(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if (
        not host
        or parts.scheme != "https"
        or parts.username
        or parts.query
        or parts.fragment
        or not url.isprintable()
        or " " in url.strip()
    ):
        raise AddressRefused(f"{url!r} is no address that Slack can call: give one such as https://bot.example.com")
    path = parts.path.rstrip("/")
    return f"https://{parts.netloc}{path if path.endswith(PATH) else path + PATH}"
