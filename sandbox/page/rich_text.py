"""Rich text as HTML."""

import re
from collections import deque
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape

from sandbox.page.dates import shown
from sandbox.page.links import link
from sandbox.page.mentions import Mentions
from sandbox.page.shortcodes import glyph
from sandbox.page.viewer import Viewer

Json = dict[str, Any]

_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}")
_STYLES = {
    "code": Markup("<code>{}</code>"),
    "strike": Markup("<s>{}</s>"),
    "underline": Markup("<u>{}</u>"),
    "italic": Markup("<em>{}</em>"),
    "bold": Markup("<strong>{}</strong>"),
    "highlight": Markup("<mark>{}</mark>"),
}
_SECTIONS = {
    "rich_text_section": Markup("<div>{}</div>"),
    "rich_text_quote": Markup("<blockquote>{}</blockquote>"),
    "rich_text_preformatted": Markup("<pre>{}</pre>"),
}
_NUMBERED = Markup('<ol class="bk-level-{}" start="{}">{}</ol>')
_BULLETED = Markup('<ul class="bk-level-{}">{}</ul>')
_ITEM = Markup("<li>{}</li>")
_PATCH = Markup(
    '<svg class="bk-swatch" viewBox="0 0 1 1" aria-hidden="true"><rect width="1" height="1" fill="{}"></rect></svg>'
    "<code>{}</code>"
)
_DEEPEST = 8


class RichText:
    """Draws rich text for one viewer at one moment."""

    def __init__(self, mentions: Mentions, viewer: Viewer, now: datetime) -> None:
        self._mentions = mentions
        self._viewer = viewer
        self._now = now

    def draw(self, value: Any) -> Markup:
        """A rich_text block: its sections, lists, quotes and preformatted texts."""
        parts: list[Markup] = []
        waiting = deque(_things(value, "elements"))
        while waiting:
            if waiting[0].get("type") == "rich_text_list":
                lists: deque[Json] = deque()
                while waiting and waiting[0].get("type") == "rich_text_list":
                    lists.append(waiting.popleft())
                while lists:
                    parts.append(self._list(lists, _indent(lists[0])))
            else:
                parts.append(self._section(waiting.popleft()))
        return Markup().join(parts)

    def _list(self, lists: deque[Json], level: int) -> Markup:
        """Consume the lists that belong to this level or below it."""
        first = lists[0]
        items: list[Markup] = []
        while lists and _indent(lists[0]) >= level:
            if _indent(lists[0]) > level:
                deeper = self._list(lists, _indent(lists[0]))
                items[-1:] = [Markup("{}{}").format(items[-1] if items else "", deeper)]
            elif lists[0].get("style") == first.get("style"):
                items += [self._runs(one) for one in _things(lists.popleft(), "elements")]
            else:
                break
        inner = Markup().join(map(_ITEM.format, items))
        if first.get("style") != "ordered":
            return _BULLETED.format(level % 3, inner)
        offset = first.get("offset")
        return _NUMBERED.format(level % 3, offset + 1 if isinstance(offset, int) else 1, inner)

    def _section(self, section: Json) -> Markup:
        kind = str(section.get("type"))
        wrap = _SECTIONS.get(kind, _SECTIONS["rich_text_section"])
        return wrap.format(self._runs(section, pre=kind == "rich_text_preformatted"))

    def _runs(self, section: Json, *, pre: bool = False) -> Markup:
        return Markup().join(self._run(part, pre=pre) for part in _things(section, "elements"))

    def _run(self, part: Json, *, pre: bool) -> Markup:
        drawn = self._plain(part, pre=pre)
        style = part.get("style")
        styles = style if isinstance(style, dict) else {}
        for name, wrap in _STYLES.items():
            if styles.get(name):
                drawn = wrap.format(drawn)
        return drawn

    def _plain(self, part: Json, *, pre: bool) -> Markup:
        match part.get("type"):
            case "text":
                text = str(part.get("text", ""))
                return escape(text) if pre else Markup("<br>").join(text.split("\n"))
            case "link":
                url = str(part.get("url", ""))
                label = str(part.get("text") or url.removeprefix("mailto:"))
                return link(url, label) or escape(label)
            case "user":
                return self._mentions.user(str(part.get("user_id")))
            case "usergroup":
                return self._mentions.group(str(part.get("usergroup_id")))
            case "channel":
                return self._mentions.channel(str(part.get("channel_id")))
            case "broadcast":
                return self._mentions.everybody(str(part.get("range")))
            case "emoji":
                return escape(_emoji(part))
            case "date":
                stamp, form = part.get("timestamp"), str(part.get("format", ""))
                date = shown(stamp, form, str(part.get("fallback") or stamp), self._viewer, self._now)
                return (link(str(part["url"]), date) if part.get("url") else None) or date
            case "color":
                return _colour(str(part.get("value", "")))
            case _:
                return escape(str(part.get("text", "")))


def _emoji(part: Json) -> str:
    name, tone, points = str(part.get("name", "")), part.get("skin_tone"), part.get("unicode")
    known = glyph(name, tone if isinstance(tone, int) and 2 <= tone <= 6 else None)
    if known is not None:
        return known
    try:
        return "".join(chr(int(point, 16)) for point in str(points).split("-")) if points else f":{name}:"
    except (ValueError, OverflowError):
        return f":{name}:"


def _colour(value: str) -> Markup:
    if not _COLOUR.fullmatch(value):
        return escape(value)
    return _PATCH.format(value, value)


def _things(value: Any, name: str) -> Iterable[Json]:
    inner = value.get(name) if isinstance(value, dict) else None
    return [one for one in inner if isinstance(one, dict)] if isinstance(inner, list) else []


def _indent(one: Json) -> int:
    indent = one.get("indent")
    return min(max(indent, 0), _DEEPEST) if isinstance(indent, int) else 0


def words(value: Any) -> str:
    """The bare words of a rich text, one line per section: what stands in a rich text input."""
    lines: list[str] = []
    for section in _things(value, "elements"):
        inner = _things(section, "elements")
        rows = inner if section.get("type") == "rich_text_list" else [section]
        lines += ["".join(str(part.get("text", "")) for part in _things(row, "elements")) for row in rows]
    return "\n".join(lines)
