"""The figures are right, read by the rules of Prometheus' text form, and cost next to nothing."""

import re
from time import perf_counter

from bot.metrics import BOUNDS, Metrics, sample

LINE = re.compile(r'(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z_]+="([^"\\\n]|\\[\\n"])*",?)+\})? [0-9.e+-]+)')


def told(metrics: Metrics) -> dict[str, float]:
    lines = list(metrics.lines())
    assert all(LINE.fullmatch(line) for line in lines)
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))}


def test_turns_and_calls_are_counted_by_kind_and_result():
    metrics = Metrics()
    for _ in range(3):
        metrics.turn("message", "taken")
    metrics.turn("message", "failed")
    metrics.call("chat.postMessage", "sent")

    figures = told(metrics)
    assert figures['groundwork_turns_total{kind="message",result="taken"}'] == 3
    assert figures['groundwork_turns_total{kind="message",result="failed"}'] == 1
    assert figures['groundwork_calls_total{method="chat.postMessage",result="sent"}'] == 1


def test_acknowledgements_fall_into_every_bucket_that_holds_them():
    metrics = Metrics()
    for seconds in (0.001, 0.005, 0.006, 2.9, 7.0):
        metrics.ack(seconds)

    figures = told(metrics)
    buckets = [figures[f'groundwork_ack_seconds_bucket{{le="{bound:g}"}}'] for bound in BOUNDS]
    assert buckets == [2, 3, 3, 3, 3, 3, 3, 3, 3, 4]
    assert figures['groundwork_ack_seconds_bucket{le="+Inf"}'] == 5
    assert figures["groundwork_ack_seconds_count"] == 5
    assert figures["groundwork_ack_seconds_sum"] == 9.912


def test_nothing_counted_is_told_too():
    assert told(Metrics())["groundwork_ack_seconds_count"] == 0


def test_labels_are_escaped():
    assert sample("a", 1, {"b": 'say "\\n"\n'}) == r'a{b="say \"\\n\"\n"} 1'


def test_what_a_turn_costs_to_count_is_below_five_microseconds():
    metrics, turns = Metrics(), 2_000

    def counted() -> float:
        begun = perf_counter()
        for _ in range(turns):
            metrics.turn("message", "taken")
            metrics.ack(0.012)
            metrics.call("chat.postMessage", "sent")
        return (perf_counter() - begun) / turns

    # The best of many: a busy machine is slow at times, which says nothing of the counting.
    assert min(counted() for _ in range(20)) < 5e-6
