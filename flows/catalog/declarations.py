"""YAML as the catalogue writes it: mappings, lists and text, nothing else."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable

import yaml

from flows.catalog.errors import CatalogueError

try:
    from yaml import CBaseLoader as BaseLoader
except ImportError:  # PyYAML without libyaml: slower, the same result
    from yaml import BaseLoader  # type: ignore[assignment]

Declared = str | list["Declared"] | dict[str, "Declared"]
"""What a file says. Every scalar is text: the type of a field decides what it means, so `no` stays a word."""


def read_declarations(file: Traversable) -> dict[str, Declared]:
    """A file's top-level mapping. Raises CatalogueError for what is no YAML, and for a key given twice."""
    try:
        root = yaml.compose(file.read_text(encoding="utf-8"), Loader=BaseLoader)
    except FileNotFoundError:
        raise CatalogueError(
            file.name, "line 1", "the file is missing", "Create it, or correct its name in flow.yaml."
        ) from None
    except UnicodeDecodeError as error:
        raise CatalogueError(file.name, "line 1", "the file is not in UTF-8", "Save it as UTF-8.") from error
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else "line 1"
        raise CatalogueError(
            file.name,
            line,
            f"this is not YAML: {error.problem}",
            "Check indentation, colons and quotes there.",
        ) from error
    if not isinstance(root, yaml.MappingNode):
        raise CatalogueError(
            file.name, "line 1", "the file holds no mapping", "Start each entry with its key and a colon."
        )
    return {key: _plain(node, file.name, key) for key, node in _entries(root, file.name, "")}


def _plain(node: yaml.Node, file: str, key: str) -> Declared:
    match node:
        case yaml.MappingNode():
            return {name: _plain(value, file, key) for name, value in _entries(node, file, key)}
        case yaml.SequenceNode():
            return [_plain(value, file, key) for value in node.value]
        case _:
            return str(node.value)


def _entries(mapping: yaml.MappingNode, file: str, key: str) -> Iterator[tuple[str, yaml.Node]]:
    """The pairs of a mapping. PyYAML itself would let the later of two equal keys win in silence."""
    seen: set[str] = set()
    for name_node, value in mapping.value:
        name = str(name_node.value)
        if name in seen:
            line = name_node.start_mark.line + 1
            raise CatalogueError(
                file, key or name, f"`{name}` is given twice, again in line {line}", "Keep one of the two."
            )
        seen.add(name)
        yield name, value
