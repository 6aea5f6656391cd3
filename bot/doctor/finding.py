"""What one check found."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

WIDEST = 10  # the longest name of a check


class State(StrEnum):
    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. `remedy` is one sentence, empty when there is nothing to do."""

    check: str
    state: State
    told: str
    remedy: str = ""


def ok(check: str, told: str) -> Finding:
    return Finding(check, State.OK, told)


def warning(check: str, told: str, remedy: str) -> Finding:
    return Finding(check, State.WARNING, told, remedy)


def wrong(check: str, told: str, remedy: str) -> Finding:
    return Finding(check, State.WRONG, told, remedy)


def all_well(findings: Sequence[Finding]) -> bool:
    """Whether nothing is wrong; a warning is not wrong."""
    return all(one.state is not State.WRONG for one in findings)


def as_lines(findings: Sequence[Finding]) -> str:
    """A line each."""
    return "\n".join(
        f"{one.state:<8} {one.check:<{WIDEST}} {one.told}{f'. {one.remedy}' if one.remedy else ''}" for one in findings
    )


def as_json(findings: Sequence[Finding]) -> str:
    """The same for programs."""
    told = {"well": all_well(findings), "findings": [asdict(one) for one in findings]}
    return json.dumps(told, ensure_ascii=False, indent=2)
