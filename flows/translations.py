"""Translations as people keep them: gettext's .po files."""

import re
from collections.abc import Mapping
from importlib.resources.abc import Traversable

from babel.messages.pofile import PoFileError, read_po

Translations = Mapping[tuple[str, str], str]
"""The translation by (context, English). A missing key means not translated."""

_LINE = re.compile(r'(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?)\s+)?"([^"\\]|\\.)*")?')


class TranslationsError(ValueError):
    """A .po file cannot be read; `line` counts from 1."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        super().__init__(f"{file}, line {line}: {problem}.")
        self.line = line
        self.problem = problem


def read_translations(file: Traversable) -> Translations:
    """Read a .po file in UTF-8, leaving out entries that are empty or marked fuzzy.

    An entry without msgctxt has the context "". Raises TranslationsError, and FileNotFoundError.
    """
    # Babel reads 800 entries in milliseconds, so nothing has to be compiled, nor a cache to be written.
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
        _refuse_broken(lines, file.name)
        entries = read_po(lines, abort_invalid=True)
    except UnicodeDecodeError as error:
        raise TranslationsError(file.name, 1, "the file is not in UTF-8") from error
    except PoFileError as error:
        raise TranslationsError(file.name, error.lineno + 1, "an entry is not complete") from error
    return {
        (entry.context or "", entry.id): entry.string
        for entry in entries
        if isinstance(entry.id, str) and isinstance(entry.string, str)
        if entry.id and entry.string and not entry.fuzzy
    }


def _refuse_broken(lines: list[str], file: str) -> None:
    """Babel cuts off the first and the last character of a string, whether they are quotes or not."""
    for number, line in enumerate(lines, start=1):
        if not _LINE.fullmatch(line.strip()):
            raise TranslationsError(file, number, "this is neither a comment nor text in double quotes")
