"""Words that steer, talk, and everything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.catalog.loader import load_catalogue
from flows.questions import ManyOf, OneOf
from flows.spoken import SPELLINGS, Attempt, Talk, Word, heard, plain

EVERY = [(spelling, word) for word, spellings in SPELLINGS.items() for spelling in spellings]


@pytest.mark.parametrize(("spelling", "word"), EVERY)
def test_every_spelling_is_heard_however_it_is_dressed(spelling: str, word: Word):
    for text in (
        spelling,
        spelling.upper(),
        f"  {spelling}\n",
        spelling.replace("'", "’"),
        spelling.replace(" ", "   "),
    ):
        assert heard(text) is word, text
    if plain(spelling):
        for text in (f"{spelling}.", f"{spelling}!", f"`{spelling}`", f"*{spelling}*", f"“{spelling}”", f"{spelling}…"):
            assert heard(text) is word, text


def test_every_word_has_a_spelling_in_both_languages_and_no_spelling_means_two():
    for word in Word:
        spellings = SPELLINGS[word]
        assert any(spelling.isascii() for spelling in spellings)
        assert any("가" <= letter <= "힣" for spelling in spellings for letter in spelling)
    assert len({spelling for spelling, _ in EVERY}) == len(EVERY)


def test_no_word_is_the_name_of_an_option():
    """Otherwise that option could only be chosen by its number."""
    catalogue = load_catalogue()
    for question in catalogue.questions.values():
        if isinstance(question, OneOf | ManyOf):
            for option in question.options:
                for name in (option.value, option.value.replace("_", " "), *option.label.both()):
                    assert isinstance(heard(name), Attempt), (question.key, name)


@pytest.mark.parametrize("text", ["// hm", "//", "(lunch?)", "（점심）", "", "   ", "\n", "  // later"])
def test_talk_is_not_for_the_bot(text: str):
    assert heard(text) == Talk()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (" Menu helper ", "Menu helper"),
        ("go back to the old menu", "go back to the old menu"),
        ("help guests choose", "help guests choose"),
        ("취소된 주문이 많아요", "취소된 주문이 많아요"),
        ("https://example.com", "https://example.com"),
        ("/ slash", "/ slash"),
        ("...", "..."),
        ("🙂", "🙂"),
    ],
)
def test_everything_else_is_an_attempt_to_answer(text: str, said: str):
    assert heard(text) == Attempt(said)


@given(st.text(max_size=300))
def test_every_text_is_something(text: str):
    found = heard(text)
    assert isinstance(found, Word | Talk | Attempt)
    if isinstance(found, Attempt):
        assert found.text == text.strip() != ""


@given(st.text(max_size=300))
def test_plain_is_settled_at_once(text: str):
    assert plain(plain(text)) == plain(text)


def test_forty_thousand_characters_are_heard():
    assert heard("가" * 40_000) == Attempt("가" * 40_000)
    assert heard(" " * 40_000) == Talk()
