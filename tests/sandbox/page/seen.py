"""What a browser would make of some HTML: its elements in order, each with its attributes and text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Element:
    name: str
    attributes: dict[str, str]
    text: str = ""
    inside: tuple[str, ...] = field(default=())

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]


VOID = {"br", "hr", "img", "input", "meta", "link", "wbr", "area", "base", "col", "embed", "source", "track"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.strays: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        assert len(attributes) == len(attrs), f"an attribute twice in {tag}: {attrs}"
        element = Element(tag, attributes, inside=tuple(one.name for one in self.open))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1].name == tag, f"</{tag}> inside {[one.name for one in self.open]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data

    def handle_comment(self, data: str) -> None:
        self.strays.append(data)

    def handle_decl(self, decl: str) -> None:
        self.strays.append(decl)

    def handle_pi(self, data: str) -> None:
        self.strays.append(data)

    def unknown_decl(self, data: str) -> None:
        self.strays.append(data)


def seen(html: str) -> list[Element]:
    """The elements in order; well-formed HTML without comments or declarations, or an AssertionError."""
    reader = _Reader()
    reader.feed(str(html))  # Markup would escape what is added to it
    reader.close()
    assert not reader.open, f"never closed: {reader.open}"
    assert not reader.strays, reader.strays
    return reader.elements


def only(html: str, **attributes: str) -> Element:
    """The one element with these attributes (`data_action` is `data-action`)."""
    wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
    found = [one for one in seen(html) if wanted.items() <= one.attributes.items()]
    assert len(found) == 1, f"{len(found)} with {wanted}"
    return found[0]
