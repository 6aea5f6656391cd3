"""Spans of time and amounts of data, as one reads them at a glance."""

from datetime import timedelta

UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))


def said(span: timedelta) -> str:
    """In the largest unit that fits: `3 h`."""
    seconds = int(abs(span).total_seconds())
    size, unit = next((one for one in UNITS if seconds >= one[0]), UNITS[-1])
    return f"{seconds // size} {unit}"


def sized(count: int) -> str:
    """`12.3 MB`, of a million bytes each."""
    for unit, size in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count} bytes"
