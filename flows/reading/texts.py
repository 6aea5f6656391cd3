"""Reading words that are kept as they are."""

import re
import unicodedata

from flows.questions import Entries, LongText, ShortText
from flows.reading.result import Reading, Understood, Unreadable
from flows.text import Phrase, phrase

_LINK = re.compile(r"\b([a-z][a-z0-9+.-]{0,20})://|\b(javascript|data|file|mailto):", re.IGNORECASE)


def read_text(question: ShortText | LongText, text: str) -> Reading:
    bare = text.replace("\0", "").strip()
    if isinstance(question, ShortText):
        bare = re.sub(r"\s+", " ", bare)
    # Composing a long run of combining marks takes quadratic time; it makes at most three characters one.
    value = unicodedata.normalize("NFC", bare) if len(bare) <= 3 * question.max_chars else bare
    if problem := length_problem(value, question.min_chars, question.max_chars):
        return Unreadable(problem)
    if isinstance(question, LongText):
        return _with_good_links(question, value)
    if question.needs_letter and not any(character.isalpha() for character in value):
        return Unreadable(phrase("reading.no_words", "Please use some words, not only digits or symbols."))
    if question.entries and (problem := _entries_problem(question.entries, value)):
        return Unreadable(problem)
    return Understood(value)


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).replace("\0", "")).strip()


def length_problem(value: str, least: int, most: int) -> Phrase | None:
    """Why a text is too long or too short."""
    if len(value) > most:
        return phrase(
            "reading.too_long",
            "That is {length} characters; please keep it to {limit}.",
            length=f"{len(value):,}",
            limit=f"{most:,}",
        )
    if len(value) < least:
        return phrase(
            "reading.too_short", "That is a little short; please write at least {limit} characters.", limit=least
        )
    return None


def _with_good_links(question: LongText, value: str) -> Reading:
    if question.http_links_only:
        for found in _LINK.finditer(value):
            if (found[1] or found[2]).casefold() not in ("http", "https"):
                return Unreadable(phrase("reading.link", "Please use only links that begin with http:// or https://."))
    return Understood(value)


def _entries_problem(entries: Entries, value: str) -> Phrase | None:
    listed = [entry.strip() for entry in value.split(",") if entry.strip()]
    if len(listed) > entries.at_most:
        return phrase("reading.too_many_entries", "Please list at most {limit}.", limit=entries.at_most)
    if any(not entries.min_chars <= len(entry) <= entries.max_chars for entry in listed):
        return phrase(
            "reading.entry_length",
            "Please keep each entry between {least} and {most} characters, with commas between them.",
            least=entries.min_chars,
            most=entries.max_chars,
        )
    return None
