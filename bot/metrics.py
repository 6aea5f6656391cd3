"""What the program did since it started, counted, in the text form that Prometheus reads."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
"""Seconds; Slack waits three for an acknowledgement."""

TYPE = "text/plain; version=0.0.4; charset=utf-8"

Labels = Mapping[str, str]


@dataclass(slots=True)
class Metrics:
    """Counting takes well under a microsecond and no lock: only the event loop's thread counts."""

    turns: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By kind and result."""
    calls: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By method and result."""
    acknowledged: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    """How many deliveries took up to each bound, and longer."""
    seconds: float = 0.0

    def turn(self, kind: str, result: str) -> None:
        self.turns[kind, result] += 1

    def call(self, method: str, result: str) -> None:
        self.calls[method, result] += 1

    def ack(self, seconds: float) -> None:
        """A delivery was acknowledged after so long."""
        self.acknowledged[bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds

    def lines(self) -> Iterator[str]:
        """Everything counted."""
        yield from counter("groundwork_turns_total", "Turns taken, by kind and result.", ("kind", "result"), self.turns)
        yield from counter("groundwork_calls_total", "Calls to Slack.", ("method", "result"), self.calls)
        name = "groundwork_ack_seconds"
        yield from _head(name, "From a delivery's arrival to its acknowledgement.", "histogram")
        below = 0
        for bound, count in zip((*BOUNDS, None), self.acknowledged, strict=True):
            below += count
            yield sample(f"{name}_bucket", below, {"le": "+Inf" if bound is None else f"{bound:g}"})
        yield sample(f"{name}_sum", round(self.seconds, 6))
        yield sample(f"{name}_count", below)


def counter(name: str, told: str, labels: tuple[str, str], counts: Mapping[tuple[str, str], int]) -> Iterator[str]:
    yield from _head(name, told, "counter")
    for values, count in sorted(counts.items()):
        yield sample(name, count, dict(zip(labels, values, strict=True)))


def total(name: str, told: str, value: float) -> Iterator[str]:
    """One counter without labels."""
    yield from _head(name, told, "counter")
    yield sample(name, value)


def gauge(name: str, told: str, value: float, labels: Labels | None = None) -> Iterator[str]:
    """One figure as it is now."""
    yield from _head(name, told, "gauge")
    yield sample(name, value, labels)


def gauges(name: str, told: str, label: str, values: Iterable[tuple[str, float]]) -> Iterator[str]:
    """Figures that are told apart by a label, as they are now."""
    yield from _head(name, told, "gauge")
    for of, value in sorted(values):
        yield sample(name, value, {label: of})


def sample(name: str, value: float, labels: Labels | None = None) -> str:
    told = ",".join(f'{label}="{_escaped(of)}"' for label, of in (labels or {}).items())
    return f"{name}{{{told}}} {value}" if told else f"{name} {value}"


def _head(name: str, told: str, kind: str) -> Iterator[str]:
    yield f"# HELP {name} {told}"
    yield f"# TYPE {name} {kind}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
