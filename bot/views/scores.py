"""Scores, verdict and reasons in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.i18n import Markup, Words
from bot.views.answer import answer_text
from bot.views.message import on_one_line
from flows.overview import Overview
from flows.scoring.confidence import Band
from flows.scoring.exact import shown_fraction
from flows.scoring.factors import Component
from flows.scoring.rules import RULES
from flows.scoring.texts import scoring_texts

LOWEST = 2  # answers on data that are named when data is the weakest part
_LOOKED_AT = {rule.code: rule.looks_at for rule in RULES}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule fired, the answers that caused it, and what to do about it."""

    sentence: str
    answers: tuple[str, ...]
    next_step: str


def verdict_label(words: Words, overview: Overview) -> str:
    return words.escape(scoring_texts().verdict[overview.verdict].label.of(words.language))


def verdict_line(words: Words, overview: Overview) -> str:
    """What the verdict means, in one sentence."""
    return words.escape(scoring_texts().verdict[overview.verdict].line.of(words.language))


def scores_line(words: Words, overview: Overview) -> str:
    """Impact, Feasibility and Confidence, with ranges where ballots differ; says so when they are provisional."""
    score, texts = overview.score, scoring_texts()
    dots = overview.tally.dots if overview.tally else ()
    line = words(
        "scores.line",
        "Impact {impact} · Feasibility {feasibility} · Priority {priority} · Confidence {confidence} ({band})",
        impact=_ranged(score.impact, [dot.impact for dot in dots]),
        feasibility=_ranged(score.feasibility, [dot.feasibility for dot in dots]),
        priority=shown_fraction(score.priority),
        confidence=shown_fraction(score.confidence),
        band=texts.band[score.band],
    )
    return f"{line} · {words('scores.provisional', 'provisional')}" if score.band is Band.LOW else line


def _ranged(points: Fraction, dots: Sequence[Fraction]) -> str:
    """The team's score, and from where to where its members see it."""
    shown_points = shown_fraction(points)
    ends = [shown_fraction(end) for end in (min(dots), max(dots))] if dots else [shown_points]
    return f"{shown_points} ({ends[0]}–{ends[-1]})" if ends[0] != ends[-1] else shown_points


def quadrant_line(words: Words, overview: Overview) -> str:
    texts = scoring_texts().quadrant[overview.score.quadrant]
    return words("scores.quadrant", "{quadrant}: {advice}", quadrant=texts.label, advice=texts.advice)


def strengths_line(words: Words, overview: Overview) -> str:
    """For a clean go: nothing stands in the way; what is strongest and what weakest."""
    components = scoring_texts().component
    return words(
        "verdict.clear",
        "Nothing stands in the way. Strongest: {best}; weakest: {worst}.",
        best=components[overview.score.strongest],
        worst=components[overview.score.weakest],
    )


def reasons(words: Words, overview: Overview) -> Iterator[Reason]:
    """Every rule that fired, most severe first."""
    texts = scoring_texts().rule
    for code in overview.score.rules:
        # What one member sees is in no answer that could be shown.
        causes = () if code == "R_CONTESTED" else tuple(_causes(words, overview, _behind(overview, code)))
        yield Reason(
            words.escape(texts[code].reason.of(words.language)),
            causes,
            words.escape(texts[code].next.of(words.language)),
        )


def _behind(overview: Overview, code: str) -> tuple[str, ...]:
    """The questions whose answers are behind a rule; of all those on data, the two that weigh it down."""
    if code != "R_DATA_WEAK":
        return _LOOKED_AT[code]
    data = [line for line in overview.score.breakdown if line.factor.component is Component.DATA]
    known = [(line.points, line.factor.question) for line in data if line.points is not None]
    return tuple(question for _, question in sorted(known, key=lambda one: one[0])[:LOWEST])


def _causes(words: Words, overview: Overview, questions: tuple[str, ...]) -> Iterator[str]:
    """The answers behind a rule, linked to the message that holds them."""
    for key in questions:
        if key not in overview.flow:
            continue
        question = overview.flow[key]
        answer = overview.agreed(key)
        if answer is None:
            said = words("answer.none", "not answered yet")
        else:
            said = on_one_line(answer_text(words, question, answer), 120)
        if answer is not overview.conversation.answers.get(key):
            said = words("verdict.cause_team", "{answer}, as your ballots say", answer=Markup(said))
        link = overview.link_to(answer, key)
        yield words(
            "verdict.cause",
            "{question} → {answer}",
            question=question.question,
            answer=Markup(f"<{link}|{said}>" if link and answer else f"*{said}*"),
        )
