"""Standard Markdown, as the markdown block takes it, as HTML."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup, escape

from sandbox.page.links import link, web
from sandbox.page.shortcodes import spelled

_LEVELS = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "h6": "h6"}
_BOXES = {"[ ] ": "☐ ", "[x] ": "☑ ", "[X] ": "☑ "}


class _Renderer(RendererHTML):
    def text(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return str(escape(spelled(tokens[index].content)))

    def image(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """Images become links."""
        url = str(tokens[index].attrs.get("src", ""))
        label = tokens[index].content or url
        return str(link(url, label) or escape(label))


def draw(text: str) -> Markup:
    """Markdown as HTML; HTML in it stays text."""
    parser = _parser()
    tokens = parser.parse(text)
    for token in tokens:
        token.tag = _LEVELS.get(token.tag, token.tag)
        if isinstance(style := token.attrs.pop("style", None), str):
            token.attrs["class"] = f"bk-{style.removeprefix('text-align:')}"
        if token.type == "fence":
            token.info = ""
        for inner in token.children or ():
            _safe(inner)
    _tick(tokens)
    return Markup(parser.renderer.render(tokens, parser.options, {}))  # noqa: S704 - markdown-it escapes, html is off


def _safe(token: Token) -> None:
    if token.type == "link_open":
        token.attrs = {"href": token.attrs.get("href", ""), "target": "_blank", "rel": "noopener noreferrer"}


def _tick(tokens: list[Token]) -> None:
    """Make the items of task lists begin with a box."""
    for before, paragraph, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if before.type == "list_item_open" and paragraph.type == "paragraph_open" and inline.children:
            first = inline.children[0]
            if first.type == "text" and (box := _BOXES.get(first.content[:4])):
                first.content = box + first.content[4:]


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "xhtmlOut": False}, renderer_cls=_Renderer)
    parser.enable(["table", "strikethrough"])
    parser.validateLink = _may_link  # type: ignore[method-assign]
    return parser


def _may_link(url: str) -> bool:
    return web(url) is not None or url.lower().startswith("mailto:")
