"""Whether the places on show would change with slightly different weights."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flows.ranking.contender import Contender, Parts, weighed
from flows.ranking.order import Ranking
from flows.ranking.weights import whole
from flows.scoring.priority import Weights


@dataclass(frozen=True, slots=True)
class CloseCall:
    """The two change places when `weight` changes by `change` (relative: -1/20 is 5 % down).

    With 0 they are level already, and only the rule for ties keeps them apart.
    """

    ahead: Contender
    behind: Contender
    weight: str
    change: Fraction


def close_call(ranking: Ranking, shown: int = 10) -> CloseCall | None:
    """The nearest swap among the first places when one weight moves by up to 10 %; None means stable.

    Looks at the neighbours among the first `shown`, and at the last of them against everybody behind: nothing
    else can change these places first. Takes n steps.
    """
    alphas = whole(ranking.weights)
    return min(_calls(ranking.order, shown, alphas), key=lambda call: abs(call.change), default=None)


def _calls(order: Sequence[Contender], shown: int, alphas: Sequence[int]) -> Iterator[CloseCall]:
    worths = [weighed(one.components, alphas) for one in order]
    last = min(shown, len(order)) - 1
    for behind in range(1, len(order)):
        ahead = min(behind - 1, last)
        lead = worths[ahead] - worths[behind]
        for at, alpha in enumerate(alphas):
            apart = order[ahead].components[at] - order[behind].components[at]
            if _turns(order[ahead], order[behind], 10 * lead, alpha * apart):
                change = Fraction(-lead) / (apart * alpha)
                yield CloseCall(order[ahead], order[behind], Weights._fields[at], change)


def _turns(ahead: Contender, behind: Contender, lead: Parts, step: Parts) -> bool:
    """Whether the order turns when `step` is added or taken away."""
    left: Parts = lead - (step if step > 0 else -step)
    return bool(step) and (left < 0 or (left == 0 and (-behind.impact, behind.key) < (-ahead.impact, ahead.key)))
