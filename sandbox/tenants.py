"""The workspaces of the stand-in, and which of them a call is for."""

from collections.abc import Iterator
from typing import Any

from sandbox.installation import Access
from sandbox.refusal import Refused
from sandbox.team import Org
from sandbox.tenant import Tenant

NEEDS_TEAM = frozenset(
    {"conversations.list", "users.list", "users.conversations", "usergroups.list", "usergroups.users.list"}
)
"""With a token of an organisation these must be told which workspace is meant."""


class Tenants:
    """All workspaces, the first before the others."""

    def __init__(self, first: Tenant) -> None:
        self.first = first
        self._all = {first.team.id: first}

    def __iter__(self) -> Iterator[Tenant]:
        return iter(list(self._all.values()))

    def add(self, tenant: Tenant) -> None:
        """Take in one more; ValueError when its id, or a channel of the same organisation, is there already."""
        if tenant.team.id in self._all:
            raise ValueError(f"There is a workspace {tenant.team.id} already.")
        for other in self.of_org(tenant.team.org) if tenant.team.org else ():
            if set(other.workspace.channels) & set(tenant.workspace.channels):
                raise ValueError("Workspaces of one organisation have no channel ids in common.")
        self._all[tenant.team.id] = tenant

    def of(self, team: str) -> Tenant | None:
        """A workspace by id."""
        return self._all.get(team)

    def of_org(self, org: Org) -> list[Tenant]:
        """The workspaces of an organisation."""
        return [one for one in self if one.team.org == org]

    def whose(self, access: Access | None, method: str, given: dict[str, Any]) -> tuple[Tenant, Refused | None]:
        """The workspace a call is for, and why it may not be for it; the first when the token says nothing."""
        if access is None:
            return self.first, None
        if (own := self._all.get(access.holder)) is not None:
            return own, None
        whole = [one for one in self if one.team.org is not None and one.team.org.id == access.holder]
        org = [one for one in whole if one.in_org_install] or whole
        if wanted := given.get("team_id"):
            named = next((one for one in org if one.team.id == wanted and one.in_org_install), None)
            return (named, None) if named else (org[0], Refused("team_access_not_granted"))
        if method in NEEDS_TEAM:
            return org[0], Refused("missing_argument", ["[ERROR] missing required field: team_id"])
        return next((one for one in org if one.holds(given)), org[0]), None
