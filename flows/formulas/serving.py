"""How fast a model answers (DMLS, chapter 1)."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from flows.formulas.quantity import Quantity, exactly


def percentile(latencies: Sequence[Quantity], share: Quantity) -> Fraction:
    """The latency that `share` percent (0-100) of the requests do not exceed.

    The rule is 'higher': always one of the values measured, never a mean that hides the slow ones. Raises
    ValueError without latencies, or for another share.
    """
    part = exactly(share)
    if not latencies or not 0 <= part <= 100:
        raise ValueError("A percentile needs latencies and a share from 0 to 100")
    return sorted(map(exactly, latencies))[ceil(part * (len(latencies) - 1) / 100)]


def throughput(batch: Quantity, latency_ms: Quantity) -> Fraction:
    """Queries per second when so many are answered together. Raises ZeroDivisionError for no latency."""
    return exactly(batch) * 1000 / exactly(latency_ms)
