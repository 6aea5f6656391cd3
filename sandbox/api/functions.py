"""functions.*: how a custom step ends."""

from typing import Any

from sandbox.api.args import Args
from sandbox.backend import Backend
from sandbox.functions import problems
from sandbox.refusal import Refused
from sandbox.run import Run


def complete_success(backend: Backend, args: Args) -> dict[str, Any]:
    """The step has done its work, and hands these outputs on."""
    args.only({"function_execution_id", "outputs"})
    run, outputs = _running(backend, args), args.json("outputs")
    if not isinstance(outputs, dict):
        raise Refused("invalid_arguments", ["[ERROR] must be a JSON object: outputs"])
    if wrong := problems(run.function.outputs, outputs):
        raise Refused("parameter_validation_failed", [f"[ERROR] {one}" for one in wrong])
    run.complete(outputs)
    backend.happenings.ring()
    return {}


def complete_error(backend: Backend, args: Args) -> dict[str, Any]:
    """The step has failed; the error is for people."""
    args.only({"function_execution_id", "error"})
    run, error = _running(backend, args), args.text("error")
    run.fail(error)
    backend.happenings.ring()
    return {}


def _running(backend: Backend, args: Args) -> Run:
    number = args.text("function_execution_id")
    run = backend.workspace.runs.get(number)
    if run is None:
        elsewhere = any(number in place.runs for place in backend.wire.lifecycle.workspaces)
        raise Refused("access_denied" if elsewhere else "function_execution_not_found")
    if run.ended:
        raise Refused("execution_not_in_running_state")
    return run
