"""Reading one or several of the options of a question."""

import re
from collections.abc import Iterable, Iterator, Sequence

from flows.questions import ManyOf, Option
from flows.reading.result import Reading, Understood, Unreadable
from flows.spoken import plain
from flows.text import phrase

LONGEST_CHOICE = 2000
"""More characters than all labels of a question have together: such a text chooses nothing."""
_BETWEEN = re.compile(r"[,;、\n]|\s(?:\+|and|&|및|그리고)\s|(?<=\d)번?(?:과|와|하고)\s*(?=\d)")
_REMARK = re.compile(r"[(（]|\s[—–-]\s|[:：]\s")
"""What begins a remark behind an option: `Nobody minds (they ignore it)`, `large: three million a year`."""
_PLACE = re.compile(r"(?:no\.? ?|#)?(\d{1,3})(?:\)| ?번)?")


def read_choice(options: Sequence[Option], text: str) -> Reading:
    found = _matching(options, text) or _before_a_remark(options, text)
    match found:
        case [option]:
            return Understood(option.value)
        case []:
            return Unreadable(
                phrase(
                    "reading.no_option",
                    "I could not match that to an option. Reply with a number from 1 to {count}, or with the "
                    "beginning of an option.",
                    count=len(options),
                )
            )
        case _:
            return Unreadable(
                phrase(
                    "reading.ambiguous",
                    "That could be {first} or {second}. Please reply with its number.",
                    first=found[0].label,
                    second=found[1].label,
                )
            )


def read_choices(question: ManyOf, text: str) -> Reading:
    chosen: list[str] = []
    for part in [text] if len(text) > LONGEST_CHOICE else _parts(question.options, text):
        reading = read_choice(question.options, part)
        if isinstance(reading, Unreadable):
            return reading
        if reading.value not in chosen:
            chosen.append(reading.value)
    return together(question, chosen)


def together(question: ManyOf, chosen: Iterable[str]) -> Reading:
    """Several options as one answer, if they may stand together."""
    values = sorted(set(chosen))
    labels = {option.value: option.label for option in question.options}
    if len(values) > 1 and (lonely := next((value for value in values if value in question.alone), None)):
        return Unreadable(
            phrase("reading.alone", "{option} cannot be combined with another option.", option=labels[lonely])
        )
    for exclusive in question.exclusive:
        if len(both := [value for value in values if value in exclusive]) > 1:
            return Unreadable(
                phrase(
                    "reading.exclusive",
                    "Please choose only one of {first} and {second}.",
                    first=labels[both[0]],
                    second=labels[both[1]],
                )
            )
    if question.max_chosen is not None and len(values) > question.max_chosen:
        return Unreadable(phrase("reading.too_many", "Please choose at most {limit}.", limit=question.max_chosen))
    if not values:
        return Unreadable(phrase("reading.none_chosen", "Please choose at least one option."))
    return Understood(values)


def _parts(options: Sequence[Option], text: str) -> Iterator[str]:
    """The text cut at commas and the like, but not inside a label that has some itself."""
    cuts = [found.span() for found in _BETWEEN.finditer(text)]
    begins = [0, *(end for _, end in cuts)]
    ends = [*(begin for begin, _ in cuts), len(text)]
    most = max(len(_BETWEEN.findall(label)) for option in options for label in option.label.both())
    part = 0
    while part < len(begins):
        for last in range(min(part + most, len(ends) - 1), part - 1, -1):
            piece = text[begins[part] : ends[last]]
            if last == part or len(_matching(options, piece)) == 1:
                break
        if piece.strip():
            yield piece
        part = last + 1


def _matching(options: Sequence[Option], text: str) -> list[Option]:
    """The options a text can mean: by number, value or label; else by their beginning. Spaces do not count."""
    if len(text) > LONGEST_CHOICE:
        return []
    if number := _PLACE.fullmatch(plain(text)):
        place = int(number[1])
        return [options[place - 1]] if 1 <= place <= len(options) else []
    wanted = _tight(text)
    if not wanted:
        return []
    named = [(option, _names(place, option)) for place, option in enumerate(options, 1)]
    exact = [option for option, names in named if wanted in names]
    return exact or [option for option, names in named if any(name.startswith(wanted) for name in names)]


def _before_a_remark(options: Sequence[Option], text: str) -> list[Option]:
    """The option that a text begins with, when a remark follows; a number alone is no beginning: `1 - 2 hours`."""
    remark = _REMARK.search(text[:LONGEST_CHOICE])
    said = text[: remark.start()] if remark else ""
    return [] if _PLACE.fullmatch(plain(said)) else _matching(options, said)


def _names(place: int, option: Option) -> tuple[str, ...]:
    """Its value and labels, the labels also as they are shown: with a number before them."""
    value = option.value.casefold()
    labels = tuple(_tight(label) for label in option.label.both())
    return (value, value.replace("_", ""), *labels, *(f"{place}.{label}" for label in labels))


def _tight(text: str) -> str:
    return plain(text).replace(" ", "")
