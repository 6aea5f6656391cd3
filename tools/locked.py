"""requirements.lock, read."""

import re
from dataclasses import dataclass
from pathlib import Path

LOCK = Path(__file__).parent.parent / "requirements.lock"
_PIN = re.compile(r"([A-Za-z0-9._-]+)==([A-Za-z0-9.!+]+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)")


@dataclass(frozen=True, slots=True)
class Locked:
    """One package; `hashes` are those of its files, sha256."""

    name: str
    version: str
    hashes: tuple[str, ...]


def locked(text: str | None = None) -> list[Locked]:
    """Every line of it, or a ValueError that shows what is no pin with hashes."""
    text = LOCK.read_text(encoding="utf-8") if text is None else text
    body = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    if odd := _PIN.sub("", body).strip():
        raise ValueError(f"requirements.lock has a line that is no pin with hashes: {odd[:80]}")
    return [
        Locked(name, version, tuple(re.findall(r"[0-9a-f]{64}", rest))) for name, version, rest in _PIN.findall(body)
    ]
