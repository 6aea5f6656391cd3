"""What stands beside a verdict: an override, flags, what would help, signs that ML fits, RICE."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from bot.i18n import Markup, Words
from bot.views.message import on_one_line
from flows.answers import values_of
from flows.formulas.rice import CONFIDENCE, rice, tier
from flows.overview import Overview
from flows.scoring.coach import coach_lines
from flows.scoring.confidence import Freshness
from flows.scoring.exact import rounded, shown, shown_fraction
from flows.scoring.levers import Lever
from flows.scoring.texts import scoring_texts

SHOWN = 3  # flags beside a verdict; /ml why has them all
LONGEST_QUOTE = 200
TRAITS = 9
_FIRST = ("F_CATASTROPHIC_GUARDED", "F_STAKEHOLDER_CONFLICT", "F_QUICK_WIN", "F_SECURITY", "F_STALE")
_LAST = ("F_SINGLE_RATER", "F_PROVISIONAL")
_OLD = (Freshness.STALE, Freshness.DORMANT)


def overridden_line(words: Words, overview: Overview) -> str | None:
    """Whose verdict it is, where it is not that of the answers."""
    overruled = overview.overruled
    if overruled is None:
        return None
    return words(
        "verdict.overridden",
        "✋ Overridden from “{verdict}” by {person}: {reason}",
        verdict=scoring_texts().verdict[overview.score.verdict].label,
        person=Markup(f"<@{overruled.by}>"),
        reason=on_one_line(overruled.reason, LONGEST_QUOTE),
    )


def flags_shown(words: Words, overview: Overview, most: int | None = None) -> list[str]:
    """The flags and notes, the gravest first; the override has a line of its own."""
    score = overview.score
    found = {raised.code: raised.slots for raised in (*score.flags, *score.notes) if raised.code != "F_OVERRIDE"}
    if score.circumstances.freshness in _OLD:
        found["F_STALE"] = {}
    codes = [
        *(code for code in _FIRST if code in found),
        *(code for code in found if code not in (*_FIRST, *_LAST)),
        *(code for code in _LAST if code in found),
    ]
    return [f"⚑ {_said(words, code, found[code])}" for code in codes[:most]]


def coaching(words: Words, overview: Overview) -> Iterator[str]:
    """What fits this kind of product, besides the factors that would gain the most."""
    score, texts = overview.score, scoring_texts()
    special = score.archetype_lever.coach if score.archetype_lever else None
    codes = tuple(code for code in score.coached if overview.told or code == special)
    for line in coach_lines(codes, score.archetype_lever, (), texts):
        text = texts.coach[line.code].of(words.language)
        yield words.escape(text.format(**line.slots))


def lever_line(words: Words, overview: Overview) -> str | None:
    """The factor whose better answer would help the most, unless the archetype's advice names it."""
    score, texts = overview.score, scoring_texts()
    named = score.archetype_lever.lever.factor if score.archetype_lever else None
    lever: Lever | None = next((one for one in score.levers if one.factor != named), None)
    if lever is None:
        return None
    return words(
        "verdict.lever",
        "Largest lever: {factor}, now {points}. A better answer adds up to {gain} to {score}.",
        factor=texts.factor[lever.factor],
        points=shown(lever.points, 6),
        gain=shown(lever.gain),
        score=texts.score[lever.axis],
    )


def measures_line(words: Words, overview: Overview) -> str | None:
    """Signs that ML fits, and RICE where it can be computed."""
    fit = overview.score.ml_fit
    parts = []
    if fit is not None:
        parts.append(words("scores.fit", "Signs that ML fits: {count} of {total}", count=fit, total=TRAITS))
    if (points := _rice(overview)) is not None:
        parts.append(words("scores.rice", "RICE {points}", points=rounded(points, 1)))
    return " · ".join(parts) or None


def rice_formula(words: Words, overview: Overview) -> str | None:
    """How RICE comes about."""
    points, values = _rice(overview), values_of(overview.conversation.answers)
    if points is None:
        return None
    confidence = CONFIDENCE[overview.score.band]
    return words(
        "why.rice",
        "RICE {points} = {people} people a month × value {tier} × confidence {confidence}% ÷ {effort} person-months",
        points=rounded(points, 1),
        people=f"{Decimal(values['affected_count']):,}",
        tier=_plain(tier(overview.catalogue, values.get("value_size")) or Fraction(0)),
        confidence=_plain(100 * confidence),
        effort=_plain(Fraction(values["effort_person_months"])),
    )


def trust_line(words: Words, overview: Overview) -> str | None:
    """Why confidence is lower than the answers alone would make it: they are old."""
    around = overview.score.circumstances
    if around.freshness.share == 1:
        return None
    return words(
        "why.old",
        "It is lowered to {share}% of that because nobody has answered or reviewed this for a while.",
        share=_plain(100 * around.freshness.share),
    )


def _rice(overview: Overview) -> Fraction | None:
    values = values_of(overview.conversation.answers)
    return rice(
        values.get("affected_count"),
        tier(overview.catalogue, values.get("value_size")),
        overview.score.band,
        values.get("effort_person_months"),
    )


def _said(words: Words, code: str, slots: Mapping[str, str]) -> str:
    text = scoring_texts().flag[code].of(words.language)
    return words.escape(text.format(**{slot: on_one_line(said, LONGEST_QUOTE) for slot, said in slots.items()}))


def _plain(value: Fraction) -> str:
    """With a decimal or two only where there is one: 1, 0.5, 2.5, 0.25."""
    text = rounded(value, 2).rstrip("0").rstrip(".")
    return text or shown_fraction(value)
