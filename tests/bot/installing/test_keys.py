"""`groundwork keys`: a new key in front, everything sealed anew, and the old one can go."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.keys import Keys, NoKeyOpens, new_key
from storage.engines import open_engine
from storage.installations import find_installation, install
from storage.webhooks import Webhook, add_webhook, all_webhooks
from tests.bot.test_cli import groundwork
from tests.scenarios.several import KEY
from tests.storage.test_installations import NOW, installation

NEW = "Wm3s2Hn5c1S6xVxq2n0b0vYk3bq5tq0i3n5m9o8p7q4="


@pytest.fixture
def engine(database_url: str) -> Engine:
    held = Keys([KEY])
    opened = open_engine(database_url)
    with opened.connect().execution_options(writes=True) as db, db.begin():
        install(db, installation(token=held.sealed("xoxb-1"), refresh_token=held.sealed("xoxe-1")))
        sealed = f"sealed:{held.sealed('gwsec_1')}"
        add_webhook(db, Webhook("W1", "T1", "https://a.example", ("project.created",), sealed, NOW))
        add_webhook(db, Webhook("W2", "T1", "https://b.example", ("project.created",), "open:gwsec_2", NOW))
    return opened


async def rotated(database_url: str, tmp_path: Path, keys: str) -> tuple[int, str, str]:
    given = {"DATABASE_URL": database_url, "GROUNDWORK_ENCRYPTION_KEYS": keys}
    return await groundwork("keys", "rotate", cwd=tmp_path, **given)


async def test_everything_is_sealed_anew_and_the_old_key_can_go(engine: Engine, database_url: str, tmp_path: Path):
    code, out, err = await rotated(database_url, tmp_path, f"{NEW},{KEY}")
    assert (code, out, err) == (0, "Sealed with the newest key: 4\n", "")
    with engine.connect() as db:
        one, hooks = find_installation(db, "T1"), all_webhooks(db)
    only = Keys([NEW])
    assert one
    assert [only.opened(sealed or "") for sealed in (one.token, one.refresh_token)] == ["xoxb-1", "xoxe-1"]
    assert [only.opened(hook.secret.removeprefix("sealed:")) for hook in hooks] == ["gwsec_1", "gwsec_2"]
    with pytest.raises(NoKeyOpens):
        Keys([KEY]).opened(one.token or "")


async def test_a_key_that_does_not_open_changes_nothing(engine: Engine, database_url: str, tmp_path: Path):
    with engine.connect() as db:
        before = find_installation(db, "T1")
    code, out, err = await rotated(database_url, tmp_path, NEW)
    assert (code, out) == (1, "")
    assert "does not open everything that is stored, so nothing was changed" in err
    with engine.connect() as db:
        assert find_installation(db, "T1") == before


async def test_a_new_key_is_one(tmp_path: Path):
    code, out, _ = await groundwork("keys", "new", cwd=tmp_path)
    assert code == 0
    assert Keys([out.strip()]).opened(Keys([out.strip()]).sealed("x")) == "x"
    assert new_key() != new_key()
