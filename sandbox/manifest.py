"""The app's manifest: what Slack's client knows of the app before it says anything."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

MANIFEST = Path(__file__).parents[1] / "manifest.yml"


@cache
def read_manifest(file: Path = MANIFEST) -> dict[str, Any]:
    """A manifest in YAML, read once; empty when there is no such file."""
    try:
        body: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return body
