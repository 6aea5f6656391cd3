"""usergroups.*"""

from typing import Any

from sandbox.api.args import Args
from sandbox.backend import Backend
from sandbox.refusal import Refused


def every(backend: Backend, args: Args) -> dict[str, Any]:
    """usergroups.list: the groups; who is in them only with include_users."""
    args.only({"include_users", "include_count", "include_disabled", "team_id"})
    users, count, disabled = (args.flag(f"include_{name}") for name in ("users", "count", "disabled"))
    found = [group for group in backend.workspace.groups.values() if disabled or not group.deleted]
    return {"usergroups": [group.wire(backend.workspace.team.id, users=users, count=count) for group in found]}


def people(backend: Backend, args: Args) -> dict[str, Any]:
    """usergroups.users.list: who is in one group."""
    args.only({"usergroup", "include_disabled", "team_id"})
    group = backend.workspace.groups.get(args.text("usergroup"))
    if group is None or (group.deleted and not args.flag("include_disabled")):
        raise Refused("no_such_subteam")
    return {"users": list(group.users)}
