"""The gallery: nothing the bot can show is missing, and Slack takes all of it."""

import ast
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest

from flows import erased
from flows.text import Language
from sandbox.blocks import problems, view_problems
from sandbox.gallery.catalogue import exhibits
from sandbox.gallery.exhibit import Exhibit, Size
from sandbox.gallery.page import Gallery
from sandbox.standin import StandIn

VIEWS = Path(__file__).parents[3] / "bot" / "views"
SHOWN = {"Message", "View", "tuple[View, ...]"}
BUILDERS = {"message.message", "fields.modal"}
"""What other views are built with."""
EVERY = pytest.mark.parametrize(("language", "size"), [(language, size) for language in Language for size in Size])


def views() -> Iterator[str]:
    """Every public function of the bot's views that makes something to show."""
    for file in sorted(VIEWS.glob("*.py")):
        for one in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(one, ast.FunctionDef) and not one.name.startswith("_") and one.returns:
                told = ast.unparse(one.returns)
                if told in SHOWN or (told == "dict[str, Any]" and one.name.endswith("_view")):
                    yield f"{file.stem}.{one.name}"


@EVERY
def test_every_view_of_the_bot_hangs_here(language: Language, size: Size):
    there = set(views())
    assert len(there) > 80
    assert there - {one.view for one in exhibits(language, size)} == BUILDERS


@EVERY
def test_slack_takes_all_of_it(language: Language, size: Size):
    for one in exhibits(language, size):
        found = list(_problems(one))
        assert not found, (one.view, str(found[0]))


def _problems(one: Exhibit) -> Iterator[object]:
    payload = one.payload
    if one.surface == "message":
        yield from problems(payload["blocks"], "message")
        if not 0 < len(payload["text"]) <= 40_000:
            yield f"a text of {len(payload['text'])} characters"
    else:
        yield from view_problems(payload)


@EVERY
def test_whoever_left_is_mentioned_nowhere(language: Language, size: Size, monkeypatch: pytest.MonkeyPatch):
    """As if everybody in the examples had left: a mention of an id that Slack does not know would be shown as it is."""
    monkeypatch.setattr(erased, "STEM", "U0")
    monkeypatch.setattr(erased, "_STANDS_IN", re.compile(r"U0\w+"))
    monkeypatch.setattr(erased, "_MENTIONED", re.compile(r"<@U0\w+>"))
    shown = exhibits.__wrapped__(language, size)
    assert any(erased.SOMEONE.of(language) in str(one.payload) for one in shown)
    for one in shown:
        assert "<@U0" not in str(one.payload), one.view
        assert "'initial_user" not in str(one.payload), one.view


@EVERY
def test_nobody_else_speaks_through_it(language: Language, size: Size):
    """Neither a mention of everybody nor an address that stands there as it is typed."""
    for one in exhibits(language, size):
        for text in _mrkdwn(one.payload):
            assert "<!channel>" not in text, one.view
        for text in _plain(one.payload):
            assert "<https://" not in text, one.view


@EVERY
def test_what_is_bold_ends_before_the_next_letter(language: Language, size: Size):
    """Otherwise Slack shows the asterisks; a Korean particle is such a letter."""
    for one in exhibits(language, size):
        for text in _mrkdwn(one.payload):
            assert not re.search(r"(?m)(?<![\w*])\*[^*\n]+\*\w", text), (one.view, text)


def _mrkdwn(part: object) -> Iterator[str]:
    yield from _texts(part, "mrkdwn")


def _plain(part: object) -> Iterator[str]:
    yield from _texts(part, "plain_text")


def _texts(part: object, kind: str) -> Iterator[str]:
    match part:
        case {"type": type_, "text": str(text)} if type_ == kind:
            yield text
        case dict():
            for value in part.values():
                yield from _texts(value, kind)
        case list():
            for value in part:
                yield from _texts(value, kind)


@pytest.fixture
async def gallery() -> AsyncIterator[str]:
    def also(app: aiohttp.web.Application, workspace: object, clock: object) -> None:
        Gallery(workspace, clock).add_to(app)  # type: ignore[arg-type]

    async with StandIn(also=also) as slack:
        yield slack.url


async def test_the_page_shows_each_group_and_names_every_view(gallery: str):
    async with aiohttp.ClientSession() as session:

        async def page(query: str = "") -> str:
            async with session.get(f"{gallery}/gallery{query}") as answer:
                assert answer.status == 200
                return await answer.text()

        index = await page()
        groups = set(re.findall(r"group=([a-z_]+)", index))
        assert groups == {one.partition(".")[0] for one in set(views()) - BUILDERS}
        for group in sorted(groups):
            shown = await page(f"?group={group}&size=longest&theme=dark&width=360")
            assert 'data-theme="dark"' in shown
            assert "unsupported" not in shown
            ids = re.findall(r' id="([^"]+)"', shown)
            assert len(set(ids)) == len(ids), group
            for view in {one for one in views() if one.startswith(f"{group}.")} - BUILDERS:
                assert f'id="{view}"' in shown
        assert "Menu helper" in await page("?group=card&size=nonsense&theme=&width=12")
