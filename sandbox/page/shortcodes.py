"""Emoji by their short names: `:tada:`."""

import re
from functools import cache

import emoji

_NAME = re.compile(r":([a-z0-9_+'-]+):(?::skin-tone-([2-6]):)?")

_SLACK = {
    "simple_smile": "🙂",
    "large_green_circle": "🟢",
    "large_yellow_circle": "🟡",
    "large_orange_circle": "🟠",
    "large_purple_circle": "🟣",
    "large_brown_circle": "🟤",
    "large_red_square": "🟥",
    "large_green_square": "🟩",
    "large_yellow_square": "🟨",
    "large_orange_square": "🟧",
    "large_blue_square": "🟦",
    "large_purple_square": "🟪",
    "thinking": "🤔",
    "waving": "👋",
    "first_place_medal": "🥇",
    "second_place_medal": "🥈",
    "third_place_medal": "🥉",
    "medal": "🎖️",
    "face_palm": "🤦",
    "man-shrugging": "🤷‍♂️",
    "woman-shrugging": "🤷‍♀️",
}
"""Names that only Slack knows."""

_FLAG = re.compile(r"flag-([a-z])([a-z])")
_PALEST_SKIN = 0x1F3FB
_FLAG_LETTER = 0x1F1E6 - ord("a")


@cache
def glyph(name: str, tone: int | None = None) -> str | None:
    """The character of an emoji; None for a name nobody knows. `tone` is Slack's skin tone, 2 to 6."""
    if flag := _FLAG.fullmatch(name):
        return "".join(chr(_FLAG_LETTER + ord(letter)) for letter in flag.groups())
    found = _SLACK.get(name)
    if found is None:
        shown = emoji.emojize(f":{name}:", language="alias", variant="emoji_type")
        found = None if shown == f":{name}:" else shown
    if found is None or tone is None:
        return found
    return found.rstrip("\ufe0f") + chr(_PALEST_SKIN + tone - 2)


def spelled(text: str) -> str:
    """Text with its short names replaced; unknown ones stay as they are."""
    parts: list[str] = []
    at = 0
    while found := _NAME.search(text, at):
        shown = glyph(found[1], int(found[2]) if found[2] else None)
        stop = found.end() if shown is not None else found.end(1)
        parts += [text[at : found.start()], text[found.start() : stop] if shown is None else shown]
        at = stop
    return "".join([*parts, text[at:]])
