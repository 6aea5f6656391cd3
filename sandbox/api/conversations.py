"""conversations.*"""

from typing import Any

from sandbox.api.args import Args
from sandbox.api.pages import metadata, page
from sandbox.backend import Backend
from sandbox.channel import Channel, Kind, between
from sandbox.message import Message
from sandbox.refusal import Refused

_TYPES = {"public_channel": Kind.PUBLIC, "private_channel": Kind.PRIVATE, "im": Kind.DIRECT}
_SPAN = {"channel", "oldest", "latest", "inclusive", "limit", "cursor", "include_all_metadata"}


def kinds(args: Args) -> set[Kind]:
    """The kinds of conversation asked for by `types`."""
    types = args.words("types") or ["public_channel"]
    if any(word not in (*_TYPES, "mpim") for word in types):
        raise Refused("invalid_types")
    return {_TYPES[word] for word in types if word in _TYPES}


def info(backend: Backend, args: Args) -> dict[str, Any]:
    """One conversation."""
    args.only({"channel", "include_num_members", "include_locale"})
    channel = backend.channel(args.text("channel"))
    body = channel.wire(backend.bot)
    if args.flag("include_num_members"):
        body["num_members"] = len(channel.members)
    return {"channel": body}


def every(backend: Backend, args: Args) -> dict[str, Any]:
    """conversations.list: public channels, and others the bot is in if asked."""
    args.only({"types", "exclude_archived", "limit", "cursor", "team_id"})
    wanted = kinds(args)
    found = [
        channel
        for channel in backend.workspace.channels.values()
        if channel.kind in wanted
        and (channel.kind is Kind.PUBLIC or backend.bot in channel.members)
        and not (channel.is_archived and args.flag("exclude_archived"))
    ]
    some, cursor = page(args, found)
    bodies = [{**channel.wire(backend.bot), "num_members": len(channel.members)} for channel in some]
    return {"channels": bodies, **metadata(cursor)}


def members(backend: Backend, args: Args) -> dict[str, Any]:
    """Who is in a conversation."""
    args.only({"channel", "limit", "cursor"})
    channel = backend.channel(args.text("channel"))
    some, cursor = page(args, list(channel.members))
    return {"members": list(some), **metadata(cursor)}


def open_direct(backend: Backend, args: Args) -> dict[str, Any]:
    """conversations.open: the direct conversation with one person."""
    args.only({"users", "channel", "return_im", "prevent_creation"})
    if "channel" in args:
        channel = backend.channel(args.text("channel"))
        return {"no_op": True, "already_open": True, "channel": _opened(backend, channel, args)}
    users = args.words("users")
    if not users:
        raise Refused("users_list_not_supplied")
    if len(users) > 1:
        raise Refused("invalid_arguments", ["[ERROR] this stand-in has no group conversations: users"])
    if users[0] not in backend.workspace.people:
        raise Refused("user_not_found")
    known = backend.workspace.has_direct(users[0])
    channel = backend.place(users[0])
    return {"no_op": known, "already_open": known, "channel": _opened(backend, channel, args)}


def history(backend: Backend, args: Args) -> dict[str, Any]:
    """What stands in a channel, newest first, thread replies left out."""
    args.only(_SPAN)
    channel = _readable(backend, args)
    found = _span(args, channel.timeline)[::-1]
    some, cursor = page(args, found)
    return {**_messages(args, some), **_more(cursor), "pin_count": 0}


def replies(backend: Backend, args: Args) -> dict[str, Any]:
    """A thread: its parent, then its replies, oldest first."""
    args.only(_SPAN | {"ts"})
    channel = _readable(backend, args)
    message = channel.find(args.text("ts"))
    if message is None:
        raise Refused("thread_not_found")
    if message.is_reply:
        return {**_messages(args, [message]), **_more("")}
    some, cursor = page(args, _span(args, message.replies))
    return {**_messages(args, [message, *some]), **_more(cursor)}


def _span(args: Args, messages: list[Message]) -> list[Message]:
    oldest, latest = args.optional("oldest") or None, args.optional("latest") or None
    try:
        return between(messages, oldest, latest, inclusive=args.flag("inclusive"))
    except ValueError:
        name = "invalid_ts_oldest" if oldest and not oldest.replace(".", "").isdigit() else "invalid_ts_latest"
        raise Refused(name) from None


def _messages(args: Args, messages: Any) -> dict[str, Any]:
    full = args.flag("include_all_metadata")
    return {"messages": [message.wire(full_metadata=full) for message in messages]}


def _more(cursor: str) -> dict[str, Any]:
    return {"has_more": True, **metadata(cursor)} if cursor else {"has_more": False}


def _readable(backend: Backend, args: Args) -> Channel:
    channel = backend.channel(args.text("channel"))
    if backend.bot not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _opened(backend: Backend, channel: Channel, args: Args) -> dict[str, Any]:
    return channel.wire(backend.bot) if args.flag("return_im") else {"id": channel.id}
