"""Receivers' secrets: made here, shown once, and kept sealed where there is a key."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.keys import Keys, NoKeyOpens
from bot.settings import Settings

OPEN, SEALED = "open:", "sealed:"
PREFIX = "gwsec_"


def new_secret() -> str:
    """256 random bits, with a name that secret scanners can look for."""
    return PREFIX + secrets.token_urlsafe(32)


def secrets_of(settings: Settings) -> "Secrets":
    """Sealed where keys are set."""
    return Secrets(settings.keys)


@dataclass(frozen=True, slots=True)
class Secrets:
    """Opens and seals with `keys`, the newest first; without any, secrets are kept as they are."""

    keys: Sequence[str] = field(default=(), repr=False)

    def sealed(self, secret: str) -> str:
        """As it is stored."""
        if not self.keys:
            return OPEN + secret
        return SEALED + Keys(self.keys).sealed(secret)

    def opened(self, stored: str) -> str | None:
        """None when no key opens it."""
        if stored.startswith(OPEN):
            return stored.removeprefix(OPEN)
        if not self.keys:
            return None
        try:
            return Keys(self.keys).opened(stored.removeprefix(SEALED))
        except NoKeyOpens:
            return None

    def sealed_anew(self, stored: str) -> str:
        """With the newest key, also what was stored before there was any. Raises NoKeyOpens."""
        secret = self.opened(stored)
        if secret is None:
            raise NoKeyOpens
        return self.sealed(secret)
