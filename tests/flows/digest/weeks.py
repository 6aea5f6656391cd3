"""Facts of a week for these tests."""

from datetime import UTC, date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from bot.i18n import Words
from flows.digest.digest import Digest
from flows.digest.facts import Names, Person, Portfolio, Project
from flows.digest.week import Span
from flows.text import Language, Text

SEOUL = ZoneInfo("Asia/Seoul")
SPAN = Span(
    datetime(2026, 3, 9, 9, 30, tzinfo=SEOUL).astimezone(UTC),
    datetime(2026, 3, 16, 9, 30, tzinfo=SEOUL).astimezone(UTC),
    SEOUL,
)
"""From one Monday morning to the next."""

WEDNESDAY = datetime(2026, 3, 11, 15, 0, tzinfo=SEOUL).astimezone(UTC)
LONG_AGO = datetime(2026, 3, 4, 15, 0, tzinfo=SEOUL).astimezone(UTC)

ANA, JOON = "U0ANA", "U0JOON"
MENU = Project("ML-1", "Menu helper", ANA)
SPAM = Project("ML-2", "Spam filter", JOON)
ROUTES = Project("ML-12", "Routes", ANA)
ASK_ANA, ASK_JOON = Person(ANA), Person(JOON)

NAMES = Names(
    {
        "planning": Text(en="Planning", ko="계획"),
        "data": Text(en="Data", ko="데이터"),
        "training": Text(en="Training", ko="학습"),
        "go": Text(en="Go", ko="진행"),
        "reconsider": Text(en="Reconsider", ko="재검토"),
        "T2D_MORE_DATA": Text(en="More data is needed", ko="데이터가 더 필요해요"),
        "STOP_NO_VALUE": Text(en="Not enough value", ko="가치가 충분하지 않아요"),
        "PAUSE_CAPACITY": Text(en="No people for it now", ko="지금은 인력이 없어요"),
        "G_DATA": Text(en="Data", ko="데이터"),
    }
)
PORTFOLIO = Portfolio({"training": 1, "planning": 2, "data": 0}, (Fraction(80), Fraction(65), Fraction(151, 2)))


def day(written: str) -> date:
    return date.fromisoformat(written)


def said(found: Digest, language: Language = Language.EN) -> list[str]:
    words = Words(language, str)
    return [words.say(sentence) for sentence in found.sentences()]
