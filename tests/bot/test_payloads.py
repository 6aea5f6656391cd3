"""Slack's payloads as facts."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.entered import Malformed
from bot.names import Act
from bot.payloads import MAX_TEXT, clicked_in, commanded_in, plain, said_in
from bot.said import Clicked, Deleted, Edited, Messaged
from bot.views.pressed import Pressed

Json = dict[str, Any]


def message(**more: Any) -> Json:
    event = {"type": "message", "user": "U1", "channel": "C1", "ts": "2.0", "thread_ts": "1.0", "text": "hi", **more}
    return {"type": "event_callback", "team_id": "T1", "event": event}


def changed(before: Json, now: Json, **more: Any) -> Json:
    base = {"type": "message", "user": "U1", "ts": "2.0", "thread_ts": "1.0"}
    event = {"type": "message", "subtype": "message_changed", "channel": "C1", "ts": "3.0"}
    return {
        "team_id": "T1",
        "event": {**event, "message": {**base, **now}, "previous_message": {**base, **before}, **more},
    }


def click(**more: Any) -> Json:
    action = {"type": "button", "action_id": "question.choose.3", "action_ts": "4.0"}
    action["value"] = str(Pressed(project="p1", question="value_size", line=2, value="medium"))
    body = {
        "type": "block_actions",
        "user": {"id": "U1"},
        "team": {"id": "T1"},
        "channel": {"id": "C1"},
        "container": {"thread_ts": "1.0"},
        "response_url": "http://127.0.0.1/r",
        "actions": [action],
    }
    return body | more


def command(**more: Any) -> Json:
    body = {"command": "/ml", "text": "new Menu", "team_id": "T1", "channel_id": "C1", "user_id": "U1"}
    return body | {"trigger_id": "t1", "response_url": "http://127.0.0.1/r"} | more


# --- texts


@pytest.mark.parametrize(
    ("wire", "read"),
    [
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("<@U1>", "@U1"),
        ("<@U1|ana>", "@ana"),
        ("<#C1|general>", "#general"),
        ("<#C1>", "#C1"),
        ("<!here>", "@here"),
        ("<!channel|channel>", "@channel"),
        ("<!subteam^S1|@team>", "@team"),
        ("<!subteam^S1>", "@S1"),
        ("<https://example.com|example.com>", "https://example.com"),
        ("<https://example.com/?a=1&amp;b=2>", "https://example.com/?a=1&b=2"),
        ("<mailto:a@example.com|a@example.com>", "a@example.com"),
        ("&lt;@U1&gt;", "<@U1>"),
        ("a < b", "a < b"),
        ("<>", "<>"),
        ("메뉴 :smile:", "메뉴 :smile:"),
        ("", ""),
    ],
)
def test_markup_is_read_as_a_person_reads_it(wire: str, read: str):
    assert plain(wire) == read


@given(st.text(max_size=400))
def test_what_a_person_typed_comes_back_from_the_wire(typed: str):
    wire = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert plain(wire) == typed


@pytest.mark.parametrize("piece", ["<", "<a", "<a|", "&", "<@U1> ", "|", ">"])
def test_the_longest_text_is_read_at_once(piece: str):
    assert len(plain(piece * MAX_TEXT)) <= MAX_TEXT


# --- messages


def test_a_message_is_who_where_what_and_whom_it_mentions():
    assert said_in(message(text="<@U2> &amp; <@U3|ben> <@U2>")) == Messaged(
        delivery="message:T1:C1:2.0",
        team="T1",
        channel="C1",
        by="U1",
        ts="2.0",
        thread="1.0",
        text="<@U2> &amp; <@U3|ben> <@U2>",
        mentions=("U2", "U3"),
    )


def test_a_message_outside_a_thread_has_none_and_neither_has_its_first():
    for thread in (None, "2.0"):
        said = said_in(message(thread_ts=thread))
        assert isinstance(said, Messaged)
        assert said.thread is None


@pytest.mark.parametrize("subtype", ["thread_broadcast", "file_share", "me_message"])
def test_what_people_say_in_other_ways_counts(subtype: str):
    assert isinstance(said_in(message(subtype=subtype)), Messaged)


@pytest.mark.parametrize("subtype", ["bot_message", "channel_join", "message_replied", "tombstone", "", 3, None])
def test_bots_and_notices_say_nothing(subtype: Any):
    assert said_in(message(subtype=subtype, bot_id="B1")) is None


def test_an_edit_is_the_message_as_it_reads_now():
    said = said_in(changed({"text": "a"}, {"text": "b", "edited": {"user": "U1", "ts": "3.5"}}))
    assert isinstance(said, Edited)
    assert said.delivery == "edit:T1:C1:2.0:3.5"
    assert (said.message.text, said.message.ts, said.message.thread) == ("b", "2.0", "1.0")
    assert said.message.delivery == "message:T1:C1:2.0"


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ({"text": "a"}, {"text": "a", "attachments": [{}]}),
        ({"text": "a"}, {"text": "a", "edited": {"ts": "3.5"}}),
        ({"text": "a"}, {"text": "b"}),
        ({"text": "a"}, {"text": "b", "edited": {"ts": "3.5"}, "bot_id": "B1"}),
        ({"text": "a"}, {"text": "a", "reply_count": 1}),
    ],
)
def test_an_unfurl_a_first_reply_or_a_bots_change_is_no_edit(before: Json, now: Json):
    assert said_in(changed(before, now)) is None


def test_a_deletion_names_the_message_that_is_gone():
    before = {"user": "U1", "ts": "2.0", "thread_ts": "1.0", "text": "a"}
    event = {"subtype": "message_deleted", "channel": "C1", "ts": "3.0", "previous_message": before}
    said = said_in({"team_id": "T1", "event": event})
    assert said == Deleted("deletion:T1:C1:2.0", "message:T1:C1:2.0", "T1", "C1", "U1", "2.0", "1.0")
    event["previous_message"] = {**before, "bot_id": "B1"}
    assert said_in({"team_id": "T1", "event": event}) is None


# --- clicks and commands


def test_a_click_is_an_act_and_what_the_button_remembers():
    said = clicked_in(click())
    assert said == Clicked(
        delivery="click:T1:U1:4.0:question.choose.3",
        team="T1",
        channel="C1",
        by="U1",
        act=Act.CHOOSE,
        pressed=Pressed(project="p1", question="value_size", line=2, value="medium"),
        thread="1.0",
        answer_at="http://127.0.0.1/r",
    )


def test_a_choice_in_a_menu_is_the_option_that_was_chosen():
    pressed = Pressed(project="p1", question="value_size", line=2, value="large")
    action = {"action_id": "question.pick", "action_ts": "4.0", "selected_option": {"value": str(pressed)}}
    said = clicked_in(click(actions=[action]))
    assert (said.act, said.pressed) == (Act.PICK, pressed)


@pytest.mark.parametrize("act", Act)
def test_every_act_is_recognised_alone_and_with_a_place(act: Act):
    for action_id in (act.value, f"{act}.1", f"{act}.12"):
        action = {"action_id": action_id, "action_ts": "4.0", "value": str(Pressed(project="p1"))}
        assert clicked_in(click(actions=[action])).act is act


@pytest.mark.parametrize(
    "action",
    [
        {"action_id": "question.explode", "action_ts": "4.0", "value": '{"project":"p1"}'},
        {"action_id": "question.choose", "action_ts": "4.0", "value": "{}"},
        {"action_id": "question.choose", "action_ts": "4.0", "value": "not json"},
        {"action_id": "question.choose", "action_ts": "4.0", "value": '{"project":"p1","more":1}'},
        {"action_id": "question.choose", "action_ts": "4.0"},
        {"action_id": "question.choose", "action_ts": "4.0", "selected_option": "x"},
        {"action_id": "question.choose", "value": '{"project":"p1"}'},
        {"value": '{"project":"p1"}'},
    ],
)
def test_a_button_that_is_not_ours_is_malformed(action: Json):
    with pytest.raises(Malformed):
        clicked_in(click(actions=[action]))


def test_a_command_is_read_with_its_mentions_in_words():
    said = commanded_in(command(text="new &lt;Menu&gt; for <@U2|ben>"))
    assert (said.text, said.delivery, said.by) == ("new <Menu> for @ben", "command:T1:t1", "U1")
    assert commanded_in(command(text="list <@U2|ben> &amp; <@U3>")).by_id == "list @U2 & @U3"


def test_half_a_character_does_not_reach_the_database():
    assert commanded_in(command(text="new \ud83d")).text == "new ?"
    assert commanded_in(command(text="new\0 one")).text == "new one"
    said = said_in(message(text="\udc00"))
    assert isinstance(said, Messaged)
    assert said.text == "?"


@pytest.mark.parametrize("ts", ["", "now", "-1.0", "1e9", "999999999999999.0", "١.٠"])
def test_a_timestamp_that_is_none_is_malformed(ts: str):
    with pytest.raises(Malformed):
        said_in(message(ts=ts))


# --- anything at all

LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["U1", "2.0", "C1", "<@U1>"])
ANYTHING = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner))


@st.composite
def _broken(draw: st.DrawFn, whole: Json) -> Json:
    """A payload in which some parts are anything, or missing."""
    body: Json = {}
    for key, value in whole.items():
        what = draw(st.sampled_from(["keep", "keep", "keep", "inside", "replace", "drop"]))
        if what == "replace":
            body[key] = draw(ANYTHING)
        elif what == "inside" and isinstance(value, dict):
            body[key] = draw(_broken(value))
        elif what == "inside" and isinstance(value, list) and value:
            body[key] = [draw(_broken(value[0]))]
        elif what != "drop":
            body[key] = value
    return body


@given(
    _broken(message())
    | _broken(changed({"text": "a"}, {"text": "b", "edited": {"ts": "3.5"}}))
    | _broken(message(subtype="message_deleted", previous_message={"user": "U1", "ts": "2.0"}))
)
def test_a_broken_event_is_malformed_and_nothing_else(body: Json):
    try:
        said = said_in(body)
    except Malformed:
        return
    assert said is None or isinstance(said, Messaged | Edited | Deleted)


@given(_broken(click()) | st.dictionaries(st.text(max_size=8), ANYTHING))
def test_a_broken_click_is_malformed_and_nothing_else(body: Json):
    try:
        assert isinstance(clicked_in(body), Clicked)
    except Malformed:
        return


@given(_broken(command()) | st.dictionaries(st.text(max_size=8), ANYTHING))
def test_a_broken_command_is_malformed_and_nothing_else(body: Json):
    try:
        assert isinstance(commanded_in(body).text, str)
    except Malformed:
        return
