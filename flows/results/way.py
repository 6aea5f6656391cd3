"""How far one value is on its way."""

from fractions import Fraction


def way(start: Fraction, target: Fraction, value: Fraction) -> int | None:
    """Whole percent, half away from zero; below 0 and above 100 as it is. None where the target is the start."""
    if start == target:
        return None
    percent = 100 * (value - start) / (target - start)
    size = (abs(percent) * 2 + 1) // 2
    return int(size if percent >= 0 else -size)
