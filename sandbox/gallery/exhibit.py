"""One view of the bot, made with an example or with the longest texts there can be."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.i18n import Words
from bot.views.message import Message
from flows.text import Language

View = dict[str, Any]
Shown = Message | View


class Size(StrEnum):
    EXAMPLE = "example"
    LONGEST = "longest"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """`view` is the function that made it, as `card.card_message`."""

    view: str
    shown: Shown

    @property
    def group(self) -> str:
        """The file that the function is in."""
        return self.view.partition(".")[0]

    @property
    def payload(self) -> View:
        """As it goes over the wire."""
        return self.shown.payload if isinstance(self.shown, Message) else self.shown

    @property
    def surface(self) -> str:
        """`message`, `modal` or `home`."""
        return "message" if isinstance(self.shown, Message) else str(self.shown["type"])


@dataclass(slots=True)
class Easel:
    """Makes exhibits of one language and size, and keeps them."""

    words: Words
    size: Size
    exhibits: list[Exhibit] = field(default_factory=list)

    @property
    def korean(self) -> bool:
        return self.words.language is Language.KO

    @property
    def longest(self) -> bool:
        return self.size is Size.LONGEST

    def text(self, english: str, korean: str, most: int) -> str:
        """An example, or as much of it as fits into `most` characters."""
        example = korean if self.korean else english
        return (f"{example} & <!channel> " * most)[:most].rstrip() if self.longest else example

    def hang(self, view: Callable[..., Shown], *args: Any, **more: Any) -> None:
        """Call a function of `bot.views` with its words and these arguments."""
        name = f"{view.__module__.removeprefix('bot.views.')}.{view.__name__}"
        self.exhibits.append(Exhibit(name, view(self.words, *args, **more)))

    def hang_all(self, view: Callable[..., tuple[View, ...]], *args: Any, **more: Any) -> None:
        """The same for a function that makes several."""
        name = f"{view.__module__.removeprefix('bot.views.')}.{view.__name__}"
        self.exhibits += [Exhibit(name, one) for one in view(self.words, *args, **more)]
