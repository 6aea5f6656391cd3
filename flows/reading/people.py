"""Reading mentions of people."""

import re

from flows.reading.context import Context
from flows.reading.result import Reading, Understood, Unreadable
from flows.reading.tidy import tidy, word_set
from flows.text import Phrase, phrase

LONGEST = 3000
_MENTION = re.compile(r"<@([UW][A-Z0-9]{1,20})(?:\|[^<>]{0,80})?>|(?<![\w@])@([UW][A-Z0-9]{1,20})(?![A-Za-z0-9_])")
_ME = word_set("me myself i 나 저 본인 제가 내가 저요 나요 저랑 나랑 저와 나와 저하고 나하고")
_BETWEEN = word_set(
    "and with plus 와 과 하고 랑 이랑 및 그리고 님 님과 님이랑 님하고 씨 is are the 요 이에요 예요 입니다"
)


def read_people(text: str, context: Context, *, least: int, most: int | None) -> Reading:
    """Slack ids in the order of the mentions, each once; `me` is the one who speaks."""
    if len(text) > LONGEST:
        return Unreadable(_unreadable())
    found = [match[1] or match[2] for match in _MENTION.finditer(text)]
    rest = tidy(_MENTION.sub(" ", text), LONGEST)
    words = re.findall(r"[^\s,;&+/·、|-]+", rest)
    myself = [word for word in words if word in _ME]
    if any(word not in _ME | _BETWEEN for word in words) or (myself and context.speaker is None):
        return Unreadable(_unreadable())
    people = list(dict.fromkeys([*found, *([context.speaker] if myself and context.speaker else [])]))
    if not people:
        return Unreadable(_unreadable())
    if most is not None and len(people) > most:
        return Unreadable(phrase("reading.people_many", "Please mention at most {limit}.", limit=most))
    if len(people) < least:
        return Unreadable(phrase("reading.people_few", "Please mention at least {limit}.", limit=least))
    return Understood(people)


def _unreadable() -> Phrase:
    return phrase("reading.people", "Please mention people with @, or say `me`.")
