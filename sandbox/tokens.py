"""The tokens and the secret the app is given."""

from dataclasses import dataclass

from sandbox.refusal import Refused

APP_METHODS = frozenset({"apps.connections.open"})
OPEN_METHODS = frozenset({"api.test"})


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the app proves itself with."""

    bot: str = "xoxb-0000000000-sandbox"
    app: str = "xapp-1-A0GROUNDWORK-0000000000-sandbox"
    signing_secret: str = "sandbox-signing-secret"  # noqa: S105 - a fixed word of a stand-in on loopback

    def check(self, method: str, token: str) -> None:
        """Refused unless the token is right for the method."""
        if method in OPEN_METHODS and not token:
            return
        if not token:
            raise Refused("not_authed")
        if token not in (self.bot, self.app):
            raise Refused("invalid_auth")
        if (token == self.app) != (method in APP_METHODS) and method not in OPEN_METHODS:
            raise Refused("not_allowed_token_type")
