"""What the app's manifest offers in Slack's client: commands, shortcuts, a Home tab."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.manifest import MANIFEST, read_manifest


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command."""

    name: str
    description: str
    usage: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut, on a message or global."""

    callback_id: str
    name: str
    description: str
    on_message: bool


@dataclass(frozen=True, slots=True)
class Features:
    """What the client shows of the app besides its messages."""

    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    home: bool = False

    @property
    def message_shortcuts(self) -> list[Shortcut]:
        """The shortcuts in a message's menu."""
        return [one for one in self.shortcuts if one.on_message]

    @property
    def global_shortcuts(self) -> list[Shortcut]:
        """The shortcuts beside the composer."""
        return [one for one in self.shortcuts if not one.on_message]


def read_features(manifest: Path = MANIFEST) -> Features:
    """The features of a manifest in YAML; none when there is no such file."""
    found: dict[str, Any] = read_manifest(manifest).get("features") or {}
    return Features(
        tuple(
            Command(one["command"], one.get("description", ""), one.get("usage_hint", ""))
            for one in found.get("slash_commands") or ()
        ),
        tuple(
            Shortcut(one["callback_id"], one["name"], one.get("description", ""), one["type"] == "message")
            for one in found.get("shortcuts") or ()
        ),
        bool((found.get("app_home") or {}).get("home_tab_enabled")),
    )
