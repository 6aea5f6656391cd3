"""What the owners of the worked projects type."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from sandbox.storyteller import Storyteller


@dataclass(frozen=True, slots=True)
class Script:
    """One project: who starts it with which line, the quick answers in order, and a block with the rest."""

    owner: str
    start: str
    quick: tuple[str, ...]
    rest: str

    async def play(self, story: Storyteller, *, whole: bool = True) -> str:
        """Start it and answer, with `whole` everything; the timestamp of its card."""
        root = await story.start(self.owner, self.start)
        await story.say(self.owner, root, *self.quick)
        if whole:
            await story.say(self.owner, root, self.rest)
        return root


@cache
def scripts() -> Mapping[str, Script]:
    """Every worked project by its name here."""
    text = (files("sandbox.worked") / "projects.yaml").read_text(encoding="utf-8")
    told: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return {name: Script(one["owner"], one["start"], tuple(one["quick"]), one["rest"]) for name, one in told.items()}
