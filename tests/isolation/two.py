"""One bot in two workspaces, until each of them can install it by itself."""

from dataclasses import dataclass, replace

from bot.workspaces import NotInstalled, Workspace
from sandbox.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Both:
    """The workspace of the settings, and its twin."""

    workspace: Workspace
    token: str
    twin: Tenant

    def of(self, team: str) -> Workspace:
        if team == self.workspace.team:
            return self.workspace
        if team == self.twin.team.id:
            return replace(self.workspace, team=team)
        raise NotInstalled(team)

    async def entered(self, team: str | None, enterprise: str | None) -> Workspace | None:
        return self.of(team or "")

    async def token_of(self, team: str) -> str | None:
        return {self.workspace.team: self.token, self.twin.team.id: self.twin.bot_token}.get(team)
