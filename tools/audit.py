"""`make audit`: what can be said of the dependencies without a network, then what only others know.

Without a network: every package that runs is pinned with hashes, and comes under a licence that asks for no more than
a notice. Known vulnerabilities are looked up by pip-audit, which asks the registry and needs a network. Exit code 1
when something is wrong, 2 when nobody could be asked.
"""

import json
import subprocess
import sys
from pathlib import Path

from tools.licences import unfit
from tools.locked import LOCK, locked

WRONG, UNKNOWN = 1, 2
NOT_ASKED = "Known vulnerabilities were NOT looked up"


def said_of(told: str) -> tuple[int, str]:
    """What pip-audit's JSON says, as an exit code and sentences.

    Its own exit code is 0 also when it could look nothing up, so every package is counted.
    """
    try:
        packages = json.loads(told)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return UNKNOWN, f"{NOT_ASKED}: pip-audit needs a network, and reached nobody."
    known = [f"{one['name']} {one['version']}: {bug['id']}" for one in packages for bug in one.get("vulns", ())]
    skipped = [one["name"] for one in packages if "skip_reason" in one]
    if known:
        return WRONG, "\n".join(known)
    if skipped or not packages:
        return UNKNOWN, f"{NOT_ASKED} for {len(skipped)} of {len(packages)} packages: the registry did not answer."
    return 0, f"No vulnerability is known in any of these {len(packages)}."


def looked_up(pip_audit: Path) -> tuple[int, str]:
    """Known vulnerabilities of every package in requirements.lock."""
    command = [str(pip_audit), "--requirement", str(LOCK), "--require-hashes", "--disable-pip", "--format", "json"]
    try:
        done = subprocess.run(  # noqa: S603 the program that make installed
            command, capture_output=True, text=True, timeout=300, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return UNKNOWN, f"{NOT_ASKED}: pip-audit is not there, or takes too long."
    return said_of(done.stdout)


def main(pip_audit: Path) -> int:
    packages = locked()
    odd = list(unfit(one.name for one in packages))
    sys.stdout.write(f"{len(packages)} packages run, each pinned with hashes.\n")
    sys.stdout.write("\n".join(odd or ["Each comes under a licence that asks for no more than a notice."]) + "\n")
    code, told = looked_up(pip_audit)
    sys.stdout.write(f"{told}\n")
    return WRONG if odd else code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
