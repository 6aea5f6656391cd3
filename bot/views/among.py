"""Where a project stands among those of its channel, and what would move it one place up or down."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from bot.i18n import Markup, Words
from bot.views.message import on_one_line
from flows.board.setting import same_proportions
from flows.ranking.contender import contender_of, weighed
from flows.ranking.weights import whole
from flows.scoring.exact import UNIT, exact, shown_fraction
from flows.scoring.factors import FACTORS, PLACE, SHARES, Component
from flows.scoring.levers import Lever
from flows.scoring.priority import BALANCED, Weights
from flows.scoring.score import Score
from flows.scoring.texts import scoring_texts
from flows.text import Text

SMALLEST = Fraction(1, 20)  # a gap below it would be shown as 0.0
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Rival:
    """A project of the same channel; `number` decides when scores are equal."""

    key: str
    name: str
    number: int
    score: Score


@dataclass(frozen=True, slots=True)
class Among:
    """Where a project stands among the ranked ones of its channel, and its neighbours there, by these weights."""

    number: int
    place: int
    count: int
    above: Rival | None
    below: Rival | None
    weights: Weights = BALANCED

    def priority(self, score: Score) -> Fraction:
        """Points 0-100, as the channel weighs them."""
        alphas = whole(self.weights)
        return Fraction(weighed(contender_of("", score).components, alphas)) / (sum(alphas) * UNIT)

    def passes(self, score: Score, lever: Lever, above: Rival) -> bool:
        """Whether the best answer to one factor puts the project before the one above it."""
        gain, component = exact(lever.gain), FACTORS[PLACE[lever.factor]].component
        if component is Component.IMPACT:
            impact, own = score.impact + gain, gain
        else:
            impact, own = score.impact, gain * 100 / SHARES[component]
        priority = self.priority(score) + own * Fraction(getattr(self.weights, component)) / sum(self.weights)
        mine = (priority, impact, -self.number)
        return mine > (self.priority(above.score), above.score.impact, -above.number)


def place_lines(words: Words, score: Score, among: Among) -> Iterator[str]:
    """Which place it has, and what would move it one up or down."""
    mine = among.priority(score)
    if same_proportions(among.weights, BALANCED):
        place = words(
            "why.place",
            "Number {place} of {count} in this channel, by Priority",
            place=among.place,
            count=among.count,
        )
    else:
        place = words(
            "why.place_weighed",
            "Number {place} of {count} in this channel; with its weights the Priority is {priority}",
            place=among.place,
            count=among.count,
            priority=shown_fraction(mine),
        )
    yield f"*{place}*"
    if above := among.above:
        yield _above(words, above, among.priority(above.score) - mine)
        if enough := [lever for lever in score.levers if among.passes(score, lever, above)]:
            factors = [scoring_texts().factor[lever.factor] for lever in enough]
            yield words(
                "why.enough",
                "Enough to pass it, each on its own and at its best: {factors}",
                factors=_listed(words, factors),
            )
        elif score.levers:
            yield words("why.not_enough", "None of the answers named above is enough to pass it on its own.")
    if below := among.below:
        yield _below(words, below, mine - among.priority(below.score))


def _above(words: Words, rival: Rival, gap: Fraction) -> str:
    name = Markup(_name(words, rival))
    if gap <= 0:
        return words("why.above_level", "One place up: {name} ({key}), level in Priority.", name=name, key=rival.key)
    return words(
        "why.above",
        "One place up: {name} ({key}), ahead by {gap} points.",
        name=name,
        key=rival.key,
        gap=_gap(gap),
    )


def _below(words: Words, rival: Rival, gap: Fraction) -> str:
    name = Markup(_name(words, rival))
    if gap <= 0:
        return words("why.below_level", "One place down: {name} ({key}), level in Priority.", name=name, key=rival.key)
    return words(
        "why.below",
        "One place down: {name} ({key}), behind by {gap} points.",
        name=name,
        key=rival.key,
        gap=_gap(gap),
    )


def _name(words: Words, rival: Rival) -> str:
    shown = words.escape(on_one_line(rival.name, LONGEST_NAME))
    return f"*{shown or words('card.unnamed', 'New ML project')}*"


def _listed(words: Words, texts: list[Text]) -> str:
    return " / ".join(text.of(words.language) for text in texts)


def _gap(gap: Fraction) -> str:
    return "<0.1" if gap < SMALLEST else shown_fraction(gap)
