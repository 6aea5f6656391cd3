"""Settings from the environment or a `.env` file."""

import re
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from flows.text import Language

Network = IPv4Network | IPv6Network


class SettingsWrong(Exception):
    """One sentence that names the setting and the remedy."""


class Delivery(StrEnum):
    """How Slack reaches the bot."""

    SOCKET = "socket"
    HTTP = "http"
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
        "slack_bot_token", "slack_app_token", "slack_signing_secret", "health_port", "backup_dir", mode="before"
    )
    @classmethod
    def empty_is_absent(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("slack_api_url")
    @classmethod
    def ends_with_slash(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("it must start with https:// or http://")
        return value if value.endswith("/") else f"{value}/"

    @field_validator("database_url")
    @classmethod
    def is_a_url(cls, value: str) -> str:
        if not re.match(r"[a-z0-9+]+://", value):
            raise ValueError("use a URL such as sqlite:///data/groundwork.db")
        return value

    @field_validator("backup_every", mode="before")
    @classmethod
    def is_a_span(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        read = re.fullmatch(r"([1-9]\d{0,3})\s*([mhd])", value.strip().casefold())
        if not read:
            raise ValueError("use minutes, hours or days such as 30m, 12h or 1d")
        return timedelta(minutes=int(read[1]) * {"m": 1, "h": 60, "d": 1440}[read[2]])

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
    def delivery(self) -> Delivery:
        """How Slack reaches the bot with these settings; raises SettingsWrong when half of them are missing."""
        bot, app, secret = self.slack_bot_token, self.slack_app_token, self.slack_signing_secret
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


def read_settings() -> Settings:
    """The settings in force; raises SettingsWrong with one sentence when one of them cannot be."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "A setting"
        problem = first["msg"].removeprefix("Value error, ")
        raise SettingsWrong(f"{name} is wrong: {problem}") from None
