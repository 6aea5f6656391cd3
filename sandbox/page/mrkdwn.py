"""Slack's own markup as HTML."""

import re
from datetime import datetime

from markupsafe import Markup, escape

from sandbox.page.dates import shown
from sandbox.page.links import link
from sandbox.page.mentions import Mentions
from sandbox.page.shortcodes import glyph, spelled
from sandbox.page.viewer import Viewer
from sandbox.words import unescape

_PRE = re.compile(r"```\n?(.+?)\n?```", re.DOTALL)
_QUOTED = re.compile(r"(?:&gt;|>) ?")
_ALL_QUOTED = re.compile(r"(?:&gt;|>){3} ?")
_BREAK = Markup("<br>")
_TAGS = {
    "strong": Markup("<strong>{}</strong>"),
    "em": Markup("<em>{}</em>"),
    "s": Markup("<s>{}</s>"),
}


def _run(mark: str) -> str:
    inside = rf"(?>`[^`\n]+`|<[^<>\n]+>|[^{mark}\n])"
    return rf"(?<![^\W_])(?<!{mark}){mark}(?=[^\s{mark}]){inside}+?(?<!\s){mark}(?![^\W_])(?!{mark})"


_MARKS = r"`(?P<code>[^`\n]+)`|<(?P<token>[^<>\n]+)>|:(?P<emoji>[a-z0-9_+'-]+):(?::skin-tone-(?P<tone>[2-6]):)?|"
_RUNS = "|".join(f"(?P<{tag}>{_run(mark)})" for tag, mark in (("strong", r"\*"), ("em", "_"), ("s", "~")))
_STRICT = re.compile(_MARKS + _RUNS)
_LOOSE = re.compile(rf"(?P<bare>(?<!\w)https?://[^\s<>|*`]+[^\s<>|*`.,;:!?)'\"_~])|{_MARKS}{_RUNS}")


class Mrkdwn:
    """Draws mrkdwn for one viewer at one moment."""

    def __init__(self, mentions: Mentions, viewer: Viewer, now: datetime) -> None:
        self._mentions = mentions
        self._viewer = viewer
        self._now = now

    def draw(self, text: str, *, verbatim: bool = False) -> Markup:
        """Text as it came over the wire; bare addresses become links unless it is `verbatim`."""
        parts: list[Markup] = []
        pieces = _PRE.split(text)
        for number, piece in enumerate(pieces):
            if number % 2:
                parts.append(Markup("<pre>{}</pre>").format(_literal(piece)))
                continue
            lines = piece.removeprefix("\n") if number else piece
            lines = lines.removesuffix("\n") if number + 1 < len(pieces) else lines
            parts += self._lines(lines.split("\n"), verbatim=verbatim) if lines else []
        return Markup().join(parts)

    def _lines(self, lines: list[str], *, verbatim: bool) -> list[Markup]:
        parts: list[Markup] = []
        held: list[Markup] = []
        quoted = False

        def put_down() -> None:
            if held:
                text = _BREAK.join(held)
                parts.append(Markup("<blockquote>{}</blockquote>").format(text) if quoted else text)
                held.clear()

        everything = False
        for line in lines:
            everything = everything or _ALL_QUOTED.match(line) is not None
            mark = (_ALL_QUOTED.match(line) or _QUOTED.match(line)) if not everything else _ALL_QUOTED.match(line)
            if (mark is not None or everything) != quoted:
                put_down()
                quoted = not quoted
            held.append(self._inline(line[mark.end() :] if mark is not None else line, verbatim=verbatim))
        put_down()
        return parts

    def _inline(self, text: str, *, verbatim: bool) -> Markup:
        pattern = _STRICT if verbatim else _LOOSE
        parts: list[Markup] = []
        at = start = 0
        while found := pattern.search(text, at):
            drawn = self._one(found, verbatim=verbatim)
            if drawn is None:
                at = found.start() + 1
                continue
            parts += [escape(unescape(text[start : found.start()])), drawn]
            at = start = found.end()
        return Markup().join([*parts, escape(unescape(text[start:]))])

    def _one(self, found: re.Match[str], *, verbatim: bool) -> Markup | None:
        match found.lastgroup:
            case "code":
                return Markup("<code>{}</code>").format(_literal(found["code"]))
            case "token":
                return self._token(found["token"])
            case "emoji" | "tone":
                shown_as = glyph(found["emoji"], int(found["tone"]) if found["tone"] else None)
                return escape(shown_as) if shown_as is not None else None
            case "bare":
                return link(unescape(found["bare"]), unescape(found["bare"]))
            case tag:
                tag = str(tag)
                return _TAGS[tag].format(self._inline(found[tag][1:-1], verbatim=verbatim))

    def _token(self, token: str) -> Markup:
        what, _, label = token.partition("|")
        words = spelled(unescape(label))
        match what[:1], what[1:]:
            case "@", identity:
                return self._mentions.user(identity)
            case "#", identity:
                return self._mentions.channel(identity, words)
            case "!", ("here" | "channel" | "everyone") as whom:
                return self._mentions.everybody(whom)
            case "!", special if special.startswith("subteam^"):
                return self._mentions.group(special.removeprefix("subteam^"), words)
            case "!", special if special.startswith("date^"):
                return self._date(special, words)
            case _:
                url = unescape(what)
                return link(url, words or url.removeprefix("mailto:")) or escape(unescape(f"<{token}>"))

    def _date(self, special: str, fallback: str) -> Markup:
        _, stamp, form, *rest = [*special.split("^", 3), "", ""]
        date = shown(stamp, unescape(form), fallback, self._viewer, self._now)
        return (link(unescape(rest[0]), date) if rest[0] else None) or date


def _literal(text: str) -> Markup:
    """Code: nothing in it is markup, and links stand there as their words."""
    words = re.sub(r"<(?:[^<>|\n]*\|)?([^<>|\n]*)>", r"\1", text)
    return escape(unescape(words))
