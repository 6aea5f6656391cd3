"""Loading the lifecycle: files in, one checked value out."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from flows.catalog.errors import CatalogueError
from flows.catalog.loader import load_catalogue
from flows.catalogue import Catalogue
from flows.lifecycle.check import Check
from flows.lifecycle.faults import faults
from flows.lifecycle.lifecycle import Lifecycle
from flows.lifecycle.reason import Reason
from flows.lifecycle.stage import Described, Stage, Substage
from flows.results.declared import declared
from flows.scoring.asked import Asked

__all__ = ["CatalogueError", "load_lifecycle"]

STAGES, SUBSTAGES, CHECKS, MOVES = "stages.yaml", "substages.yaml", "checks.yaml", "moves.yaml"


def load_lifecycle(folder: Path | None = None) -> Lifecycle:
    """The lifecycle in this folder, or the one that ships with the program, which is read once.

    Raises CatalogueError, naming file, key and remedy, for the first thing that is wrong.
    """
    return _shipped() if folder is None else _load(folder, load_catalogue())


@cache
def _shipped() -> Lifecycle:
    return _load(files("flows.lifecycle"), load_catalogue())


def _load(folder: Traversable, catalogue: Catalogue) -> Lifecycle:
    lifecycle = Lifecycle(
        catalogue=catalogue,
        asked=Asked(catalogue, catalogue.questions),
        stages=_stages(declared(folder, STAGES, "stage", Described)),
        substages=declared(folder, SUBSTAGES, "substage", Substage),
        checks=declared(folder, CHECKS, "check", Check, own="code"),
        reasons=declared(folder, MOVES, "move", Reason, own="code"),
    )
    for file, fault in faults(lifecycle):
        raise CatalogueError.at(file, fault)
    return lifecycle


def _stages(described: dict[str, Described]) -> dict[Stage, Described]:
    for key in described:
        if key not in set(Stage):
            raise CatalogueError(STAGES, key, "there is no such stage", f"Use one of {', '.join(Stage)}.")
    for stage in Stage:
        if stage not in described:
            raise CatalogueError(STAGES, stage, "the stage is missing", "Add it, with a label.")
    return {stage: described[stage] for stage in Stage}
