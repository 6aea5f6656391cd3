"""The workspaces that the bot works in: who it is there, and the token it speaks with."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Workspace:
    """Who the bot is in a workspace, as `auth.test` says; `app` is empty while Slack has not said which app it is."""

    team: str
    user: str
    bot: str
    url: str
    app: str = ""

    def link(self, channel: str, ts: str, thread: str | None = None) -> str:
        """The address of a message."""
        link = f"{self.url}archives/{channel}/p{ts.replace('.', '')}"
        return f"{link}?thread_ts={thread}&cid={channel}" if thread and thread != ts else link


class NotInstalled(Exception):
    """The bot was never in this workspace."""


class NoToken(Exception):
    """The bot is in this workspace, but cannot speak there for now: its token is refused or cannot be read."""


class Workspaces(Protocol):
    """All of them."""

    def of(self, team: str) -> Workspace:
        """Also of one that it has left. Raises NotInstalled."""

    async def token_of(self, team: str) -> str | None:
        """What the bot speaks with there; None where it may not speak any more. Raises NoToken."""

    async def entered(self, team: str | None, enterprise: str | None) -> Workspace | None:
        """Where something comes from; None where the bot is not, or not any more."""


@dataclass(frozen=True, slots=True)
class OneWorkspace:
    """The workspace of a token that stands in the settings."""

    workspace: Workspace
    token: str

    def of(self, team: str) -> Workspace:
        if team != self.workspace.team:
            raise NotInstalled(team)
        return self.workspace

    async def token_of(self, team: str) -> str | None:
        return self.token if team == self.workspace.team else None

    async def entered(self, team: str | None, enterprise: str | None) -> Workspace | None:
        return self.workspace if team == self.workspace.team else None


@dataclass(frozen=True, slots=True)
class Nowhere:
    """Slack is not asked, so that nobody knows who the bot is there."""

    def of(self, team: str) -> Workspace:
        return Workspace(team=team, user="", bot="", url="")

    async def token_of(self, team: str) -> str | None:
        return None

    async def entered(self, team: str | None, enterprise: str | None) -> Workspace | None:
        return None
