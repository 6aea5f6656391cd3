"""How often a method may be called."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

PER_MINUTE = {
    "apps.connections.open": 1,
    "users.list": 20,
    "users.conversations": 20,
    "conversations.list": 20,
    "canvases.create": 20,
    "usergroups.list": 20,
    "usergroups.users.list": 20,
    "functions.completeSuccess": 50,
    "functions.completeError": 50,
    "oauth.v2.access": 100,
    "chat.update": 50,
    "chat.delete": 50,
    "conversations.info": 50,
    "canvases.access.set": 50,
    "conversations.open": 50,
    "conversations.history": 50,
    "conversations.replies": 50,
    "reactions.add": 50,
    "reactions.remove": 50,
    "chat.postEphemeral": 100,
    "views.open": 100,
    "views.push": 100,
    "views.update": 100,
    "views.publish": 100,
    "conversations.members": 100,
    "bots.info": 50,
    "users.info": 100,
    "files.getUploadURLExternal": 100,
    "files.completeUploadExternal": 100,
    "files.info": 100,
    "auth.test": 600,
    "chat.getPermalink": 600,
    "api.test": 600,
}
"""Calls per minute and workspace, by tier; chat.postMessage is counted below."""

PER_CHANNEL = 60
POSTS_PER_WORKSPACE = 300
LEAST_BURST = 5


@dataclass(slots=True)
class Bucket:
    """Tokens that come back over time."""

    per_minute: int
    burst: float
    tokens: float
    at: float

    def take(self, now: float) -> float:
        """Take a token; zero, or the seconds until there is one."""
        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.per_minute / 60)
        self.at = now
        if self.tokens >= 1:
            self.tokens -= 1
            return 0.0
        return (1 - self.tokens) * 60 / self.per_minute


class Rates:
    """A bucket per method, and one per channel for posting. The seconds are real ones."""

    def __init__(self, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._buckets: dict[tuple[str, str, str], Bucket] = {}

    def retry_after(self, method: str, channel: str, team: str = "") -> int | None:
        """None when the call may go ahead, else the seconds of `Retry-After`; each workspace is counted alone."""
        if method == "chat.postMessage":
            own = self._take(method, team, channel, PER_CHANNEL)
            wait = own or self._take(method, team, "", POSTS_PER_WORKSPACE)
        elif method in PER_MINUTE:
            wait = self._take(method, team, "", PER_MINUTE[method])
        else:
            return None
        return math.ceil(wait) if wait else None

    def _take(self, method: str, team: str, channel: str, per_minute: int) -> float:
        now = self._monotonic()
        bucket = self._buckets.get((method, team, channel))
        if bucket is None:
            burst = max(LEAST_BURST, per_minute / 4)
            bucket = self._buckets[method, team, channel] = Bucket(per_minute, burst, burst, now)
        return bucket.take(now)
