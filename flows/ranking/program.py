"""`groundwork rank`: JSON text in, JSON text out."""

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction

from flows.catalogue import Catalogue
from flows.ranking.contender import Contender, contender_of, weighed
from flows.ranking.fronts import fronts
from flows.ranking.order import Ranking, rank
from flows.ranking.sensitivity import Swap, swaps
from flows.ranking.weights import whole
from flows.scoring.batch import each
from flows.scoring.exact import UNIT, shown_fraction
from flows.scoring.given import AnswerRefused, quoted
from flows.scoring.json_text import document, is_list
from flows.scoring.priority import Weights
from flows.scoring.report import Reporter

_encode = json.JSONEncoder(ensure_ascii=False).encode


def ranked(text: str, weights: Weights, catalogue: Catalogue) -> Iterator[str]:
    """The ranking of a JSON list of `{key, answers}` as pieces of JSON, one project a line.

    An object with `order` (key, priority, impact, feasibility, verdict and Pareto front), `parked` (the
    keys of projects that should not use ML), `stable` and `swaps` (per weight and move the pairs that
    change places, the one ahead first, and their count). Raises AnswerRefused before the first piece.
    """
    if not is_list(text):
        raise AnswerRefused(f"A ranking needs a JSON list of projects, not {quoted(document(text))}.")
    reporter = Reporter(catalogue)
    contenders = each(text, lambda project: _contender(project, reporter))
    _refuse_twins(contenders)
    return _pieces(rank(contenders, weights))


def _contender(project: object, reporter: Reporter) -> Contender:
    if not isinstance(project, Mapping):
        raise AnswerRefused(f"It is an object of key and answers, not {quoted(project)}.")
    key = project.get("key")
    if not isinstance(key, str) or not key:
        raise AnswerRefused(f"key cannot be {quoted(key)}; it is text in double quotes.")
    if "answers" not in project:
        raise AnswerRefused(f"{quoted(key)} has no answers; they are an object.")
    return contender_of(key, reporter.score(project["answers"]))


def _refuse_twins(contenders: list[Contender]) -> None:
    seen: set[str] = set()
    for place, one in enumerate(contenders):
        if one.key in seen:
            raise AnswerRefused(f"Project {place}: {quoted(one.key)} is the key of an earlier project.")
        seen.add(one.key)


def _pieces(ranking: Ranking) -> Iterator[str]:
    alphas = whole(ranking.weights)
    full = sum(alphas) * UNIT
    points = [one.shown_point for one in ranking.order]
    lines = [
        {
            "key": one.key,
            "priority": shown_fraction(Fraction(weighed(one.components, alphas)) / full),
            "impact": _decimal(point[0]),
            "feasibility": _decimal(point[1]),
            "verdict": one.verdict.value,
            "front": front,
        }
        for one, point, front in zip(ranking.order, points, fronts(points), strict=True)
    ]
    moves = swaps(ranking)
    yield "{\n"
    yield from _listed("order", map(_encode, lines))
    yield f'"parked": {_encode([one.key for one in ranking.parked])},\n'
    yield f'"stable": {_encode(not moves)},\n'
    yield from _listed("swaps", (_encode(_swap(swap)) for swap in moves), last=True)
    yield "}\n"


def _listed(name: str, lines: Iterator[str], *, last: bool = False) -> Iterator[str]:
    yield f'"{name}": ['
    for place, line in enumerate(lines):
        yield f"{',' if place else ''}\n{line}"
    yield "]\n" if last else "],\n"


def _swap(swap: Swap) -> dict[str, object]:
    return {
        "weight": swap.weight,
        "move": swap.move.value,
        "pairs": [[ahead.key, behind.key] for ahead, behind in swap.pairs],
        "count": swap.count,
    }


def _decimal(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}"
