"""Calls owed to Slack: in order within a lane, heads only, once each."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Connection, create_engine, select

from storage.calls import Call, CallState, Claimed, Later, Refused, Sent
from storage.columns import metadata
from storage.messages import Place, find_place, save_place
from storage.outbox import (
    claim_due,
    enqueue,
    forget_before,
    is_being_posted,
    next_due,
    owed,
    release_left_over,
    revive,
    settle,
)
from storage.tables import outbox

NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
LEASE = timedelta(seconds=60)
SECOND = timedelta(seconds=1)
MARKS = count(1)


def post(lane: str = "thread:p1", *, surface: str | None = None, thread: str | None = None, text: str = "hi") -> Call:
    payload = {"channel": "C1", "text": text}
    return Call("T1", lane, "chat.postMessage", payload, f"m{next(MARKS)}", surface=surface, thread=thread)


def change(surface: str, text: str = "hi", *, method: str = "chat.update") -> Call:
    return Call("T1", surface, method, {"text": text}, f"m{next(MARKS)}", target=surface)


def due(db: Connection, at: datetime = NOW, *, by: str = "a", most: int = 100) -> list[Claimed]:
    return claim_due(db, by=by, now=at, until=at + LEASE, most=most)


def texts(claimed: list[Claimed]) -> list[str]:
    return [one.call.payload["text"] for one in claimed]


@pytest.fixture(autouse=True)
def _card(db: Connection) -> None:
    save_place(db, "card:p1", "T1", Place("C1", "1.0"))


def test_only_the_oldest_call_of_a_lane_is_taken_until_it_is_settled(db: Connection):
    enqueue(db, [post(text="a"), post(text="b"), post("other", text="c")], due_at=NOW)
    first = due(db)
    assert texts(first) == ["a", "c"]
    assert due(db) == []
    settle(db, [Sent(first[0].id)], now=NOW)
    assert texts(due(db)) == ["b"]


def test_a_call_comes_back_whole(db: Connection):
    call = replace(post(surface="line:p1:1", thread="card:p1"), otherwise={"method": "x", "payload": {"a": "메뉴"}})
    enqueue(db, [call], due_at=NOW)
    (claimed,) = due(db)
    assert claimed.call == call
    assert (claimed.attempts, claimed.doubtful, claimed.thread) == (1, False, Place("C1", "1.0"))


def test_nothing_is_taken_before_it_is_due_and_the_next_time_is_known(db: Connection):
    enqueue(db, [post()], due_at=NOW + SECOND)
    assert due(db) == []
    assert next_due(db, now=NOW) == NOW + SECOND
    assert len(due(db, NOW + SECOND)) == 1
    assert next_due(db, now=NOW + SECOND) == NOW + SECOND + LEASE  # when it can be taken over
    assert next_due(db, now=NOW + SECOND + LEASE) is None


def test_a_call_waits_for_the_message_it_changes_and_for_its_thread(db: Connection):
    later = NOW + SECOND
    enqueue(db, [post(surface="line:p1:1"), post("other", surface="card:p2")], due_at=later)
    enqueue(db, [change("line:p1:1"), post("thread:p2", thread="card:p2")], due_at=NOW)
    assert due(db) == []
    save_place(db, "line:p1:1", "T1", Place("C1", "2.0"))
    (claimed,) = due(db)
    assert claimed.target == Place("C1", "2.0")
    save_place(db, "card:p2", "T1", Place("C2", "3.0"))
    (claimed,) = due(db)
    assert claimed.thread == Place("C2", "3.0")


def test_what_was_posted_can_be_changed_and_what_was_deleted_is_nowhere(db: Connection):
    enqueue(db, [post(surface="line:p1:1")], due_at=NOW)
    (claimed,) = due(db)
    settle(db, [Sent(claimed.id, Place("C1", "2.0"))], now=NOW)
    assert find_place(db, "line:p1:1") == Place("C1", "2.0")
    enqueue(db, [change("line:p1:1", method="chat.delete")], due_at=NOW)
    (claimed,) = due(db)
    settle(db, [Sent(claimed.id)], now=NOW)
    assert find_place(db, "line:p1:1") is None


def test_an_unsent_update_gives_way_to_a_newer_one(db: Connection):
    for text in ("one", "two", "three"):
        enqueue(db, [change("card:p1", text)], due_at=NOW)
    assert texts(due(db)) == ["three"]
    assert owed(db) == 1
    enqueue(db, [change("card:p1", "four")], due_at=NOW)
    assert owed(db) == 2, "the one under way cannot be replaced"


def test_updates_of_other_messages_and_deletions_are_not_replaced(db: Connection):
    save_place(db, "card:p2", "T1", Place("C1", "2.0"))
    enqueue(db, [change("card:p1"), change("card:p2")], due_at=NOW)
    enqueue(db, [change("card:p1", method="chat.delete")], due_at=NOW)
    assert owed(db) == 3


def test_calls_that_nobody_waits_for_come_last_and_may_be_held_back(db: Connection):
    enqueue(db, [change("card:p1", "background"), post(text="foreground")], due_at=NOW)
    held = claim_due(db, by="a", now=NOW, until=NOW + LEASE, most=9, waited_since=NOW - SECOND)
    assert texts(held) == ["foreground"]
    assert texts(due(db)) == ["background"]


def test_no_more_are_taken_than_there_is_room_for(db: Connection):
    enqueue(db, [post(f"lane{n}") for n in range(5)], due_at=NOW)
    assert [len(due(db, most=2)) for _ in range(4)] == [2, 2, 1, 0]


def test_a_lease_that_ran_out_makes_the_call_doubtful_for_the_next(db: Connection):
    enqueue(db, [post()], due_at=NOW)
    due(db, by="a")
    assert due(db, NOW + LEASE, by="b") == []
    (claimed,) = due(db, NOW + LEASE + SECOND, by="b")
    assert (claimed.doubtful, claimed.attempts) == (True, 2)


def test_what_a_dead_process_left_half_done_is_doubtful_and_due_again(db: Connection):
    enqueue(db, [post(text="a"), post(text="b"), post("other", text="c")], due_at=NOW)
    (first, _) = due(db)
    settle(db, [Sent(first.id)], now=NOW)
    assert release_left_over(db, due_at=NOW + SECOND) == 1
    claimed = {one.call.payload["text"]: one.doubtful for one in due(db, NOW + SECOND)}
    assert claimed == {"b": False, "c": True}


def test_a_call_that_failed_for_now_keeps_its_place_in_the_lane(db: Connection):
    enqueue(db, [post(text="a"), post(text="b")], due_at=NOW)
    (claimed,) = due(db)
    settle(db, [Later(claimed.id, NOW + SECOND, "timeout", doubtful=True)], now=NOW)
    assert due(db) == []
    (again,) = due(db, NOW + SECOND)
    assert (again.call.payload["text"], again.doubtful, again.attempts) == ("a", True, 2)


def test_a_refused_call_makes_way_and_what_is_said_instead_is_owed(db: Connection):
    enqueue(db, [post(text="a"), post(text="b")], due_at=NOW)
    (claimed,) = due(db)
    settle(db, [Refused(claimed.id, "is_archived", (post("instead:1", text="sorry"),))], now=NOW)
    assert sorted(texts(due(db))) == ["b", "sorry"]


def test_a_refused_surface_can_be_revived_and_one_that_is_there_cannot(db: Connection):
    enqueue(db, [post("thread:p9", surface="card:p9")], due_at=NOW)
    assert revive(db, "card:p9", now=NOW) is False, "it is under way"
    (claimed,) = due(db)
    settle(db, [Refused(claimed.id, "not_in_channel")], now=NOW)
    assert revive(db, "card:p9", now=NOW) is True
    (claimed,) = due(db)
    settle(db, [Sent(claimed.id, Place("C9", "1.0"))], now=NOW)
    assert revive(db, "card:p9", now=NOW) is False
    assert revive(db, "card:none", now=NOW) is False


def test_a_card_is_being_posted_from_the_first_try_until_it_is_settled(db: Connection):
    enqueue(db, [post("thread:p9", surface="card:p9")], due_at=NOW)
    assert is_being_posted(db, "card:", "T1", "C1") is False
    (claimed,) = due(db)
    assert is_being_posted(db, "card:", "T1", "C1") is True
    assert is_being_posted(db, "card:", "T1", "C2") is False
    assert is_being_posted(db, "card:", "T2", "C1") is False
    settle(db, [Later(claimed.id, NOW + SECOND, "timeout", doubtful=True)], now=NOW)
    assert is_being_posted(db, "card:", "T1", "C1") is True
    settle(db, [Sent(claimed.id, Place("C1", "5.0"))], now=NOW)
    assert is_being_posted(db, "card:", "T1", "C1") is False


def test_only_settled_calls_are_forgotten(db: Connection):
    enqueue(db, [post(), post("other")], due_at=NOW)
    claimed = due(db)
    settle(db, [Sent(claimed[0].id)], now=NOW)
    assert forget_before(db, NOW) == 0
    assert forget_before(db, NOW + SECOND) == 1
    assert owed(db) == 1


class AnyOutbox(RuleBasedStateMachine):
    """Two processes that die and are restarted; beside them, what was owed in each lane."""

    @initialize()
    def begin(self) -> None:
        self.engine = create_engine("sqlite://")
        metadata.create_all(self.engine)
        self.db = self.engine.connect()
        self.now = NOW
        self.order: dict[str, list[str]] = {}
        self.done: dict[str, list[str]] = {}
        self.under_way: dict[str, Claimed] = {}
        self.sending: set[str] = set()

    @rule(lane=st.sampled_from("xyz"), several=st.integers(1, 3))
    def owe(self, lane: str, several: int) -> None:
        calls = [post(lane) for _ in range(several)]
        enqueue(self.db, calls, due_at=self.now)
        self.order.setdefault(lane, []).extend(call.mark for call in calls)

    @rule(by=st.sampled_from("ab"), most=st.integers(1, 3))
    def claim(self, by: str, most: int) -> None:
        for claimed in due(self.db, self.now, by=by, most=most):
            lane = claimed.call.lane
            rest = self.order[lane][len(self.done.get(lane, [])) :]
            assert claimed.call.mark == rest[0], "not the head of its lane"
            earlier = self.under_way.get(lane)
            assert earlier is None or claimed.doubtful, "taken twice without a doubt"
            self.under_way[lane] = claimed
            self.sending.add(lane)

    @rule(lane=st.sampled_from("xyz"), how=st.sampled_from(["sent", "later", "doubtful", "refused"]))
    def finish(self, lane: str, how: str) -> None:
        claimed = self.under_way.pop(lane, None)
        if claimed is None:
            return
        self.sending.discard(lane)
        if how in ("sent", "refused"):
            outcome = Sent(claimed.id) if how == "sent" else Refused(claimed.id, "is_archived")
            settle(self.db, [outcome], now=self.now)
            self.done.setdefault(lane, []).append(claimed.call.mark)
        else:
            settle(self.db, [Later(claimed.id, self.now + SECOND, "x", doubtful=how == "doubtful")], now=self.now)

    @rule(seconds=st.sampled_from([1, 61]))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def start_again(self) -> None:
        assert release_left_over(self.db, due_at=self.now) == len(self.sending)
        self.sending.clear()

    @invariant()
    def what_is_owed_is_what_was_not_done(self) -> None:
        if hasattr(self, "db"):
            assert owed(self.db) == sum(map(len, self.order.values())) - sum(map(len, self.done.values()))
            for lane, marks in self.done.items():
                assert marks == self.order[lane][: len(marks)]

    def teardown(self) -> None:
        if not hasattr(self, "db"):
            return
        self.start_again()
        for _ in range(owed(self.db)):
            self.now += 2 * LEASE
            for claimed in due(self.db, self.now):
                settle(self.db, [Sent(claimed.id)], now=self.now)
        assert owed(self.db) == 0
        states = set(self.db.execute(select(outbox.c.state)).scalars())
        assert states <= {CallState.SENT, CallState.REFUSED}
        self.db.close()
        self.engine.dispose()


TestAnyOutbox = AnyOutbox.TestCase
TestAnyOutbox.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
