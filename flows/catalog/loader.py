"""Loading the catalogue: files in, one checked value out."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from flows.catalog.checks import faults
from flows.catalog.complaints import first_fault
from flows.catalog.declarations import Declared, read_declarations
from flows.catalog.errors import CatalogueError
from flows.catalog.outline import DeclaredSection, Outline
from flows.catalog.wording import Wording
from flows.catalogue import Catalogue
from flows.questions import Need, Question
from flows.translations import Translations, TranslationsError, read_translations

__all__ = ["CatalogueError", "load_catalogue"]

FLOW = "flow.yaml"
KOREAN = "ko.po"


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue in this folder, or the one that ships with the program, which is read once.

    Raises CatalogueError, naming file, key and remedy, for the first thing that is wrong.
    """
    return _shipped() if folder is None else _load(folder)


@cache
def _shipped() -> Catalogue:
    return _load(files("flows.catalog"))


def _load(folder: Traversable) -> Catalogue:
    translations = _korean(folder / KOREAN)
    outline = _outline(folder / FLOW, translations)
    kinds = _kinds()
    questions: dict[str, Question] = {}
    places: dict[str, str] = {}
    for section in outline.sections:
        for question in _questions(folder / section.file, section, translations, kinds):
            if other := places.get(question.key):
                raise CatalogueError(
                    section.file,
                    question.key,
                    f"{other} has this key, too",
                    "Give one of the two another key.",
                )
            questions[question.key] = question
            places[question.key] = section.file
    catalogue = Catalogue(
        version=outline.version,
        sections=outline.as_sections(),
        questions={key: questions[key] for key in outline.order(questions.values()) if key in questions},
        quick=outline.quick,
        pages=outline.pages,
    )
    for fault in faults(catalogue):
        raise CatalogueError.at(places.get(fault.key, FLOW), fault)
    return catalogue


def _korean(file: Traversable) -> Translations:
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


def _outline(file: Traversable, translations: Translations) -> Outline:
    declared = Wording(file.name, translations).worded(read_declarations(file), "catalog", "the flow")
    try:
        return Outline.model_validate(declared)
    except ValidationError as error:
        raise CatalogueError.at(file.name, first_fault(error, "the flow")) from error


def _questions(
    file: Traversable, section: DeclaredSection, translations: Translations, kinds: TypeAdapter[Question]
) -> Iterator[Question]:
    wording = Wording(file.name, translations)
    for key, declared in read_declarations(file).items():
        if not isinstance(declared, dict):
            raise CatalogueError(
                file.name,
                key,
                "this is not a question",
                "Indent its fields below its key, each with a colon.",
            )
        for name in ("key", "section"):
            if name in declared:
                raise CatalogueError(
                    file.name, key, f"`{name}` is not a field here", "Remove it: the file's layout says it."
                )
        known = {"key": key, "section": section.key, "offers_unknown": _offers_unknown(declared)}
        try:
            yield kinds.validate_python(known | wording.worded(declared, f"catalog.{key}", key))
        except ValidationError as error:
            raise CatalogueError.at(file.name, first_fault(error, key, declared.get("kind"))) from error


def _offers_unknown(declared: dict[str, Declared]) -> bool:
    """Who has to answer may not know yet; words that are required can always be found."""
    need = declared.get("need")
    return need == Need.SKIPPABLE or (need == Need.REQUIRED and declared.get("kind") == "one_of")


@cache
def _kinds() -> TypeAdapter[Question]:
    return TypeAdapter(Question)
