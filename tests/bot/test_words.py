"""The bot's own sentences in both languages."""

import re
from collections import Counter
from string import Formatter

from babel.messages.pofile import read_po

from bot.i18n import Markup, Words, korean, language_of
from bot.views.message import escape
from flows.text import Language, Text, phrase
from tests.bot.phrases import HERE, phrases

SAME = {"card.title"}
"""Sentences that hold nothing but slots and signs."""


def slots(sentence: str) -> Counter[str]:
    return Counter(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def test_every_sentence_has_a_korean_one_and_no_korean_one_is_left_over():
    assert {(key, english) for key, english in phrases().items()} == set(korean())


def test_the_korean_file_has_no_sentence_twice_and_none_in_doubt():
    with (HERE / "bot" / "locales" / "ko.po").open(encoding="utf-8") as file:
        entries = [entry for entry in read_po(file) if entry.id]
    keys = Counter(entry.context for entry in entries)
    assert [key for key, count in keys.items() if count > 1] == []
    assert [entry.context for entry in entries if entry.fuzzy or not entry.string] == []


def test_a_translation_fills_the_same_slots():
    for (key, english), translated in korean().items():
        assert slots(english) == slots(translated), key


def test_korean_is_korean_and_english_is_not():
    for (key, english), translated in korean().items():
        bare = re.sub(r"\{\w+\}", "", english)
        assert not re.search("[가-힣]", english), key
        if re.search("[A-Za-z]", bare):
            assert re.search("[가-힣]", translated), key


def test_no_particle_depends_on_what_fills_a_slot():
    """`{name}은` is wrong after a vowel, and `{name}은(는)` is no Korean that anybody speaks."""
    for (key, _), translated in korean().items():
        assert not re.search(
            r"\}[”\"*`]*(은|는|이|가|을|를|와|과|로|으로|라는|이라는|이에요|예요)(?![가-힣])", translated
        ), key
        assert not re.search(r"[가-힣]?\((?:이|가|은|는|을|를|와|과|으)\)", translated), key


def test_both_languages_show_the_same_commands():
    """What is typed behind the slash is English everywhere; a translated word must be one the bot knows."""
    for (key, english), translated in korean().items():
        assert english.count("`") == translated.count("`"), key
        assert ("/ml" in english) == ("/ml" in translated), key


def test_no_sentence_has_markup_that_foreign_text_could_not_have_either():
    for (key, english), translated in korean().items():
        assert not re.search(r"<[@!#]", english + translated), key


def test_what_fills_a_slot_is_escaped_unless_it_is_markup():
    words = Words(Language.EN, escape)
    filled = words("x", "{a} {b} {c} {d}", a="<!here>", b=Markup("<@U1>"), c=phrase("y", "{z}", z="&"), d=3)
    assert filled == "&lt;!here&gt; <@U1> &amp; 3"


def test_braces_in_foreign_text_are_only_text():
    assert Words(Language.EN, escape)("x", "{a}", a="{b} {0} {") == "{b} {0} {"


def test_a_text_of_the_catalogue_is_said_in_the_language_of_the_sentence():
    both = Text(en="large", ko="큰")
    said = {language: Words(language, escape) for language in Language}
    assert said[Language.EN]("verdict.todo", "Still to find out: {questions}", questions=both).endswith("large")
    assert said[Language.KO]("verdict.todo", "Still to find out: {questions}", questions=both).endswith("큰")


def test_the_language_of_a_person_is_that_of_their_slack():
    assert language_of("ko-KR", Language.EN) is Language.KO
    assert language_of("KO", Language.EN) is Language.KO
    assert language_of("de-DE", Language.KO) is Language.EN
    assert language_of(None, Language.KO) is Language.KO
    assert language_of("", Language.KO) is Language.KO
