"""The event stream of a window: whatever changes in it is sent as HTML with an id."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from zlib import crc32

from aiohttp import web

from sandbox.changes import Changes
from sandbox.page.item import Item
from sandbox.page.window import Window

BEAT = 10.0
"""Seconds after which a quiet stream says that it is still there, and looks at the clock."""
GATHER = 0.02
"""Seconds in which changes are gathered into one event."""

Lists = dict[str, list[Item]]


class Events:
    """Streams the changes of windows until they are closed.

    The first event, `hello`, says what the lists hold, so that a window that missed something can notice; each
    `change` has `put` (entries, each after which), `drop` (ids) and `regions`.
    """

    def __init__(
        self,
        changes: Changes,
        lists: Callable[[Window], Lists],
        regions: Callable[[Window], dict[str, str]],
        look: Callable[[Window], None],
    ) -> None:
        self._changes = changes
        self._lists = lists
        self._regions = regions
        self._look = look
        self._ended = False
        self._latest: dict[str, web.StreamResponse] = {}

    async def end(self, _app: web.Application) -> None:
        """End all streams."""
        self._ended = True
        self._changes.ring()

    async def serve(self, request: web.Request, current: Callable[[], Window]) -> web.StreamResponse:
        """Stream to one window; `current` is what it shows now."""
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        name = request.query.get("window", "")
        self._latest[name] = response

        def there() -> bool:
            """Whether anybody still looks: what comes after a window has gone on is not read in it."""
            gone = request.transport is None or request.transport.is_closing()
            return not (self._ended or gone or (name and self._latest[name] is not response))

        with suppress(ConnectionError):
            await self._stream(response, current, there)
        return response

    async def _stream(
        self, response: web.StreamResponse, current: Callable[[], Window], there: Callable[[], bool]
    ) -> None:
        heard = self._changes.rings
        window = current()
        self._look(window)
        lists, regions = self._lists(window), self._regions(window)
        known = {name: [(one.id, one.stamp) for one in items] for name, items in lists.items()}
        await _send(response, "hello", {"lists": known, "regions": _drawn(regions)})
        while there():
            if not await self._rang(heard):
                await response.write(b": still here\n\n")
            await asyncio.sleep(GATHER)
            if not there():
                return
            heard = self._changes.rings
            window = current()
            self._look(window)
            before, lists = lists, self._lists(window)
            shown, regions = regions, self._regions(window)
            changed = {name: html for name, html in regions.items() if shown[name] != html}
            body = {"lists": differences(before, lists), "regions": _drawn(changed)}
            if body["lists"] or changed:
                await _send(response, "change", body)

    async def _rang(self, heard: int) -> bool:
        try:
            return await self._changes.until(lambda: self._changes.rings != heard, BEAT)
        except TimeoutError:
            return False


def stamp(html: str) -> str:
    """A region's stamp: the same for the same HTML."""
    return f"{crc32(html.encode()):x}"


def differences(before: Lists, now: Lists) -> dict[str, Any]:
    """What has to be put and dropped, by list."""
    found: dict[str, Any] = {}
    for name, items in now.items():
        known = {one.id: one.stamp for one in before[name]}
        ids = {one.id for one in items}
        drop = [identity for identity in known if identity not in ids]
        put = []
        previous = None
        for one in items:
            if known.get(one.id) != one.stamp:
                put.append({"id": one.id, "after": previous, "html": one.draw()})
            previous = one.id
        if put or drop:
            found[name] = {"put": put, "drop": drop}
    return found


def _drawn(regions: dict[str, str]) -> dict[str, Any]:
    return {name: {"html": html, "stamp": stamp(html)} for name, html in regions.items()}


async def _send(response: web.StreamResponse, event: str, body: dict[str, Any]) -> None:
    text = json.dumps(body, ensure_ascii=False)
    await response.write(f"event: {event}\ndata: {text}\n\n".encode())
