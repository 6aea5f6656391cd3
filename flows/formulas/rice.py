"""RICE: reach x impact x confidence / effort."""

from collections.abc import Mapping
from fractions import Fraction

from flows.catalogue import Catalogue
from flows.formulas.quantity import Quantity, exactly
from flows.questions import OneOf
from flows.scoring.confidence import Band

CONFIDENCE: Mapping[Band, Fraction] = {
    Band.HIGH: Fraction(1),
    Band.MEDIUM: Fraction(4, 5),
    Band.LOW: Fraction(1, 2),
}


def rice(
    affected: Quantity | None, value_tier: Quantity | None, confidence: Band, effort: Quantity | None
) -> Fraction | None:
    """People a month x tier of the value x confidence / person-months.

    None while one of them is not known or the effort is 0.
    """
    if affected is None or value_tier is None or effort is None or not exactly(effort):
        return None
    return exactly(affected) * exactly(value_tier) * CONFIDENCE[confidence] / exactly(effort)


def tier(catalogue: Catalogue, value_size: str | None) -> Fraction | None:
    """The tier of an answer to `value_size`; None when it has none."""
    question = catalogue["value_size"]
    options = question.options if isinstance(question, OneOf) else ()
    tiers = {option.value: option.tier for option in options}
    found = tiers.get(value_size or "")
    return None if found is None else exactly(found)
