"""What people do on the page: each deed a POST with JSON, carried out as the person."""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from sandbox.aim import NothingToPress
from sandbox.answer import Answer
from sandbox.changes import Changes
from sandbox.clock import Clock
from sandbox.hands import CannotDoThat, Surface
from sandbox.message import Message
from sandbox.page.composing import INVITE
from sandbox.page.features import Features
from sandbox.page.times import Times
from sandbox.page.window import Window, window
from sandbox.page.wording import phrases
from sandbox.people import Person
from sandbox.workspace import Workspace

Json = dict[str, Any]
LONGEST_STEP = timedelta(days=366)


class Sending:
    """Takes a deed, does it, and answers what the person is told at once; all else comes by the event stream."""

    def __init__(
        self,
        person: Callable[[str], Person],
        workspace: Workspace,
        clock: Clock,
        changes: Changes,
        features: Features,
    ) -> None:
        self._person = person
        self._workspace = workspace
        self._clock = clock
        self._changes = changes
        self._features = features
        self._deeds: dict[str, Callable[[Window, Json], Awaitable[Answer]]] = {
            "say": self._say,
            "edit": self._edit,
            "delete": self._delete,
            "react": self._react,
            "use": self._use,
            "submit": self._submit,
            "close": self._close,
            "shortcut": self._shortcut,
            "home": self._home,
            "clock": self._move,
        }

    async def do(self, request: web.Request) -> web.Response:
        """Carry out one deed; 400 with a sentence when it cannot be done."""
        if not _same_origin(request):
            return _told(403, "Pages of other sites may not use the sandbox.")
        deed = self._deeds.get(request.match_info["deed"])
        if deed is None:
            return _told(404, f"People can {', '.join(self._deeds)}.")
        try:
            body = await _body(request)
            answer = await deed(self._window(body), body)
        except NothingToPress:
            return _told(400, self._words(body)["gone"])
        except KeyError as missing:
            return _told(400, f"Missing: {missing.args[0]}")
        except (CannotDoThat, ValueError, OverflowError) as refused:
            return _told(400, str(refused))
        self._changes.ring()
        return web.json_response({"ok": answer.failure is None, "error": answer.failure, "errors": answer.errors})

    def _window(self, body: Json) -> Window:
        query = {name: str(body[name]) for name in ("as", "in", "thread", "tab") if body.get(name)}
        return window(query, self._person, self._workspace, self._now())

    def _words(self, body: Json) -> Any:
        return phrases(self._window(body).viewer.locale)

    def _now(self) -> int:
        return int(self._clock.now().timestamp())

    async def _say(self, window: Window, body: Json) -> Answer:
        text = str(body["text"])
        if text.startswith("/") and not text.startswith("//"):  # that is how talk beside the answers begins
            return await self._command(window, text)
        if not text.strip():
            raise ValueError("There is nothing to send.")
        thread, channel = window.thread, window.channel.id
        await window.person.say(text, channel=channel, thread=thread, broadcast=bool(body.get("broadcast")), wait=False)
        return Answer()

    async def _command(self, window: Window, line: str) -> Answer:
        words = phrases(window.viewer.locale)
        name, _, rest = line.partition(" ")
        if window.thread is not None:
            await window.person.command(line, channel=window.channel.id, thread=window.thread)
            return Answer(failure=words["not_in_threads"].format(command=name))
        if name == INVITE:
            return await self._invite(window, rest.strip())
        if name not in {one.name for one in self._features.commands}:
            return Answer(failure=words["no_command"].format(command=name))
        answer = await window.person.command(line, channel=window.channel.id)
        return _explained(answer, window, name)

    async def _invite(self, window: Window, who: str) -> Answer:
        try:
            await window.person.invite(who, window.channel.id, wait=False)
        except KeyError:
            return Answer(failure=phrases(window.viewer.locale)["nobody"].format(name=who or "?"))
        return Answer()

    async def _edit(self, window: Window, body: Json) -> Answer:
        await window.person.edit(window.channel.id, str(body["ts"]), str(body["text"]), wait=False)
        return Answer()

    async def _delete(self, window: Window, body: Json) -> Answer:
        await window.person.delete(window.channel.id, str(body["ts"]), wait=False)
        return Answer()

    async def _react(self, window: Window, body: Json) -> Answer:
        message = self._message(window, body)
        await window.person.react(window.channel.id, message.ts, str(body["name"]), wait=False)
        return Answer()

    async def _use(self, window: Window, body: Json) -> Answer:
        surface: Surface = self._message(window, body) if body.get("ts") else self._view(window, body)
        self._fill(window, surface, body)
        value = _value(body.get("type"), body.get("value"), window)
        answer = await window.person.use(surface, str(body["block"]), str(body["action"]), value)
        return _explained(answer, window, str(body.get("label") or body["action"]))

    async def _submit(self, window: Window, body: Json) -> Answer:
        view = self._view(window, body)
        self._fill(window, view, body)
        return _explained(await window.person.submit(), window, view.title)

    async def _close(self, window: Window, body: Json) -> Answer:
        return await window.person.close(everything=bool(body.get("everything")))

    async def _shortcut(self, window: Window, body: Json) -> Answer:
        message = self._message(window, body) if body.get("ts") else None
        callback = str(body["callback_id"])
        return _explained(await window.person.shortcut(callback, message), window, callback)

    async def _home(self, window: Window, body: Json) -> Answer:
        await window.person.open_home("home" if window.home else "messages", wait=False)
        return Answer()

    async def _move(self, window: Window, body: Json) -> Answer:
        if body.get("to") == "monday":
            times = Times(window.viewer.timezone, window.viewer.locale, self._clock.now())
            self._clock.move_to(times.monday_morning())
        else:
            step = timedelta(seconds=float(body["seconds"]))
            self._clock.move(min(step, LONGEST_STEP))
        return Answer()

    def _message(self, window: Window, body: Json) -> Message:
        ts = str(body["ts"])
        found = window.channel.find(ts) or self._workspace.whispers[window.person.id].get(ts)
        if found is None or found.deleted or found.channel != window.channel.id:
            raise NothingToPress(ts)
        return found

    def _view(self, window: Window, body: Json) -> Any:
        for view in (window.person.view, window.person.home):
            if view is not None and view.id == body.get("view"):
                return view
        raise NothingToPress("view")

    def _fill(self, window: Window, surface: Surface, body: Json) -> None:
        """Put in what stands in the other inputs, each `{block, action, type, value}`."""
        for one in body.get("state") or ():
            value = _value(one.get("type"), one.get("value"), window)
            window.person.put(surface, str(one["block"]), str(one["action"]), value)


