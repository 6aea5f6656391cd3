"""A channel or a thread as readable text, the same for the same story."""

from typing import Any

from sandbox.drawing import Pen, read, safe
from sandbox.message import Message
from sandbox.workspace import Did, Entry, Workspace


def transcript(workspace: Workspace, channel: str, *, thread: str | None = None, everything: bool = False) -> str:
    """The story of a channel, or of one thread of it (by its parent's timestamp).

    Each message once, as it stands now; with `everything` each version in the order it was posted, updated or
    deleted. Replies are indented in a channel's story; what only one person sees says so.
    """
    found = workspace.find_channel(channel)
    if found is None:
        return ""
    lines: list[str] = []
    for entry in workspace.journal(found.id, thread):
        if not everything and not _stands(entry):
            continue
        indent = "    " if thread is None and entry.message is not None and entry.message.is_reply else ""
        # Later lines of a message stand further in, so that no text can pretend to be another speaker.
        told = safe(_line(workspace, entry, everything=everything)).replace("\n", f"\n{indent}  ")
        lines.append(indent + told)
    return "\n".join(lines)


def _stands(entry: Entry) -> bool:
    match entry.did:
        case Did.POSTED:
            return entry.message is not None and (not entry.message.deleted or bool(entry.message.replies))
        case Did.WHISPERED:
            return entry.message is not None and not entry.message.deleted
        case Did.COMMANDED | Did.FAILED:
            return True
        case Did.UPDATED | Did.DELETED | Did.REACTED:
            return False


def _line(workspace: Workspace, entry: Entry, *, everything: bool) -> str:
    who = _who(workspace, entry.who)
    message = entry.message
    if message is None:
        return f"{who}: {entry.text}{_only(workspace, entry)}"
    match entry.did:
        case Did.POSTED | Did.WHISPERED if everything:
            body = _body(workspace, entry.text, entry.blocks, message)
            return f"{who}: {body}{_only(workspace, entry)}"
        case Did.UPDATED:
            body = _body(workspace, entry.text, entry.blocks, message)
            return f"{who}: {body} (updated){_only(workspace, entry)}"
        case Did.DELETED:
            body = _body(workspace, entry.text, entry.blocks, message)
            return f"{who}: {body} (deleted){_only(workspace, entry)}"
        case Did.REACTED:
            return f"{who}: {entry.text}"
        case _:
            return f"{who}: {_now(workspace, message)}{_only(workspace, entry)}"


def _now(workspace: Workspace, message: Message) -> str:
    if message.deleted:
        return "(deleted)"
    body = _body(workspace, message.text, message.blocks, message)
    if message.edited is not None:
        body += " (edited)"
    return body + "".join(f" ({name})" for name in message.reactions)


def _body(workspace: Workspace, text: str, blocks: list[dict[str, Any]], message: Message) -> str:
    body = Pen(workspace.names).draw(blocks) if blocks else read(text, workspace.names)
    files = (f"<file: {file.get('title') or file.get('name')}>" for file in message.files)
    return "\n".join(part for part in (body, *files) if part)


def _only(workspace: Workspace, entry: Entry) -> str:
    if entry.only is None or entry.did is Did.COMMANDED:
        return ""
    return f" (only visible to {_who(workspace, entry.only)})"


def _who(workspace: Workspace, identity: str) -> str:
    if identity == workspace.bot.user_id:
        return workspace.bot.display_name
    person = workspace.people.get(identity)
    return person.name if person is not None else "Slackbot"
