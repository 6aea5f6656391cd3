"""Web addresses in foreign text: only those that cannot run anything become links."""

import re

from markupsafe import Markup

_WEB = re.compile(r"https?://[^\s\x00-\x20\x7f<>\"]+", re.IGNORECASE)
_HERE = re.compile(r"http://127\.0\.0\.1(:\d+)?/[^\s\x00-\x20\x7f<>\"]*", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s\x00-\x20\x7f<>\"]+", re.IGNORECASE)


def web(url: object) -> str | None:
    """The address if it is http or https, else None."""
    return url if isinstance(url, str) and _WEB.fullmatch(url) else None


def picture(url: object) -> str | None:
    """The address if a picture may be loaded from it: this machine's only, or else None."""
    return url if isinstance(url, str) and _HERE.fullmatch(url) else None


def link(url: str, label: str | Markup) -> Markup | None:
    """A link that opens in a new window; None for anything but http, https and mailto."""
    if not (_WEB.fullmatch(url) or _MAIL.fullmatch(url)):
        return None
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(url, label)
