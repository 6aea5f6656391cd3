"""The app in one workspace or one organisation: what it was allowed, and the tokens it was given."""

from dataclasses import dataclass, field
from datetime import datetime

from sandbox.refusal import Refused
from sandbox.team import Org, Team

MOST_ACTIVE = 2


@dataclass(slots=True, eq=False)
class Access:
    """One access token. `scopes` is None for those of the stand-in's own choice."""

    value: str
    holder: str
    """The id of the workspace or organisation."""
    scopes: str | None = None
    expires: datetime | None = None
    refused: str | None = None
    """Slack's word for why it no longer works."""
    execution: str | None = None
    """The run of a workflow's step that it was given for."""

    def check(self, now: datetime) -> None:
        """Refused when it no longer works."""
        if self.refused is not None:
            raise Refused(self.refused)
        if self.expires is not None and now >= self.expires:
            raise Refused("token_expired")


@dataclass(slots=True, eq=False)
class Installation:
    """The app, installed; `workspaces` are those of an organisation that it may work in."""

    holder: Team | Org
    installer: str
    scopes: str | None
    rotating: bool
    access: list[Access] = field(default_factory=list)
    refresh: str | None = None
    workspaces: dict[str, None] = field(default_factory=dict)

    @property
    def org_wide(self) -> bool:
        """Whether it is one of a whole organisation."""
        return isinstance(self.holder, Org)

    @property
    def token(self) -> str:
        """The newest access token."""
        return self.access[-1].value

    def add(self, access: Access) -> None:
        """Take a new access token; of the older ones only one goes on working."""
        self.access.append(access)
        active = [one for one in self.access if one.refused is None]
        for one in active[:-MOST_ACTIVE]:
            one.refused = "token_revoked"

    def end(self, error: str) -> None:
        """No token works any more."""
        self.refresh = None
        for one in self.access:
            one.refused = one.refused or error
