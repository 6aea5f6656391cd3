"""Objectives, baselines and results in short form."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from flows.conditions import Values
from flows.results.result import Measured, Result, Split

FIRST = date(2026, 3, 2)


def objective(
    row: str = "r1",
    *,
    name: str = "Recall of fraud",
    metric: str = "recall",
    unit: str = "%",
    kind: str = "optimise",
    direction: str = "higher",
    target: str = "80",
    **more: str,
) -> dict[str, Any]:
    fields = {"name": name, "metric": metric, "unit": unit, "kind": kind, "direction": direction, "target": target}
    return {"id": row, **fields, **more}


def answers(*objectives: dict[str, Any], **values: str) -> Values:
    """`values` are baselines of the first objective by type."""
    rows = [
        {"id": f"b{place}", "type": kind, "objective": objectives[0]["id"], "value": value}
        for place, (kind, value) in enumerate(values.items())
    ]
    return {"objectives": list(objectives), "baselines": rows}


def result(value: str, split: Split = Split.TEST, *, day: int = 0, row: str = "r1", **more: Any) -> Result:
    on = FIRST + timedelta(days=day)
    fields = {"id": f"{row}-{split}-{day}-{more.get('measured', '')}-{value}", "by": "U1"} | more
    at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    return Result(row=row, value=value, split=split, on=on, at=at, **fields)


def results(**values: str) -> tuple[Result, ...]:
    """One result by split, all of one day."""
    return tuple(result(value, Split(split)) for split, value in values.items())


def business(value: str, day: int) -> Result:
    return result(value, Split.PRODUCTION, day=day, measured=Measured.BUSINESS)
