"""users.*"""

from typing import Any

from sandbox.api.args import Args
from sandbox.api.conversations import kinds
from sandbox.api.pages import metadata, page
from sandbox.backend import Backend
from sandbox.refusal import Refused


def info(backend: Backend, args: Args) -> dict[str, Any]:
    """One person; the locale only with include_locale."""
    args.only({"user", "include_locale"})
    person = backend.workspace.people.get(args.text("user"))
    if person is None:
        raise Refused("user_not_found")
    at = backend.happenings.clock.now()
    stranger = backend.workspace.is_stranger(person)
    locale = args.flag("include_locale")
    return {"user": person.wire(backend.workspace.team, at, locale=locale, stranger=stranger)}


def everyone(backend: Backend, args: Args) -> dict[str, Any]:
    """users.list: all people, by the page."""
    args.only({"limit", "cursor", "include_locale", "team_id"})
    at, team = backend.happenings.clock.now(), backend.workspace.team
    locale = args.flag("include_locale")
    known = [person for person in backend.workspace.people.values() if not backend.workspace.is_stranger(person)]
    people, cursor = page(args, known)
    members = [person.wire(team, at, locale=locale) for person in people]
    return {"members": members, "cache_ts": int(at.timestamp()), **metadata(cursor)}


def conversations(backend: Backend, args: Args) -> dict[str, Any]:
    """Where a person (or the bot) is a member; of private channels only those the bot is in."""
    args.only({"user", "types", "exclude_archived", "limit", "cursor", "team_id"})
    user = args.optional("user") or backend.bot
    if user not in backend.workspace.people:
        raise Refused("user_not_found")
    wanted = kinds(args)
    found = [
        channel
        for channel in backend.workspace.channels.values()
        if channel.kind in wanted
        and user in channel.members
        and (channel.kind == "channel" or backend.bot in channel.members)
        and not (channel.is_archived and args.flag("exclude_archived"))
    ]
    some, cursor = page(args, found)
    return {"channels": [channel.wire(backend.bot) for channel in some], **metadata(cursor)}
