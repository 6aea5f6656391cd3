"""What a message may hold: text, blocks, attachments, metadata, checked as Slack checks them."""

import json
from dataclasses import dataclass
from typing import Any

from sandbox.api.args import Args
from sandbox.blocks import problems
from sandbox.refusal import Refused

MOST_ATTACHMENTS = 100
LONGEST_MARKDOWN = 12_000
LARGEST_METADATA = 8_000

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Contents:
    """Checked contents of a message."""

    text: str
    blocks: list[Json]
    attachments: list[Json]


def contents(args: Args) -> Contents:
    """What to show; Refused when there is nothing or it breaks a limit."""
    blocks = _blocks(args)
    attachments = _attachments(args)
    text = args.optional("text") or ""
    markdown = args.optional("markdown_text")
    if markdown is not None:
        if text or blocks:
            raise Refused("markdown_text_conflict")
        if len(markdown) > LONGEST_MARKDOWN:
            raise Refused("msg_too_long")
        text = markdown
    if not text.strip() and not blocks and not attachments:
        raise Refused("no_text")
    return Contents(text, blocks, attachments)


def _blocks(args: Args) -> list[Json]:
    blocks = args.json("blocks", "invalid_blocks_format")
    if blocks is None:
        return []
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise Refused("invalid_blocks_format")
    if found := problems(blocks, "message"):
        raise Refused("invalid_blocks", [problem.wire() for problem in found])
    return blocks


def _attachments(args: Args) -> list[Json]:
    attachments = args.json("attachments")
    if attachments is None:
        return []
    if not isinstance(attachments, list) or not all(isinstance(one, dict) for one in attachments):
        raise Refused("invalid_attachments")
    if len(attachments) > MOST_ATTACHMENTS:
        raise Refused("too_many_attachments")
    for number, attachment in enumerate(attachments):
        if found := problems(attachment.get("blocks") or [], "message"):
            messages = [problem.wire(f"/attachments/{number}") for problem in found]
            raise Refused("invalid_blocks", messages)
    return attachments


def metadata(args: Args) -> Json | None:
    """Checked metadata: None when none was given, empty when it is to be cleared."""
    given = args.json("metadata", "invalid_metadata_format")
    if given is None or given == {}:
        return None if given is None else {}
    if not isinstance(given, dict):
        raise Refused("invalid_metadata_format")
    event_type, payload = given.get("event_type"), given.get("event_payload")
    if not isinstance(event_type, str) or not event_type or not isinstance(payload, dict):
        raise Refused("invalid_metadata_format")
    if set(given) - {"event_type", "event_payload", "entities"} or not all(map(_allowed, payload.values())):
        raise Refused("invalid_metadata_schema")
    if len(json.dumps(given, ensure_ascii=False)) > LARGEST_METADATA:
        raise Refused("metadata_too_large")
    return given


def _allowed(value: Any) -> bool:
    match value:
        case str() | bool() | int() | float():
            return True
        case list():
            return all(_allowed(one) for one in value)
        case dict():
            return all(isinstance(name, str) and _allowed(one) for name, one in value.items())
        case _:
            return False
