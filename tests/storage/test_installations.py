"""Where the bot is installed: who may renew its tokens, where it rests, and what is left when it goes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine

from storage.boards import post_board, waiting_boards
from storage.calls import Call
from storage.homes import all_homes_due, homes_due, opened_home
from storage.install_states import MOST, consume_state, save_state
from storage.installations import (
    Installation,
    Standing,
    all_homes,
    break_off,
    erasable,
    find_home,
    find_installation,
    forget,
    install,
    join,
    leave,
    standings,
    uninstall,
)
from storage.outbox import enqueue, give_up, owed
from storage.owing import owing
from storage.renewals import claim_renewal, expiring, given_up, put_off, renewed, reseal

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def installation(id_: str = "T1", **others: Any) -> Installation:
    values: dict[str, Any] = {
        "id": id_,
        "org_wide": False,
        "name": "Acme",
        "app": "A1",
        "bot_user": "U1",
        "bot": "B1",
        "url": "https://acme.slack.com/",
        "scopes": frozenset({"chat:write", "commands"}),
        "token": "sealed-1",
        "installed_by": "U9",
        "installed_at": NOW,
        "refresh_token": "refresh-1",
        "expires_at": NOW + HOUR,
    }
    return Installation(**{**values, **others})


def test_it_is_stored_as_it_was_and_the_newest_wins(db: Connection):
    assert install(db, installation()) == ["T1"]
    assert find_installation(db, "T1") == installation()
    newer = installation(scopes=frozenset({"commands"}), token="sealed-2", refresh_token=None, expires_at=None)
    install(db, newer)
    assert find_installation(db, "T1") == newer
    assert [home.team for home in all_homes(db)] == ["T1"]


def test_one_at_a_time_may_spend_a_refresh_token(engine: Engine, db: Connection):
    install(db, installation())
    db.commit()
    late = {"before": NOW + 2 * HOUR, "now": NOW, "until": NOW + timedelta(seconds=30)}
    assert expiring(db, before=NOW + 2 * HOUR, now=NOW) == ["T1"]
    mine = claim_renewal(db, "T1", by="one", **late)
    db.commit()
    assert mine
    with engine.connect() as other:
        assert claim_renewal(other, "T1", by="two", **late) is None
        assert expiring(other, before=NOW + 2 * HOUR, now=NOW) == []
        other.rollback()
        assert reseal(other, lambda sealed: f"{sealed} anew") == 2  # sealed anew in the middle of it
        other.commit()
    assert renewed(db, mine, "sealed-2", "refresh-2", NOW + 12 * HOUR)
    stored = find_installation(db, "T1")
    assert stored
    assert (stored.token, stored.refresh_token) == ("sealed-2", "refresh-2")
    assert claim_renewal(db, "T1", by="two", **late) is None  # it lasts again


def test_a_lease_that_is_over_goes_to_another_and_a_new_installation_goes_before_both(db: Connection):
    install(db, installation())
    late = {"before": NOW + 2 * HOUR, "now": NOW, "until": NOW + HOUR / 2}
    mine = claim_renewal(db, "T1", by="one", **late)
    assert mine
    put_off(db, mine, until=NOW + HOUR / 4)
    later = {**late, "now": NOW + HOUR / 4}
    theirs = claim_renewal(db, "T1", by="two", **later)
    assert theirs
    put_off(db, mine, until=NOW + DAY)  # not mine any more
    assert expiring(db, before=NOW + 2 * HOUR, now=NOW + HOUR / 2) == ["T1"]
    install(db, installation(token="fresh", installed_at=NOW + HOUR))
    assert not renewed(db, theirs, "stale", "stale", NOW + DAY)
    assert not given_up(db, theirs, "invalid_refresh_token")
    stored = find_installation(db, "T1")
    assert stored
    assert (stored.token, stored.standing) == ("fresh", Standing.ACTIVE)


def test_uninstalled_or_broken_it_rests_there_and_only_there(db: Connection):
    for team in ("T1", "T2", "T3"):
        install(db, installation(team))
        opened_home(db, team, "U9", at=NOW)
        all_homes_due(db, team, now=NOW)
        post_board(db, team, "C1")
        call = Call(team, f"lane:{team}", "chat.postMessage", {"channel": "C1", "text": "x"}, team)
        enqueue(db, [call], due_at=NOW)
    assert break_off(db, "T2", "token_revoked", token="sealed-1")
    assert not break_off(db, "T3", "token_revoked", token="an older one")
    assert uninstall(db, "T1", now=NOW, erase_at=NOW + DAY) == ["T1"]
    assert uninstall(db, "T1", now=NOW + HOUR, erase_at=NOW + 2 * DAY) is None
    assert give_up(db, "T1", now=NOW) == 1

    assert standings(db) == dict.fromkeys(Standing, 1)
    assert homes_due(db, now=NOW) == [("T3", "U9")]
    assert waiting_boards(db) == []
    assert (owed(db), owing(db).calls) == (2, 1)  # what waits for a new installation is nobody's fault
    gone = find_installation(db, "T1")
    assert gone
    assert (gone.token, gone.refresh_token) == (None, None)


def test_an_organisations_workspaces_come_and_go_with_it(db: Connection):
    install(db, installation("E1", org_wide=True))
    for team in ("T1", "T2", "T3"):
        join(db, team, "E1", now=NOW)
    leave(db, ["T1"], now=NOW + HOUR, erase_at=NOW + DAY)
    assert uninstall(db, "E1", now=NOW + 2 * HOUR, erase_at=NOW + DAY) == ["T2", "T3"]
    assert install(db, installation("E1", org_wide=True, installed_at=NOW + 3 * HOUR)) == ["T2", "T3"]
    left = find_home(db, "T1")
    assert left
    assert left.left_at == NOW + HOUR
    assert erasable(db, now=NOW + DAY) == ["T1"]
    forget(db, "T1")
    assert [home.team for home in all_homes(db)] == ["T2", "T3"]
    assert find_installation(db, "E1")


def test_the_last_workspace_takes_an_uninstalled_installation_along(db: Connection):
    install(db, installation())
    uninstall(db, "T1", now=NOW, erase_at=NOW)
    forget(db, "T1")
    assert find_installation(db, "T1") is None


def test_a_state_is_good_once_for_its_browser_and_in_time(db: Connection, monkeypatch: pytest.MonkeyPatch):
    until = NOW + timedelta(minutes=10)
    assert save_state(db, "s1", browser="b1", now=NOW, expires_at=until)
    assert not consume_state(db, "s1", browser="b2", now=NOW)
    assert not consume_state(db, "s1", browser="b1", now=until)
    assert consume_state(db, "s1", browser="b1", now=NOW)
    assert not consume_state(db, "s1", browser="b1", now=NOW)

    assert MOST > 1000
    monkeypatch.setattr("storage.install_states.MOST", 1)
    assert save_state(db, "s2", browser="b", now=NOW, expires_at=until)
    assert not save_state(db, "s3", browser="b", now=NOW, expires_at=until)
    assert save_state(db, "s4", browser="b", now=until, expires_at=until + HOUR)
