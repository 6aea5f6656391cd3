"""Using the stand-in over HTTP, for people without Python."""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from sandbox.aim import NothingToPress
from sandbox.answer import Answer
from sandbox.changes import Changes
from sandbox.clock import Clock
from sandbox.hands import CannotDoThat
from sandbox.people import Person
from sandbox.steps import Steps
from sandbox.traffic import Traffic
from sandbox.transcript import transcript
from sandbox.workspace import Workspace

Json = dict[str, Any]


class Control:
    """What people do and read under `/sandbox/`: `people/{name}/{deed}`, `steps`, `clock`, `transcript`, `traffic`."""

    def __init__(
        self,
        person: Callable[[str], Person],
        steps: Steps,
        workspace: Workspace,
        clock: Clock,
        traffic: Traffic,
        changes: Changes,
    ) -> None:
        self._person = person
        self._steps = steps
        self._workspace = workspace
        self._clock = clock
        self._traffic = traffic
        self._changes = changes
        self._deeds: dict[str, Callable[[Person, Json], Awaitable[Json]]] = {
            "say": self._say,
            "command": _command,
            "click": self._click,
            "edit": _edit,
            "delete": _delete,
        }

    def add_to(self, app: web.Application) -> None:
        """Put the routes into an application."""
        app.router.add_post("/sandbox/people/{name}/{deed}", self.do)
        app.router.add_post("/sandbox/steps/{callback_id}", self.run)
        app.router.add_get("/sandbox/steps/{id}", self.ended)
        app.router.add_post("/sandbox/clock", self.move)
        app.router.add_get("/sandbox/clock", self.tell_time)
        app.router.add_get("/sandbox/transcript", self.read)
        app.router.add_get("/sandbox/traffic", self.listen)

    async def do(self, request: web.Request) -> web.Response:
        """Let a person do something; 400 with a sentence when they cannot."""
        deed = self._deeds.get(request.match_info["deed"])
        if deed is None:
            return _sentence(404, f"People can {', '.join(self._deeds)}.")
        try:
            person = self._person(request.match_info["name"])
        except KeyError:
            return _sentence(404, f"There is nobody called {request.match_info['name']}.")
        try:
            return web.json_response({"ok": True, **await deed(person, await _body(request))})
        except KeyError as missing:
            return _sentence(400, f"Missing: {missing.args[0]}")
        except (CannotDoThat, NothingToPress, ValueError) as refused:
            return _sentence(400, str(refused))

    async def run(self, request: web.Request) -> web.Response:
        """Run a custom step of the app in a workflow, with the body as its inputs."""
        try:
            run = self._steps.start(request.match_info["callback_id"], await _body(request))
        except (CannotDoThat, ValueError) as refused:
            return _sentence(400, str(refused))
        return web.json_response({"ok": True, "id": run.id})

    async def ended(self, request: web.Request) -> web.Response:
        """How a step has ended, if it has."""
        run = self._workspace.runs.get(request.match_info["id"])
        if run is None:
            return _sentence(404, "No such step was run.")
        return web.json_response({"ok": True, "state": run.state, "outputs": run.outputs, "error": run.error})

    async def move(self, request: web.Request) -> web.Response:
        """Move the clock: `{"seconds": 3600}`, `{"days": 7}` or `{"to": "2026-12-01T09:00:00Z"}`."""
        try:
            body = await _body(request)
            if "to" in body:
                self._clock.move_to(datetime.fromisoformat(str(body["to"])))
            else:
                names = {"seconds", "minutes", "hours", "days", "weeks"}
                step = {name: float(value) for name, value in body.items() if name in names}
                self._clock.move(timedelta(**step))
        except (ValueError, TypeError, OverflowError) as refused:
            return _sentence(400, str(refused))
        self._changes.ring()
        return await self.tell_time(request)

    async def tell_time(self, _request: web.Request) -> web.Response:
        """The clock's instant."""
        return web.json_response({"ok": True, "now": self._clock.now().isoformat()})

    async def read(self, request: web.Request) -> web.Response:
        """A channel or thread as text."""
        channel = request.query.get("channel", "#ml-projects")
        everything = request.query.get("everything") in ("1", "true")
        if self._workspace.find_channel(channel) is None:
            return _sentence(404, f"There is no channel {channel}.")
        thread = request.query.get("thread") or None
        return web.Response(text=transcript(self._workspace, channel, thread=thread, everything=everything))

    async def listen(self, request: web.Request) -> web.Response:
        """The latest traffic."""
        most = request.query.get("most", "100")
        if not most.isdecimal():
            return _sentence(400, "most is a number.")
        return web.json_response([exchange.wire() for exchange in self._traffic.latest(int(most))])

    async def _click(self, person: Person, body: Json) -> Json:
        message = None
        if "message" in body:
            place = self._workspace.find_channel(str(body.get("channel", "#ml-projects")))
            message = place.find(str(body["message"])) if place is not None else None
            if message is None:
                raise CannotDoThat(f"There is no message {body['message']}.")
        thread = self._thread(body)
        return _shown(await person.click(str(body["label"]), message, thread=thread, nth=body.get("nth")))

    async def _say(self, person: Person, body: Json) -> Json:
        channel = str(body.get("channel", "#ml-projects"))
        return {"ts": await person.say(str(body["text"]), channel=channel, thread=self._thread(body))}

    def _thread(self, body: Json) -> str | None:
        """A thread by its timestamp; `last` is the one that was opened last."""
        thread = body.get("thread")
        if thread != "last":
            return str(thread) if thread else None
        place = self._workspace.find_channel(str(body.get("channel", "#ml-projects")))
        roots = [message.ts for message in place.timeline if message.replies] if place else []
        if not roots:
            raise CannotDoThat("There is no thread yet: start a project first.")
        return roots[-1]


async def _command(person: Person, body: Json) -> Json:
    channel = str(body.get("channel", "#ml-projects"))
    return _shown(await person.command(str(body["text"]), channel=channel))


async def _edit(person: Person, body: Json) -> Json:
    await person.edit(str(body.get("channel", "#ml-projects")), str(body["ts"]), str(body["text"]))
    return {}


async def _delete(person: Person, body: Json) -> Json:
    await person.delete(str(body.get("channel", "#ml-projects")), str(body["ts"]))
    return {}


def _shown(answer: Answer) -> Json:
    view = {"title": answer.view.title, "callback_id": answer.view.callback_id} if answer.view else None
    return {"failure": answer.failure, "text": answer.text, "blocks": answer.blocks, "view": view}


async def _body(request: web.Request) -> Json:
    if request.content_type != "application/json":
        raise ValueError("Send JSON, with Content-Type: application/json.")
    body = json.loads(await request.text())
    if not isinstance(body, dict):
        raise ValueError("Send a JSON object.")  # noqa: TRY004 - a wrong request, not a wrong program
    return body


def _sentence(status: int, sentence: str) -> web.Response:
    return web.json_response({"ok": False, "error": sentence}, status=status)
