"""One run of a custom step in a workflow, and how it ended."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sandbox.functions import Function
from sandbox.installation import Access


class State(StrEnum):
    """Where a run stands."""

    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"


@dataclass(slots=True, eq=False)
class Run:
    """A step that was started; `error` is what the workflow's owner is told when it fails."""

    id: str
    workflow: str
    function: Function
    inputs: dict[str, Any]
    access: Access
    state: State = State.RUNNING
    outputs: dict[str, Any] = field(default_factory=dict)
    error: str = ""

    @property
    def ended(self) -> bool:
        """Whether it has completed or failed."""
        return self.state is not State.RUNNING

    @property
    def scope(self) -> dict[str, Any]:
        """What clicks on messages of this run carry."""
        function = {"execution_id": self.id, "function": {"callback_id": self.function.callback_id}}
        return {"function_data": {**function, "inputs": self.inputs}, "bot_access_token": self.access.value}

    def complete(self, outputs: dict[str, Any]) -> None:
        """The step did its work."""
        self.state, self.outputs = State.COMPLETED, outputs
        self.access.refused = "token_expired"

    def fail(self, error: str) -> None:
        """The step could not do its work."""
        self.state, self.error = State.FAILED, error
        self.access.refused = "token_expired"
