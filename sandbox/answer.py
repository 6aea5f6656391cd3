"""What a person sees at once after doing something."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.message import Message
from sandbox.views import View


@dataclass(frozen=True, slots=True)
class Answer:
    """The app's acknowledgement, as the person sees it.

    `failure` is Slack's word for what went wrong (`operation_timeout`, `dispatch_failed` …), `errors` are the
    sentences under the inputs of a modal, by block id, `view` the modal that is open now.
    """

    message: Message | None = None
    failure: str | None = None
    errors: dict[str, str] = field(default_factory=dict)
    view: View | None = None

    @property
    def text(self) -> str:
        """The text of the message shown, empty if there is none."""
        return self.message.text if self.message is not None else ""

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The blocks of the message shown."""
        return self.message.blocks if self.message is not None else []
