"""Requests for pictures."""

from random import Random

from bot.charts.request import Quadrants, Spot, Spread
from flows.ranking.fronts import fronts
from flows.scoring.factors import Archetype
from flows.text import Language

NAMES = {
    Language.EN: ("Menu helper", "Customer churn prediction", "Invoice reader", "FAQ 🙂", "Fraud $x$ \\alpha", "🙂"),
    Language.KO: ("메뉴 도우미", "고객 이탈 예측", "자주 묻는 질문 연결", "수요 예측", "이상 거래 탐지", "사진"),
}


def quadrants_with(count: int, language: Language = Language.EN, *, seed: int = 1) -> Quadrants:
    """So many projects, crowded in the middle, every sixth of them with ballots that disagree."""
    random = Random(seed)
    points = [(min(max(random.gauss(58, 20), 0), 100), min(max(random.gauss(55, 20), 0), 100)) for _ in range(count)]
    front = fronts([(round(10 * impact), round(10 * feasibility)) for impact, feasibility in points])
    names = NAMES[language]
    spots = [
        Spot(
            key=f"ML-{at + 1}",
            name=f"{names[at % len(names)]} {at // len(names) or ''}".strip(),
            impact=impact,
            feasibility=feasibility,
            archetype=(*Archetype, None)[at % 4],
            best=front[at] == 1,
            spread=Spread((max(impact - 8, 0), min(impact + 6, 100)), (max(feasibility - 5, 0), feasibility))
            if at % 6 == 0
            else None,
        )
        for at, (impact, feasibility) in enumerate(points)
    ]
    return Quadrants(language, tuple(sorted(spots, key=lambda spot: -spot.impact - spot.feasibility)))
