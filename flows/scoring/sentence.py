"""A verdict as one sentence."""

from flows.scoring.score import Score
from flows.scoring.texts import ScoringTexts
from flows.text import Language


def verdict_sentence(score: Score, texts: ScoringTexts, language: Language) -> str:
    """The verdict with the reason of the first rule, or with what is strongest and weakest."""
    label = texts.verdict[score.verdict].label.of(language)
    if score.rules:
        reason = texts.rule[score.rules[0]].reason.of(language)
        return texts.sentence.held.of(language).format(verdict=label, reason=reason)
    return texts.sentence.go.of(language).format(
        verdict=label,
        best=texts.component[score.strongest].of(language),
        worst=texts.component[score.weakest].of(language),
    )
