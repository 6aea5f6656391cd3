"""Reading the state of points of a checklist: `A1 done`, `A2 n/a: no personal data`, `전부 완료`, `B owner: @ana`."""

import re
from typing import Any

from flows.questions import Checklist
from flows.reading.context import Context
from flows.reading.people import read_people
from flows.reading.result import Reading, Understood, Unreadable
from flows.reading.texts import one_line
from flows.text import Phrase, Text, phrase

LONGEST = 6000
DONE, NOT_APPLICABLE, OPEN = "done", "not_applicable", "open"

_SAID = {
    NOT_APPLICABLE: (
        r"not applicable|does(?:n't| not) apply|do(?:n't| not) apply|n\s?/\s?a|na(?![a-z])"
        r"|해당\s?(?:사항)?\s?없(?:음|어요|습니다)|해당\s?안\s?(?:됨|돼요)|비해당"
    ),
    OPEN: r"open|not done|not yet|undone|todo|to do|reopen|미완료|미완|안 ?했어요|아직(?:이에요|요)?|다시 열기|취소",
    DONE: (
        r"done|yes|ok|okay|checked|completed?|finished|true|✅|✓|✔|☑"
        r"|완료(?:했어요|됨|입니다|예요)?|했어요|했습니다|됐어요|네|예|확인(?:했어요|함)?|끝(?:났어요)?"
    ),
}
_STATE = re.compile("|".join(f"(?P<{state}>{words})" for state, words in _SAID.items()), re.IGNORECASE)
_ALL = r"all|everything|the rest|rest|전부\s?다?|전체|모두|모든\s?항목|다|나머지"
_OWNER = re.compile(r"\b(?:owner|owned by|responsible)\b(?: is\b)?|담당자?|책임자?", re.IGNORECASE)
_MENTION = re.compile(r"<?@[UW][A-Z0-9]")
_LEADING = re.compile(r"^[-*•·]\s+")
_EVERYTHING = re.compile(rf"(?<![\w])(?:{_ALL})(?![a-z])", re.IGNORECASE)
_REASON = re.compile(r"\s*(?:[:：,\-–—(]|because|since|as\s|due to)\s*", re.IGNORECASE)
_FILLER = re.compile(
    r"\b(?:is|are|was|part|and|및)\b|[\s,&:：=\-–—>→]|파트|부분|은|는|이|가|도|을|를|와|과", re.IGNORECASE
)


def read_checklist(question: Checklist, text: str, context: Context) -> Reading:
    """Item -> {"state": "done" | "not_applicable" | "open", "reason"?, "owner"?} for all items.

    What is not named keeps its state, and every item its owner. `owner` is a Slack id.
    """
    value = _so_far(question, context)
    segments = [one.strip() for one in re.split(r"[;；\n]", text) if one.strip()] if len(text) <= LONGEST else []
    if not segments:
        return Unreadable(_unreadable(question))
    for segment in segments:
        if problem := _apply(question, _LEADING.sub("", segment), value, context):
            return Unreadable(problem)
    return Understood(value)


def _so_far(question: Checklist, context: Context) -> dict[str, dict[str, str]]:
    before: Any = context.answers.get(question.key) or {}
    return {key: dict(before.get(key) or {"state": OPEN}) for key in _items(question)}


def _apply(question: Checklist, segment: str, value: dict[str, dict[str, str]], context: Context) -> Phrase | None:
    """One `items state reason`, or several after each other with commas; the problem when it cannot be read."""
    for said in _statements(question, segment):
        if _owned(question, said, value, context):
            continue
        found = _STATE.search(said)
        if not found:
            return _unreadable(question)
        items = _named(question, said[: found.start()], value)
        rest = said[found.end() :].strip()
        if not items and rest:  # "완료: A1, A2"
            items, rest = _named(question, rest, value), ""
        if not items:
            return _unreadable(question)
        state = str(found.lastgroup)
        entry = {"state": state}
        if state == NOT_APPLICABLE:
            reason = one_line(_REASON.sub("", rest, count=1)).removesuffix(")").strip()
            if problem := _reason_problem(question, items[0], reason):
                return problem
            entry["reason"] = reason
        elif re.sub(r"[\s.!?요,]", "", rest):
            return _unreadable(question)
        kept = {NOT_APPLICABLE} if state == DONE and _EVERYTHING.search(said) else set()
        for item in items:
            if value[item]["state"] not in kept:
                owner = value[item].get("owner")
                value[item] = entry | ({"owner": owner} if owner else {})
    return None


