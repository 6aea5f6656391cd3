"""What a browser tells: the language its person reads, and whether it is the one that began."""

from hashlib import sha256

from flows.text import Language


def language_asked_for(header: str | None, default: Language) -> Language:
    """The one of ours that an Accept-Language header likes best."""
    best, most = default, 0.0
    for part in (header or "").split(",")[:20]:
        tag, _, quality = part.strip().partition(";")
        spoken = tag.strip().casefold().split("-")[0]
        weight = _weight(quality)
        if spoken in tuple(Language) and weight > most:
            best, most = Language(spoken), weight
    return best


def digest(secret: str) -> str:
    """What is stored of something that only its owner should have."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def _weight(quality: str) -> float:
    name, _, value = quality.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