def _value(kind: Any, value: Any, window: Window) -> Any:
    """A control's value; a date with a time is local to the person."""
    if kind == "datetimepicker" and isinstance(value, str) and value:
        local = datetime.fromisoformat(value)
        return int((local if local.tzinfo else local.replace(tzinfo=ZoneInfo(window.viewer.timezone))).timestamp())
    return value if value != "" else None


def _explained(answer: Answer, window: Window, what: str) -> Answer:
    """An answer whose failure is a sentence, as Slackbot writes it."""
    if answer.failure is None:
        return answer
    sentence = phrases(window.viewer.locale)["failed"].format(what=what, error=answer.failure)
    return Answer(answer.message, sentence, answer.errors, answer.view)


async def _body(request: web.Request) -> Json:
    if request.content_type != "application/json":
        raise ValueError("Send JSON, with Content-Type: application/json.")
    body = json.loads(await request.text())
    if not isinstance(body, dict):
        raise ValueError("Send a JSON object.")  # noqa: TRY004 - a wrong request, not a wrong program
    return body


def _same_origin(request: web.Request) -> bool:
    """Whether this page itself sent it: not even another page of this machine may."""
    origin = request.headers.get("Origin")
    return origin is None or origin == f"http://{request.host}"


def _told(status: int, sentence: str) -> web.Response:
    return web.json_response({"ok": False, "error": sentence}, status=status)
