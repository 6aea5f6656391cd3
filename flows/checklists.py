"""A checklist summed up by its parts: what is done, what does not apply, what is open, and who sees to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flows.questions import Checklist, Item, Part
from flows.text import Phrase, phrase

DONE, NOT_APPLICABLE, OPEN = "done", "not_applicable", "open"


@dataclass(frozen=True, slots=True)
class PartState:
    """`not_applicable` are points with their reasons; `owners` are Slack ids, each once."""

    part: Part
    done: tuple[Item, ...]
    not_applicable: tuple[tuple[Item, str], ...]
    open: tuple[Item, ...]
    owners: tuple[str, ...]

    @property
    def settled(self) -> bool:
        return not self.open


def summary(checklist: Checklist, value: Mapping[str, Any] | None) -> tuple[PartState, ...]:
    """Every part in order; what was never answered is open."""
    return tuple(_state(part, value or {}) for part in checklist.parts)


def counted(states: tuple[PartState, ...]) -> Phrase:
    """How far it is, in one sentence."""
    still = sum(len(state.open) for state in states)
    if not still:
        return phrase("ethics.settled", "No point is open.")
    everything = sum(len(state.part.items) for state in states)
    return phrase("ethics.open", "Open points: {still} of {everything}", still=still, everything=everything)


def _state(part: Part, value: Mapping[str, Any]) -> PartState:
    entries = [(item, value.get(item.key) or {}) for item in part.items]
    said = [(item, entry, str(entry.get("state") or OPEN)) for item, entry in entries]
    owners = [str(entry["owner"]) for _, entry in entries if entry.get("owner")]
    return PartState(
        part=part,
        done=tuple(item for item, _, state in said if state == DONE),
        not_applicable=tuple(
            (item, str(entry.get("reason") or "")) for item, entry, state in said if state == NOT_APPLICABLE
        ),
        open=tuple(item for item, _, state in said if state not in (DONE, NOT_APPLICABLE)),
        owners=tuple(dict.fromkeys(owners)),
    )
