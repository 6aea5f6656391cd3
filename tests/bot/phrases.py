"""Finds every sentence of the bot in its source."""

import ast
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent.parent.parent
SPEAKERS = {"words", "phrase"}


def phrases() -> dict[str, str]:
    """English by key, for all literal calls of `words(...)` and `phrase(...)`."""
    found: dict[str, str] = {}
    for folder in ("bot", "flows"):
        for file in sorted((HERE / folder).rglob("*.py")):
            for key, english in _spoken(ast.parse(file.read_text(encoding="utf-8"))):
                assert found.setdefault(key, english) == english, f"{file}: {key} is said in two ways"
    return found


def _spoken(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or len(node.args) < 2:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        key, english = node.args[:2]
        if name in SPEAKERS and isinstance(key, ast.Constant) and isinstance(english, ast.Constant):
            yield key.value, english.value
