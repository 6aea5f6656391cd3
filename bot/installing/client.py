"""Who the Slack app is when somebody installs it, and where its pages are."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from pydantic import SecretStr

from bot.doctor.scopes import NEEDED
from bot.settings import Settings

INSTALL = "/slack/install"
REDIRECT = "/slack/oauth_redirect"
SLACK = "slack.com"


@dataclass(frozen=True, slots=True)
class Client:
    """`authorize_url` is Slack's page on which people allow what the bot asks for."""

    id: str
    secret: SecretStr
    public_url: str
    authorize_url: str
    keep: timedelta

    @property
    def install_url(self) -> str:
        return self.public_url + INSTALL

    @property
    def redirect_url(self) -> str:
        return self.public_url + REDIRECT

    @property
    def is_encrypted(self) -> bool:
        """Whether browsers reach the pages by https."""
        return self.public_url.startswith("https://")

    def asking(self, state: str) -> str:
        """Where a person is sent to allow the bot in; Slack sends them back with `state`."""
        query = {
            "client_id": self.id,
            "scope": ",".join(sorted(NEEDED)),
            "user_scope": "",
            "redirect_uri": self.redirect_url,
            "state": state,
        }
        return f"{self.authorize_url}?{urlencode(query)}"


def client_of(settings: Settings) -> Client | None:
    """None where the settings are those of one workspace."""
    if not (settings.slack_client_id and settings.slack_client_secret and settings.public_url):
        return None
    return Client(
        settings.slack_client_id,
        settings.slack_client_secret,
        settings.public_url,
        _authorize_url(settings.slack_api_url),
        settings.keep_after_uninstall,
    )


def _authorize_url(api_url: str) -> str:
    parts = urlsplit(api_url)
    return f"{parts.scheme}://{parts.netloc}/oauth/v2/authorize"
