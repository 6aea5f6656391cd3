"""What is typed behind `/ml`, or behind a mention of the bot: an order, or the nearest one."""

from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from flows.spoken import plain


class Order(StrEnum):
    """The orders the bot takes; each is also its English word."""

    NEW = "new"
    LIST = "list"
    SHOW = "show"
    BOARD = "board"
    WEIGHTS = "weights"
    WHY = "why"
    SCORE = "score"
    STAGE = "stage"
    RESULT = "result"
    DECIDE = "decide"
    CALIBRATION = "calibration"
    REVIEW = "review"
    REMIND = "remind"
    TODO = "todo"
    DIGEST = "digest"
    EXPORT = "export"
    SETTINGS = "settings"
    HELP = "help"


SPELLINGS: dict[Order, tuple[str, ...]] = {
    Order.NEW: ("new", "start", "새로", "시작"),
    Order.LIST: ("list", "목록"),
    Order.SHOW: ("show", "보기"),
    Order.BOARD: ("board", "leaderboard", "순위"),
    Order.WEIGHTS: ("weights", "가중치"),
    Order.WHY: ("why", "왜"),
    Order.SCORE: ("score", "평가"),
    Order.STAGE: ("stage", "단계"),
    Order.RESULT: ("result", "results", "결과"),
    Order.DECIDE: ("decide", "결정"),
    Order.REVIEW: ("review", "점검"),
    Order.REMIND: ("remind", "reminders", "알림"),
    Order.TODO: ("todo", "todos", "할일"),
    Order.DIGEST: ("digest", "다이제스트"),
    Order.CALIBRATION: ("calibration", "예측력"),
    Order.EXPORT: ("export", "내보내기"),
    Order.SETTINGS: ("settings", "설정"),
    Order.HELP: ("help", "?", "도움말"),
}
_ORDER_OF = {spelling: order for order, spellings in SPELLINGS.items() for spelling in spellings}


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order and the rest of the line."""

    order: Order
    rest: str = ""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """`nearest` is an order's word in the language it was typed in, when one is near."""

    word: str
    nearest: str | None


def ordered(text: str) -> Ordered | NotUnderstood:
    """Read an order; nothing at all is a request for help."""
    word, *rest = text.split() or [""]
    if not word:
        return Ordered(Order.HELP)
    if order := _ORDER_OF.get(plain(word) or word):
        return Ordered(order, " ".join(rest))
    cutoff = 0.6 if word.isascii() else 0.5  # two syllables of Korean are a whole word
    near = get_close_matches(plain(word), _ORDER_OF, n=1, cutoff=cutoff)
    return NotUnderstood(word, near[0] if near else None)
