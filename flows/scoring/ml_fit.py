"""How many of the nine traits of a problem that suits machine learning are there (DMLS, chapter 1)."""

from flows.conditions import Values

_DATA = frozenset(("labelled", "proxy", "unlabelled"))
_CHEAP_ERRORS = frozenset(("negligible", "minor"))
_SCALE = frozenset(("up_to_1k_day", "up_to_100k_day", "over_100k_day"))
_PATTERN = frozenset(("pattern_seen", "pattern_suspected"))
_CONDITIONS = frozenset(
    ("objective_definable", "prediction_answers", "future_like_past", "repetitive", "pattern_changes")
)


def ml_fit(values: Values, conditions: frozenset[str] | None) -> int | None:
    """0-9, for display only; None until the ML conditions are answered.

    `values` are the answers that count, `conditions` the ticks of `ml_conditions` among them.
    """
    if conditions is None:
        return None
    return (
        len(conditions & _CONDITIONS)
        + ("pattern_complex" in conditions and not _PATTERN.isdisjoint(conditions))
        + (values.get("label_status") in _DATA)
        + (values.get("error_cost") in _CHEAP_ERRORS)
        + (values.get("prediction_scale") in _SCALE)
    )
