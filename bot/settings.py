"""Settings from the environment or a `.env` file."""

import re
from enum import StrEnum

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from flows.text import Language


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

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    database_url: str = "sqlite:///data/groundwork.db"
    host: str = Field(default="127.0.0.1", validation_alias="GROUNDWORK_HOST")
    port: int = Field(default=8080, ge=0, le=65535, validation_alias="GROUNDWORK_PORT")
    log_level: str = Field(default="info", validation_alias="GROUNDWORK_LOG_LEVEL")
    locale: str = Field(default="en", validation_alias="GROUNDWORK_LOCALE")

    @field_validator("slack_bot_token", "slack_app_token", "slack_signing_secret", mode="before")
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
