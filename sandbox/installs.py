"""All installations of the app, and every token ever given: the word of a call decides whose it is."""

from datetime import timedelta

from sandbox.clock import Clock
from sandbox.ids import Ids
from sandbox.installation import Access, Installation
from sandbox.refusal import Refused
from sandbox.team import Org, Team
from sandbox.tokens import Tokens

LIFETIME = timedelta(hours=12)
STEP_LIFETIME = timedelta(minutes=15)


class Installs:
    """Gives tokens, takes them back, and knows whose they are. `rotating` makes new tokens expire."""

    def __init__(self, tokens: Tokens, clock: Clock, ids: Ids, *, rotating: bool = False) -> None:
        self.tokens = tokens
        self.clock = clock
        self.ids = ids
        self.rotating = rotating
        self._installed: dict[str, Installation] = {}
        self._given: dict[str, Access] = {}

    def of(self, holder: Team | Org) -> Installation | None:
        """The installation of a workspace or organisation itself."""
        return self._installed.get(holder.id)

    def find(self, token: str) -> Access | None:
        """An access token, working or not."""
        return self._given.get(token)

    def run_of(self, token: str) -> str | None:
        """The run of a workflow's step that a token was given for."""
        access = self._given.get(token)
        return access.execution if access is not None else None

    def of_token(self, token: str) -> Installation | None:
        """The installation that a token is of."""
        access = self._given.get(token)
        return self._installed.get(access.holder) if access is not None else None

    def install(
        self, holder: Team | Org, *, by: str, scopes: str | None = None, token: str | None = None
    ) -> Installation:
        """Install, or install again: a token that does not expire stays the same, and scopes only grow."""
        known = self._installed.get(holder.id)
        if known is not None and not (known.rotating or self.rotating):
            known.scopes = _both(known.scopes, scopes)
            known.access[-1].scopes, known.installer = known.scopes, by
            return known
        fresh = Installation(holder, by, _both(known.scopes, scopes) if known else scopes, self.rotating)
        if known is not None:
            fresh.access, fresh.workspaces = known.access, known.workspaces
        self._installed[holder.id] = fresh
        self._renew(fresh, token)
        return fresh

    def refresh(self, token: str) -> Installation:
        """New tokens for a refresh token, which works once; Refused for any other."""
        for one in self._installed.values():
            if token and one.refresh == token:
                self._renew(one)
                return one
        raise Refused("invalid_refresh_token")

    def revoke(self, access: Access) -> Installation | None:
        """Take one token back; the installation when that was its last."""
        access.refused = "token_revoked"
        one = self._installed.get(access.holder)
        if one is None or any(token.refused is None for token in one.access):
            return None
        return self._installed.pop(access.holder)

    def end(self, holder: Team | Org) -> Installation:
        """Uninstall; calls with its tokens are answered `account_inactive` from now on."""
        one = self._installed.pop(holder.id)
        one.end("account_inactive")
        return one

    def for_step(self, team: Team, execution: str) -> Access:
        """A token for one run of a workflow's step in a workspace."""
        access = Access(f"{self.ids.next('xwfp-')}-{team.id}-sandbox", team.id, execution=execution)
        access.expires = self.clock.now() + STEP_LIFETIME
        self._given[access.value] = access
        return access

    def _renew(self, one: Installation, token: str | None = None) -> None:
        holder = one.holder.id
        value = token or self.ids.next(f"{'xoxe.xoxb-1-' if one.rotating else 'xoxb-'}{holder}-") + "-sandbox"
        access = Access(value, holder, one.scopes)
        if one.rotating:
            access.expires = self.clock.now() + LIFETIME
            one.refresh = self.ids.next(f"xoxe-1-{holder}-") + "-sandbox"
        self._given[value] = access
        one.add(access)


def _both(old: str | None, new: str | None) -> str | None:
    if old is None or new is None:
        return new or old
    return ",".join(dict.fromkeys([*old.split(","), *new.split(",")]))
