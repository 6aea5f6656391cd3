"""What a person typed behind `settings`, in either language."""

import re
from dataclasses import dataclass

from flows.cadence.typed import OFF
from flows.reading.keys import tight
from flows.reading.tidy import tidy
from flows.text import Language


@dataclass(frozen=True, slots=True)
class Show:
    """What is set."""


@dataclass(frozen=True, slots=True)
class Lead:
    """Hand the channel over; `person` is a Slack id."""

    person: str


@dataclass(frozen=True, slots=True)
class LeadGroup:
    """Let the members of a user group lead, or (`off`) no longer; `group` is a Slack id."""

    group: str
    off: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """What was changed."""


@dataclass(frozen=True, slots=True)
class Speak:
    """What is said to all of the channel, in this language from now on."""

    language: Language


@dataclass(frozen=True, slots=True)
class Unclear:
    """None of these."""


Wish = Show | Lead | LeadGroup | Speak | History | Unclear

_LEAD = ("lead", "리드", "책임자")
_LANGUAGE = ("language", "언어")
_NAMES = {
    Language.EN: ("en", "english", "영어"),
    Language.KO: ("ko", "korean", "한국어", "한글"),
}
_HISTORY = ("history", "이력", "기록")
_GROUP = re.compile(r"@(S(?=[A-Z]*[0-9])[A-Z0-9]{3,20})(?: (\w+))?")
_PERSON = re.compile(r"<?@([UW][A-Z0-9]{1,20})(?:\|[^<>]*)?>?")


def read_settings(typed: str) -> Wish:
    words = typed.split()
    if not words:
        return Show()
    name, value = tight(words[0]), " ".join(words[1:])
    if name in _LEAD and (person := _PERSON.fullmatch(value)):
        return Lead(person[1])
    if name in _LEAD and (group := _GROUP.fullmatch(value)) and (group[2] is None or tidy(group[2]) in OFF):
        return LeadGroup(group[1], off=group[2] is not None)
    if name in _HISTORY and not value:
        return History()
    if name in _LANGUAGE:
        for language, names in _NAMES.items():
            if tight(value) in names:
                return Speak(language)
    return Unclear()
