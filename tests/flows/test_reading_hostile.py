"""Whatever is typed has a reading, soon, and a sentence in both languages when it is none."""

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n import Words
from flows.catalog.loader import load_catalogue
from flows.questions import Question, Rows
from flows.reading import Context, Partial, Understood, Unreadable, fill, read, read_block, row_word
from flows.text import Language

KNOWN = Context(
    today=date(2026, 11, 18),
    currency="KRW",
    speaker="UME",
    answers={"objectives": [{"id": "r1", "name": "Recall", "kind": "optimise", "unit": "%"}]},
)
PIECES = [
    *("1", "1,", "1.", "0", "9" * 30, "천", "만", "억", "일", "k", " ", "-", "~", "e9", "%", "$", "₩", "원", "usd"),
    *(";", ":", "\n", ",", "= ", "/ ", "- ", "\u0300", "년", "말"),
    *("a ", "and ", "two ", "weeks", "주", "day", "월", "다음 ", "next ", "fri", "2026", "@U1A"),
    *("<@", "name: ", "A1", "done"),
    *("n/a", "\0", "\u202e", "\u200d", "🙂", "ﷺ", "۱", "½", "١", "（", "NaN", "1e999999"),
]  # fmt: skip
LONG = [piece * (40_000 // len(piece)) for piece in PIECES]
LONG += ["x" * 300, "1 " * 150, "a" * 299 + "1", "1,1" * 100, "다음 " * 100, "two " * 75, "- " * 150, "name: x; " * 400]
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))


@cache
def questions() -> list[Question]:
    """One of each kind, and every group."""
    found = {
        asked.key if isinstance(asked, Rows) else asked.kind: asked for asked in load_catalogue().questions.values()
    }
    return list(found.values())


@given(texts)
@settings(max_examples=300)
def test_any_text_has_a_reading_for_any_question(text: str):
    for asked in questions():
        found = read(asked, text, KNOWN)
        problem = found.problem if isinstance(found, Unreadable | Partial) else found.note
        if problem:
            for language in Language:
                assert Words(language, str).say(problem)
        if isinstance(found, Partial) and isinstance(asked, Rows):
            assert isinstance(fill(asked, found, text, KNOWN), Understood | Unreadable | Partial)


@pytest.fixture
def soon() -> Callable[[Callable[[], object], str], None]:
    """What runs first loads data; after that, nothing takes long. The best of three, for a busy machine."""

    def check(run: Callable[[], object], what: str) -> None:
        taken = []
        for _ in range(3):
            begun = time.process_time()
            run()
            taken.append(time.process_time() - begun)
            if taken[-1] < 0.05:
                return
        pytest.fail(f"{what} took {min(taken) * 1000:.0f} ms")

    return check


@pytest.mark.parametrize("text", LONG, ids=lambda text: ascii(text[:12]))
def test_nothing_typed_takes_long(text: str, soon: Callable[[Callable[[], object], str], None]):
    read(load_catalogue()["deadline"], "24 Dec", KNOWN)
    for asked in questions():
        soon(lambda asked=asked: read(asked, text, KNOWN), asked.key)
    soon(lambda: row_word(text), "row_word")
    soon(lambda: read_block(load_catalogue(), text, KNOWN), "block")


def test_what_is_heavy_is_imported_only_when_it_is_needed():
    code = "import sys, flows.reading; print([name for name in ('dateparser', 'babel.numbers') if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout.strip() == "[]"
