"""The doctor looks at every installation: tokens, keys, expiry and scopes, and names those in trouble."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.doctor.finding import Finding, State
from bot.doctor.installations import installations_looked_at
from bot.doctor.scopes import NEEDED
from bot.keys import Keys
from storage.installations import Installation
from tests.scenarios.several import KEY
from tests.storage.test_installations import HOUR, NOW, installation

KEYS = Keys([KEY])


def healthy(id_: str) -> Installation:
    return installation(
        id_, token=KEYS.sealed(f"xoxb-{id_}"), scopes=NEEDED, refresh_token="sealed", expires_at=NOW + 11 * HOUR
    )


async def looked_at(*stored: Installation, refused: Sequence[str] = ()) -> dict[str, Finding]:
    async def asked(token: str) -> str:
        return "account_inactive" if token in refused else ""

    return {one.check: one for one in await installations_looked_at(stored, KEYS, asked, NOW)}


async def test_all_is_well():
    left = replace(healthy("T3"), token=None, uninstalled_at=NOW)
    found = await looked_at(healthy("T1"), healthy("T2"), left)
    assert {one.state for one in found.values()} == {State.OK}
    assert found["installed"].told == "active: 2, uninstalled and still kept: 1"
    assert found["expiry"].told == "the next token expires in 11 h"


async def test_nobody_has_installed_it_yet():
    found = await looked_at()
    assert [(one.check, one.state) for one in found.values()] == [("installed", State.WARNING)]
    assert "/slack/install" in found["installed"].remedy


async def test_each_trouble_names_the_installation():
    found = await looked_at(
        healthy("T1"),
        replace(healthy("T2"), problem="invalid_refresh_token"),
        replace(healthy("T3"), token=Keys(["Wm3s2Hn5c1S6xVxq2n0b0vYk3bq5tq0i3n5m9o8p7q4="]).sealed("xoxb-T3")),
        replace(healthy("T4"), scopes=NEEDED - {"users:read"}),
        replace(healthy("T5"), expires_at=NOW + timedelta(minutes=10)),
        refused=["xoxb-T1"],
    )
    assert {check: one.state for check, one in found.items()} == {
        "installed": State.WRONG,
        "keys": State.WRONG,
        "tokens": State.WRONG,
        "expiry": State.WARNING,
        "scopes": State.WRONG,
    }
    assert "T2 (invalid_refresh_token)" in found["installed"].told
    assert "T3" in found["keys"].told
    assert "T1 (account_inactive)" in found["tokens"].told
    assert "T5" in found["expiry"].told
    assert "T4: users:read" in found["scopes"].told
