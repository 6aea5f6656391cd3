"""files.*"""

from typing import Any

from sandbox.api.args import Args
from sandbox.api.contents import contents
from sandbox.backend import Backend
from sandbox.files import File
from sandbox.refusal import Refused
from sandbox.response_urls import bot_profile

LONGEST_ALT_TEXT = 1_000
MOST_CHANNELS = 100


def get_upload_url(backend: Backend, args: Args) -> dict[str, Any]:
    """Announce a file; the answer says where its bytes go."""
    args.only({"filename", "length", "alt_txt", "snippet_type"})
    name, length = args.text("filename"), args.number("length", 0)
    if length < 1:
        raise Refused("invalid_arguments", ["[ERROR] must be more than 0: length"])
    alt_text = args.optional("alt_txt") or ""
    if len(alt_text) > LONGEST_ALT_TEXT:
        raise Refused("alt_txt_too_large")
    file = backend.files.announce(name, length, alt_text)
    return {"upload_url": f"{backend.base}/upload/{file.id}", "file_id": file.id}


def complete_upload(backend: Backend, args: Args) -> dict[str, Any]:
    """Finish uploaded files and share them; once only."""
    args.only({"files", "channel_id", "channels", "thread_ts", "initial_comment", "blocks"})
    files = [(_uploaded(backend, entry), entry) for entry in _entries(args)]
    names = args.words("channels") or ([args.text("channel_id")] if "channel_id" in args else [])
    if len(names) > MOST_CHANNELS:
        raise Refused("too_many_channels")
    thread = args.optional("thread_ts")
    if thread and len(names) != 1:
        raise Refused("invalid_arguments", ["[ERROR] needs exactly one channel: thread_ts"])
    if "initial_comment" in args and "blocks" in args:
        raise Refused("invalid_arguments", ["[ERROR] not together with blocks: initial_comment"])
    channels = [backend.place(name) for name in names]
    if thread and (channels[0].find(thread) is None):
        raise Refused("invalid_thread_ts")
    blocks = contents(args).blocks if "blocks" in args else []
    for file, entry in files:
        file.complete, file.title = True, str(entry.get("title") or file.name)
        file.user, file.created = backend.bot, int(backend.happenings.clock.now().timestamp())
        backend.workspace.files[file.id] = file.wire(backend.base)
    for channel in channels:
        message = backend.happenings.post(
            channel,
            backend.bot,
            args.optional("initial_comment") or "",
            thread=thread,
            subtype="file_share",
            blocks=backend.workspace.named(blocks),
            files=[file.wire(backend.base) for file, _ in files],
            bot_id=backend.workspace.bot.bot_id,
            bot_profile=bot_profile(backend.happenings),
        )
        for file, _ in files:
            file.shares[channel.id] = [{"ts": message.ts, "channel_name": channel.name, "thread_ts": thread}]
    return {"files": [file.wire(backend.base) for file, _ in files]}


def info(backend: Backend, args: Args) -> dict[str, Any]:
    """One file and where it is shared."""
    args.only({"file"})
    file = backend.files.find(args.text("file"))
    if file is None or not file.complete:
        raise Refused("file_not_found")
    public = {name: share for name, share in file.shares.items() if not _private(backend, name)}
    private = {name: share for name, share in file.shares.items() if _private(backend, name)}
    return {"file": {**file.wire(backend.base), "shares": {"public": public, "private": private}}}


def _private(backend: Backend, channel: str) -> bool:
    return backend.workspace.channels[channel].kind != "channel"


def _entries(args: Args) -> list[dict[str, Any]]:
    entries = args.json("files")
    if not isinstance(entries, list) or not entries or not all(isinstance(one, dict) for one in entries):
        raise Refused("invalid_arguments", ["[ERROR] must be a list of {id, title}: files"])
    return entries


def _uploaded(backend: Backend, entry: dict[str, Any]) -> File:
    file = backend.files.find(str(entry.get("id")))
    if file is None or file.content is None:
        raise Refused("file_not_found")
    if file.complete:
        raise Refused("file_already_completed")
    return file
