"""A browser without eyes: it fetches the page, posts what people do and listens to a window's event stream."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

Json = dict[str, Any]


class Window:
    """One open event stream: `next` answers the next event."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self.answer = answer

    async def next(self, event: str = "change") -> Json:
        """The body of the next event of this kind."""
        name = ""
        async for line in self.answer.content:
            text = line.decode().strip()
            if text.startswith("event: "):
                name = text.removeprefix("event: ")
            elif text.startswith("data: ") and name == event:
                body: Json = json.loads(text.removeprefix("data: "))
                return body
        raise AssertionError(f"The stream ended before {event}.")

    async def until(self, wanted: str) -> str:
        """The HTML of the next put or region in which `wanted` stands."""
        while True:
            change = await self.next()
            pieces = [one["html"] for of in change["lists"].values() for one in of["put"]]
            for html in [*pieces, *(one["html"] for one in change["regions"].values())]:
                if wanted in html:
                    return str(html)


class Browser:
    """Acts as one person in one channel."""

    def __init__(self, session: aiohttp.ClientSession, who: str, channel: str = "ml-projects") -> None:
        self.session = session
        self.query = {"as": who, "in": channel}

    async def page(self, **more: str) -> str:
        async with self.session.get("/", params=self.query | more) as answer:
            assert answer.status == 200
            return await answer.text()

    async def do(self, deed: str, **body: Any) -> Json:
        async with self.session.post(f"/page/do/{deed}", json={**self.query, **body}) as answer:
            told: Json = await answer.json()
            return told | {"status": answer.status}

    @asynccontextmanager
    async def window(self, **more: str) -> AsyncIterator[Window]:
        """An open window that has got its `hello`."""
        # A comment every ten seconds keeps a quiet stream alive: a longer silence is a fault.
        limit = aiohttp.ClientTimeout(total=None, sock_read=15)
        async with self.session.get("/page/events", params=self.query | more, timeout=limit) as answer:
            window = Window(answer)
            await window.next("hello")
            yield window


def entry(page: str, ts: str) -> str:
    """The HTML of a message in a page."""
    found = re.search(rf'<li [^>]*data-ts="{re.escape(ts)}".*?</li>', page, re.DOTALL)
    assert found is not None, f"{ts} is not on the page"
    return found[0]
