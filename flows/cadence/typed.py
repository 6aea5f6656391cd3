"""How often, as people type it: `every 2 weeks`, `3일마다`, `every workday`, `off`."""

import re
from enum import StrEnum

from flows.cadence.cadence import LONGEST, Cadence
from flows.reading.durations import read_duration
from flows.reading.result import Understood, Unreadable
from flows.reading.tidy import tidy, word_set
from flows.text import phrase


class Switch(StrEnum):
    """Not at all, or as it was before anybody chose."""

    OFF = "off"
    DEFAULT = "default"


OFF = word_set("off no none never stop mute 끄기 끔 꺼 꺼줘 꺼짐 안함 해제 중지 그만")
_DEFAULT = word_set("default standard auto automatic reset 기본 기본값 자동 초기화 원래대로")
_WORKDAYS = re.compile(
    r"(?:every|each)\s(?:(?P<en>\d{1,3}|two|three|four|five)\s|(?P<other>other|second)\s)?"
    r"(?:workday|working day|business day|weekday)s?"
    r"|(?:매\s?(?:영업일|근무일|평일)|평일마다|(?P<ko>\d{1,3})\s?(?:영업일|근무일)(?:마다)?|(?:영업일|근무일)마다)"
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5}
_MOST_WORKDAYS = 60


def read_cadence(text: str) -> Cadence | Switch | Unreadable:
    """A cadence of 1 to 180 days or 1 to 60 workdays, or whether to be asked at all."""
    tidied = tidy(text)
    if tidied in OFF:
        return Switch.OFF
    if tidied in _DEFAULT:
        return Switch.DEFAULT
    if found := _WORKDAYS.fullmatch(tidied):
        typed = found["en"] or found["ko"]
        count = _COUNTS.get(typed) or int(typed) if typed else 2 if found["other"] else 1
        return Cadence(count, workdays=True) if 1 <= count <= _MOST_WORKDAYS else _unreadable()
    match read_duration(text, least=1, most=LONGEST):
        case Understood(value=int(days)):
            return Cadence(days)
        case Unreadable() as refused if refused.problem.key != "reading.duration":
            return refused
        case _:
            return _unreadable()


def _unreadable() -> Unreadable:
    return Unreadable(phrase("cadence.typed", "Please say how often, such as every 2 weeks, every workday, or off."))
