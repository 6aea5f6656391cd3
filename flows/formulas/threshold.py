"""When a score is high enough to act."""

from fractions import Fraction

from flows.formulas.quantity import Quantity, exactly


def threshold(false_alarm: Quantity, miss: Quantity) -> Fraction:
    """The probability (0-1) from which acting costs less, given what either error costs.

    Needs calibrated probabilities, and costs from 0 in one currency. Raises ValueError for other costs,
    or when both are 0.
    """
    alarm, missed = exactly(false_alarm), exactly(miss)
    if alarm < 0 or missed < 0 or not alarm + missed:
        raise ValueError("A threshold needs costs from 0, and one above")
    return alarm / (alarm + missed)
