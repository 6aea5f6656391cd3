"""`make sbom`: what the image holds, as a CycloneDX bill of materials on standard output."""

import json
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any

from tools.licences import licence_of
from tools.lock import ROOT
from tools.locked import Locked, locked


def bill(packages: list[Locked]) -> dict[str, Any]:
    """CycloneDX 1.6, without a serial number or a time, so that the same packages make the same bill."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    itself = {"type": "application", "name": project["name"], "version": project["version"]}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**itself, "bom-ref": project["name"]}},
        "components": [_component(one) for one in packages],
    }


def _component(one: Locked) -> dict[str, Any]:
    address = f"pkg:pypi/{one.name.lower().replace('_', '-')}@{one.version}"
    named: dict[str, Any] = {"type": "library", "bom-ref": address, "name": one.name, "version": one.version}
    try:
        licence = licence_of(distribution(one.name))
    except PackageNotFoundError:
        licence = ""
    told = {"licenses": [{"license": {"name": licence}}]} if licence else {}
    hashes = [{"alg": "SHA-256", "content": each} for each in one.hashes]
    references = [{"type": "distribution", "url": address, "hashes": hashes}]
    return {**named, "purl": address, **told, "externalReferences": references}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(bill(locked()), indent=2) + "\n")
