"""Declarations in a YAML file whose Korean stands beside it."""

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from flows.catalog.complaints import first_fault
from flows.catalog.declarations import read_declarations
from flows.catalog.errors import CatalogueError
from flows.catalog.wording import Wording
from flows.translations import Translations, TranslationsError, read_translations

Kind = TypeVar("Kind", bound=BaseModel)


def declared(folder: Traversable, file: str, noun: str, kind: type[Kind], own: str | None = None) -> dict[str, Kind]:
    """The entries of a file by key. A label's context in ko.po is `noun.key`; `own` is the field that takes the key.

    Raises CatalogueError, naming file, key and remedy.
    """
    wording = Wording(file, _korean(folder))
    found: dict[str, Kind] = {}
    for key, entry in read_declarations(folder / file).items():
        if not isinstance(entry, dict):
            raise CatalogueError(file, key, "this holds no fields", "Indent its fields below its key.")
        fields: Mapping[str, object] = wording.worded(entry, f"{noun}.{key}", key)
        try:
            found[key] = kind.model_validate({**fields, own: key} if own else fields)
        except ValidationError as error:
            raise CatalogueError.at(file, first_fault(error, key)) from error
    return found


def _korean(folder: Traversable) -> Translations:
    file = folder / "ko.po"
    try:
        return read_translations(file)
    except FileNotFoundError:
        raise CatalogueError(file.name, "line 1", "the file is missing", "Bring it back.") from None
    except TranslationsError as error:
        raise CatalogueError(
            file.name,
            f"line {error.line}",
            error.problem,
            "Give msgctxt, msgid and msgstr, each in double quotes.",
        ) from error
