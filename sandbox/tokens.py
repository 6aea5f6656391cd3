"""What the app is given once: its names and secrets, the same in every workspace."""

from dataclasses import dataclass

from sandbox.refusal import Refused

APP_METHODS = frozenset({"apps.connections.open"})
OPEN_METHODS = frozenset({"api.test"})
CLIENT_METHODS = frozenset({"oauth.v2.access"})
"""These ask for the app's own credentials; a token beside them says nothing."""

SCOPES = "app_mentions:read,canvases:write,channels:history,channels:read,chat:write,commands,files:read,files:write"
SCOPES += ",groups:history,groups:read,im:history,im:read,im:write,reactions:read,reactions:write,usergroups:read"
SCOPES += ",users:read"
"""What an installation may do that was asked for nothing in particular."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the app proves itself with; `bot` is its token in the first workspace."""

    bot: str = "xoxb-0000000000-sandbox"
    app: str = "xapp-1-A0GROUNDWORK-0000000000-sandbox"
    signing_secret: str = "sandbox-signing-secret"  # noqa: S105 - a fixed word of a stand-in on loopback
    client_id: str = "1000000000.2000000000"
    client_secret: str = "sandbox-client-secret"  # noqa: S105 - a fixed word of a stand-in on loopback

    def check(self, method: str, token: str, *, known: bool) -> None:
        """Refused unless the token is of the kind the method takes; `known` says that it is an access token."""
        if method in OPEN_METHODS and not token:
            return
        if not token:
            raise Refused("not_authed")
        if token != self.app and not known:
            raise Refused("invalid_auth")
        if (token == self.app) != (method in APP_METHODS) and method not in OPEN_METHODS:
            raise Refused("not_allowed_token_type")

    def check_client(self, client_id: str, client_secret: str) -> None:
        """Refused unless these are the app's own credentials."""
        if client_id != self.client_id:
            raise Refused("invalid_client_id")
        if client_secret != self.client_secret:
            raise Refused("bad_client_secret")
