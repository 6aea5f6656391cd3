"""The lines of a digest that count."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from statistics import median

from flows.digest.facts import CloseCall, Fact, Names, Person, Portfolio, ReviewDue, Reviewed, Started
from flows.digest.lines import STAGES, reviewed_thing
from flows.digest.order import line_key
from flows.digest.sections import Line
from flows.reading.in_words import date_text
from flows.scoring.exact import shown_fraction
from flows.text import Phrase, phrase


def header_lines(facts: Sequence[Fact], portfolio: Portfolio, names: Names) -> Iterator[Line]:
    """Projects per stage; new ones; reviews that were done of those that had to be; confidence."""
    if stages := _stages(portfolio, names):
        yield Line(stages)
    new = sum(isinstance(fact, Started) for fact in facts)
    if new == 1:
        yield Line(phrase("digest.new_one", "One new project"))
    elif new:
        yield Line(phrase("digest.new_many", "{count} new projects", count=new))
    done = sum(isinstance(fact, Reviewed) for fact in facts)
    asked = done + sum(isinstance(fact, ReviewDue) for fact in facts)
    if asked:
        yield Line(phrase("digest.reviews", "Reviews: {done} done of {count}", done=done, count=asked))
    if portfolio.confidences:
        middle = shown_fraction(median(portfolio.confidences))
        yield Line(phrase("digest.confidence", "Confidence: {points} of 100 in the middle", points=middle))


def _stages(portfolio: Portfolio, names: Names) -> Phrase | None:
    """`Planning 3 · Training 1`, in the order of the lifecycle."""
    known = {stage: place for place, stage in enumerate(STAGES)}
    said: Phrase | None = None
    for stage, count in sorted(portfolio.stages.items(), key=lambda one: (known.get(one[0], len(known)), one[0])):
        if count:
            next_one = phrase("digest.stage", "{stage} {count}", stage=names[stage], count=count)
            said = next_one if said is None else phrase("digest.and", "{said} · {more}", said=said, more=next_one)
    return said


def due_lines(due: Iterable[ReviewDue]) -> Iterator[Line]:
    """One per owner, whose oldest waits longest first."""
    by_owner = sorted(due, key=lambda fact: fact.owner.id)
    grouped = [sorted(group, key=line_key) for _, group in groupby(by_owner, key=lambda fact: fact.owner.id)]
    for waiting in sorted(grouped, key=lambda group: line_key(group[0])):
        yield _owner_line(waiting[0].owner, waiting)


def _owner_line(owner: Person, waiting: Sequence[ReviewDue]) -> Line:
    oldest = waiting[0]
    slots = {"owner": owner, "what": reviewed_thing(oldest), "date": date_text(oldest.due)}
    if len(waiting) == 1:
        said = phrase("digest.waits_one", "{owner}: {what}, since {date}", **slots)
    else:
        said = phrase(
            "digest.waits_many",
            "{owner}: {count} reviews; the oldest is {what}, since {date}",
            count=len(waiting),
            **slots,
        )
    return Line(said, tuple(dict.fromkeys(fact.project for fact in waiting)), oldest)


def stability_line(close: CloseCall | None) -> Line:
    """Whether a small change of the weights would change the ranking."""
    if close is None:
        return Line(phrase("digest.stable", "Stable: no weight moved by 10% changes the order."))
    slots = {"one": close.one, "other": close.other, "weight": close.weight, "percent": close.percent}
    if close.up:
        said = phrase(
            "digest.close_up", "Close call: {one} and {other} swap when {weight} goes up {percent}%.", **slots
        )
    else:
        said = phrase(
            "digest.close_down", "Close call: {one} and {other} swap when {weight} goes down {percent}%.", **slots
        )
    return Line(said, (close.one, close.other))
