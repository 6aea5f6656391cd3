"""The words that steer a repeating group: `edit 2`, `remove 2`, `done`."""

import re
from dataclasses import dataclass

from flows.spoken import plain

LONGEST = 3000
_EDIT = r"edit|change|correct|수정|고치기|편집|변경"
_REMOVE = r"remove|delete|drop|삭제|제거|지우기|빼기|지워|빼"
_PLACE = r"(?:row |no\.? ?|#)?(?P<place>\d{1,2})\s?(?:번(?:째)?)?\s?(?:행|줄)?(?:을|를|은|는)?"
_POLITE = r"(?:\s?(?:주세요|해 ?주세요|줘|해줘|할게요|할래요|please))?"
_ORDER = re.compile(
    rf"(?:(?P<verb>{_EDIT}|{_REMOVE})\s?{_PLACE}|{_PLACE.replace('place', 'before')}\s?(?P<late>{_EDIT}|{_REMOVE}))"
    rf"{_POLITE}(?:\s?[:：]\s*(?P<rest>.*)|\s*)",
    re.DOTALL | re.IGNORECASE,
)
_DONE = re.compile(
    r"done|finished|finish|end|that'?s all|that is all|no more|all done|enough"
    r"|끝|끝이에요|끝났(?:어요|습니다)|완료|다 ?했어요|그만|(?:더 )?없어요|이상(?:이에요|입니다)"
)


@dataclass(frozen=True, slots=True)
class EditRow:
    """Change the row at `place` (from 1); `text` is what was typed behind a colon."""

    place: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class RemoveRow:
    place: int


@dataclass(frozen=True, slots=True)
class RowsDone:
    """No more rows."""


def row_word(text: str) -> EditRow | RemoveRow | RowsDone | None:
    """What a message does to a group, other than adding to it; None for everything else."""
    if len(text) > LONGEST:
        return None
    trimmed = text.strip()
    if _DONE.fullmatch(plain(trimmed)):
        return RowsDone()
    found = _ORDER.fullmatch(trimmed)
    if not found:
        return None
    place = int(found["place"] or found["before"])
    verb = (found["verb"] or found["late"]).casefold()
    if re.fullmatch(_EDIT, verb):
        return EditRow(place, (found["rest"] or "").strip())
    return None if found["rest"] else RemoveRow(place)
