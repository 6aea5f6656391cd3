"""The traffic, both ways: a list, and one entry as JSON."""

import json
from typing import Any

from jinja2 import Environment

from sandbox.page.item import Item, Stamps
from sandbox.page.window import Window
from sandbox.page.wording import phrases
from sandbox.traffic import Exchange, Traffic

SHOWN = 200


class Inspector:
    """Draws exchanges by their number, counted from the first."""

    def __init__(self, traffic: Traffic, templates: Environment) -> None:
        self._traffic = traffic
        self._line = templates.get_template("exchange.html")
        self._entry = templates.get_template("entry.html")
        self._stamps = Stamps()

    def lines(self, window: Window) -> list[Item]:
        """The latest exchanges, oldest first; none while the pane is closed."""
        if not window.inspector:
            return []
        latest = self._traffic.latest(SHOWN)
        first = self._traffic.count - len(latest) + 1
        return [self._item(window, number, exchange) for number, exchange in enumerate(latest, first)]

    def entry(self, window: Window, number: int) -> str | None:
        """One exchange as JSON, drawn; None when it is no longer kept."""
        back = self._traffic.count - number
        latest = self._traffic.latest(back + 1) if number > 0 and back >= 0 else []
        if not latest or len(latest) <= back:
            return None
        exchange = latest[0]
        payload = json.dumps(exchange.wire(), ensure_ascii=False, indent=2, default=str)
        about = {"exchange": exchange, "number": number, "payload": payload, "kind": kind(exchange)}
        return self._entry.render(about, reason=reason(exchange), words=phrases(window.viewer.locale))

    def _item(self, window: Window, number: int, exchange: Exchange) -> Item:
        identity = f"x-{number}"
        state = (exchange.status, exchange.note, exchange.ms, window.viewer.locale)
        stamp = self._stamps.of(f"{window.viewer.locale} {number}", state)

        def draw() -> str:
            about = {"exchange": exchange, "number": number, "kind": kind(exchange), "reason": reason(exchange)}
            return self._line.render(about, id=identity, stamp=stamp, words=phrases(window.viewer.locale))

        return Item(identity, stamp, draw)


def kind(exchange: Exchange) -> str:
    """What a delivery delivers: its event, command or interaction; empty for a call."""
    if exchange.way == "in" or not isinstance(exchange.request, dict):
        return ""
    body: dict[str, Any] = exchange.request
    event = body.get("event")
    if isinstance(event, dict):
        return " ".join(filter(None, (str(event.get("type")), event.get("subtype"))))
    if "command" in body:
        return f"{body['command']} {body.get('text', '')}".strip()
    return str(body.get("type", ""))


def reason(exchange: Exchange) -> str:
    """Why the other side said no, with what it added; empty when it said yes or has not answered."""
    if exchange.ok or (exchange.status is None and exchange.response is None):
        return ""
    answer = exchange.response
    if isinstance(answer, dict):
        added = (answer.get("response_metadata") or {}).get("messages") or []
        return ": ".join([str(answer.get("error", "")), *map(str, added)]).strip(": ")
    return str(answer or exchange.note or "")
