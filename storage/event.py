"""One entry of a project's history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """`what` is a fact in the past such as `answer.changed`; `subject` is what it is about.

    `aside` is told with it to those who listen outside Slack, and not kept.
    """

    at: datetime
    by: str
    what: str
    subject: str | None = None
    before: Any = None
    after: Any = None
    aside: Mapping[str, Any] | None = None
