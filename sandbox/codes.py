"""What a person's *Allow* gives the app: a code that is exchanged for tokens, once, within ten minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from sandbox.clock import Clock
from sandbox.ids import Ids
from sandbox.refusal import Refused
from sandbox.team import Org, Team

LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Allowed:
    """Who let the app in, where, and to do what."""

    holder: Team | Org
    user: str
    scopes: str
    redirect_uri: str | None
    given: datetime


class Codes:
    """Gives codes and takes each once. `redirect_urls` are the app's; without any, all of this machine are."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self.redirect_urls: tuple[str, ...] = ()
        self._clock = clock
        self._ids = ids
        self._given: dict[str, Allowed] = {}

    def destination(self, wanted: str | None) -> str:
        """Where people are sent back to; Refused for an address that is not the app's."""
        if wanted is None and self.redirect_urls:
            return self.redirect_urls[0]
        known = any((wanted or "").startswith(url) for url in self.redirect_urls)
        if wanted and (known or (not self.redirect_urls and _is_here(wanted))):
            return wanted
        raise Refused("bad_redirect_uri")

    def give(self, holder: Team | Org, user: str, scopes: str, redirect_uri: str | None) -> str:
        """A new code."""
        code = self._ids.next(f"{holder.id}.code.")
        self._given[code] = Allowed(holder, user, scopes, redirect_uri, self._clock.now())
        return code

    def take(self, code: str, redirect_uri: str | None) -> Allowed:
        """What a code stands for; Refused when it is unknown, used, too old, or was asked for from elsewhere."""
        allowed = self._given.pop(code, None)
        if allowed is None or self._clock.now() - allowed.given > LIFETIME:
            raise Refused("invalid_code")
        if allowed.redirect_uri != redirect_uri:
            raise Refused("bad_redirect_uri")
        return allowed


def _is_here(url: str) -> bool:
    try:
        name = urlsplit(url).hostname or ""
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False
