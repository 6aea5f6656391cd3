"""The scorer: a pure function of answers and circumstances, compiled once for a catalogue."""

from flows.catalogue import Catalogue
from flows.conditions import Values
from flows.scoring.asked import Asked
from flows.scoring.coach import coached
from flows.scoring.components import weigh
from flows.scoring.factors import FACTORS, PLACE
from flows.scoring.facts import PLAIN, Circumstances, Facts
from flows.scoring.flags import FLAGS, NOTES, raised
from flows.scoring.levers import archetype_lever, levers
from flows.scoring.ml_fit import ml_fit
from flows.scoring.points import Points, Reading, option_points, ticked
from flows.scoring.quadrant import quadrant
from flows.scoring.rules import RULES, rules_raised, verdict_of
from flows.scoring.score import Score

_LOOKED_AT_BESIDES = (
    "archetype",
    "causes_and_solutions",
    "output_use",
    "goal",
    "side_effects",
    "combination",
    "stakeholders",
    "objectives",
    "metric_links",
    "risks",
    "sw2_better",
    "problem_slice",
)

LOOKED_AT: tuple[str, ...] = tuple(
    dict.fromkeys(
        (
            *(factor.question for factor in FACTORS),
            *(question for rule in RULES for question in rule.looks_at),
            *_LOOKED_AT_BESIDES,
        )
    )
)
"""Every question whose answer can bear on a score, verdict, flag, note or coach line."""


class Scorer:
    """Scoring compiled for one catalogue.

    Raises KeyError, TypeError or ValueError when the catalogue lacks a scored question, asks it in
    another kind or gives an option no points.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        if missing := [key for key in LOOKED_AT if key not in catalogue]:
            raise KeyError(missing[0])
        # In the catalogue's order a condition looks back only, so a dropped answer can drop others.
        in_order = [key for key in catalogue.questions if key in frozenset(LOOKED_AT)]
        self._points = Points(catalogue, Asked(catalogue, in_order))
        self._conditions = ticked(catalogue, "ml_conditions")
        self._safeguards = ticked(catalogue, "error_handling")
        required = option_points(catalogue, FACTORS[PLACE["accuracy.required"]])
        self._steps = tuple(sorted(set(required.values())))

    def score(self, values: Values, circumstances: Circumstances = PLAIN) -> Score:
        """Score one set of answers: what the questions store, unanswered and unknown ones left out."""
        return self.settle(self.read(values), circumstances)

    def read(self, values: Values) -> Reading:
        """The points these answers give, before anything is weighed."""
        return self._points.read(values)

    def settle(self, reading: Reading, circumstances: Circumstances = PLAIN) -> Score:
        """Score points and the answers that rules look at; one person's, or what several agree on."""
        values = reading.values
        weighed = weigh(reading)
        conditions = self._conditions(values)
        facts = Facts(
            answer=values.get,
            conditions=conditions,
            safeguards=self._safeguards(values) or frozenset(),
            impact=weighed.impact,
            data=weighed.data,
            feasibility=weighed.feasibility,
            completeness=weighed.completeness,
            circumstances=circumstances,
        )
        rules = rules_raised(facts)
        verdict = verdict_of(rules)
        lever = archetype_lever(values, weighed, self._steps)
        return Score(
            reading=reading,
            weighed=weighed,
            priority_parts=(weighed.impact + weighed.feasibility) // 2,
            circumstances=circumstances,
            quadrant=quadrant(weighed.impact, weighed.feasibility),
            ml_fit=ml_fit(values, conditions),
            verdict=verdict,
            rules=rules,
            flags=raised(FLAGS, facts),
            notes=raised(NOTES, facts),
            levers=levers(weighed, reading.applies),
            archetype_lever=lever,
            coached=coached(values, verdict, lever),
        )
