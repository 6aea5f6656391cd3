"""Draws the blocks of one surface for one viewer; what the templates speak to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from sandbox.blocks.elements import PLACES
from sandbox.blocks.kinds import SURFACES
from sandbox.page import charts, links, markdown
from sandbox.page.captions import Caption, said
from sandbox.page.choices import choices
from sandbox.page.control import Attributes, Control, Group, Option, held, values, wiring
from sandbox.page.dates import local
from sandbox.page.mentions import Mentions
from sandbox.page.mrkdwn import Mrkdwn
from sandbox.page.rich_text import RichText, words
from sandbox.page.shortcodes import spelled
from sandbox.page.viewer import Viewer
from sandbox.words import unescape
from sandbox.workspace import Workspace

Json = dict[str, Any]

BOXES = frozenset({"checkboxes", "radio_buttons"})


@dataclass(frozen=True, slots=True)
class Surface:
    """Where blocks stand: what was put into them, what is wrong with it, and how their ids begin."""

    state: Mapping[str, Any]
    errors: Mapping[str, str]
    prefix: str
    focuses: bool = False


class Brush:
    """One drawing."""

    def __init__(
        self, environment: Environment, workspace: Workspace, viewer: Viewer, now: datetime, surface: Surface
    ) -> None:
        self.viewer = viewer
        self._environment = environment
        self._workspace = workspace
        self._surface = surface
        self._mentions = Mentions(workspace, viewer)
        self._mrkdwn = Mrkdwn(self._mentions, viewer, now)
        self._rich = RichText(self._mentions, viewer, now)
        self._ids = 0

    def blocks(self, blocks: Sequence[Json]) -> Markup:
        """Blocks one below the other."""
        return Markup("\n").join(map(self.block, blocks))

    def block(self, block: Json) -> Markup:
        """One block."""
        kind = block.get("type")
        name = f"blocks/{kind}.html" if kind in SURFACES else "unsupported.html"
        return self._render(name, block=block, id=self._id())

    def element(self, element: Json, block: Json, *, as_: str = "", named_by: str = "", about: str = "") -> Markup:
        """One element of a block, with the id `as_`; `named_by` is its label's id, `about` its description's."""
        kind = element.get("type")
        if kind not in PLACES:
            return self._render("unsupported.html")
        if not self._visible(element):
            return Markup("")
        return self._render(
            f"elements/{kind}.html",
            element=element,
            block=block,
            control=self._control(element, block, as_ or self._id(), named_by, about),
        )

    def text(self, text: Any) -> Markup:
        """A text object."""
        if not isinstance(text, dict):
            return Markup("")
        if text.get("type") == "mrkdwn":
            return self.mrkdwn(str(text.get("text", "")), verbatim=bool(text.get("verbatim")))
        return Markup("<br>").join(self.words(text).split("\n"))

    def mrkdwn(self, text: str, *, verbatim: bool = False) -> Markup:
        """Slack's markup."""
        return self._mrkdwn.draw(text, verbatim=verbatim)

    def words(self, text: Any) -> str:
        """A text object as bare words."""
        if not isinstance(text, dict):
            return ""
        bare = unescape(str(text.get("text", "")))
        return bare if text.get("emoji") is False else spelled(bare)

    def rich(self, value: Any) -> Markup:
        """A rich text, or a bare string where one may stand."""
        return self._rich.draw(value) if isinstance(value, dict) else Markup("{}").format(value or "")

    def rich_words(self, value: Any) -> str:
        """The bare words of a rich text."""
        return words(value)

    def markdown(self, text: Any) -> Markup:
        """Standard Markdown."""
        return markdown.draw(str(text))

    def plot(self, chart: Any) -> charts.Plot:
        """The shapes of a chart."""
        return charts.plot(chart if isinstance(chart, dict) else {})

    def web(self, url: Any) -> str | None:
        """A web address that is safe to follow."""
        return links.web(url)

    def picture(self, image: Json) -> str | None:
        """Where an image is; None for what other hosts would have to be asked for."""
        file = image.get("slack_file")
        if not isinstance(file, dict):
            return links.picture(image.get("image_url"))
        return links.picture(file.get("url")) or self._file(str(file.get("id")))

    def say(self, caption: Caption) -> str:
        """A word of Slack's own."""
        return said(caption, self.viewer.locale)

    def local(self, seconds: Any) -> str:
        """Unix seconds as a date-and-time input holds them."""
        return local(seconds, self.viewer.timezone)

    def error(self, block: Json) -> str:
        """What is wrong with the input in a block."""
        return self._surface.errors.get(str(block.get("block_id")), "")

    def grouped(self, element: Json) -> bool:
        """Whether an element is a group of boxes, which no `label for` can name."""
        kind = str(element.get("type"))
        return kind in BOXES or kind.startswith("multi_")

    def _file(self, identity: str) -> str | None:
        return links.picture(self._workspace.files.get(identity, {}).get("url_private"))

    def _visible(self, element: Json) -> bool:
        only = element.get("visible_to_user_ids")
        return not isinstance(only, list) or self.viewer.id in only

    def _control(self, element: Json, block: Json, identity: str, named_by: str, about: str) -> Control:
        content = held(element, block, self._surface.state)
        attributes: Attributes = {"id": identity, **wiring(element, block, self.words)}
        attributes |= self._naming(element, block, named_by, about)
        if self._surface.focuses and element.get("focus_on_load"):
            attributes["autofocus"] = ""
        return Control(identity, attributes, content, self._groups(element, set(values(content))))

    def _naming(self, element: Json, block: Json, named_by: str, about: str) -> Attributes:
        label = self.words(element.get("placeholder")) or self.say(_generic_name(str(element.get("type"))))
        naming: Attributes = {"aria-labelledby": named_by} if named_by else {"aria-label": label}
        naming["aria-describedby"] = about or None
        if block.get("type") == "input":
            grouped = self.grouped(element) and element.get("type") != "radio_buttons"
            naming["aria-required"] = "true" if not block.get("optional") and not grouped else None
            naming["aria-invalid"] = "true" if self.error(block) else None
        return naming

    def _groups(self, element: Json, chosen: set[str]) -> list[Group]:
        if isinstance(groups := element.get("option_groups"), list):
            return [Group(self.words(one.get("label")), self._options(one.get("options"), chosen)) for one in groups]
        offered = element.get("options")
        if offered is None and str(element.get("type")).endswith("external_select"):
            offered = [*(element.get("initial_options") or []), element.get("initial_option")]
        if offered is not None:
            return [Group("", self._options([one for one in offered if one], chosen))]
        found = choices(element, self._workspace, self._mentions, self.viewer)
        nothing = Markup("")
        return [
            Group("", [Option(value, label, Markup.escape(label), nothing, value in chosen) for value, label in found])
        ]

    def _options(self, options: Any, chosen: set[str]) -> list[Option]:
        return [
            Option(
                str(one.get("value", "")),
                self.words(one.get("text")),
                self.text(one.get("text")),
                self.text(one.get("description")),
                str(one.get("value")) in chosen,
                links.web(one.get("url")),
            )
            for one in options or []
        ]

    def _id(self) -> str:
        self._ids += 1
        return f"{self._surface.prefix}{self._ids}"

    def _render(self, name: str, **more: Any) -> Markup:
        return Markup(self._environment.get_template(name).render(draw=self, **more))  # noqa: S704 - autoescaped


def _generic_name(kind: str) -> Caption:
    match kind:
        case "datepicker":
            return "date"
        case "timepicker":
            return "time"
        case "datetimepicker":
            return "date and time"
        case "number_input":
            return "number"
        case "file_input":
            return "file"
        case "overflow":
            return "more"
        case _ if kind.endswith("_input"):
            return "text"
        case "checkboxes":
            return "choose several"
        case _ if kind.startswith("multi_"):
            return "choose several"
        case _:
            return "choose"
