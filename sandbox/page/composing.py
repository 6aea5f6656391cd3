"""What the composer offers while somebody types, and a message as it was typed."""

import re
from collections.abc import Mapping
from typing import Any

from sandbox.channel import Channel
from sandbox.page.faces import face
from sandbox.page.features import Command, Features
from sandbox.page.shortcodes import glyph
from sandbox.page.window import channels_of
from sandbox.people import Person
from sandbox.words import unescape
from sandbox.workspace import Workspace

INVITE = "/invite"
_TOKEN = re.compile(r"<(?P<sign>[@#]?)(?P<name>[^<>|]+)(?:\|(?P<label>[^<>]*))?>")

SHORT_NAMES = (
    "thumbsup thumbsdown tada heart eyes white_check_mark fire rocket raised_hands pray clap wave thinking_face "
    "joy smile slightly_smiling_face wink sweat_smile sob open_mouth sunglasses 100 bulb memo calendar "
    "hourglass_flowing_sand warning x heavy_check_mark heavy_plus_sign question exclamation sparkles star zap "
    "chart_with_upwards_trend bar_chart mag link pushpin bug hammer_and_wrench robot_face brain seedling coffee "
    "pizza cake muscle ok_hand point_up see_no_evil facepalm shrug hugging_face dart trophy bell speech_balloon"
)
"""The emoji that are offered, the most used first."""


def offers(person: Person, workspace: Workspace, features: Features, words: Mapping[str, str]) -> dict[str, Any]:
    """People, channels, commands and emoji to complete what is being typed."""
    invite = Command(INVITE, words["invite_does"], words["invite_hint"])
    return {
        "people": [
            {"insert": f"@{one.name}", "name": one.name, "more": face(workspace, one.id).name}
            for one in workspace.people.values()
        ],
        "channels": [
            {"insert": f"#{one.name}", "name": one.name, "more": ""} for one in channels_of(person, workspace)
        ],
        "commands": [
            {"insert": one.name, "name": one.name, "usage": one.usage, "more": one.description}
            for one in (*features.commands, invite)
        ],
        "emoji": [
            {"insert": f":{name}:", "name": name, "more": glyph(name)} for name in SHORT_NAMES.split() if glyph(name)
        ],
    }


def untyped(text: str, workspace: Workspace) -> str:
    """A message's text on the wire as its author typed it: `<@U0BEN>` is `@ben` again."""

    def token(found: re.Match[str]) -> str:
        sign, name, label = found["sign"], found["name"], found["label"]
        if sign == "@" and name in workspace.people:
            return f"@{workspace.people[name].name}"
        if sign == "#":
            channel: Channel | None = workspace.channels.get(name)
            return f"#{channel.name}" if channel is not None else f"#{label or name}"
        return label or name.removeprefix("mailto:")

    return unescape(_TOKEN.sub(token, text))
