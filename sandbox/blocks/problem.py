"""One thing wrong with a message or view."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Where it is (a JSON pointer, `/blocks/0/text`) and what is wrong with it."""

    pointer: str
    sentence: str

    def wire(self, above: str = "") -> str:
        """As Slack puts it into `response_metadata.messages`."""
        return f"[ERROR] {self.sentence} [json-pointer:{above}{self.pointer}]"

    def __str__(self) -> str:
        return f"{self.pointer}: {self.sentence}"
