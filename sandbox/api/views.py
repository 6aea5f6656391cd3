"""views.*"""

import json
from typing import Any

from sandbox.api.args import Args
from sandbox.backend import Backend
from sandbox.blocks import view_problems
from sandbox.refusal import Refused
from sandbox.views import View

LARGEST_VIEW = 250_000


def open_modal(backend: Backend, args: Args) -> dict[str, Any]:
    """Show a modal to the person behind the trigger."""
    args.only({"trigger_id", "view"})
    payload = checked(args.json("view"), "modal")
    trigger = backend.triggers.take(args.text("trigger_id"))
    return _answer(backend, backend.views.open(trigger.user, payload))


def push(backend: Backend, args: Args) -> dict[str, Any]:
    """Put a modal on top of the one the trigger comes from."""
    args.only({"trigger_id", "view"})
    payload = checked(args.json("view"), "modal")
    trigger = backend.triggers.take(args.text("trigger_id"))
    return _answer(backend, backend.views.push(trigger.user, payload))


def update(backend: Backend, args: Args) -> dict[str, Any]:
    """Give an open modal new contents."""
    args.only({"view", "view_id", "external_id", "hash"})
    view_id, external_id = args.optional("view_id"), args.optional("external_id")
    if not view_id and not external_id:
        raise Refused("invalid_arguments", ["[ERROR] missing required field: view_id"])
    payload = checked(args.json("view"), "modal")
    view = backend.views.find(view_id, external_id)
    if view is None:
        raise Refused("not_found")
    return _answer(backend, backend.views.update(view, payload, expected=args.optional("hash")))


def publish(backend: Backend, args: Args) -> dict[str, Any]:
    """Show a person's Home tab."""
    args.only({"user_id", "view", "hash"})
    user = args.text("user_id")
    if user not in backend.workspace.people:
        raise Refused("user_not_found")
    payload = checked(args.json("view"), "home")
    return _answer(backend, backend.views.publish(user, payload, expected=args.optional("hash")))


def checked(payload: Any, kind: str) -> dict[str, Any]:
    """A view that may be shown; Refused with a sentence for everything wrong with it."""
    if not isinstance(payload, dict):
        raise Refused("invalid_arguments", ["[ERROR] must be a JSON object: view"])
    if payload.get("type") != kind:
        message = f"[ERROR] must be a view of type {kind} [json-pointer:/view/type]"
        raise Refused("invalid_arguments", [message])
    if len(json.dumps(payload, ensure_ascii=False).encode()) > LARGEST_VIEW:
        raise Refused("view_too_large")
    if found := view_problems(payload):
        raise Refused("invalid_arguments", [problem.wire("/view") for problem in found])
    return payload


def _answer(backend: Backend, view: View) -> dict[str, Any]:
    backend.happenings.ring()
    return {"view": view.wire(backend.workspace.team, backend.workspace.bot)}
