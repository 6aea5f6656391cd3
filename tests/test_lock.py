"""requirements.lock names what runs, as constraints.txt pins it, each with the hashes of its files."""

import json
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.test_constraints import ROOT, needed, pinned
from tools.audit import UNKNOWN, WRONG, said_of
from tools.licences import unfit
from tools.locked import locked
from tools.sbom import bill

OPTION = "--index" + "-url"  # no file may name it whole
HASH = "0" * 64


def test_the_lock_holds_what_runs_as_it_is_pinned_and_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runs = needed([Requirement(one) for one in project["dependencies"]])
    found = {canonicalize_name(one.name): one for one in locked()}
    assert set(found) ^ set(runs) <= {"greenlet", "tzdata"}, "only for some machines: run `make lock`"
    pins = pinned()
    assert {name: Version(one.version) for name, one in found.items()} == {name: pins[name] for name in found}
    assert all(one.hashes for one in found.values())


@pytest.mark.parametrize(
    "line",
    ["a==1", f"a>=1 \\\n    --hash=sha256:{HASH}", f"{OPTION} x\na==1 \\\n    --hash=sha256:{HASH}", "a==1 \\\n"],
)
def test_a_line_that_is_no_pin_with_hashes_is_refused(line: str) -> None:
    assert locked(f"# made\na==1 \\\n    --hash=sha256:{HASH}\n")[0].hashes == (HASH,)
    with pytest.raises(ValueError, match="no pin with hashes"):
        locked(f"{line}\n")


def test_every_licence_asks_for_no_more_than_a_notice() -> None:
    assert list(unfit(one.name for one in locked())) == []


def test_the_bill_of_materials_names_every_package_with_its_hashes() -> None:
    made = bill(locked())
    assert made == json.loads(json.dumps(made))
    assert made["metadata"]["component"]["name"] == "groundwork"
    by_name = {one["name"]: one for one in made["components"]}
    assert len(by_name) == len(locked())
    assert by_name["slack_bolt"]["purl"].startswith("pkg:pypi/slack-bolt@")
    assert by_name["slack_bolt"]["licenses"] == [{"license": {"name": "MIT License"}}]
    assert all(one["externalReferences"][0]["hashes"] for one in made["components"])


def test_an_audit_that_looked_nothing_up_does_not_pass_for_a_clean_one() -> None:
    clean = {"name": "a", "version": "1", "vulns": []}
    skipped = {"name": "b", "skip_reason": "Dependency not found on PyPI and could not be audited: b (1)"}
    hurt = {"name": "c", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": []}]}
    cases = [([clean], 0), ([clean, skipped], UNKNOWN), ([skipped], UNKNOWN), ([], UNKNOWN), ([skipped, hurt], WRONG)]
    assert [said_of(json.dumps({"dependencies": found}))[0] for found, _ in cases] == [code for _, code in cases]
    assert said_of("")[0] == said_of("ConnectionError: nobody")[0] == UNKNOWN
    assert "c 2: PYSEC-1" in said_of(json.dumps({"dependencies": [hurt]}))[1]
