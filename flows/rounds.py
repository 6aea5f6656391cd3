"""Rounds of blind ballots: when one can be opened, until when it runs, and who is reminded."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flows.cadence.calendar import Calendar
from flows.catalogue import Catalogue
from flows.conditions import Values, holds
from flows.conversation import Conversation
from flows.questions import Date, Level, ManyOf, Need, OneOf
from flows.reading import Context, Understood, Unreadable, read, together
from flows.scoring.ballot import voted_on
from flows.scoring.factors import FACTORS, Component
from flows.text import Phrase, Text, phrase

WORKDAYS = 3
CLOSES_AT = time(17)
REMIND_BEFORE = timedelta(hours=24)

UNKNOWN = "unknown"
"""Chosen on a ballot by a member who does not know."""
AS_PROJECT = "as_project"
"""Chosen on a ballot by a member who goes with the project's own answer."""

_CLOSE = frozenset(("close", "end", "마감", "종료", "닫기"))
_UNTIL = frozenset(("until", "till", "by", "before"))
_KOREAN_UNTIL = re.compile(r".+까지")

Entry = str | tuple[str, ...] | None
Choice = OneOf | ManyOf


class Wish(NamedTuple):
    """What was typed behind `score`: perhaps a project, a deadline, or that the round is over."""

    name: str
    until: str | None = None
    close: bool = False


def wished(typed: str) -> tuple[Wish, ...]:
    """What can be meant, the likeliest last: a project may be called `Sales by region`."""
    words = typed.split()
    meant = [Wish(" ".join(words))]
    if words and words[-1].casefold() in _CLOSE:
        meant.append(Wish(" ".join(words[:-1]), close=True))
    for place in range(len(words)):
        if words[place].casefold() in _UNTIL or (_KOREAN_UNTIL.fullmatch(words[-1]) and _is_day(words[place:])):
            meant.append(Wish(" ".join(words[:place]), " ".join(words[place:])))
            break
    return tuple(meant)


def default_deadline(now: datetime, zone: ZoneInfo) -> datetime:
    """In the afternoon of the third workday from now, on the owner's wall."""
    calendar = Calendar(zone)
    return calendar.instant(calendar.workdays_after(calendar.day_of(now), WORKDAYS), CLOSES_AT)


def typed_deadline(text: str, now: datetime, zone: ZoneInfo) -> datetime | Phrase:
    """The afternoon of the day that was typed; or a sentence why it cannot be the deadline."""
    calendar = Calendar(zone)
    reading = read(_deadline(), text, Context(today=calendar.day_of(now)))
    if not isinstance(reading, Understood):
        return reading.problem if isinstance(reading, Unreadable) else _past()
    deadline = calendar.instant(datetime.fromisoformat(reading.value).date(), CLOSES_AT)
    return deadline if deadline > now else _past()


def remind_at(opened: datetime, deadline: datetime) -> datetime:
    """Half time or a day before the deadline, whichever is later."""
    return max(opened + (deadline - opened) / 2, deadline - REMIND_BEFORE)


def expected(told: Conversation, voted: Iterable[str] = ()) -> tuple[str, ...]:
    """Everybody whose ballot counts towards a full round: the owner, who takes part, and who voted anyway."""
    return tuple(dict.fromkeys((told.owner, *told.participants, *voted)))


def awaited(told: Conversation, voted: Collection[str]) -> tuple[str, ...]:
    """Who takes part and has not voted yet."""
    return tuple(person for person in expected(told) if person not in voted)


def not_openable(told: Conversation) -> Phrase | None:
    """Why no round can be opened now."""
    if told.told is None:
        return phrase(
            "round.too_early",
            "There is nothing to score yet: answer the short questions first, then I give a verdict and you can score.",
        )
    return None


def choices(catalogue: Catalogue) -> tuple[Choice, ...]:
    """Every question that can stand on a ballot, in the order of the intake."""
    voted = frozenset(voted_on(catalogue))
    found = (question for key, question in catalogue.questions.items() if key in voted)
    return tuple(question for question in found if isinstance(question, OneOf | ManyOf))


def on_ballot(catalogue: Catalogue, view: Values) -> tuple[tuple[Component | None, Choice], ...]:
    """The questions of a ballot that apply to somebody who sees the project so, by component, gates first."""
    first: dict[str, Component] = {}
    for factor in FACTORS:
        first.setdefault(factor.question, factor.component)
    asked = [(first.get(question.key), question) for question in choices(catalogue) if holds(question.ask_if, view)]
    order = (None, *Component)
    return tuple(sorted(asked, key=lambda one: order.index(one[0])))


def view_of(base: Values, ballot: Mapping[str, Any] | None) -> Values:
    """The project as a member sees it whose ballot this is."""
    return {key: value for key, value in {**base, **(ballot or {})}.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Marked:
    """A filled-in ballot: by question what was chosen, None for *don't know*; `problems` by question."""

    answers: Mapping[str, Any]
    problems: Mapping[str, Phrase]


def marked(questions: Sequence[Choice], entries: Mapping[str, Entry], before: Mapping[str, Any] | None) -> Marked:
    """Read a ballot; `entries` by question. What its questions do not show is kept from the ballot `before`."""
    shown = {question.key for question in questions if question.key in entries}
    answers = {key: value for key, value in (before or {}).items() if key not in shown}
    problems: dict[str, Phrase] = {}
    for question in questions:
        entry = entries.get(question.key)
        chosen = (entry,) if isinstance(entry, str) else entry
        if not chosen or chosen == (AS_PROJECT,):
            continue
        read_as = _chosen(question, chosen)
        if isinstance(read_as, Phrase):
            problems[question.key] = read_as
        else:
            answers[question.key] = read_as
    return Marked(answers, problems)


def _chosen(question: Choice, chosen: tuple[str, ...]) -> Any:
    if chosen == (UNKNOWN,):
        return None
    if not {*chosen} <= {option.value for option in question.options}:
        return phrase("round.alone", "“Don't know yet” cannot be combined with an answer.")
    if isinstance(question, OneOf):
        return chosen[0]
    reading = together(question, chosen)
    return reading.value if isinstance(reading, Understood) else reading.problem


def _is_day(words: Sequence[str]) -> bool:
    """Whether the words name a day whenever they are said; which one it is depends on today."""
    somewhen = datetime(2000, 1, 3).date()  # noqa: DTZ001 - only a day
    reading = read(_deadline(), " ".join(words), Context(today=somewhen))
    return isinstance(reading, Understood) or reading.problem.key != "reading.date"


@cache
def _deadline() -> Date:
    nothing = Text(en="", ko="")
    return Date(
        key="deadline",
        id="BR-01",
        section="rounds",
        level=Level.DETAIL,
        need=Need.REQUIRED,
        question=nothing,
        help=nothing,
        example=nothing,
        offers_unknown=False,
        years_ahead=1,
    )


def _past() -> Phrase:
    return phrase("round.past", "That moment has passed; please give a later day.")
