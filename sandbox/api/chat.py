"""chat.*"""

from typing import Any

from sandbox.api.args import Args
from sandbox.api.contents import contents, metadata
from sandbox.backend import Backend
from sandbox.channel import Channel
from sandbox.message import Message
from sandbox.refusal import Refused
from sandbox.response_urls import bot_profile
from sandbox.words import LONGEST_TEXT

LONGEST_UPDATE = 4_000
_CONTENTS = {"channel", "text", "blocks", "attachments", "markdown_text", "parse", "link_names"}
_POST = _CONTENTS | {"thread_ts", "reply_broadcast", "metadata", "unfurl_links", "unfurl_media", "mrkdwn"}


def post_message(backend: Backend, args: Args) -> dict[str, Any]:
    """Post to a channel, a thread or a person."""
    args.only(_POST | {"client_msg_id", "as_user"})
    if "as_user" in args:
        raise Refused("as_user_not_supported")
    _check_parse(args)
    channel = backend.place(args.text("channel"))
    thread = _thread(channel, args)
    broadcast = args.flag("reply_broadcast") and thread is not None
    checked = contents(args)
    message = backend.happenings.post(
        channel,
        backend.bot,
        checked.text,
        thread=thread,
        broadcast=broadcast,
        blocks=backend.workspace.named(checked.blocks),
        attachments=checked.attachments,
        metadata=metadata(args) or None,
        bot_id=backend.workspace.bot.bot_id,
        bot_profile=bot_profile(backend.happenings),
        client_msg_id=args.optional("client_msg_id"),
        flags=_flags(args),
        execution=backend.wire.lifecycle.installs.run_of(args.token),
    )
    body: dict[str, Any] = {"channel": channel.id, "ts": message.ts, "message": message.wire()}
    if len(checked.text) > LONGEST_TEXT:
        body["response_metadata"] = {"warnings": ["message_truncated"]}
    return body


def update(backend: Backend, args: Args) -> dict[str, Any]:
    """Change one of the bot's own messages."""
    args.only(_CONTENTS | {"ts", "metadata", "reply_broadcast", "unfurl_links", "unfurl_media"})
    _check_parse(args)
    channel = backend.place(args.text("channel"))
    if len(args.optional("text") or "") > LONGEST_UPDATE:
        raise Refused("msg_too_long")
    checked = contents(args)
    message = _own(backend, channel, args.text("ts"), "cant_update_message")
    new: dict[str, Any] = {"blocks": backend.workspace.named(checked.blocks)}
    if "text" in args or "markdown_text" in args:
        new["text"] = checked.text
    if "attachments" in args:
        new["attachments"] = checked.attachments
    if (given := metadata(args)) is not None:
        new["metadata"] = given or None
    editor = None if checked.blocks else backend.bot
    backend.happenings.change(channel, message, edited_by=editor, **new)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": message.wire()}


def delete(backend: Backend, args: Args) -> dict[str, Any]:
    """Delete one of the bot's own messages."""
    args.only({"channel", "ts"})
    channel = backend.place(args.text("channel"))
    message = _own(backend, channel, args.text("ts"), "cant_delete_message")
    backend.happenings.delete(channel, message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(backend: Backend, args: Args) -> dict[str, Any]:
    """Show something to one member of a channel."""
    args.only(_CONTENTS | {"user", "thread_ts"})
    _check_parse(args)
    channel = backend.place(args.text("channel"))
    user = args.text("user")
    if user not in backend.workspace.people:
        raise Refused("user_not_found")
    if user not in channel.members:
        raise Refused("user_not_in_channel")
    checked = contents(args)
    if len(checked.text) > LONGEST_TEXT:
        raise Refused("msg_too_long")
    message = backend.happenings.whisper(
        channel,
        user,
        checked.text,
        thread=_thread(channel, args),
        blocks=backend.workspace.named(checked.blocks),
        attachments=checked.attachments,
        bot_id=backend.workspace.bot.bot_id,
        bot_profile=bot_profile(backend.happenings),
    )
    return {"message_ts": message.ts}


def get_permalink(backend: Backend, args: Args) -> dict[str, Any]:
    """The address of a message."""
    args.only({"channel", "message_ts"})
    channel = backend.channel(args.text("channel"))
    message = backend.message(channel, args.text("message_ts"))
    domain = backend.workspace.team.domain
    link = f"https://{domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.root}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def _own(backend: Backend, channel: Channel, ts: str, error: str) -> Message:
    message = backend.message(channel, ts)
    if message.user != backend.bot:
        raise Refused(error)
    return message


def _thread(channel: Channel, args: Args) -> str | None:
    thread = args.optional("thread_ts")
    if not thread:
        return None
    root = channel.find(thread)
    if root is None or root.is_reply:
        raise Refused("cannot_reply_to_message", ["[ERROR] thread_ts is not the ts of a thread's parent"])
    return thread


def _check_parse(args: Args) -> None:
    if args.optional("parse") not in (None, "none", "full", "client"):
        raise Refused("invalid_arguments", ["[ERROR] must be one of none, full: parse"])
    args.flag("link_names")


def _flags(args: Args) -> dict[str, Any]:
    names = ("unfurl_links", "unfurl_media", "mrkdwn", "link_names")
    flags: dict[str, Any] = {name: args.flag(name) for name in names if name in args}
    if "parse" in args:
        flags["parse"] = args.optional("parse")
    return flags
