"""English where it is declared, joined with its Korean."""

from collections.abc import Mapping

from flows.catalog.declarations import Declared
from flows.catalog.errors import CatalogueError
from flows.text import Text
from flows.translations import Translations

# What an entry is called itself, and what else it says.
NAMES = frozenset({"label", "title"})
SAYINGS = frozenset({"question", "help", "example", "unit", "per"})
# Lists whose entries say something: how one entry is called in a context, and which field tells it apart.
GROUPS = {
    "options": ("option", "value"),
    "columns": ("column", "key"),
    "parts": ("part", "key"),
    "items": ("item", "key"),
    "sections": ("section", "key"),
    "pages": ("page", "key"),
}


class Wording:
    """Puts a Text in place of each English string of one file's declarations."""

    def __init__(self, file: str, translations: Translations) -> None:
        self.file = file
        self.translations = translations

    def worded(self, declared: Mapping[str, Declared], context: str, key: str) -> dict[str, object]:
        """The declaration with Texts; `context` is its dotted place, `key` what an error names.

        Raises CatalogueError where Korean is missing. A string where a list belongs, and the like, stays as
        it is: the types of the questions complain about that.
        """
        return {field: self._field(field, value, context, key) for field, value in declared.items()}

    def _field(self, field: str, value: Declared, context: str, key: str) -> object:
        if field in NAMES and isinstance(value, str):
            return self._text(context, value, key)
        if field in SAYINGS and isinstance(value, str):
            return self._text(f"{context}.{field}", value, key)
        if field in GROUPS and isinstance(value, list):
            return [self._entry(field, entry, context, key) for entry in value]
        return value

    def _entry(self, field: str, entry: Declared, context: str, key: str) -> object:
        noun, identity = GROUPS[field]
        if not isinstance(entry, dict):
            return entry
        return self.worded(entry, f"{context}.{noun}.{entry.get(identity)}", key)

    def _text(self, context: str, english: str, key: str) -> Text:
        korean = self.translations.get((context, english))
        if korean is None:
            raise CatalogueError(
                self.file,
                key,
                f"there is no Korean for {english!r}",
                f"Give ko.po an entry with exactly this msgid under msgctxt {context!r}.",
            )
        return Text(en=english, ko=korean)
