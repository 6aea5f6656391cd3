"""A workspace as one process knows it: its token opened, and when the database was last looked at for it."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.keys import Keys, NoKeyOpens
from bot.workspaces import Workspace
from storage.installations import Home, Installation


@dataclass(frozen=True, slots=True)
class Known:
    """`token` is None where the bot has left, or where no key opens what is stored."""

    workspace: Workspace
    installation: Installation
    token: str | None = field(repr=False)
    left: bool
    seen_at: datetime

    @property
    def sealed(self) -> bool:
        """Whether there is a token that no key opens."""
        return self.token is None and self.installation.token is not None

    def speaks(self, now: datetime) -> bool:
        """Whether the token may be used: a renewal that failed leaves it what is left of its time."""
        expires_at = self.installation.expires_at
        if self.token is None or self.left or (expires_at and expires_at <= now):
            return False
        return self.installation.problem is None or expires_at is not None

    def expires_before(self, then: datetime) -> bool:
        expires_at = self.installation.expires_at
        return expires_at is not None and expires_at < then


def known_of(home: Home, keys: Keys, before: Known | None, *, now: datetime) -> Known:
    """What a row says; a token that was opened `before` is not opened again."""
    one = home.installation
    if one.token is None:
        token = None
    elif before and before.installation.token == one.token:
        token = before.token
    else:
        try:
            token = keys.opened(one.token)
        except NoKeyOpens:
            token = None
    workspace = Workspace(home.team, one.bot_user, one.bot, one.url, one.app)
    return Known(workspace, one, token, home.left_at is not None, now)
