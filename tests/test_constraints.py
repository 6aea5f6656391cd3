"""constraints.txt pins all that pyproject.toml asks for, down to the last dependency of a dependency."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
TEXTS = (".md", ".py", ".toml", ".txt", ".yml", ".yaml", ".cfg", ".service", ".sh", ".json", ".html", ".js", ".css", "")
MADE = {".venv", ".git", "build", "dist", "node_modules", "__pycache__", "data", "demo"}
REGISTRY = re.compile(
    r"--(extra-)?index-url|--find-links|index-url\s*=|(pypi|pythonhosted|npmjs|crates|ghcr|quay|gcr)\.(org|io|com)\b"
    r"|file:///|(PIP|UV)_(EXTRA_)?INDEX_URL",
    re.IGNORECASE,
)


def pinned() -> dict[str, Version]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = [re.fullmatch(r"([A-Za-z0-9._-]+)==([A-Za-z0-9.!+]+)", line) for line in lines if line]
    assert all(found), "each line is name==version"
    return {canonicalize_name(one[1]): Version(one[2]) for one in found if one}


def asked() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    return [Requirement(one) for group in groups for one in group]


def needed(requirements: list[Requirement]) -> dict[str, Requirement]:
    """Everything that gets installed here, by canonical name."""
    found: dict[str, Requirement] = {}
    seen = set[tuple[str, str]]()
    waiting = [(one, "") for one in requirements]
    while waiting:
        one, extra = waiting.pop()
        name = canonicalize_name(one.name)
        if one.marker and not one.marker.evaluate({"extra": extra}):
            continue
        found.setdefault(name, one)
        for wanted in ("", *one.extras):
            if (name, wanted) in seen:
                continue
            seen.add((name, wanted))
            try:
                requires = distribution(one.name).requires or []
            except PackageNotFoundError:
                continue  # named below as not pinned, or not for this platform
            waiting += [(Requirement(each), wanted) for each in requires]
    return found


def test_all_that_is_asked_for_is_pinned_and_installed_as_pinned() -> None:
    pins = pinned()
    for name, requirement in needed(asked()).items():
        assert name in pins, f"{name} is not pinned in constraints.txt"
        assert requirement.specifier.contains(pins[name], prereleases=True), f"{name}: {requirement}, {pins[name]}"
        assert Version(distribution(name).version) == pins[name], f"{name} is installed in another version"


def test_nothing_is_pinned_that_nobody_asks_for() -> None:
    elsewhere = {"tzdata", "colorama", "exceptiongroup", "tomli", "greenlet", "async-timeout"}  # other platforms
    assert set(pinned()) - set(needed(asked())) <= elsewhere


def test_no_file_names_a_registry() -> None:
    for file in sorted(ROOT.rglob("*")):
        parts = file.relative_to(ROOT).parts
        if MADE & set(parts) or any(part.endswith(("_cache", ".egg-info")) for part in parts) or parts[0][0] == ".":
            continue
        if file.is_file() and file.suffix in TEXTS and file != Path(__file__):
            found = REGISTRY.search(file.read_text(encoding="utf-8", errors="replace"))
            assert not found, f"{file.relative_to(ROOT)}: {found}"
