"""Numbers as people write them: `1,200.5`, `1.2k`, `3만 5천`, `천이백`, `two hundred`, `열두`."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

MOST_DIGITS = 24
"""Safely below the precision of a Decimal."""
MOST_TOKENS = 24

_DIGITS = r"(?:\d+(?:[.,'’_]\d+|[ ]\d{3}(?!\d))*|\.\d+)(?:e[+-]?\d{1,2}(?![\w.]))?"
_SMALL = {"십": 10, "백": 100, "천": 1000, "hundred": 100}
_BIG = {"만": 10**4, "억": 10**8, "조": 10**12}
_BIG |= dict.fromkeys(("k", "thousand", "grand"), 10**3)
_BIG |= dict.fromkeys(("m", "mn", "mio", "mil", "million", "millions"), 10**6)
_BIG |= dict.fromkeys(("b", "bn", "billion", "billions"), 10**9)
_BIG |= dict.fromkeys(("trillion", "tn"), 10**12)
_SINO = {sign: number for number, sign in enumerate("영일이삼사오육칠팔구")} | {"륙": 6}
_NATIVE = {"하나": 1, "둘": 2, "셋": 3, "넷": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9}
_NATIVE |= {"한": 1, "두": 2, "세": 3, "네": 4}
_NATIVE |= {"열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80}
_ONES = "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
_ONES += "|sixteen|seventeen|eighteen|nineteen"
_ENGLISH = {word: number for number, word in enumerate(_ONES.split("|"))}
_TENS_WORDS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ENGLISH |= {word: 10 * number for number, word in enumerate(_TENS_WORDS.split("|"), 2)}
_ENGLISH |= {"dozen": 12, "a": 1, "an": 1}
_NUMBERS = _SINO | _NATIVE | _ENGLISH
_TENS = frozenset(map(Decimal, range(10, 100, 10)))
_NO_NUMBERS = ("a", "an", "k", "m", "b", "mil", "mn", "bn")
_NONE_YET = Decimal(10**16)


class _Sort(Enum):
    """NUMBER stands for itself; SMALL multiplies the number before it, BIG all that was added up before it."""

    NUMBER = auto()
    SMALL = auto()
    BIG = auto()


def _any(words: dict[str, int], pattern: str) -> str:
    chosen = sorted((word for word in words if re.match(pattern, word)), key=len, reverse=True)
    return "|".join(chosen)


_TOKEN = re.compile(
    rf"[ ]?(?:(?P<digits>{_DIGITS})"
    rf"|(?P<sino>[{''.join(_SINO)}](?=[십백천만억조영일이삼사오육륙칠팔구]|\s|$))"
    rf"|(?P<unit>[십백천만억조])"
    rf"|(?P<word>(?:{_any(_ENGLISH | _SMALL | _BIG, '[a-z]')})(?![a-z]))"
    rf"|(?P<native>{_any(_NATIVE, '[가-힣]')}))"
)
_JOINT = re.compile(r"[ ](?:and[ ])?|-(?=[a-z])|,[ ]")
_SIGN = re.compile(r"(?:[-−–+±]|minus|마이너스)\s?$")
_WORDS_BEGIN = re.compile(r"(?<![\w])(?=[a-z가-힣])")
_RANGE = re.compile(r"\d\s?(?:[a-z%]{1,8}|[가-힣]{1,4})?\s?(?:[-–—~〜∼]|\bto\b|\bor\b|에서|부터|또는)\s?[₩$€£¥]?\s?\d")


@dataclass(frozen=True, slots=True)
class Scanned:
    """The one number in a text, and what stands around it."""

    amount: Decimal
    before: str
    after: str


def is_range(text: str) -> bool:
    """Whether the (plain) text names two numbers as bounds."""
    return _RANGE.search(text) is not None


def scan(text: str) -> Scanned | None:
    """The first number of a plain text (composed, lower case); None when there is none that can be read."""
    if digit := re.search(r"\.?\d", text):
        starts = [digit.start()]
    else:
        starts = [found.start() for found in _WORDS_BEGIN.finditer(text)][:12]
    for start in starts:
        amount, end = _run(text, start)
        if amount is None:
            continue
        before = text[:start]
        if sign := _SIGN.search(before):
            before = before[: sign.start()]
            if sign[0].strip() not in "+±":
                amount = -amount
        return Scanned(amount, before.strip(), text[end:].strip())
    return None


def decimal_string(amount: Decimal) -> str:
    """A number as it is stored: plain digits, no trailing zeros, no exponent."""
    return format(amount.normalize(), "f") if amount else "0"


def thousands(stored: str) -> str:
    """A stored number with thousands marks, as both languages write it."""
    return f"{Decimal(stored):,f}"


def _run(text: str, start: int) -> tuple[Decimal | None, int]:
    """Add up the tokens that belong together, as 3만 5천 or two hundred thousand do; and where they end."""
    total, section, held = Decimal(0), Decimal(0), None
    small, big = _NONE_YET, _NONE_YET
    end, tokens = start, 0
    while tokens < MOST_TOKENS and (found := _next_token(text, end, first=not tokens)):
        sort, number = _token(found)
        match sort:
            case _Sort.NUMBER if number is not None and (held is None or _continues(held, number, found)):
                held = number + (held or 0)
            case _Sort.SMALL if number is not None and number < small:
                section += number * (1 if held is None else held)
                held, small = None, number
            case _Sort.BIG if number is not None and number < big:
                section += held or 0
                total += number * (section if section or held is not None else 1)
                section, held, small, big = Decimal(0), None, _NONE_YET, number
            case _:
                break
        end, tokens = found.end(), tokens + 1
    if not tokens or text[start:end].strip() in _NO_NUMBERS:
        return None, start
    return total + section + (held or 0), end


def _next_token(text: str, end: int, *, first: bool) -> re.Match[str] | None:
    found = _TOKEN.match(text, end)
    if not found and not first and (joint := _JOINT.match(text, end)):
        found = _TOKEN.match(text, joint.end())
    return found if found and (first or found["word"] not in ("a", "an")) else None


def _continues(held: Decimal, number: Decimal, found: re.Match[str]) -> bool:
    """Whether two numbers in a row are one, as in twenty five and 열두."""
    return not found["digits"] and held in _TENS and 0 < number < 10


def _token(found: re.Match[str]) -> tuple[_Sort, Decimal | None]:
    if digits := found["digits"]:
        return _Sort.NUMBER, _decimal(digits)
    word = found["sino"] or found["native"] or found["unit"] or found["word"]
    for sort, words in ((_Sort.SMALL, _SMALL), (_Sort.BIG, _BIG), (_Sort.NUMBER, _NUMBERS)):
        if word in words:
            return sort, Decimal(words[word])
    return _Sort.NUMBER, None


def _decimal(digits: str) -> Decimal | None:
    """Digits with marks: the last of `,` and `.` is the decimal one, unless it stands before groups of three."""
    mantissa, _, exponent = digits.partition("e")
    if len(mantissa) > 2 * MOST_DIGITS:
        return None
    bare = re.sub(r"(?<=\d)['’_ ](?=\d{3}(?!\d))", "", mantissa)
    if "," in bare and "." in bare:
        mark = max(",.", key=bare.rfind)
        whole, _, part = bare.rpartition(mark)
        other = "," if mark == "." else "."
        if mark in whole or not _grouped(whole, other):
            return None
        bare = whole.replace(other, "") + "." + part
    elif "," in bare:
        if _grouped(bare, ","):
            bare = bare.replace(",", "")
        elif re.fullmatch(r"\d+,\d{1,2}|0,\d+", bare):
            bare = bare.replace(",", ".")
        else:
            return None
    elif bare.count(".") > 1:
        if not _grouped(bare, "."):
            return None
        bare = bare.replace(".", "")
    if not re.fullmatch(r"\d*\.?\d+", bare) or len(bare) > MOST_DIGITS:
        return None
    power = int(exponent or 0)
    return Decimal(bare).scaleb(power) if abs(power) <= MOST_DIGITS // 2 else None


def _grouped(digits: str, mark: str) -> bool:
    """Groups of three (or two and a last three, as in India) after a first group that is not zero."""
    mark = re.escape(mark)
    return bool(re.fullmatch(rf"[1-9]\d{{0,2}}(?:{mark}\d{{3}})+|[1-9]\d?(?:{mark}\d\d)+{mark}\d{{3}}", digits))
