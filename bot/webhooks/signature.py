"""How a receiver knows that it was us: every body is signed with its secret, together with the time."""

import hmac
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

SCHEME = "v1"
SIGNATURE = "X-Groundwork-Signature"
TIMESTAMP = "X-Groundwork-Timestamp"
DELIVERY = "X-Groundwork-Delivery"


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """`v1=` and 64 hexadecimal digits."""
    signed = f"{SCHEME}:{timestamp}:".encode() + body
    return f"{SCHEME}={hmac.new(secret.encode(), signed, sha256).hexdigest()}"


def signed_headers(secret: str, delivery: str, body: bytes, *, now: datetime) -> Mapping[str, str]:
    timestamp = int(now.timestamp())
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Groundwork",
        DELIVERY: delivery,
        TIMESTAMP: str(timestamp),
        SIGNATURE: signature(secret, timestamp, body),
    }
