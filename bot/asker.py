"""Who gave an order, pressed a button or sent a form off."""

from dataclasses import dataclass

from bot.i18n import Words
from bot.sight import Seen
from bot.views.message import escape
from bot.wanted import Wanted
from flows.text import Language


@dataclass(frozen=True, slots=True)
class Asker:
    """Who did something, where, in which language; `answer_at` takes private answers for half an hour.

    `channel` is where it was done, which proves that they are there; it is empty in a modal and at the Home. `thread`
    is where it was typed, when it was typed in one. `sees` and `is_admin` are there once Slack was asked; `asked` is
    what else Slack was asked, whether it answered or not.
    """

    team: str
    channel: str
    person: str
    language: Language
    answer_at: str | None = None
    thread: str | None = None
    sees: Seen | None = None
    is_admin: bool | None = None
    asked: frozenset[Wanted] = frozenset()

    @property
    def words(self) -> Words:
        return Words(self.language, escape)
