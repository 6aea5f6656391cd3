"""The page's own words: all in both languages, with the same slots, and none too many."""

import re
from pathlib import Path

import pytest

from sandbox.form import complaints
from sandbox.page.wording import ENGLISH, KOREAN, complaint, phrases
from sandbox.views import View
from tests.sandbox.conftest import modal, text_input

PAGE = Path(__file__).parents[3] / "sandbox" / "page"


@pytest.mark.parametrize("key", sorted(ENGLISH | KOREAN))
def test_both_languages_say_it_with_the_same_slots(key: str) -> None:
    assert set(re.findall(r"\{\w+\}", ENGLISH[key])) == set(re.findall(r"\{\w+\}", KOREAN[key]))


def test_every_word_is_used() -> None:
    files = [one for end in ("py", "html", "js") for one in PAGE.rglob(f"*.{end}") if one.name != "wording.py"]
    source = "\n".join(one.read_text(encoding="utf-8") for one in files)
    unused = [key for key in ENGLISH if not re.search(rf'words\.{key}\b|"{key}"', source)]
    assert unused == []


def test_who_is_not_korean_reads_english() -> None:
    assert phrases("de-DE") is phrases("en-GB") is ENGLISH
    assert phrases("ko-KR") is KOREAN


def test_the_clients_complaints_are_translated() -> None:
    short = text_input("Name", "name", element={"min_length": 3})
    view = View("V1", "U1", modal(short, text_input("Why", "why")), "h", "V1", None)
    view.put = {"name": {"text": {"type": "plain_text_input", "value": "x"}}}
    said = [complaint(sentence, "ko-KR") for sentence in complaints(view).values()]
    assert said == ["3자 이상 써 주세요.", "필수 항목이에요. 입력해 주세요."]
    assert complaint("Taken.", "ko-KR") == "Taken."
