"""Payloads as Slack sent them in a story, broken by chance: parts gone, doubled, of another kind, hostile, too deep."""

import json
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from random import Random
from typing import Any

from tests.fuzz.payloads import TEXTS

Json = Any
LONGEST = 1024 * 1024
FRESH = {"trigger_id", "action_ts", "ts", "event_ts", "hash", "event_id"}
"""What makes a delivery another one than before."""
KINDS: list[Json] = [None, True, 0, -1, 1.5, 10**30, "", [], {}, [[]], [None], {"": None}, ["a"], {"id": "U0ANA"}]
HOSTILE = [
    *map(str, TEXTS),
    "<!channel> <@U0BEN> <https://evil.example|here> *x* `y`",
    "=HYPERLINK(1)",
    "../../etc/passwd",
    "'; DROP TABLE projects; --",
    "\r\nlevel=error event=forged",
    "T0OTHER",
    "C0MLSECRET",
    "U0NOBODY",
    "javascript:alert(1)",
]


def mutated(payload: Json, dice: Random) -> Json:
    """One to three things in it are changed; it is always another delivery."""
    broken = deepcopy(payload)
    for holder, key in _places(broken):
        if key in FRESH and isinstance(holder[key], str):
            holder[key] = f"{dice.randrange(10**9)}.{dice.randrange(10**6):06}"
        elif key == "function_execution_id":
            holder[key] = f"Fx{dice.randrange(10**9)}"
    for _ in range(dice.choice([1, 1, 1, 2, 3])):
        places = list(_places(broken))
        if not places:
            break
        deep = [(holder, key) for holder, key in places if holder is not broken]
        _change(*dice.choice(deep if deep and dice.random() < 0.8 else places), dice, places)
    return broken if len(json.dumps(broken)) < LONGEST else payload


def _change(holder: Json, key: Any, dice: Random, places: list[tuple[Json, Any]]) -> None:
    if isinstance(holder[key], str) and holder[key].startswith("{") and dice.random() < 0.8:
        inside = _remembered(holder[key])
        if isinstance(inside, dict) and inside:
            _change(inside, dice.choice(list(inside)), dice, [(inside, one) for one in inside])
            holder[key] = json.dumps(inside)
            return
    match dice.randrange(7):
        case 0:
            del holder[key]
        case 1:
            holder[key] = deepcopy(dice.choice(KINDS))
        case 2:
            other, there = dice.choice(places)
            holder[key] = deepcopy(other[there]) if there in other or isinstance(other, list) else None
        case 3:
            holder[key] = [holder[key]] * dice.choice([1, 2, 200])
        case 4:
            for _ in range(dice.choice([1, 30])):
                holder[key] = {"type": holder[key]}
        case _:
            holder[key] = dice.choice(HOSTILE)


def _remembered(text: str) -> Json:
    """What a button or modal of ours remembers."""
    with suppress(ValueError):
        return json.loads(text)
    return None


def _places(part: Json) -> Iterator[tuple[Json, Any]]:
    """Every key and index, however deep, with what holds it."""
    keys: list[Any] = list(part) if isinstance(part, dict) else list(range(len(part))) if isinstance(part, list) else []
    for key in keys:
        yield part, key
    for key in keys:
        yield from _places(part[key])
