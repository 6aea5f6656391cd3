"""What Slack answers when it does not do a thing."""

from collections.abc import Sequence
from typing import Any


class Refused(Exception):
    """A Web API call that is answered `ok: false`."""

    def __init__(self, error: str, messages: Sequence[str] = (), **more: Any) -> None:
        super().__init__(error, *messages)
        self.error = error
        self.messages = list(messages)
        self.more = more

    def body(self) -> dict[str, Any]:
        """The answer on the wire."""
        body: dict[str, Any] = {"ok": False, "error": self.error, **self.more}
        if self.messages:
            body["response_metadata"] = {"messages": self.messages}
        return body
