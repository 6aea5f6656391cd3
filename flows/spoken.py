"""What a message in an interview's thread is: one of the words that steer it, talk, or an answer."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Word(StrEnum):
    """The words that steer an interview; each is a button somewhere, too."""

    BACK = "back"
    SKIP = "skip"
    UNKNOWN = "unknown"
    HELP = "help"
    UNDO = "undo"
    PAUSE = "pause"
    RESUME = "resume"
    STATUS = "status"
    CANCEL = "cancel"
    WHY = "why"


SPELLINGS: dict[Word, tuple[str, ...]] = {
    Word.BACK: ("back", "go back", "previous", "뒤로", "이전"),
    Word.SKIP: ("skip", "건너뛰기", "건너뛸게요", "패스"),
    Word.UNKNOWN: (
        "don't know",
        "dont know",
        "don't know yet",
        "i don't know",
        "i don't know yet",
        "idk",
        "unknown",
        "모름",
        "몰라요",
        "모르겠어요",
        "아직 모르겠어요",
        "잘 모르겠어요",
    ),
    Word.HELP: ("help", "?", "도움말", "도움"),
    Word.UNDO: ("undo", "되돌리기", "실행 취소"),
    Word.PAUSE: ("pause", "일시정지", "일시 정지", "잠깐 멈춤"),
    Word.RESUME: ("resume", "continue", "계속", "계속하기", "이어서"),
    Word.STATUS: ("status", "상태"),
    Word.CANCEL: ("cancel", "취소"),
    Word.WHY: ("why", "왜"),
}
LONGEST_POINTED = 200  # a whole question may be named
LONGEST_WORD = 60  # characters; what is longer is no word, and composing it would take long
_WORD_OF = {spelling: word for word, spellings in SPELLINGS.items() for spelling in spellings}


class Pointer(StrEnum):
    """Words with something behind them: `help recall`, `go to value_size`."""

    HELP = "help"
    GO_TO = "go to"
    DEEPEN = "deepen"
    ASK = "ask"


POINTERS: dict[Pointer, tuple[str, ...]] = {
    Pointer.HELP: ("help", "도움말"),
    Pointer.GO_TO: ("go to", "goto", "edit", "이동", "수정"),
    Pointer.DEEPEN: ("deepen", "심화", "자세히"),
    Pointer.ASK: ("ask", "물어보기", "질문하기"),
}


@dataclass(frozen=True, slots=True)
class Talk:
    """Not meant for the bot."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """Meant as an answer to the question on the table."""

    text: str


def heard(text: str) -> Word | Talk | Attempt:
    """Sort one message. Talk starts with `//` or `(`, or is empty."""
    trimmed = text.strip()
    if not trimmed or trimmed.startswith(("//", "(", "（")):
        return Talk()
    if len(trimmed) > LONGEST_WORD:
        return Attempt(trimmed)
    word = _WORD_OF.get(plain(trimmed)) or _WORD_OF.get(trimmed)
    return word or Attempt(trimmed)


def pointed(text: str) -> tuple[Pointer, str] | None:
    """The pointer that one line begins with, and what is behind it; it may still be an answer."""
    line = text.strip().strip("`*_“”\"'").strip()
    if "\n" in line or len(line) > LONGEST_POINTED:
        return None
    words = line.split()
    for pointer, spellings in POINTERS.items():
        for spelling in spellings:
            count = len(spelling.split())
            if len(words) > count and plain(" ".join(words[:count])) == spelling:
                return pointer, " ".join(words[count:])
    return None


def plain(text: str) -> str:
    """A spelling to compare by: composed, lower case, single spaces, no punctuation around it."""
    composed = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return re.sub(r"\s+", " ", composed).strip(" \t\n.,!?:;…。~\"'“”‘’`*_")
