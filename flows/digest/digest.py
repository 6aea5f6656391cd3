"""A week of a portfolio as a digest: the same facts, in whatever order, give the same one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flows.digest.collecting import collected, section_of
from flows.digest.facts import CloseCall, Fact, Names, Portfolio, ReviewDue, Reviewed, Sayable
from flows.digest.lines import sentence
from flows.digest.numbers import due_lines, header_lines, stability_line
from flows.digest.order import line_key
from flows.digest.sections import MOST_LINES, Line, Section, SectionKey, shortened
from flows.digest.week import Span
from flows.reading.in_words import date_text
from flows.text import Phrase, Text, phrase

PERSONAL = (SectionKey.DECISIONS, SectionKey.RESULTS, SectionKey.DUE, SectionKey.DEADLINES)


@dataclass(frozen=True, slots=True)
class Digest:
    """Where there is nothing to tell, `quiet` says so and stands alone."""

    title: Phrase
    sections: tuple[Section, ...] = ()
    quiet: Phrase | None = None

    @property
    def blocks(self) -> int:
        """At most so many; a quiet week is one."""
        return 1 + sum(one.blocks for one in self.sections)

    def sentences(self) -> Iterator[Phrase]:
        """All of it in order, for screen readers and notifications."""
        if self.quiet:
            yield self.quiet
            return
        yield self.title
        for section in self.sections:
            yield from section.sentences()


def digest(facts: Iterable[Fact], portfolio: Portfolio, span: Span, names: Names, tip: Text | None = None) -> Digest:
    """What changed in the span, and what waits for somebody. A tip is told only beside something else."""
    told = collected(facts, span)
    sayable = [fact for fact in told if not isinstance(fact, Reviewed)]
    full = [section for section in _sections(sayable, names, portfolio.close_call) if section.lines]
    if not full:
        return _quiet(span)
    header = Section(SectionKey.HEADER, tuple(header_lines(told, portfolio, names)))
    last = [Section(SectionKey.TIP, (Line(phrase("digest.tip_text", "{tip}", tip=tip)),))] if tip else []
    return Digest(_title(span), _shortened([*([header] if header.lines else []), *full, *last]))


def personal_digest(facts: Iterable[Fact], person: str, span: Span, names: Names) -> Digest:
    """What this person owns or has to do: decisions, results, reviews and dates."""
    told = [fact for fact in collected(facts, span) if not isinstance(fact, Reviewed) and _whose(fact) == person]
    full = [section for key in PERSONAL if (section := Section(key, _lines(key, told, names))).lines]
    return Digest(_title(span), _shortened(full)) if full else _quiet(span)


def _sections(facts: Sequence[Sayable], names: Names, close: CloseCall | None) -> Iterator[Section]:
    for key in SectionKey:
        lines = _lines(key, facts, names)
        if key is SectionKey.DUE:
            lines = tuple(due_lines(fact for fact in facts if isinstance(fact, ReviewDue)))
        if key is SectionKey.RANK and lines:
            shown = MOST_LINES - 1
            yield Section(key, (*lines[:shown], stability_line(close)), more=max(0, len(lines) - shown))
        else:
            yield Section(key, lines)


def _lines(key: SectionKey, facts: Sequence[Sayable], names: Names) -> tuple[Line, ...]:
    found = sorted((fact for fact in facts if section_of(fact) is key), key=line_key)
    return tuple(Line(sentence(fact, names), (fact.project,), fact) for fact in found)


def _shortened(sections: Iterable[Section]) -> tuple[Section, ...]:
    return tuple(shortened(section) for section in sections)


def _whose(fact: Sayable) -> str:
    return fact.owner.id if isinstance(fact, ReviewDue) else fact.project.owner


def _title(span: Span) -> Phrase:
    return phrase("digest.title", "Weekly digest, {date}", date=date_text(span.today))


def _quiet(span: Span) -> Digest:
    return Digest(_title(span), quiet=phrase("digest.quiet", "A quiet week. Nothing needs you."))
