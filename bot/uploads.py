"""Files on their way to Slack: announced, sent, and shown to somebody or kept for a message to show."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import structlog

from bot.charts.alt import alt_of, title_of
from bot.charts.request import Request
from bot.charts.wire import read, written
from bot.charts.worker import NotDrawn, draw
from bot.retry import Failure, Refusal
from bot.slack import Answered, Slack
from storage.calls import Call, Claimed

log = structlog.get_logger()

UPLOAD = "upload"
"""The method of a call that uploads a file and shares it; see `upload`."""


@dataclass(frozen=True, slots=True)
class File:
    """`name` ends in what kind of file it is; `alt` says what a picture shows, in at most 1,000 characters."""

    name: str
    content: bytes
    title: str
    alt: str = ""


def upload(
    team: str, lane: str, mark: str, channel: str, file: File, *, comment: str = "", thread: str | None = None
) -> Call:
    """The call that shares a file; `channel` may be a person. `thread` is the surface whose thread it goes to."""
    payload = {
        "channel": channel,
        "name": file.name,
        "title": file.title,
        "alt": file.alt,
        "comment": comment,
        "content": base64.b64encode(file.content).decode("ascii"),
    }
    return Call(team, lane, UPLOAD, payload, mark, thread=thread)


def upload_picture(
    team: str, lane: str, mark: str, channel: str, name: str, picture: Request, *, thread: str | None = None
) -> Call:
    """The call that draws a picture when it is made, and shares it as `upload` does. `name` ends in `.png`."""
    payload = {
        "channel": channel,
        "name": name,
        "title": title_of(picture),
        "alt": alt_of(picture),
        "comment": "",
        "draw": written(picture).decode("utf-8"),
    }
    return Call(team, lane, UPLOAD, payload, mark, thread=thread)


def name_of(call: Call) -> str:
    """The name of the file as Slack gets it, by which it is found again."""
    name = PurePath(str(call.payload["name"]))
    return f"{name.stem}-{call.mark[-8:]}{name.suffix}"


async def keep(slack: Slack, team: str, file: File) -> str | Failure | Refusal:
    """Upload a file that nobody sees by itself; Slack's id of it, for a message to show."""
    found = await _sent(slack, team, file)
    if isinstance(found, Failure | Refusal):  # a Failure is a str, too
        return found
    done = await slack.send(team, "files.completeUploadExternal", {"files": _listed(found, file)})
    return found if isinstance(done, Answered) else done


async def share(slack: Slack, claimed: Claimed) -> Answered | Failure | Refusal:
    """Make a call that `upload` or `upload_picture` made."""
    team, payload = claimed.call.team, claimed.call.payload
    try:
        content = await _content(payload)
    except NotDrawn as failed:
        log.warning("picture.not_drawn", mark=claimed.call.mark, problem=str(failed))
        return Refusal(200, "not_drawn")
    file = File(name_of(claimed.call), content, payload["title"], payload["alt"])
    channel = claimed.thread.channel if claimed.thread else str(payload["channel"])
    if channel.startswith(("U", "W")):
        opened = await slack.call(team, "conversations.open", {"users": channel})
        if not isinstance(opened, Answered):
            return opened
        channel = opened.data["channel"]["id"]
    found = await _sent(slack, team, file)
    if isinstance(found, Failure | Refusal):  # a Failure is a str, too
        return found
    form = {"files": _listed(found, file), "channel_id": channel}
    if claimed.thread:
        form["thread_ts"] = claimed.thread.ts
    if payload["comment"]:
        form["initial_comment"] = payload["comment"]
    return await slack.send(team, "files.completeUploadExternal", form)


async def _content(payload: Mapping[str, Any]) -> bytes:
    if "draw" in payload:
        return await draw(read(payload["draw"].encode("utf-8")))
    return base64.b64decode(payload["content"])


async def _sent(slack: Slack, team: str, file: File) -> str | Failure | Refusal:
    """Announce the file and send its bytes. Doing so twice leaves a file behind that nobody sees."""
    form: dict[str, Any] = {"filename": file.name, "length": len(file.content)}
    if file.alt:
        form["alt_txt"] = file.alt
    announced = await slack.send(team, "files.getUploadURLExternal", form)
    if not isinstance(announced, Answered):
        return announced
    taken = await slack.put(str(announced.data["upload_url"]), file.content)
    return str(announced.data["file_id"]) if isinstance(taken, Answered) else taken


def _listed(file_id: str, file: File) -> str:
    return json.dumps([{"id": file_id, "title": file.title}])
