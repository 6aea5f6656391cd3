"""The messages of a channel and of a thread, as lists whose entries are drawn when they change."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from sandbox.clock import Clock
from sandbox.inputs import values
from sandbox.message import Message
from sandbox.page.drawn import Drawn
from sandbox.page.faces import face
from sandbox.page.item import Item, Same, Stamps
from sandbox.page.times import Times
from sandbox.page.window import Window
from sandbox.page.wording import phrases
from sandbox.workspace import Workspace

CLOSE = timedelta(minutes=5)
"""Messages of one author within this time stand below one name."""
FACES = 5


class Listing:
    """Turns messages into entries; what was drawn is kept until it changes."""

    def __init__(self, workspace: Workspace, clock: Clock, drawn: Drawn, templates: Environment) -> None:
        self._workspace = workspace
        self._clock = clock
        self._drawn = drawn
        self._message = templates.get_template("message.html")
        self._divider = templates.get_template("divider.html")
        self._stamps = Stamps()
        self._html: dict[str, tuple[int, str]] = {}

    def channel(self, window: Window) -> list[Item]:
        """The entries of the channel, day by day."""
        return list(self._days(window, window.person.sees(window.channel.id), "c"))

    def thread(self, window: Window) -> list[Item]:
        """The entries of the open thread, its root first; none when none is open."""
        if window.thread is None:
            return []
        root, *replies = window.person.sees(window.channel.id, thread=window.thread)
        label = _replies(len(root.replies), phrases(window.viewer.locale))
        count = self._item(window, "t-count", label, lambda: {"label": label, "left": True}, self._divider)
        return [*self._entries(window, [root], "t"), count, *self._entries(window, replies, "t")]

    def _days(self, window: Window, messages: list[Message], list_: str) -> Iterator[Item]:
        times = self._times(window)
        day = None
        batch: list[Message] = []
        for message in messages:
            if (own := times.local(message.ts).date()) != day:
                yield from self._entries(window, batch, list_)
                batch, day = [], own
                label = times.day(own)
                yield self._item(window, f"day-{own}", label, lambda label=label: {"label": label}, self._divider)
            batch.append(message)
        yield from self._entries(window, batch, list_)

    def _entries(self, window: Window, messages: list[Message], list_: str) -> Iterator[Item]:
        times = self._times(window)
        before: Message | None = None
        for message in messages:
            compact = before is not None and _follows(before, message)
            state = self._state(window, message, times, compact=compact)

            def about(message: Message = message, *, compact: bool = compact) -> dict[str, Any]:
                return self._about(window, message, times, list_, compact=compact)

            yield self._item(window, f"{list_}-{message.ts}", state, about, self._message)
            before = message

    def _item(self, window: Window, identity: str, state: Any, about: Any, template: Any) -> Item:
        key = f"{window.person.id} {window.channel.id} {identity}"
        stamp = self._stamps.of(key, (window.viewer, state))

        def draw() -> str:
            kept = self._html.get(key)
            if kept is not None and kept[0] == stamp:
                return kept[1]
            words = phrases(window.viewer.locale)
            html: str = template.render(about(), words=words, id=identity, stamp=stamp, window=window)
            self._html[key] = (stamp, html)
            return html

        return Item(identity, stamp, draw)

    def _state(self, window: Window, message: Message, times: Times, *, compact: bool) -> Any:
        """All that the drawing of a message depends on."""
        author = self._workspace.people.get(message.user)
        return (
            compact,
            author.real_name if author is not None else "",
            message.text,
            message.subtype,
            Same(message.blocks),
            Same(message.attachments),
            Same(message.files),
            Same(message.edited),
            message.deleted,
            tuple((name, *users) for name, users in message.reactions.items()),
            (len(message.replies), message.replies[-1].ts, times.here.date()) if message.replies else None,
            repr(message.picked.get(window.person.id)) if message.picked else "",
        )

    def _about(self, window: Window, message: Message, times: Times, list_: str, *, compact: bool) -> dict[str, Any]:
        words = phrases(window.viewer.locale)
        own = message.user == window.person.id and not message.deleted
        moment = times.local(message.ts)
        return {
            "message": message,
            "face": face(self._workspace, message.user),
            "list": list_,
            "compact": compact,
            "time": times.time(moment),
            "iso": moment.isoformat(timespec="minutes"),
            "full": times.full(message.ts),
            "body": self._body(window, message, list_),
            "own": own,
            "whispered": message.visible_to is not None,
            "tombstone": message.subtype == "tombstone",
            "broadcast": message.subtype == "thread_broadcast" and list_ == "c",
            "sent_on": message.subtype == "thread_broadcast" and list_ == "t",
            "attachments": [
                self._attachment(window, one, f"{list_}-{message.ts}-a{at}-")
                for at, one in enumerate(message.attachments)
            ],
            "files": [_file(one) for one in message.files],
            "reactions": [self._reaction(window, name, users) for name, users in message.reactions.items()],
            "thread": self._thread(message, times, words) if message.replies and list_ == "c" else None,
            "url": window.url(thread=message.root, inspector=False),
        }

    def _body(self, window: Window, message: Message, list_: str) -> Markup:
        if message.blocks:
            state = values(message.blocks, message.picked.get(window.person.id, {}))
            prefix = f"{list_}-{message.ts}-"
            return self._drawn.blocks(message.blocks, window.viewer, state=state, prefix=prefix)
        return self._drawn.text(message.text, window.viewer)

    def _attachment(self, window: Window, attachment: dict[str, Any], prefix: str) -> Markup:
        if blocks := attachment.get("blocks"):
            return self._drawn.blocks(blocks, window.viewer, prefix=prefix)
        return self._drawn.text(str(attachment.get("text") or attachment.get("fallback") or ""), window.viewer)

    def _reaction(self, window: Window, name: str, users: list[str]) -> dict[str, Any]:
        names = ", ".join(face(self._workspace, user).name for user in users)
        return {
            "name": name,
            "glyph": self._drawn.text(f":{name}:", window.viewer),
            "count": len(users),
            "mine": window.person.id in users,
            "label": phrases(window.viewer.locale)["reacted"].format(names=names, name=name),
        }

    def _thread(self, message: Message, times: Times, words: Any) -> dict[str, Any]:
        users = list(dict.fromkeys(reply.user for reply in message.replies))
        return {
            "label": _replies(len(message.replies), words),
            "last": words["last_reply"].format(when=times.when(message.replies[-1].ts)),
            "faces": [face(self._workspace, user) for user in users[:FACES]],
        }

    def _times(self, window: Window) -> Times:
        viewer = window.viewer
        return Times(viewer.timezone, viewer.locale, self._clock.now())


def _follows(before: Message, message: Message) -> bool:
    """Whether a message stands below the name of the one before."""
    return (
        before.user == message.user
        and before.visible_to == message.visible_to
        and not before.deleted
        and message.subtype != "thread_broadcast"
        and not before.replies
        and not message.replies
        and float(message.ts) - float(before.ts) < CLOSE.total_seconds()
    )


def _replies(count: int, words: Mapping[str, str]) -> str:
    if count == 0:
        return words["no_replies"]
    return words["reply"] if count == 1 else words["replies"].format(count=count)


def _file(file: dict[str, Any]) -> dict[str, Any]:
    """A shared file, with an address on this host only."""
    return {
        "name": file["name"],
        "title": file["title"],
        "size": _size(int(file["size"])),
        "url": f"/files/{file['id']}/{file['name']}",
        "image": str(file["mimetype"]).startswith("image/"),
        "alt": file.get("alt_txt") or file["title"],
    }


def _size(count: int) -> str:
    return f"{count} B" if count < 1024 else f"{count / 1024:.0f} KB"
