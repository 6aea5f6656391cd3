"""Slack's payloads, whole and then broken: parts gone, parts of another kind, texts that nobody types by accident."""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from bot.looked import looked_in, weighed_in
from bot.names import SETTING, Act, Sheet
from bot.payloads import clicked_in, commanded_in, picked_in, said_in, submitted_in
from bot.pushed import filled_in, pushed_in
from bot.steps.executed import executed_in
from bot.views.pressed import Held, Pressed
from bot.views.proposed import Proposed

Json = dict[str, Any]

PERSON = {"id": "U1", "username": "ana", "team_id": "T1"}
STATE = {
    "values": {
        "field:name": {"text": {"type": "plain_text_input", "value": "Menu helper"}},
        "field:size": {"pick": {"type": "static_select", "selected_option": {"text": {}, "value": "large"}}},
        "field:data": {"tick": {"type": "checkboxes", "selected_options": [{"value": "a"}, {"value": "b"}]}},
        "field:lead": {"who": {"type": "multi_users_select", "selected_users": ["U1", "U2"]}},
        "field:when": {"day": {"type": "datepicker", "selected_date": "2026-12-24"}},
    }
}
BLOCKS: list[Json] = [
    {
        "type": "actions",
        "block_id": "field:data",
        "elements": [
            {"type": "checkboxes", "initial_options": [{"value": "a"}], "options": [{"value": "a"}, {"value": "b"}]},
            {"type": "static_select", "initial_option": {"text": {}, "value": "large"}},
            {"type": "datepicker", "initial_date": "2026-12-24"},
        ],
    },
    {"type": "input", "block_id": "field:name", "element": {"type": "plain_text_input", "initial_value": "Menu"}},
    {"type": "section", "block_id": "s", "accessory": {"type": "users_select", "initial_user": "U1"}},
]
ALPHAS = ("25/2", "0", "1", "40", "1/3", "7")
HELD = str(Held(project="p1", question="value_size", stretch="quick", part=1, line=3, about="check"))
MESSAGE = {"type": "message", "user": "U1", "ts": "1795000000.000200", "thread_ts": "1795000000.000100", "text": "a"}


