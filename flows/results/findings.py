"""Reading the results of an objective against its baselines, its target and each other."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from flows.results.baseline import Baseline, Baselines
from flows.results.finding import Code, Finding
from flows.results.in_words import difference_in_words
from flows.results.objective import Objective
from flows.results.result import Measured, Result, Split, in_force, newest, of
from flows.results.way import way
from flows.text import Text

HUMAN = Text(en="people", ko="사람")
TARGET = Text(en="the target", ko="목표")
_NOTHING = Fraction(0)


def findings(baselines: Baselines, results: Iterable[Result]) -> tuple[Finding, ...]:
    """All that the uncorrected results of the objective say, in the order in which it is shown."""
    every = in_force(results)
    mine = of(every, baselines.objective.row)
    found = [*_value(baselines, mine), *_learning(baselines, mine), *_between_splits(baselines, mine)]
    if _business_stood_still(baselines.objective, mine, of(every, baselines.objective.row, Measured.BUSINESS)):
        found.append(Finding(Code.PROXY_MOVED_BUSINESS_NOT))
    return tuple(found)


def value_now(results: Iterable[Result]) -> Result | None:
    """The entry that counts: the newest one of the split that is nearest to real use."""
    every = tuple(results)
    return next((found for split in reversed(Split) if (found := newest(_on(every, split)))), None)


def tolerance(reference: Fraction, percent: int, *noise: Fraction) -> Fraction:
    """What difference from the reference means nothing: its noise band, at least so many percent of it."""
    return max(*noise, abs(reference) * percent / 100)


def over(baselines: Baselines, result: Result, baseline: Baseline) -> bool:
    """Whether the result is better than the baseline beyond tolerance."""
    gap = baselines.objective.gap(result.exactly, baseline.value)
    return gap > tolerance(baseline.value, 1, baseline.noise, noise_of(result))


def noise_of(result: Result) -> Fraction:
    return Fraction(result.noise) if result.noise else _NOTHING


def _on(results: Iterable[Result], split: Split) -> tuple[Result, ...]:
    return tuple(one for one in results if one.split is split)


def _value(baselines: Baselines, results: Sequence[Result]) -> Iterator[Finding]:
    objective, now = baselines.objective, value_now(results)
    if now is None:
        return
    value, noise = now.exactly, noise_of(now)
    if not objective.optimise:
        keeps = objective.direction.keeps(value, objective.target)
        gap = difference_in_words(value - objective.target, objective.unit)
        yield Finding(Code.LIMIT_MET if keeps else Code.LIMIT_BROKEN, {"gap": gap})
    if (floor := baselines.floor) and objective.gap(value, floor.value) < -tolerance(
        floor.value, 1, floor.noise, noise
    ):
        yield Finding(Code.BELOW_FLOOR)
    if baseline := baselines.baseline:
        gap_to = objective.gap(value, baseline.value)
        allowed = tolerance(baseline.value, 1, baseline.noise, noise)
        slots: dict[str, object] = {"name": baseline.name}
        if gap_to < -allowed:
            # Where only guessing is known, the finding above has said it.
            if baselines.simple:
                yield Finding(Code.UNDER_BASELINE, slots | {"gap": difference_in_words(gap_to, objective.unit)})
        elif gap_to > allowed:
            slots["gap"] = difference_in_words(gap_to, objective.unit)
            if objective.optimise and (percent := way(baseline.value, objective.target, value)) is not None:
                slots["progress"] = percent
            yield Finding(Code.OVER_BASELINE, slots)
        else:
            yield Finding(Code.AT_BASELINE, slots)
    if objective.optimise and objective.gap(value, objective.target) >= 0:
        yield Finding(Code.TARGET_MET)


def _learning(baselines: Baselines, results: Sequence[Result]) -> Iterator[Finding]:
    """One of underfitting, overfitting and balance, or none; then whether people are beaten."""
    objective = baselines.objective
    train, val = newest(_on(results, Split.TRAIN)), newest(_on(results, Split.VAL))
    human = baselines.human
    if train and val:
        reference = human.value if human else objective.target
        band = human.noise if human else _NOTHING
        bias = objective.gap(reference, train.exactly)
        variance = objective.gap(train.exactly, val.exactly)
        allowed_bias = tolerance(reference, 1, band, noise_of(train))
        allowed_variance = tolerance(train.exactly, 5, noise_of(train), noise_of(val))
        if bias > allowed_bias and bias >= variance:
            size = difference_in_words(bias, objective.unit)
            yield Finding(Code.UNDERFIT, {"bias": size, "reference": HUMAN if human else TARGET})
        elif variance > allowed_variance and variance > bias:
            yield Finding(Code.OVERFIT, {"variance": difference_in_words(variance, objective.unit)})
        elif bias <= allowed_bias and variance <= allowed_variance:
            yield Finding(Code.BALANCED)
    if val and (best := baselines.best_human) and over(baselines, val, best):
        yield Finding(Code.BEATS_HUMAN)


def _between_splits(baselines: Baselines, results: Sequence[Result]) -> Iterator[Finding]:
    val, test = newest(_on(results, Split.VAL)), newest(_on(results, Split.TEST))
    real = newest(_on(results, Split.PRODUCTION)) or newest(_on(results, Split.PILOT))
    if val and test and _drop(baselines.objective, val, test) is not None:
        yield Finding(Code.VAL_OVERUSED)
    if test and real and (drop := _drop(baselines.objective, test, real)) is not None:
        yield Finding(Code.SHIFT_GAP, {"gap": difference_in_words(drop, baselines.objective.unit)})


def _drop(objective: Objective, before: Result, after: Result) -> Fraction | None:
    """By how much it got worse, where that is beyond the tolerance between two sets."""
    drop = objective.gap(before.exactly, after.exactly)
    return drop if drop > tolerance(before.exactly, 2, noise_of(before), noise_of(after)) else None


def _business_stood_still(objective: Objective, model: Sequence[Result], business: Sequence[Result]) -> bool:
    """Whether in two successive reviews the metric got better while the business number stayed where it was.

    A review is a day on which the business number was logged, with the metric's newest value so far.
    """
    if not (now := value_now(model)):
        return False
    same = _on(model, now.split)
    days = sorted({one.on for one in business})[-3:]
    metric = [newest(one for one in same if one.on <= day) for day in days]
    number = [newest(one for one in business if one.on == day) for day in days]
    if len(days) < 3 or None in metric:
        return False
    return all(
        old and new and then and later and _better(objective, old, new) and _still(then, later)
        for old, new, then, later in zip(metric, metric[1:], number, number[1:], strict=False)
    )


def _better(objective: Objective, old: Result, new: Result) -> bool:
    gap = objective.gap(new.exactly, old.exactly)
    return gap > tolerance(old.exactly, 1, noise_of(old), noise_of(new))


def _still(old: Result, new: Result) -> bool:
    return abs(new.exactly - old.exactly) <= tolerance(old.exactly, 1, noise_of(old), noise_of(new))
