"""Scores, verdict and reasons in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.i18n import Markup, Words
from bot.views.answer import answer_text
from bot.views.message import on_one_line
from flows.overview import Overview
from flows.scoring.confidence import Band
from flows.scoring.exact import shown, shown_fraction
from flows.scoring.rules import RULES
from flows.scoring.texts import scoring_texts

_LOOKED_AT = {rule.code: rule.looks_at for rule in RULES}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule fired, the answers that caused it, and what to do about it."""

    sentence: str
    answers: tuple[str, ...]
    next_step: str


def verdict_label(words: Words, overview: Overview) -> str:
    return words.escape(scoring_texts().verdict[overview.score.verdict].label.of(words.language))


def verdict_line(words: Words, overview: Overview) -> str:
    """What the verdict means, in one sentence."""
    return words.escape(scoring_texts().verdict[overview.score.verdict].line.of(words.language))


def scores_line(words: Words, overview: Overview) -> str:
    """Impact, Feasibility and Confidence; says so when they are provisional."""
    score, texts = overview.score, scoring_texts()
    line = words(
        "scores.line",
        "Impact {impact} · Feasibility {feasibility} · Priority {priority} · Confidence {confidence} ({band})",
        impact=shown_fraction(score.impact),
        feasibility=shown_fraction(score.feasibility),
        priority=shown_fraction(score.priority),
        confidence=shown_fraction(score.confidence),
        band=texts.band[score.band],
    )
    return f"{line} · {words('scores.provisional', 'provisional')}" if score.band is Band.LOW else line


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
        causes = tuple(_causes(words, overview, _LOOKED_AT[code]))
        yield Reason(
            words.escape(texts[code].reason.of(words.language)),
            causes,
            words.escape(texts[code].next.of(words.language)),
        )


def lever_line(words: Words, overview: Overview) -> str | None:
    """The factor whose better answer would help the most."""
    if not overview.score.levers:
        return None
    lever, texts = overview.score.levers[0], scoring_texts()
    return words(
        "verdict.lever",
        "Largest lever: {factor}, now {points}. A better answer adds up to {gain} to {score}.",
        factor=texts.factor[lever.factor],
        points=shown(lever.points, 6),
        gain=shown(lever.gain),
        score=texts.score[lever.axis],
    )


def _causes(words: Words, overview: Overview, questions: tuple[str, ...]) -> Iterator[str]:
    """The answers behind a rule, linked to the message that holds them."""
    for key in questions:
        if key not in overview.flow:
            continue
        question = overview.flow[key]
        answer = overview.conversation.answers.get(key)
        if answer is None:
            said = words("answer.none", "not answered yet")
        else:
            said = on_one_line(answer_text(words, question, answer), 120)
        link = overview.links.get(key)
        yield words(
            "verdict.cause",
            "{question} → {answer}",
            question=question.question,
            answer=Markup(f"<{link}|{said}>" if link and answer else f"*{said}*"),
        )
