"""The gallery as a page: `/gallery`, one part of the bot at a time, both languages beside each other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from urllib.parse import urlencode

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from flows.text import Language
from sandbox.clock import Clock
from sandbox.gallery.catalogue import exhibits
from sandbox.gallery.exhibit import Exhibit, Size
from sandbox.page.drawn import Drawn, Viewer
from sandbox.page.server import HEADERS
from sandbox.workspace import Workspace

STATIC = Path(__file__).parent / "static"
THEMES = ("light", "dark")
WIDTHS = (360, 600)
VIEWERS = {
    Language.EN: Viewer("U0ANA", "America/New_York", "en-US"),
    Language.KO: Viewer("U0MINJUN", "Asia/Seoul", "ko-KR"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """What of the gallery is looked at, and how; `group` empty is the index."""

    group: str = ""
    size: Size = Size.EXAMPLE
    theme: str = "light"
    width: int = 600

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Look":
        """From a URL; what it names wrongly is as usual."""
        width = query.get("width", "")
        return cls(
            query.get("group", ""),
            Size.LONGEST if query.get("size") == Size.LONGEST else Size.EXAMPLE,
            "dark" if query.get("theme") == "dark" else "light",
            int(width) if width in map(str, WIDTHS) else WIDTHS[-1],
        )

    def url(self, **changes: object) -> str:
        """The URL of the gallery with something changed."""
        seen = replace(self, **changes)  # type: ignore[arg-type]
        return "/gallery?" + urlencode(
            {"group": seen.group, "size": seen.size, "theme": seen.theme, "width": seen.width}
        )


class Gallery:
    """Draws what `exhibits` made, as the page draws messages."""

    def __init__(self, workspace: Workspace, clock: Clock) -> None:
        self._drawn = Drawn(workspace, clock.now)
        templates = Environment(
            loader=PackageLoader("sandbox.gallery"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._template = templates.get_template("gallery.html")

    def add_to(self, app: web.Application) -> None:
        """Put the routes into an application."""
        app.router.add_get("/gallery", self.show)
        app.router.add_static("/gallery/static/", STATIC)

    async def show(self, request: web.Request) -> web.Response:
        """The index, or every view of a group."""
        look = Look.of(request.query)
        index: dict[str, list[str]] = {}
        for one in exhibits(Language.EN, look.size):
            if one.view not in index.setdefault(one.group, []):
                index[one.group].append(one.view)
        views = {view: list(self._pairs(look, view)) for view in index.get(look.group, ())}
        html = self._template.render(look=look, index=index, views=views, sizes=Size, themes=THEMES, widths=WIDTHS)
        return web.Response(text=html, content_type="text/html", headers=HEADERS)

    def _pairs(self, look: Look, view: str) -> Iterator[dict[str, Markup]]:
        """Each exhibit of a view in both languages."""
        english, korean = (
            [one for one in exhibits(language, look.size) if one.view == view]
            for language in (Language.EN, Language.KO)
        )
        for place, (one, other) in enumerate(zip_longest(english, korean)):
            pair = ((Language.EN, one), (Language.KO, other))
            yield {
                language.value: self._draw(shown, language, f"{view}-{place}-{language}")
                for language, shown in pair
                if shown
            }

    def _draw(self, one: Exhibit, language: Language, identity: str) -> Markup:
        viewer, prefix = VIEWERS[language], identity.replace(".", "-")
        if one.surface == "message":
            return self._drawn.blocks(one.payload["blocks"], viewer, prefix=prefix)
        return self._drawn.view({**one.payload, "id": prefix}, viewer)