def event(**more: Any) -> Json:
    return {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": {**MESSAGE, "channel": "C1", **more}}


def interaction(**more: Any) -> Json:
    common = {"user": PERSON, "team": {"id": "T1"}, "channel": {"id": "C1"}, "trigger_id": "1.2.3"}
    return {**common, "response_url": "https://hooks.example.com/actions/1", **more}


def click(action: Json, **more: Any) -> Json:
    return interaction(type="block_actions", actions=[{"action_ts": "1795000001.5", **action}], **more)


def view(callback: str, metadata: str) -> Json:
    return {
        "id": "V1",
        "hash": "1.a",
        "type": "modal",
        "callback_id": callback,
        "private_metadata": metadata,
        "state": STATE,
        "blocks": BLOCKS,
    }


BUTTON = {"action_id": "question.choose.3", "value": str(Pressed(project="p1", question="size", line=2, value="large"))}
DAY = {"action_id": "question.date", "block_id": "date/p1/deadline/3", "selected_date": "2026-12-24"}
PROPOSED = str(Proposed(channel="C1", alphas=ALPHAS))
EDITED = {
    "subtype": "message_changed",
    "message": {**MESSAGE, "text": "b", "edited": {"user": "U1", "ts": "1795000002.0"}},
    "previous_message": MESSAGE,
}

PAYLOADS: dict[str, tuple[Any, Json]] = {
    "step": (
        executed_in,
        {
            "type": "event_callback",
            "team_id": "T1",
            "event": {
                "type": "function_executed",
                "function": {"callback_id": "start_intake"},
                "function_execution_id": "Fx1",
                "inputs": {
                    "channel": "C1",
                    "person": "U1",
                    "name": "Menu helper",
                    "problem": "Guests",
                    "finish_when": "",
                },
                "bot_access_token": "xwfp-1",
            },
        },
    ),
    "message": (said_in, event(text="<@U2|ben> &amp; <https://example.com|here>")),
    "edit": (said_in, event(**EDITED)),
    "deletion": (said_in, event(subtype="message_deleted", previous_message=MESSAGE)),
    "button": (clicked_in, click(BUTTON, container={"thread_ts": "1.2"}, state=STATE, message={"blocks": BLOCKS})),
    "menu": (clicked_in, click({"action_id": "question.pick", "selected_option": {"value": BUTTON["value"]}})),
    "date": (clicked_in, click(DAY, container={"thread_ts": "1.2"})),
    "button in a modal": (clicked_in, click(BUTTON, view=view(Sheet.PAGE, HELD))),
    "modal": (submitted_in, interaction(type="view_submission", view=view(Sheet.PAGE, HELD))),
    "board": (looked_in, click({"action_id": Act.BOARD_WHY, "value": "p1"}, view=view("sheet.weights", PROPOSED))),
    "weights": (weighed_in, interaction(type="view_submission", view=view("sheet.weights", PROPOSED))),
    "home": (pushed_in, click({"action_id": Act.HOME_START, "value": "C1"})),
    "settings": (filled_in, interaction(type="view_submission", view=view(SETTING, "C1"))),
    "command": (
        commanded_in,
        {
            "command": "/ml",
            "text": "new <@U1|ana> &lt;b&gt;",
            "team_id": "T1",
            "channel_id": "C1",
            "user_id": "U1",
            "trigger_id": "1.2.3",
            "response_url": "https://hooks.example.com/commands/1",
        },
    ),
    "shortcut": (picked_in, interaction(type="message_action", callback_id="project.start", message=MESSAGE)),
}
"""By name: what decodes it, and one that is whole."""

TEXTS = [
    *(
        "",
        " ",
        "\0",
        "\ud800",
        "\udfff a",
        "🙂",
        "ﷺ",
        "\u202e",
        "<@",
        "<@U1|",
        "<!channel>",
        "&lt;",
        "&#x110000;",
        "&#0;",
    ),
    *("a" * 5000, "<" * 3000, "/" * 3000, "1" * 5000, "question.choose" + ".1" * 900),
    *("{}", "[]", "null", '{"project":1}', '{"project":"p","line":1e999}', '{"project":"p","line":' + "9" * 5000 + "}"),
    *(
        '{"project":"\\ud800"}',
        '{"project":"\\u0000"}',
        '{"project":"p","value":"\\ud800"}',
        "[" * 3000,
        "nan",
        "1/0",
        "1e999999999",
        "0" * 41,
    ),
    *("date/p1/q/3/4", "date/p1/q/x", "date/p1/q/-1", "date/p1/q/" + "1" * 5000, "date/" + "p" * 50 + "/q/1"),
    *Act,
    *Sheet,
]
texts = st.one_of(st.sampled_from([str(text) for text in TEXTS]), st.text(max_size=30))
numbers = st.one_of(st.integers(), st.floats(), st.booleans())
values = st.recursive(
    st.one_of(st.none(), numbers, texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=6,
)


@st.composite
def broken(draw: st.DrawFn, whole: Json) -> Json:
    """The payload with one to four of its parts replaced, emptied or gone."""
    payload = deepcopy(whole)
    for _ in range(draw(st.integers(1, 4))):
        places = list(_places(payload))
        if not places:
            break
        holder, key = draw(st.sampled_from(places))
        if draw(st.booleans()):
            holder[key] = draw(values)
        elif isinstance(holder, dict):
            del holder[key]
        else:
            holder.clear()
    return payload


def _places(part: Any) -> list[tuple[Any, Any]]:
    """Every key and index below `part`, with what holds it."""
    if isinstance(part, dict):
        keys: list[Any] = list(part)
    elif isinstance(part, list):
        keys = list(range(len(part)))
    else:
        return []
    return [(part, key) for key in keys] + [place for key in keys for place in _places(part[key])]


def strings(fact: Any) -> list[str]:
    """Every text in a decoded fact, however deep."""
    if isinstance(fact, str):
        return [fact]
    if isinstance(fact, dict):
        return [text for pair in fact.items() for part in pair for text in strings(part)]
    if isinstance(fact, tuple | list):
        return [text for part in fact for text in strings(part)]
    if hasattr(fact, "model_dump"):
        return strings(fact.model_dump())
    slots: Any = getattr(fact, "__slots__", ())
    return [text for name in slots for text in strings(getattr(fact, name))]
