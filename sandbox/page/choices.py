"""What the selects offer that the workspace fills: people and conversations."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sandbox.channel import Channel, Kind
from sandbox.page.mentions import Mentions
from sandbox.page.viewer import Viewer
from sandbox.workspace import Workspace

Json = dict[str, Any]


class Choice(NamedTuple):
    """An id and the name people know it by."""

    value: str
    label: str


_SORTS = {Kind.PUBLIC: "public", Kind.PRIVATE: "private", Kind.DIRECT: "im"}


def choices(element: Json, workspace: Workspace, mentions: Mentions, viewer: Viewer) -> list[Choice]:
    """The people or conversations an element offers this viewer, by name."""
    what = str(element.get("type")).removeprefix("multi_").removesuffix("_select")
    match what:
        case "users":
            people = [one for one in workspace.people.values() if not one.deleted]
            people.sort(key=lambda one: (one.is_bot, one.real_name.casefold()))
            return [Choice(one.id, one.real_name) for one in people]
        case "channels":
            public = (one for one in workspace.channels.values() if one.kind is Kind.PUBLIC and not one.is_archived)
            return _sorted(public, mentions)
        case "conversations":
            return _sorted(_conversations(element.get("filter") or {}, workspace, viewer), mentions)
        case _:
            return []


def _conversations(only: Json, workspace: Workspace, viewer: Viewer) -> Iterator[Channel]:
    sorts = only.get("include") or list(_SORTS.values())
    for channel in workspace.channels.values():
        mine = viewer.id in channel.members
        bots = channel.kind is Kind.DIRECT and any(
            workspace.people[one].is_bot for one in channel.members if one != viewer.id and one in workspace.people
        )
        if (
            _SORTS[channel.kind] in sorts
            and (mine or channel.kind is Kind.PUBLIC)
            and not (bots and only.get("exclude_bot_users"))
            and not channel.is_archived
        ):
            yield channel


def _sorted(channels: Iterator[Channel], mentions: Mentions) -> list[Choice]:
    found = [Choice(one.id, mentions.channel_name(one)) for one in channels]
    return sorted(found, key=lambda choice: choice.label.casefold())
