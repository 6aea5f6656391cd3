"""reactions.*"""

import re
from typing import Any

from sandbox.api.args import Args
from sandbox.backend import Backend
from sandbox.channel import Channel
from sandbox.message import Message
from sandbox.refusal import Refused

_NAME = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def add(backend: Backend, args: Args) -> dict[str, Any]:
    """React to a message."""
    channel, message, name = _aim(backend, args)
    if backend.bot in message.reactions.get(name, ()):
        raise Refused("already_reacted")
    backend.happenings.react(channel, message, backend.bot, name)
    return {}


def remove(backend: Backend, args: Args) -> dict[str, Any]:
    """Take the bot's reaction back."""
    channel, message, name = _aim(backend, args)
    if backend.bot not in message.reactions.get(name, ()):
        raise Refused("no_reaction")
    backend.happenings.unreact(channel, message, backend.bot, name)
    return {}


def _aim(backend: Backend, args: Args) -> tuple[Channel, Message, str]:
    args.only({"channel", "timestamp", "name"})
    name = args.text("name")
    if not _NAME.fullmatch(name):
        raise Refused("invalid_name")
    if "channel" not in args or "timestamp" not in args:
        raise Refused("no_item_specified")
    channel = backend.place(args.text("channel"))
    return channel, backend.message(channel, args.text("timestamp")), name
