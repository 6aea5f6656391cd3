"""oauth.v2.access, auth.revoke, apps.uninstall: tokens come and go."""

from typing import Any

from sandbox.api.args import Args
from sandbox.backend import Backend
from sandbox.installation import Installation
from sandbox.refusal import Refused
from sandbox.team import Org, Team
from sandbox.tokens import SCOPES

Json = dict[str, Any]


def access(backend: Backend, args: Args) -> Json:
    """Tokens for a code, or new ones for a refresh token."""
    args.only({"client_id", "client_secret", "code", "redirect_uri", "grant_type", "refresh_token"})
    wire = backend.wire
    _check_client(backend, args)
    match args.optional("grant_type") or "authorization_code":
        case "refresh_token":
            return _granted(backend, wire.lifecycle.installs.refresh(args.optional("refresh_token") or ""))
        case "authorization_code":
            allowed = wire.codes.take(args.optional("code") or "", args.optional("redirect_uri"))
            one = wire.lifecycle.install(allowed.holder, by=allowed.user, scopes=allowed.scopes)
            return _granted(backend, one) | {"authed_user": {"id": allowed.user}}
        case _:
            raise Refused("invalid_grant_type")


def revoke(backend: Backend, args: Args) -> Json:
    """auth.revoke: the token of this very call works no more; `test` only asks."""
    args.only({"test"})
    if args.flag("test"):
        return {"revoked": False}
    backend.wire.lifecycle.revoke(args.token)
    return {"revoked": True}


def uninstall(backend: Backend, args: Args) -> Json:
    """apps.uninstall: the app leaves where this call's token is from."""
    args.only({"client_id", "client_secret"})
    _check_client(backend, args)
    backend.wire.lifecycle.uninstall(_installation(backend, args).holder)
    return {}


def teams(backend: Backend, args: Args) -> Json:
    """auth.teams.list: the workspaces that the token may work in."""
    args.only({"limit", "cursor", "include_icon"})
    one = _installation(backend, args)
    names = {one.holder.id, *one.workspaces}
    found = [place.team for place in backend.wire.lifecycle.workspaces if place.team.id in names]
    return {"teams": [_named(team) for team in found], "response_metadata": {"next_cursor": ""}}


def _installation(backend: Backend, args: Args) -> Installation:
    one = backend.wire.lifecycle.installs.of_token(args.token)
    if one is None:
        raise Refused("invalid_auth")
    return one


def _check_client(backend: Backend, args: Args) -> None:
    given = args.optional("client_id") or "", args.optional("client_secret") or ""
    backend.wire.tokens.check_client(*given)


def _granted(backend: Backend, one: Installation) -> Json:
    holder = one.holder
    org = holder if isinstance(holder, Org) else holder.org
    place = backend.wire.lifecycle.places(one)[0]
    body: Json = {
        "access_token": one.token,
        "token_type": "bot",
        "scope": one.scopes or SCOPES,
        "bot_user_id": place.bot.user_id,
        "app_id": place.bot.app_id,
        "team": None if one.org_wide else _named(holder),
        "enterprise": _named(org) if org is not None else None,
        "is_enterprise_install": one.org_wide,
    }
    if (expires := one.access[-1].expires) is not None:
        left = expires - backend.happenings.clock.now()
        body |= {"expires_in": int(left.total_seconds()), "refresh_token": one.refresh}
    return body


def _named(holder: Team | Org) -> Json:
    return {"id": holder.id, "name": holder.name}
