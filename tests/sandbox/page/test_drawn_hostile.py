"""Foreign text never becomes markup."""

import re
from datetime import UTC, datetime
from functools import cache
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from sandbox.clock import Clock
from sandbox.page.drawn import Drawn
from sandbox.seed import acme
from tests.sandbox.page.conftest import ANA
from tests.sandbox.page.samples import BLOCKS, plain
from tests.sandbox.page.seen import seen

Json = dict[str, Any]

KEPT = {"type", "style", "status", "level", "width", "align", "timezone", "initial_date_time"}
"""What is chosen from a list or makes something else of the block, and is no text."""

PIECES = [
    *(
        "<script>alert(1)</script>",
        "</textarea>",
        "</title>",
        "</style>",
        "<img src=x onerror=alert(1)>",
        "<!--",
        "]]>",
    ),
    *('" onclick="alert(1)', "' autofocus onfocus='x", "javascript:alert(1)", "{{ 7 * 7 }}", "{% raw %}", "&lt;b&gt;"),
    *("&amp;lt;", "<@U0ANA>", "<https://a.example/|x>", '<https://a.example/"onmouseover="x|y>', "<javascript:x|y>"),
    *("*", "_", "~", "`", "```", "&gt; ", ">>>", "\n", "|", ":tada:", "<!date^1^{date}^javascript:x|y>", "%s", "{}"),
    *(
        "[a](javascript:x)",
        "[a](https://b.example 'x\" onclick=\"y')",
        "![a](data:image/svg+xml,x)",
        "<a href=x>",
        "\\",
    ),
    *("\u202e", "\u2028", "\x00", "\x1b", "\ufeff", " ", "a", "https://"),
]
hostile = st.one_of(st.text(min_size=1, max_size=40), st.lists(st.sampled_from(PIECES), min_size=1).map("".join))

ALLOWED = {
    "div": {"class"},
    "span": {"class"},
    "a": {"class", "href", "target", "rel", "data-channel"},
    "time": {"datetime"},
    "ol": {"start"},
    **{name: {"class"} for name in ("th", "td", "code")},
    **{name: set() for name in ("strong", "em", "s", "pre", "blockquote", "br", "p", "ul", "li", "hr", "h3", "h4")},
    **{name: set() for name in ("h5", "h6", "table", "thead", "tbody", "tr")},
}
"""What markup may make of a text."""


PLACE = acme(Clock())


@cache
def a_drawn() -> Drawn:
    return Drawn(PLACE, lambda: datetime(2026, 12, 22, tzinfo=UTC))


def with_text(value: Any, text: str) -> Any:
    """A payload with every text in it replaced; formatted texts become plain ones."""
    if isinstance(value, list):
        return [with_text(one, text) for one in value]
    if not isinstance(value, dict):
        return value
    changed: Json = {}
    for name, inner in value.items():
        fixed = name in KEPT or name.endswith("url")
        changed[name] = text if isinstance(inner, str) and not fixed else with_text(inner, text)
    if changed.get("type") == "mrkdwn":
        changed["type"] = "plain_text"
    return changed


def skeleton(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """Elements and names of attributes; line breaks are text."""
    return [(one.name, tuple(one.attributes)) for one in seen(html) if one.name != "br"]


def surface(text: str) -> Json:
    blocks = [block for kind in BLOCKS if kind != "markdown" for block in BLOCKS[kind]]
    return {
        "type": "modal",
        "id": "V",
        "title": plain("T"),
        "submit": plain("S"),
        "close": plain("C"),
        "blocks": blocks,
    }


@cache
def harmless() -> list[tuple[str, tuple[str, ...]]]:
    return skeleton(a_drawn().view(with_text(surface(""), "harmless"), ANA, errors={"harmless": "harmless"}))


@given(hostile)
def test_no_text_changes_the_elements_or_their_attributes(text: str) -> None:
    assume(text not in {*PLACE.people, *PLACE.channels})  # who is named in a select is chosen in it
    drawn = a_drawn().view(with_text(surface(text), text), ANA, errors={text: text})
    assert skeleton(drawn) == harmless()


def only_allowed(html: str) -> None:
    for one in seen(html):
        assert one.name in ALLOWED, one
        assert one.attributes.keys() <= ALLOWED[one.name], one
        if "href" in one.attributes:
            assert re.match(r"https?://|mailto:|#C0[A-Z]+$", one["href"], re.IGNORECASE), one


@given(hostile)
def test_markup_makes_only_what_it_may(text: str) -> None:
    only_allowed(a_drawn().text(text, ANA))


@given(hostile)
def test_markdown_makes_only_what_it_may(text: str) -> None:
    only_allowed(a_drawn().blocks([{"type": "markdown", "text": text}], ANA))


@given(hostile)
def test_escaped_text_comes_out_as_it_was(text: str) -> None:
    wire = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    html = a_drawn().blocks([{"type": "header", "text": {"type": "plain_text", "text": wire, "emoji": False}}], ANA)
    header = seen(html)[0]
    assert header.text == re.sub(r"\n", "", text)
