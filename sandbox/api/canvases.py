"""canvases.*: documents of their own, which are files here as they are at Slack."""

from typing import Any

from sandbox.api.args import Args
from sandbox.backend import Backend
from sandbox.refusal import Refused

LONGEST_TITLE = 255
LEVELS = ("read", "write", "owner")


def create(backend: Backend, args: Args) -> dict[str, Any]:
    """Make a canvas that nobody but the app sees."""
    args.only({"title", "document_content"})
    title, document = args.optional("title") or "Untitled", args.json("document_content")
    if len(title) > LONGEST_TITLE:
        raise Refused("invalid_arguments", ["[ERROR] must be less than 256 characters: title"])
    if not isinstance(document, dict) or document.get("type") != "markdown" or not document.get("markdown"):
        raise Refused("invalid_arguments", ["[ERROR] must be a markdown document: document_content"])
    content = str(document["markdown"]).encode()
    file = backend.files.announce("canvas.md", len(content), "")
    file.content, file.title, file.complete = content, title, True
    file.user, file.created = backend.bot, int(backend.happenings.clock.now().timestamp())
    return {"canvas_id": file.id}


def set_access(backend: Backend, args: Args) -> dict[str, Any]:
    """Open a canvas to people."""
    args.only({"canvas_id", "access_level", "user_ids"})
    file, people = backend.files.find(args.text("canvas_id")), args.json("user_ids")
    if file is None:
        raise Refused("canvas_not_found")
    if args.text("access_level") not in LEVELS:
        raise Refused("invalid_arguments", ["[ERROR] must be one of read, write, owner: access_level"])
    if not isinstance(people, list) or not people or not all(one in backend.workspace.people for one in people):
        raise Refused("user_not_found")
    for person in people:
        file.shares[str(person)] = []
    return {}
