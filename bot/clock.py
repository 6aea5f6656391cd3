"""The only place that reads the clock and mints ids."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
Ids = Callable[[], str]


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """A random id that no other process will mint: 24 hexadecimal digits."""
    return secrets.token_hex(12)
