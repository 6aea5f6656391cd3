"""Who looks at the page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person's id, time zone (IANA) and locale (`en-US`)."""

    id: str
    timezone: str
    locale: str
