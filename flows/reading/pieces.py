"""A typed row taken apart: `name: Recall; metric: recall` into columns and their texts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flows.questions import Rows
from flows.reading.keys import Names, meant

LONGEST = 4000
_HARD = re.compile(r"[;；\n]")
_KEYED = re.compile(r"\s*(?:[-*•·]\s+)?(?P<key>[^:：=;\n]{1,60}?)\s*(?:[:：](?!//)|=)\s*(?P<text>.*)", re.DOTALL)
_SOFT = re.compile(r"(?:\s/\s|[.,]\s)\s*(?=(?P<key>[^:：=;,.\n/]{1,60}?)\s*(?:[:：](?!//)|=))")
BULLET = re.compile(r"\s*(?:[-*•·]|\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Pieces:
    """Texts by column key, and the keys that name no column, as typed."""

    texts: Mapping[str, str]
    strange: tuple[str, ...]


def column_names(group: Rows) -> dict[str, Names]:
    return {column.key: Names.of(column.key, *column.label.both(), *column.also) for column in group.columns}


def is_keyed(group: Rows, text: str) -> tuple[str, ...]:
    """The columns named by the keys of a line."""
    names = column_names(group)
    found = [_KEYED.match(segment) for segment in _segments(text, names)]
    keys = [meant(one["key"], names) for one in found if one]
    return tuple(key[0] for key in keys if len(key) == 1)


def pieces(group: Rows, text: str) -> Pieces:
    """Keyed texts in any order; without any key, the columns in their order, or just the first."""
    names = column_names(group)
    segments = [segment for segment in _segments(BULLET.sub("", text, count=1), names) if segment.strip()]
    columns = _columns(segments, names)
    if not any(columns):
        if len(segments) == 1 or (segments and not any(_KEYED.match(segment) for segment in segments)):
            return _in_order(group, segments)
        return Pieces({}, tuple(found["key"] for segment in segments if (found := _KEYED.match(segment))))
    return _by_key(group, segments, columns)


def _segments(text: str, names: Mapping[str, Names]) -> list[str]:
    """Cut at semicolons and lines, and at ` / `, `, ` and `. ` where the key of a column follows."""
    found: list[str] = []
    for segment in _HARD.split(text):
        begin = 0
        for soft in _SOFT.finditer(segment):
            if meant(soft["key"], names):
                found.append(segment[begin : soft.start()])
                begin = soft.end()
        found.append(segment[begin:])
    return found


def _columns(segments: list[str], names: Mapping[str, Names]) -> list[str | None]:
    """By segment, the column its key names; an ambiguous key means the one column no other key names."""
    keys = [found["key"] if (found := _KEYED.match(segment)) else "" for segment in segments]
    named = [meant(key, names) for key in keys]
    sure = {candidates[0] for candidates in named if len(candidates) == 1}
    columns: list[str | None] = []
    for key, candidates in zip(keys, named, strict=True):
        left = meant(key, names, sure) if len(candidates) > 1 else candidates
        columns.append(left[0] if len(left) == 1 else None)
    return columns


def _in_order(group: Rows, segments: list[str]) -> Pieces:
    keys = [column.key for column in group.columns]
    if len(segments) > len(keys):
        return Pieces({keys[0]: "; ".join(segment.strip() for segment in segments)}, ())
    return Pieces({key: segment.strip() for key, segment in zip(keys, segments, strict=False)}, ())


def _by_key(group: Rows, segments: list[str], columns: list[str | None]) -> Pieces:
    """A first piece without a key is the first column; a later one goes on with the words before it."""
    words = {column.key for column in group.columns if column.kind == "short_text"}
    texts: dict[str, str] = {}
    strange: list[str] = []
    last = None
    for segment, column in zip(segments, columns, strict=True):
        keyed = _KEYED.match(segment)
        if column and keyed:
            texts[column] = keyed["text"].strip()
            last = column
        elif keyed:
            strange.append(keyed["key"].strip())
        elif last is None and group.columns[0].key not in columns:
            texts[last := group.columns[0].key] = segment.strip()
        elif last in words:
            texts[last] += f"; {segment.strip()}"
        else:
            strange.append(segment.strip()[:60])
    return Pieces(texts, tuple(strange))
