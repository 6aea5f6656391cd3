"""Commands, clicks, submissions and shortcuts: what is sent for them, and what the answer does."""

import re
from typing import Any

from sandbox.answer import Answer
from sandbox.blocks import view_problems
from sandbox.channel import Channel
from sandbox.deliveries import Acked, Deliveries, Envelope, Missed, Outcome
from sandbox.envelope import around_command, around_interaction
from sandbox.happenings import Happenings
from sandbox.inputs import values
from sandbox.message import Message
from sandbox.refusal import Refused
from sandbox.response_urls import ResponseUrls, refusal, show_answer
from sandbox.team import Member
from sandbox.triggers import Triggers
from sandbox.views import View, Views
from sandbox.words import typed
from sandbox.workspace import Did, Entry

Json = dict[str, Any]


class Interactions:
    """Sends what people do, once, and carries out the acknowledgement."""

    def __init__(
        self,
        happenings: Happenings,
        deliveries: Deliveries,
        views: Views,
        triggers: Triggers,
        response_urls: ResponseUrls,
    ) -> None:
        self._happenings = happenings
        self._workspace = happenings.workspace
        self._deliveries = deliveries
        self._views = views
        self._triggers = triggers
        self._response_urls = response_urls

    async def command(self, person: Member, command: str, text: str, channel: Channel) -> Answer:
        """A slash command, escaped as the manifest asks; the acknowledgement may hold a message for the person."""
        entry = Entry(Did.COMMANDED, person.id, None, f"{command} {text}".strip(), only=person.id)
        self._happenings.note(channel, entry)
        payload = {
            **around_command(self._workspace, person),
            "channel_id": channel.id,
            "channel_name": channel.name,
            "command": command,
            "text": self._escaped(text),
            "response_url": self._response_urls.give(channel.id, person.id),
            "trigger_id": self._triggers.give(person.id),
        }
        match await self._send("slash_commands", payload):
            case Missed(reason=reason):
                return self._failed(person, channel, reason, command)
            case Acked(payload=None):
                return Answer(view=self._views.top(person.id))
            case Acked(payload=body):
                return self._shown(person, channel, body or {}, command)

    def _escaped(self, text: str) -> str:
        """What was typed behind a command; people with their names, which messages lack."""
        place = self._workspace
        people = place.people
        sent = typed(text, place.people_by_name, place.channels_by_name, place.groups_by_handle)
        return re.sub(r"<@([A-Z0-9]+)>", lambda found: f"<@{found[1]}|{people[found[1]].name}>", sent)

    async def act(self, person: Member, surface: Message | View, action: Json) -> Answer:
        """A click or choice in a message or view (`block_actions`)."""
        payload: Json = {"type": "block_actions", **self._common(person, surface)}
        if isinstance(surface, View):
            payload["view"] = self._view(surface)
            payload["container"] = {"type": "view", "view_id": surface.id}
        else:
            payload |= self._of_message(person, surface)
        clock = self._happenings.clock
        payload["actions"] = [{**action, "action_ts": clock.ts()}]
        return await self._ask("interactive", payload, person, surface)

    async def submit(self, person: Member, view: View) -> Answer:
        """The submit button of a modal; what the answer says is done to the modals."""
        payload = {"type": "view_submission", **self._common(person, view), "view": self._view(view)}
        match await self._send("interactive", {**payload, "response_urls": []}):
            case Missed(reason=reason):
                return Answer(failure=_word(reason), view=view)
            case Acked(payload=body):
                return self._submitted(person, view, body or {})

    async def close(self, person: Member, view: View, *, everything: bool) -> Answer:
        """The close button, or with `everything` the cross; the app hears of it if it asked to."""
        told = self._views.stack(person.id)[0] if everything else view
        if everything:
            self._views.clear(person.id)
        else:
            self._views.close(view)
        self._happenings.ring()
        if not told.payload.get("notify_on_close"):
            return Answer(view=self._views.top(person.id))
        payload: Json = {"type": "view_closed", **self._common(person, None, in_view=True), "view": self._view(told)}
        del payload["trigger_id"]
        return await self._ask("interactive", {**payload, "is_cleared": everything}, person, told)

    async def shortcut(self, person: Member, callback_id: str, message: Message | None) -> Answer:
        """A shortcut, on a message or global."""
        payload: Json = {**self._common(person, message), "callback_id": callback_id}
        payload["action_ts"] = self._happenings.clock.ts()
        if message is None:
            return await self._ask("interactive", {"type": "shortcut", **payload}, person, None)
        channel = self._workspace.channels[message.channel]
        payload |= {
            "type": "message_action",
            "message_ts": message.ts,
            "message": message.wire(),
            "channel": {"id": channel.id, "name": channel.name},
            "response_url": self._response_urls.give(channel.id, person.id),
        }
        return await self._ask("interactive", payload, person, message)

    async def _send(self, kind: Envelope, payload: Json) -> Outcome:
        if self._workspace.installation is None:
            return Missed("app_not_installed")
        return await self._deliveries.ask(kind, payload, self._workspace.team.id)

    async def _ask(self, kind: Envelope, payload: Json, person: Member, surface: Message | View | None) -> Answer:
        match await self._send(kind, payload):
            case Missed(reason=reason):
                if isinstance(surface, Message):
                    channel = self._workspace.channels[surface.channel]
                    return self._failed(person, channel, reason, payload["type"], surface.root)
                return Answer(failure=_word(reason), view=self._views.top(person.id))
            case Acked():
                return Answer(view=self._views.top(person.id))

    def _submitted(self, person: Member, view: View, body: Json) -> Answer:
        try:
            self._respond(person, view, body)
        except Refused as refused:
            return Answer(failure=" ".join([refused.error, *refused.messages]), view=view)
        finally:
            self._happenings.ring()
        return Answer(errors=view.errors, view=self._views.top(person.id))

    def _respond(self, person: Member, view: View, body: Json) -> None:
        view.errors = {}
        match body.get("response_action"):
            case None if not body:
                self._views.close(view)
            case "errors":
                view.errors = _errors(view, body.get("errors"))
            case "update":
                self._views.update(view, _checked(body.get("view")))
            case "push":
                self._views.push(person.id, _checked(body.get("view")))
            case "clear":
                self._views.clear(person.id)
            case other:
                raise Refused("invalid_response_action", [str(other)])

    def _shown(self, person: Member, channel: Channel, body: Json, command: str) -> Answer:
        if not body.get("text") and not body.get("blocks"):
            return Answer(view=self._views.top(person.id))
        if (refused := refusal(body)) is not None:
            return self._failed(person, channel, refused, command)
        message = show_answer(self._happenings, channel.id, person.id, body)
        return Answer(message, view=self._views.top(person.id))

    def _failed(self, person: Member, channel: Channel, reason: str, what: str, thread: str | None = None) -> Answer:
        failure = _word(reason)
        text = f"{what} failed with the error {failure}"
        self._happenings.note(channel, Entry(Did.FAILED, "USLACKBOT", thread, text, only=person.id))
        return Answer(failure=failure, view=self._views.top(person.id))

    def _common(self, person: Member, surface: Message | View | None, *, in_view: bool = False) -> Json:
        inside = surface.id if isinstance(surface, View) else None
        around = around_interaction(self._workspace, person, in_view=in_view or inside is not None)
        return {**around, "trigger_id": self._triggers.give(person.id, inside)}

    def _of_message(self, person: Member, message: Message) -> Json:
        channel = self._workspace.channels[message.channel]
        whispered = message.visible_to is not None
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": whispered,
        }
        if message.thread_ts is not None:
            container["thread_ts"] = message.thread_ts
        payload: Json = {
            "container": container,
            "channel": {"id": channel.id, "name": channel.name},
            "state": {"values": values(message.blocks, message.picked.get(person.id, {}))},
            "response_url": self._response_urls.give(channel.id, person.id, message),
        }
        if message.execution is not None:
            payload |= self._workspace.runs[message.execution].scope
        # Slack leaves out what only one person sees.
        return payload if whispered else {**payload, "message": message.wire()}

    def _view(self, view: View) -> Json:
        return view.wire(self._workspace.team, self._workspace.bot)


def _word(reason: str) -> str:
    return "operation_timeout" if reason == "http_timeout" else reason


def _checked(view: Any) -> Json:
    if not isinstance(view, dict) or view.get("type") != "modal":
        raise Refused("invalid_arguments", ["an answer to a submission holds a modal"])
    if found := view_problems(view):
        raise Refused("invalid_arguments", [problem.wire("/view") for problem in found])
    return view


def _errors(view: View, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise Refused("invalid_arguments", ["errors is an object with a sentence per input block"])
    if strangers := sorted(set(errors) - inputs):
        raise Refused("invalid_arguments", [f"not the block id of an input: {', '.join(strangers)}"])
    return {block: str(sentence) for block, sentence in errors.items()}
