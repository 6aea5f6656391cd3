"""Text on Slack's wire: three characters escaped, mentions and links in angle brackets."""

import re
from collections.abc import Mapping

LONGEST_TEXT = 40_000

_TOKEN = re.compile(
    r"(?P<known><[@#][A-Z][A-Z0-9]+>)"
    r"|(?P<link>https?://[^\s<>|]+)"
    r"|(?P<mail>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<name>(?<!\w)@[\w.-]+)"
    r"|(?P<channel>(?<!\w)#[\w-]+)"
)


def escape(text: str) -> str:
    """The three characters that Slack escapes, escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Escaped text as it is read."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def typed(
    text: str, people: Mapping[str, str], channels: Mapping[str, str], groups: Mapping[str, str] | None = None
) -> str:
    """What a person typed, as Slack's client sends it.

    `people` and `channels` map names to ids: `@ben` becomes `<@U0BEN>`, `#general` `<#C0GENERAL|general>`. `groups`
    map handles to mentions. Links and mail addresses are wrapped, and everything else is escaped.
    """
    parts: list[str] = []
    rest = 0
    for found in _TOKEN.finditer(text):
        parts.append(escape(text[rest : found.start()]))
        parts.append(_token(found, people, channels, groups or {}))
        rest = found.end()
    parts.append(escape(text[rest:]))
    return "".join(parts)


def _token(
    found: re.Match[str], people: Mapping[str, str], channels: Mapping[str, str], groups: Mapping[str, str]
) -> str:
    word = found.group()
    match found.lastgroup:
        case "known":
            return word if word[2:-1] in {*people.values(), *channels.values()} else escape(word)
        case "link":
            return f"<{escape(word)}>"
        case "mail":
            return f"<mailto:{word}|{word}>"
        case "name":
            name = word[1:].rstrip(".-")
            identity = people.get(name.casefold())
            mention = f"<@{identity}>" if identity else groups.get(name.casefold())
            return f"{mention}{word[1 + len(name) :]}" if mention else escape(word)
        case _:
            identity = channels.get(word[1:].casefold())
            return f"<#{identity}|{word[1:]}>" if identity else escape(word)


def truncated(text: str) -> str:
    """At most 40,000 characters: Slack cuts the rest."""
    return text[:LONGEST_TEXT]
