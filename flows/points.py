"""A checklist that was filled in as a form: boxes per part, and the reasons as lines of text."""

import re
from collections.abc import Mapping

from flows.prefilled import Entries, Entry, field_of
from flows.questions import Checklist, Part
from flows.reading import Understood, Unreadable, read
from flows.reading.checklists import DONE, NOT_APPLICABLE, OPEN
from flows.reading.texts import one_line
from flows.text import Phrase, phrase

_KEYED = re.compile(r"\s*(?:[-*•·]\s+)?(?P<item>[A-Za-z]{1,3}\d{1,3})\s*[:：.)–—-]\s*(?P<reason>.*)")


def read_points(
    question: Checklist, entries: Entries, before: Mapping[str, Mapping[str, str]]
) -> Understood | Mapping[str, Phrase]:
    """The state of every item, with the owner that it has `before`; or what is wrong, by block id."""
    value: dict[str, dict[str, str]] = {}
    problems: dict[str, Phrase] = {}
    for part in question.parts:
        done, leaving = (_ticked(entries.get(field_of(question.key, name, part.key))) for name in ("done", "na"))
        at_reasons = field_of(question.key, "reasons", part.key)
        reasons, shared = _reasons(part, entries.get(at_reasons))
        for item in part.items:
            value[item.key] = {"state": DONE if item.key in done else OPEN}
            if item.key not in leaving:
                continue
            if item.key in done:
                problems[field_of(question.key, "na", part.key)] = _both(item.key)
                continue
            reason = reasons.get(item.key, shared)
            value[item.key] = {"state": NOT_APPLICABLE, "reason": reason}
            if problem := _reason_problem(question, item.key, reason):
                problems.setdefault(at_reasons, problem)
    for key, owner in owners(before).items():
        if key in value:
            value[key]["owner"] = owner
    return problems or Understood(value)


def owners(points: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Who owns which item: no field of the form asks for it."""
    return {key: point["owner"] for key, point in points.items() if point.get("owner")}


def _ticked(entry: Entry) -> tuple[str, ...]:
    return entry if isinstance(entry, tuple) else ()


def _reasons(part: Part, entry: Entry) -> tuple[dict[str, str], str]:
    """Reasons by item, and the one without an item, which counts for all others of the part."""
    items = {item.key.casefold(): item.key for item in part.items}
    found: dict[str, str] = {}
    shared = ""
    last: str | None = None
    for line in str(entry or "").splitlines():
        keyed = _KEYED.fullmatch(line)
        key = items.get(keyed["item"].casefold()) if keyed else None
        if keyed and key:
            found[key], last = one_line(keyed["reason"]), key
        elif last:
            found[last] = one_line(f"{found[last]} {line}")
        else:
            shared = one_line(f"{shared} {line}")
    return found, shared


def _reason_problem(question: Checklist, item: str, reason: str) -> Phrase | None:
    """As when it is typed, where a reason that is too long or too short is the only thing that can be wrong."""
    if question.reason_min_chars <= len(reason) <= question.reason_max_chars:
        return None
    said = read(question, f"{item} n/a: {re.sub('[;；,]', ' ', reason)}")
    return said.problem if isinstance(said, Unreadable) else None


def _both(item: str) -> Phrase:
    return phrase(
        "filling.both_ticked", "{item} is ticked as done and as not applicable; please choose one.", item=item
    )
