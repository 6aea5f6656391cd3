"""Everything there is to see."""

from collections.abc import Sequence
from functools import cache

from bot.i18n import Words
from bot.views.message import escape
from flows.text import Language
from sandbox.gallery import permissions, portfolio, projects
from sandbox.gallery.exhibit import Easel, Exhibit, Size

ROOMS = (*projects.ROOMS, *portfolio.ROOMS, *permissions.ROOMS)


@cache
def exhibits(language: Language, size: Size) -> Sequence[Exhibit]:
    """Every view in this language with its example, or with its longest texts."""
    easel = Easel(Words(language, escape), size)
    for room in ROOMS:
        room(easel)
    return tuple(easel.exhibits)
