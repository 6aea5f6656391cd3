"""Settings from the environment or a `.env` file."""

import binascii
import re
from base64 import urlsafe_b64decode
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from flows.text import Language

Network = IPv4Network | IPv6Network
KEY_SIZE = 32  # bytes


class SettingsWrong(Exception):
    """One sentence that names the setting and the remedy."""


class Delivery(StrEnum):
    """How Slack reaches the bot."""

    SOCKET = "socket"
    HTTP = "http"
    OAUTH = "oauth"
    """HTTP, too, for as many workspaces as install the bot."""
    NONE = "none"


class Settings(BaseSettings):
    """Names are those of the environment, upper case."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    slack_bot_token: SecretStr | None = Field(
        default=None, description="The bot token, `xoxb-…`. Without any token or secret the sandbox starts."
    )
    slack_app_token: SecretStr | None = Field(
        default=None, description="The app-level token, `xapp-…`: Slack is reached in Socket Mode."
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None,
        description="The signing secret, in place of the app-level token: Slack sends requests to `/slack/events`.",
    )
    slack_client_id: str | None = Field(
        default=None,
        description="The client ID of the Slack app, in place of the bot token: any workspace can install the bot.",
    )
    slack_client_secret: SecretStr | None = Field(default=None, description="The client secret that belongs to it.")
    slack_api_url: str = Field(
        default="https://slack.com/api/", description="Where Slack's Web API is. Only tests change it."
    )
    database_url: str = Field(
        default="sqlite:///data/groundwork.db",
        description="Where everything is stored. A SQLite file, with three slashes before a path from here and four "
        "before `/`; or `postgresql://user:password@host/database`.",
    )
    host: str = Field(
        default="127.0.0.1",
        validation_alias="GROUNDWORK_HOST",
        description="The address at which HTTP mode listens. `0.0.0.0` only behind a TLS proxy.",
    )
    port: int = Field(
        default=8080,
        ge=0,
        le=65535,
        validation_alias="GROUNDWORK_PORT",
        description="The port at which HTTP mode and the sandbox listen; `0` takes a free one.",
    )
    public_url: str | None = Field(
        default=None,
        validation_alias="GROUNDWORK_PUBLIC_URL",
        description="Several workspaces: where the world reaches the bot, such as `https://bot.example.com`.",
    )
    encryption_keys: SecretStr | None = Field(
        default=None,
        validation_alias="GROUNDWORK_ENCRYPTION_KEYS",
        description="What stored tokens are sealed with: keys of `groundwork keys new`, commas between, newest first.",
    )
    keep_after_uninstall: timedelta = Field(
        default=timedelta(days=30),
        validation_alias="GROUNDWORK_KEEP_AFTER_UNINSTALL",
        description="For how long a workspace's data is kept after it took the bot out: `30d`; `0d` erases it at once.",
    )
    health_port: int | None = Field(
        default=None,
        ge=0,
        le=65535,
        validation_alias="GROUNDWORK_HEALTH_PORT",
        description="A port for `/healthz`, `/readyz` and `/metrics`, for those who watch and nobody else.",
    )
    backup_dir: Path | None = Field(
        default=None, validation_alias="GROUNDWORK_BACKUP_DIR", description="A folder in which backups are kept."
    )
    backup_every: timedelta = Field(
        default=timedelta(days=1),
        validation_alias="GROUNDWORK_BACKUP_EVERY",
        description="How often one is made: `30m`, `12h` or `1d`.",
    )
    backup_keep: int = Field(
        default=7, ge=1, validation_alias="GROUNDWORK_BACKUP_KEEP", description="How many of them are kept."
    )
    keep_deliveries: timedelta = Field(
        default=timedelta(days=30),
        ge=timedelta(days=2),
        validation_alias="GROUNDWORK_KEEP_DELIVERIES",
        description="For how long ids of deliveries are kept, so that nothing is answered twice: `2d` or more.",
    )
    keep_calls: timedelta = Field(
        default=timedelta(days=7),
        ge=timedelta(days=1),
        validation_alias="GROUNDWORK_KEEP_CALLS",
        description="For how long messages are kept after they were sent to Slack: `1d` or more.",
    )
    keep_history: timedelta | None = Field(
        default=None,
        ge=timedelta(days=60),
        validation_alias="GROUNDWORK_KEEP_HISTORY",
        description="For how long it is kept who did what when: `60d` or more, such as `730d`. Without it for ever.",
    )
    keep_archived: timedelta | None = Field(
        default=None,
        ge=timedelta(days=60),
        validation_alias="GROUNDWORK_KEEP_ARCHIVED",
        description="For how long stopped, retired, declined and merged projects are kept after the last change: "
        "`60d` or more. Without it for ever.",
    )
    webhook_networks: Annotated[tuple[Network, ...], NoDecode] = Field(
        default=(),
        validation_alias="GROUNDWORK_WEBHOOK_NETWORKS",
        description="Networks of your own in which receivers of webhooks may be, such as `10.20.0.0/16, fd00::/8`. "
        "Public addresses are always allowed, private ones only here.",
    )
    log_level: str = Field(
        default="info",
        validation_alias="GROUNDWORK_LOG_LEVEL",
        description="What is logged to standard error: `debug`, `info`, `warning` or `error`.",
    )
    locale: str = Field(
        default="en",
        validation_alias="GROUNDWORK_LOCALE",
        description="The language for people whose own Slack does not tell: `en` or `ko`.",
    )

    @field_validator(
        "backup_every",
        "keep_after_uninstall",
        "keep_deliveries",
        "keep_calls",
        "keep_history",
        "keep_archived",
        mode="before",
    )
    @classmethod
    def is_a_span(cls, value: object, about: ValidationInfo) -> object:
        if not isinstance(value, str):
            return value
        read = re.fullmatch(r"(\d{1,4})\s*([mhd])", value.strip().casefold())
        if not read or (int(read[1]) == 0 and about.field_name != "keep_after_uninstall"):
            raise ValueError("use minutes, hours or days such as 30m, 12h or 1d")
        return timedelta(minutes=int(read[1]) * {"m": 1, "h": 60, "d": 1440}[read[2]])

    @field_validator(
        "slack_bot_token",
        "slack_app_token",
        "slack_signing_secret",
        "slack_client_id",
        "slack_client_secret",
        "public_url",
        "encryption_keys",
        "health_port",
        "backup_dir",
        "keep_history",
        "keep_archived",
        mode="before",
    )
    @classmethod  # after what reads spans, so that it comes before it
    def empty_is_absent(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("slack_api_url")
    @classmethod
    def ends_with_slash(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("it must start with https:// or http://")
        return value if value.endswith("/") else f"{value}/"

    @field_validator("public_url")
    @classmethod
    def is_public(cls, value: str | None) -> str | None:
        read = re.fullmatch(r"(https?)://([^\s/?#@:]+|\[[0-9a-f:]+\])(:\d{1,5})?((?:/[\w.~-]+)*)/?", value or "")
        if value is None:
            return None
        if not read or (read[1] == "http" and read[2] not in ("127.0.0.1", "localhost", "[::1]")):
            raise ValueError("use the address at which browsers and Slack reach the bot, https://…, without a query")
        return value.rstrip("/")

    @field_validator("encryption_keys")
    @classmethod
    def are_keys(cls, value: SecretStr | None) -> SecretStr | None:
        for key in value.get_secret_value().split(",") if value else ():
            try:
                size = len(urlsafe_b64decode(key.strip()))
            except (binascii.Error, ValueError):
                size = 0
            if size != KEY_SIZE:
                raise ValueError("one of the keys is none; `groundwork keys new` makes one")
        return value

    @field_validator("database_url")
    @classmethod
    def is_a_url(cls, value: str) -> str:
        if not re.match(r"[a-z0-9+]+://", value):
            raise ValueError("use a URL such as sqlite:///data/groundwork.db")
        return value

    @field_validator("webhook_networks", mode="before")
    @classmethod
    def are_networks(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())
        except ValueError:
            raise ValueError("use networks such as 10.20.0.0/16, with commas between them") from None

    @field_validator("log_level")
    @classmethod
    def known_level(cls, value: str) -> str:
        if value.casefold() not in ("debug", "info", "warning", "error"):
            raise ValueError("use debug, info, warning or error")
        return value.casefold()

    @field_validator("locale")
    @classmethod
    def known_locale(cls, value: str) -> str:
        if re.split("[-_.]", value.casefold())[0] not in tuple(Language):
            raise ValueError("use en or ko")
        return value

    @property
    def language(self) -> Language:
        return Language(self.locale.casefold()[:2])

    @property
    def keys(self) -> tuple[str, ...]:
        """What stored secrets are sealed with, the newest first."""
        given = self.encryption_keys.get_secret_value().split(",") if self.encryption_keys else ()
        return tuple(key.strip() for key in given)

    @property
    def delivery(self) -> Delivery:
        """How Slack reaches the bot with these settings; raises SettingsWrong when half of them are missing."""
        bot, app, secret = self.slack_bot_token, self.slack_app_token, self.slack_signing_secret
        if self.slack_client_id or self.slack_client_secret:
            return self._of_several()
        if not (bot or app or secret):
            return Delivery.NONE
        if not bot:
            raise SettingsWrong(
                "SLACK_BOT_TOKEN is missing: copy the Bot User OAuth Token (xoxb-…) from your Slack app's "
                "OAuth & Permissions page into the environment or .env"
            )
        if not bot.get_secret_value().startswith("xoxb-"):
            raise SettingsWrong("SLACK_BOT_TOKEN must be a bot token: it starts with xoxb-")
        if app:
            if not app.get_secret_value().startswith("xapp-"):
                raise SettingsWrong("SLACK_APP_TOKEN must be an app-level token: it starts with xapp-")
            return Delivery.SOCKET
        if secret:
            return Delivery.HTTP
        raise SettingsWrong(
            "SLACK_APP_TOKEN (for Socket Mode) or SLACK_SIGNING_SECRET (for HTTP) is missing beside "
            "SLACK_BOT_TOKEN: set the one that your Slack app uses"
        )

    def _of_several(self) -> Delivery:
        """Every workspace that installs the bot has a token of its own."""
        for name, given in (("SLACK_BOT_TOKEN", self.slack_bot_token), ("SLACK_APP_TOKEN", self.slack_app_token)):
            if given:
                raise SettingsWrong(
                    f"{name} and SLACK_CLIENT_ID do not go together: take out {name} to serve several workspaces "
                    "over HTTP, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET to serve one"
                )
        needed = {
            "SLACK_CLIENT_ID": self.slack_client_id,
            "SLACK_CLIENT_SECRET": self.slack_client_secret,
            "SLACK_SIGNING_SECRET": self.slack_signing_secret,
            "GROUNDWORK_PUBLIC_URL": self.public_url,
            "GROUNDWORK_ENCRYPTION_KEYS": self.encryption_keys,
        }
        missing = [name for name, given in needed.items() if not given]
        if missing:
            raise SettingsWrong(f"{_listed(missing)} missing to serve several workspaces: {_remedy(missing)}")
        return Delivery.OAUTH


def _listed(names: list[str]) -> str:
    first, last = ", ".join(names[:-1]), names[-1]
    return f"{first} and {last} are" if first else f"{last} is"


def _remedy(missing: list[str]) -> str:
    remedies = {
        "SLACK": "copy what starts with SLACK_ from your Slack app's page Basic Information",
        "GROUNDWORK_PUBLIC_URL": "set it to the address at which the world reaches the bot, https://…",
        "GROUNDWORK_ENCRYPTION_KEYS": "make a key with `groundwork keys new`",
    }
    return "; ".join(told for start, told in remedies.items() if any(name.startswith(start) for name in missing))


def read_settings() -> Settings:
    """The settings in force; raises SettingsWrong with one sentence when one of them cannot be."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "A setting"
        problem = first["msg"].removeprefix("Value error, ")
        raise SettingsWrong(f"{name} is wrong: {problem}") from None
