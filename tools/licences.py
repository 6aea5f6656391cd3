"""Under which licences the dependencies come, as their own metadata says."""

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

PERMISSIVE = re.compile(
    r"\b(MIT|MIT-0|MIT-CMU|HPND|BSD|[0-9]-Clause|0BSD|Apache|ISC|PSF|PSF-2\.0|Python Software Foundation|Python-2\.0"
    r"|Unlicense|Zlib|CC0|OFL|SIL|Matplotlib)\b",
    re.IGNORECASE,
)
WEAK = re.compile(r"\b(LGPL|Lesser General Public|MPL|Mozilla Public)\b", re.IGNORECASE)
"""Of these a library may be used by a program under any licence."""


def licence_of(found: Distribution) -> str:
    """The expression, or else what the classifiers or the old field say; empty when nothing does."""
    expressions, licences = _said(found, "License-Expression"), _said(found, "License")
    classified = [one.rpartition(" :: ")[2] for one in _said(found, "Classifier") if one.startswith("License ::")]
    named = [one for one in classified if one != "OSI Approved"]
    return " OR ".join(expressions or named) or "".join(licences[:1]).partition("\n")[0].strip()


def _said(found: Distribution, field: str) -> list[str]:
    return [str(one) for one in found.metadata.get_all(field) or ()]


def unfit(names: Iterable[str]) -> Iterator[str]:
    """One sentence for each package whose licence is unknown, or asks for more than a notice."""
    for name in names:
        try:
            licence = licence_of(distribution(name))
        except PackageNotFoundError:
            continue  # for another machine
        if not PERMISSIVE.search(licence) and not WEAK.search(licence):
            yield f"{name} comes under {licence or 'no licence that it names'}"
