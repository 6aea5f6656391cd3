"""Whatever arrives is a fact or `Malformed`, soon, and what is decoded can be stored."""

import time
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.entered import Malformed, entries_in, shown_in, storable
from bot.looked import proposed_in
from bot.payloads import plain
from tests.fuzz.payloads import BLOCKS, PAYLOADS, PROPOSED, STATE, TEXTS, broken, strings, texts, values

LONGEST = 1024 * 1024  # bytes; what bot/web.py lets through
SOON = 0.5  # seconds of processor time for a payload of that length, the best of three

every_payload = pytest.mark.parametrize("name", PAYLOADS)


def decode(name: str, payload: Any) -> Any:
    """The fact; None when it is nobody's doing or malformed."""
    try:
        fact = PAYLOADS[name][0](payload)
    except Malformed:
        return None
    for text in strings(fact):
        assert storable(text) == text, "no database takes it"
    return fact


@every_payload
def test_a_whole_payload_is_a_fact(name: str) -> None:
    assert decode(name, PAYLOADS[name][1]) is not None


@every_payload
def test_a_broken_payload_is_a_fact_or_malformed(name: str) -> None:
    @settings(max_examples=80)
    @given(broken(PAYLOADS[name][1]))
    def check(payload: Any) -> None:
        decode(name, payload)

    check()


@every_payload
@given(payload=st.dictionaries(texts, values, max_size=6))
@settings(max_examples=30)
def test_something_else_is_malformed_or_nothing(name: str, payload: Any) -> None:
    assert decode(name, payload) is None


@every_payload
def test_each_part_may_be_anything_at_all(name: str) -> None:
    """Not by chance: every hostile text and every other kind, at every place."""
    whole = PAYLOADS[name][1]
    for path in paths(whole):
        for bad in (
            *map(str, TEXTS),
            None,
            0,
            -1.5,
            True,
            [],
            {},
            [[]],
            [None],
            {"": None},
            ["a"],
            {"a": {"b": ["c"]}},
        ):
            decode(name, put(whole, path, bad))
        decode(name, put(whole, path, ...))


@given(st.one_of(values, broken(STATE)))
@settings(max_examples=100)
def test_any_state_of_a_form_has_entries(state: Any) -> None:
    with suppress(Malformed):
        for text in strings(entries_in(state)):
            assert storable(text) == text


@given(st.one_of(values, broken({"blocks": BLOCKS}).map(lambda payload: payload.get("blocks"))))
@settings(max_examples=100)
def test_any_blocks_of_a_message_have_entries(blocks: Any) -> None:
    with suppress(Malformed):
        for text in strings(shown_in(blocks)):
            assert storable(text) == text


@given(st.one_of(texts, broken({"channel": "C1", "alphas": list("123456")}).map(str)))
@settings(max_examples=80)
def test_weights_on_a_button_are_weights_or_malformed(value: str) -> None:
    with suppress(Malformed):
        proposed_in(value)


@pytest.mark.parametrize("alpha", ["1/0", "1e999999999", "-1e-999999999", "9" * 41, "", "nan", "inf", "x", "٣", "1_0"])
def test_weights_that_are_none_are_malformed_at_once(alpha: str) -> None:
    begun = time.process_time()
    try:
        found = proposed_in(PROPOSED.replace("25/2", alpha))
        assert found.weights
    except Malformed:
        pass
    assert time.process_time() - begun < SOON


@every_payload
@pytest.mark.parametrize("piece", ["a", "<", "<@U1|", "<@U1> ", "&lt;", "&#", "|", "{", "1", ".", "/", "\n", "한"])
def test_the_longest_payload_is_decoded_soon(name: str, piece: str) -> None:
    longest = piece * (LONGEST // len(piece.encode()))
    whole = PAYLOADS[name][1]
    payloads = [put(whole, path, longest) for path in paths(whole)]
    slowest = max(payloads, key=lambda payload: taken(name, payload))
    assert min(taken(name, slowest) for _ in range(3)) < SOON


def test_the_blocks_that_are_broken_here_have_an_entry_when_whole() -> None:
    assert shown_in(BLOCKS) == {"field:name": "Menu"}


def test_a_form_with_more_fields_than_slack_allows_is_refused_soon() -> None:
    for many in (
        {"values": {f"field:{number}": {"text": {"value": "x"}} for number in range(20_000)}},
        {"values": {"field:data": {"tick": {"selected_options": [{"value": "x"}] * 20_000}}}},
    ):
        begun = time.process_time()
        with pytest.raises(Malformed):
            entries_in(many)
        assert time.process_time() - begun < SOON


@given(texts)
def test_what_is_plain_is_no_longer_than_what_was_typed(text: str) -> None:
    assert len(plain(text)) <= len(text)


def taken(name: str, payload: Any) -> float:
    begun = time.process_time()
    decode(name, payload)
    return time.process_time() - begun


def paths(part: Any, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every part of a payload."""
    if isinstance(part, dict):
        keys: list[Any] = list(part)
    elif isinstance(part, list):
        keys = list(range(len(part)))
    else:
        return []
    return [way for key in keys for way in ((*before, key), *paths(part[key], (*before, key)))]


def put(whole: Any, path: tuple[Any, ...], what: Any) -> Any:
    """The payload with another part at that place; `...` takes it away."""
    payload = deepcopy(whole)
    holder = payload
    for key in path[:-1]:
        holder = holder[key]
    if what is ...:
        del holder[path[-1]]
    else:
        holder[path[-1]] = what
    return payload
