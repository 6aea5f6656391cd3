"""`make lock`: writes requirements.lock, the versions and hashes of what runs, for the image's Python on two machines.

pip looks the hashes up wherever it is set up to; nothing is installed.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.lock"
PYTHON = "3.12"
MACHINES = ("x86_64", "aarch64")
NEWEST_GLIBC, OLDEST_GLIBC = 41, 5
HEAD = f"# Made by `make lock` for Python {PYTHON} on Linux ({', '.join(MACHINES)}). Do not edit.\n"

Hashes = dict[tuple[str, str], set[str]]


def tags(machine: str) -> list[str]:
    """What pip calls Linux on this machine, the newest C library first, as pip itself prefers them."""
    numbered = [f"manylinux_2_{minor}_{machine}" for minor in range(NEWEST_GLIBC, OLDEST_GLIBC - 1, -1)]
    return [*numbered, f"manylinux2014_{machine}", f"manylinux2010_{machine}", f"manylinux1_{machine}"]


def resolved(machine: str) -> Hashes:
    """What pip would install there: (name, version) to hashes."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    platforms = [part for tag in tags(machine) for part in ("--platform", tag)]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        command += ["--only-binary", ":all:", "--python-version", PYTHON, "--target", folder, *platforms]
        command += ["--constraint", str(ROOT / "constraints.txt"), "--report", str(report), *asked]
        subprocess.run(command, check=True, timeout=600)  # noqa: S603 our own Python and our own list
        found: Hashes = defaultdict(set)
        for one in json.loads(report.read_text(encoding="utf-8"))["install"]:
            about, file = one["metadata"], one["download_info"]["archive_info"]
            found[about["name"], about["version"]].add(file["hashes"]["sha256"])
    return found


def written(hashes: Hashes) -> str:
    lines = [
        f"{name}=={version}" + "".join(f" \\\n    --hash=sha256:{one}" for one in sorted(found))
        for (name, version), found in sorted(hashes.items(), key=lambda item: item[0][0].casefold())
    ]
    return HEAD + "\n".join(lines) + "\n"


def main() -> None:
    every: Hashes = defaultdict(set)
    for machine in MACHINES:
        for package, found in resolved(machine).items():
            every[package] |= found
    LOCK.write_text(written(every), encoding="utf-8")


if __name__ == "__main__":
    main()
