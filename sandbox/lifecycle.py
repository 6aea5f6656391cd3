"""The app comes into a workspace or organisation and leaves it, and what it is told of that."""

from collections.abc import Iterable
from typing import Any

from sandbox.changes import Changes
from sandbox.channel import Kind
from sandbox.deliveries import Deliveries
from sandbox.envelope import around_end
from sandbox.installation import Installation
from sandbox.installs import Installs
from sandbox.refusal import Refused
from sandbox.team import Org, Team
from sandbox.workspace import Workspace

UNINSTALLED, REVOKED = "app_uninstalled", "tokens_revoked"
Json = dict[str, Any]


class Lifecycle:
    """Installs and uninstalls the app."""

    def __init__(self, installs: Installs, deliveries: Deliveries, changes: Changes, events: frozenset[str]) -> None:
        self.installs = installs
        self._deliveries = deliveries
        self._changes = changes
        self._events = events
        self.workspaces: list[Workspace] = []

    def add(self, workspace: Workspace) -> None:
        """Know one more workspace."""
        self.workspaces.append(workspace)

    def install(
        self, holder: Team | Org, *, by: str, scopes: str | None = None, token: str | None = None
    ) -> Installation:
        """Install the app; for an organisation in all its workspaces. Tokens of single ones go on working."""
        one = self.installs.install(holder, by=by, scopes=scopes, token=token)
        if isinstance(holder, Org):
            one.workspaces |= dict.fromkeys(place.team.id for place in self.workspaces if place.team.org == holder)
        for place in self.places(one):
            place.installation = one
            place.person(place.bot.user_id).deleted = False
        self._changes.ring()
        return one

    def uninstall(self, holder: Team | Org, order: Iterable[str] = (UNINSTALLED, REVOKED)) -> None:
        """Take the app out; it is told in this order, its tokens answer `account_inactive`, its bot leaves."""
        one = self.installs.end(holder)
        leaving = self.places(one)
        for name in order:
            self._tell(one, name, leaving)
        for place in leaving:
            self._leave(place)
        self._changes.ring()

    def revoke(self, token: str) -> None:
        """Take one token back; with the last one the app is out, without `app_uninstalled`."""
        access = self.installs.find(token)
        if access is None or access.refused is not None:
            raise Refused("invalid_auth")
        holder = self._holder(access.holder)
        one = self.installs.of(holder)
        ended = self.installs.revoke(access)
        if one is not None:
            self._tell(one, REVOKED, self.places(one))
        if ended is not None:
            for place in self.places(ended):
                self._leave(place)
        self._changes.ring()

    def grant(self, place: Workspace, *, granted: bool) -> None:
        """Let the organisation's app into one of its workspaces, or out of it; ValueError when there is none."""
        org = place.team.org
        one = self.installs.of(org) if org is not None else None
        if one is None or org is None:
            raise ValueError(f"No organisation of {place.team.name} has installed the app.")
        if granted:
            one.workspaces[place.team.id] = None
            place.installation = one
        else:
            one.workspaces.pop(place.team.id, None)
            self._leave(place)
        name = "team_access_granted" if granted else "team_access_revoked"
        self._publish(org, {"type": name, "team_ids": [place.team.id], "event_ts": self.installs.clock.ts()}, place)

    def places(self, one: Installation) -> list[Workspace]:
        """The workspaces it is for."""
        names = {one.holder.id, *one.workspaces}
        return [place for place in self.workspaces if place.team.id in names]

    def _holder(self, identity: str) -> Team | Org:
        for place in self.workspaces:
            if place.team.id == identity:
                return place.team
            if place.team.org is not None and place.team.org.id == identity:
                return place.team.org
        raise Refused("invalid_auth")

    def _tell(self, one: Installation, name: str, places: list[Workspace]) -> None:
        event: Json = {"type": name}
        if name == REVOKED:
            event["tokens"] = {"oauth": [], "bot": list({place.bot.user_id: None for place in places})}
        self._publish(one.holder, event, *places[:1])

    def _publish(self, holder: Team | Org, event: Json, *of: Workspace) -> None:
        if event["type"] in self._events and of:
            place = of[0]
            app, number = place.bot.app_id, self.installs.ids.next("Ev")
            payload = around_end(holder, app, event, number, self.installs.clock.now())
            self._deliveries.publish(payload, place.team.id)

    def _leave(self, place: Workspace) -> None:
        org = place.team.org
        over = self.installs.of(place.team) or (self.installs.of(org) if org is not None else None)
        allowed = over is not None and (not over.org_wide or place.team.id in over.workspaces)
        place.installation = over if allowed else None
        if place.installation is not None:
            return
        bot = place.bot.user_id
        place.person(bot).deleted = True
        for channel in place.channels.values():
            if channel.kind is not Kind.DIRECT:
                channel.members.pop(bot, None)
