"""Block Kit as HTML."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sandbox.page.brush import Brush, Surface
from sandbox.page.viewer import Viewer
from sandbox.workspace import Workspace

__all__ = ["Drawn", "Viewer"]

Json = dict[str, Any]


class Drawn:
    """Draws what the people of a workspace see. Foreign text in it never becomes markup."""

    def __init__(self, workspace: Workspace, now: Callable[[], datetime]) -> None:
        self._workspace = workspace
        self._now = now
        self._environment = Environment(
            loader=PackageLoader("sandbox.page"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def blocks(
        self, blocks: Sequence[Json], viewer: Viewer, *, state: Mapping[str, Any] | None = None, prefix: str = ""
    ) -> Markup:
        """The blocks of a message. `state` holds what the viewer has picked, by block and action.

        Ids begin with `prefix`, which must be another one for each message of a page.
        """
        return self._brush(viewer, Surface(state or {}, {}, prefix)).blocks(blocks)

    def text(self, mrkdwn: str, viewer: Viewer) -> Markup:
        """A message without blocks."""
        drawn = self._brush(viewer, Surface({}, {}, "")).mrkdwn(mrkdwn)
        return Markup('<div class="bk-text">{}</div>').format(drawn)

    def view(
        self,
        view: Json,
        viewer: Viewer,
        *,
        errors: Mapping[str, str] | None = None,
        state: Mapping[str, Any] | None = None,
    ) -> Markup:
        """A modal with its title bar and buttons, or a Home tab. `errors` go by block."""
        prefix = f"{view.get('id') or view.get('type')}-"
        wrong = errors or {}
        brush = self._brush(viewer, Surface(state or {}, wrong, prefix, focuses=view.get("type") == "modal"))
        inputs = {str(block.get("block_id")) for block in _all(view["blocks"]) if block.get("type") == "input"}
        template = self._environment.get_template("view.html")
        lost = [sentence for block, sentence in wrong.items() if block not in inputs]
        html = template.render(view=view, draw=brush, prefix=prefix, lost=lost)
        return Markup(html)  # noqa: S704 - autoescaped

    def _brush(self, viewer: Viewer, surface: Surface) -> Brush:
        return Brush(self._environment, self._workspace, viewer, self._now(), surface)


def _all(blocks: Sequence[Json]) -> list[Json]:
    return [one for block in blocks for one in (block, *_all(block.get("child_blocks") or []))]
