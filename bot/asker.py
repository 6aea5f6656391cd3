"""Who gave an order."""

from dataclasses import dataclass

from bot.i18n import Words
from bot.sight import Seen
from bot.views.message import escape
from flows.text import Language


@dataclass(frozen=True, slots=True)
class Asker:
    """Who gave the order, where, in which language; `answer_at` takes private answers for half an hour.

    `thread` is where it was given, when it was given in one. `sees` and `is_admin` are there where the order
    needs them.
    """

    team: str
    channel: str
    person: str
    language: Language
    answer_at: str | None = None
    thread: str | None = None
    sees: Seen | None = None
    is_admin: bool = False

    @property
    def words(self) -> Words:
        return Words(self.language, escape)