def _owned(question: Checklist, said: str, value: dict[str, dict[str, str]], context: Context) -> bool:
    """`B owner: @ana`: whether it names points and one person, who owns them from now on."""
    word, mention = _OWNER.search(said), _MENTION.search(said)
    found = word or mention
    if not found:
        return False
    items = _named(question, said[: found.start()], value)
    who = said[word.end() if word else found.start() :].strip(" :：=-–—")
    reading = read_people(who, context, least=1, most=1)
    if not items or not isinstance(reading, Understood):
        return False
    for item in items:
        value[item] = {**value[item], "owner": reading.value[0]}
    return True


def _statements(question: Checklist, segment: str) -> list[str]:
    """`A1 done, A2 n/a: no data` cut where a comma stands between a state and the next item."""
    item = "|".join(sorted({*_items(question), *(part.key for part in question.parts)}, key=len, reverse=True))
    statements = [""]
    for piece in re.split(rf",\s*(?=(?:{item})(?![a-z]))", segment, flags=re.IGNORECASE):
        state = _STATE.search(statements[-1])
        if state and statements[-1][: state.start()].strip():
            statements.append(piece)
        else:
            statements[-1] += f", {piece}" if statements[-1] else piece
    return statements


def _named(question: Checklist, text: str, value: dict[str, dict[str, str]]) -> list[str]:
    """The items that a text names by key, range, part, label or `all`; none when something else is in it."""
    items = _items(question)
    wanted = one_line(text).strip(" :：-–—,").casefold()
    labelled = _by_label(question, wanted)
    if labelled:
        return labelled
    named: list[str] = []
    spots = {key.casefold(): [key] for key in items} | {
        part.key.casefold(): [item.key for item in part.items] for part in question.parts
    }
    pattern = "|".join(sorted(map(re.escape, spots), key=len, reverse=True))
    token = re.compile(rf"(?<![a-z])(?P<one>{pattern})(?:\s?[-–~]\s?(?P<last>{pattern}))?(?![a-z0-9])")
    for found in token.finditer(wanted):
        first = spots[found["one"]]
        if found["last"]:
            keys = list(items)
            named += keys[keys.index(first[0]) : keys.index(spots[found["last"]][-1]) + 1]
        else:
            named += first
    left = token.sub(" ", wanted)
    everything = _EVERYTHING.search(left)
    left = _EVERYTHING.sub(" ", left)
    if _FILLER.sub("", left):
        return []
    if everything and not named:
        rest = everything[0] in ("rest", "the rest", "나머지")
        return [key for key in items if not rest or value[key]["state"] == OPEN]
    return list(dict.fromkeys(named))


def _by_label(question: Checklist, wanted: str) -> list[str]:
    """Items by the whole of a label or part title, or by a clear beginning of one."""
    if len(wanted) < 4:
        return []
    labels = [
        (label.casefold(), [item.key]) for part in question.parts for item in part.items for label in item.label.both()
    ]
    labels += [
        (label.casefold(), [item.key for item in part.items]) for part in question.parts for label in part.label.both()
    ]
    found = [keys for label, keys in labels if label.startswith(wanted)]
    return found[0] if len(found) == 1 else []


def _reason_problem(question: Checklist, item: str, reason: str) -> Phrase | None:
    if question.reason_min_chars <= len(reason) <= question.reason_max_chars:
        return None
    return phrase(
        "reading.checklist_reason",
        "Please say in {least} to {most} characters why it does not apply, as in `{item} n/a: no personal data`.",
        least=question.reason_min_chars,
        most=question.reason_max_chars,
        item=item,
    )


def _items(question: Checklist) -> dict[str, Text]:
    return {item.key: item.label for part in question.parts for item in part.items}


def _unreadable(question: Checklist) -> Phrase:
    items = list(_items(question))
    return phrase(
        "reading.checklist",
        "Please name points and their state, as in `{first} done`, `{second} n/a: no personal data` or `all done`.",
        first=items[0],
        second=items[min(1, len(items) - 1)],
    )
