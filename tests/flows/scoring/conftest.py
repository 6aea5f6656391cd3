"""The shipped catalogue and its scorer."""

import pytest

from flows.catalog.loader import load_catalogue
from flows.catalogue import Catalogue
from flows.scoring.scorer import Scorer


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def scorer(catalogue: Catalogue) -> Scorer:
    return Scorer(catalogue)
