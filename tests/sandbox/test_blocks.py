"""The limits of Block Kit: one case per rule."""

from typing import Any

import pytest

from sandbox.blocks import problems, view_problems
from tests.sandbox.conftest import actions, button, modal, options, plain, section, text_input

Json = dict[str, Any]


def select(kind: str = "static_select", **more: Any) -> Json:
    return {"type": kind, "action_id": "pick", **more}


def put_in(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain("L"), "element": element, **more}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def rows(count: int, columns: int = 1, text: str = "x") -> list[list[Json]]:
    return [[{"type": "raw_text", "text": text} for _ in range(columns)] for _ in range(count)]


def pie(count: int, **more: Any) -> Json:
    segments = [{"label": str(n), "value": 1, **more} for n in range(count)]
    return {"type": "data_visualization", "title": "T", "chart": {"type": "pie", "segments": segments}}


def data_table(table: list[list[Json]], **more: Any) -> Json:
    return {"type": "data_table", "caption": "C", "rows": table, **more}


IMAGE = {"type": "image", "image_url": "https://a.example/b.png", "alt_text": "A"}
CARD = {"type": "card", "title": plain("T")}
GROUP = {"label": plain("G"), "options": options("A")}
CONFIRM = {"title": plain("T"), "text": plain("?"), "confirm": plain("Y"), "deny": plain("N")}
USER = {"type": "users_select", "action_id": "who"}
NUMBER = {"type": "number_input", "is_decimal_allowed": False}
FILE = {"type": "file_input"}
TABLE = {"type": "table", "rows": rows(1)}

TAKEN: list[tuple[str, list[Json]]] = [
    ("message", [section("x" * 3000)]),
    ("message", [{"type": "section", "fields": [plain("x" * 2000)] * 10}]),
    ("message", [{"type": "header", "text": plain("x" * 150), "level": 2}]),
    ("message", [actions(*[button("x" * 75, f"a{n}", value="v" * 2000) for n in range(25)])]),
    ("message", [{"type": "context", "elements": [plain("x"), IMAGE]}]),
    ("message", [{"type": "divider"}] * 50),
    ("home", [{"type": "divider"}] * 100),
    ("message", [{"type": "markdown", "text": "x" * 12_000}]),
    ("message", [IMAGE, {**IMAGE, "title": plain("T")}]),
    ("message", [actions(select(options=options(*[str(n) for n in range(100)]), placeholder=plain("x" * 150)))]),
    ("message", [actions(select(option_groups=[GROUP]))]),
    ("message", [actions(select("multi_static_select", options=options("A"), initial_options=options("A")))]),
    ("message", [actions(select("checkboxes", options=options("A", "B"), initial_options=options("B")))]),
    ("message", [actions(select("datepicker", initial_date="2026-12-24"), select("timepicker") | {"action_id": "t"})]),
    ("message", [actions({"type": "overflow", "action_id": "o", "options": options(*"ABCDE")})]),
    ("message", [actions(select("conversations_select", filter={"include": ["im"]}))]),
    ("message", [{**TABLE, "rows": rows(100, 20, "x" * 5), "column_settings": [{"align": "right"}, None]}]),
    ("home", [data_table(rows(201, 1), page_size=100)]),
    ("message", [pie(12), pie(1)]),
    ("message", [rich({"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]})]),
    ("message", [{"type": "carousel", "elements": [CARD]}]),
    ("message", [{"type": "container", "child_blocks": [section()], "title": plain("T")}]),
    ("message", [{"type": "plan", "title": "P", "tasks": [{"title": "T", "task_id": "1", "status": "pending"}]}]),
    ("message", [{"type": "context_actions", "elements": [
        {"type": "feedback_buttons", "positive_button": {"text": plain("+")}, "negative_button": {"text": plain("-")}}
    ]}]),
    ("modal", [put_in(NUMBER | {"min_value": "1", "initial_value": "2"}), put_in(FILE), put_in(USER)]),
    ("modal", [{"type": "alert", "text": plain("x" * 200), "level": "warning"}]),
]  # fmt: skip

REFUSED: list[tuple[str, list[Any], str]] = [
    ("message", [section()] * 51, "/blocks: no more than 50"),
    ("modal", [section()] * 101, "/blocks: no more than 100"),
    ("home", [], "/blocks: no fewer than 1"),
    ("message", ["text"], "/blocks/0: must be an object"),
    ("message", [{"type": "sectoin"}], "unsupported type: sectoin"),
    ("message", [{"type": "divider", "x": 1}], "invalid additional property: x"),
    ("message", [section() | {"block_id": "a"}, section() | {"block_id": "a"}], "/blocks/1/block_id: block_id must be"),
    ("message", [section() | {"block_id": "x" * 256}], "no more than 255"),
    ("message", [{"type": "section"}], "must have text or fields"),
    ("message", [section("")], "at least 1"),
    ("message", [section("x" * 3001)], "/blocks/0/text/text: must be no more than 3000"),
    ("message", [{"type": "section", "fields": [plain("x")] * 11}], "no more than 10 items"),
    ("message", [{"type": "section", "fields": [plain("x" * 2001)]}], "/fields/0/text: must be no more than 2000"),
    ("message", [{"type": "section", "text": {"type": "html", "text": "x"}}], "must be plain_text or mrkdwn"),
    ("message", [section() | {"accessory": {"type": "plain_text_input"}}], "plain_text_input is not allowed"),
    ("message", [{"type": "header", "text": plain("x" * 151)}], "no more than 150"),
    ("message", [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "must be plain_text"),
    ("message", [{"type": "header", "text": plain("x"), "level": 5}], "between 1 and 4"),
    ("message", [{"type": "context", "elements": [plain("x")] * 11}], "no more than 10 items"),
    ("message", [actions()], "no fewer than 1"),
    ("message", [actions(*[button("x", f"a{n}") for n in range(26)])], "no more than 25 items"),
    ("message", [actions(button("A", "same"), button("B", "same"))], "action_id must be unique"),
    ("message", [actions(button("x", "a" * 256))], "/action_id: must be no more than 255"),
    ("message", [actions(button("x" * 76, "a"))], "no more than 75"),
    ("message", [actions(button("x", "a", value="v" * 2001))], "no more than 2000"),
    ("message", [actions(button("x", "a", url="https://x/" + "u" * 3000))], "no more than 3000"),
    ("message", [actions(button("x", "a", url="javascript:x"))], "must be a URL"),
    ("message", [actions(button("x", "a", style="green"))], "must be one of primary, danger"),
    ("message", [actions(button("x", "a", accessibility_label="x" * 76))], "no more than 75"),
    ("message", [actions(button("x", "a") | {"text": {"type": "mrkdwn", "text": "x"}})], "must be plain_text"),
    ("message", [actions(button("x", "a", confirm=CONFIRM | {"title": plain("x" * 101)}))], "no more than 100"),
    ("message", [actions(button("x", "a", confirm=CONFIRM | {"text": plain("x" * 301)}))], "no more than 300"),
    ("message", [actions(button("x", "a", confirm=CONFIRM | {"deny": plain("x" * 31)}))], "no more than 30"),
    ("message", [actions(select(options=options(*[str(n) for n in range(101)])))], "no more than 100 items"),
    ("message", [actions(select())], "either options or option_groups"),
    ("message", [actions(select(options=options("A"), option_groups=[GROUP]))], "either options or option_groups"),
    ("message", [actions(select(option_groups=[GROUP | {"label": plain("x" * 76)}]))], "no more than 75"),
    ("message", [actions(select(options=options("A"), placeholder=plain("x" * 151)))], "no more than 150"),
    ("message", [actions(select(options=options("x" * 76)))], "no more than 75"),
    ("message", [actions(select(options=[{"text": plain("x"), "value": "v" * 151}]))], "no more than 150"),
    ("message", [actions(select(options=[options("A")[0] | {"description": plain("x" * 76)}]))], "no more than 75"),
    ("message", [actions(select(options=options("A", "A")))], "values of options must be unique"),
    ("message", [actions(select(options=options("A"), initial_option=options("B")[0]))], "must be one of the options"),
    ("message", [actions(select("checkboxes", options=options(*"ABCDEFGHIJK")))], "no more than 10 items"),
    ("message", [actions(select("radio_buttons", options=options(*"ABCDEFGHIJK")))], "no more than 10 items"),
    ("message", [actions({"type": "overflow", "options": options(*"ABCDEF")})], "no more than 5 items"),
    ("message", [actions(select("datepicker", initial_date="24.12.2026"))], "must be YYYY-MM-DD"),
    ("message", [actions(select("timepicker", initial_time="25:00"))], "must be YYYY-MM-DD or HH:mm"),
    ("message", [section() | {"accessory": {"type": "datetimepicker"}}], "datetimepicker is not allowed in section"),
    ("message", [actions(select("multi_users_select", max_selected_items=0))], "between 1 and 100"),
    ("message", [{"type": "image", "image_url": "https://a/b.png"}], "missing required field: alt_text"),
    ("message", [{"type": "image", "alt_text": "A"}], "either image_url or slack_file"),
    ("message", [{**IMAGE, "alt_text": "x" * 2001}], "no more than 2000"),
    ("message", [{"type": "markdown", "text": "x" * 7000}, {"type": "markdown", "text": "x" * 7000}], "all markdown"),
    ("home", [{"type": "markdown", "text": "x"}], "markdown is not allowed here"),
    ("message", [{"type": "alert", "text": plain("x")}], "alert is not allowed here"),
    ("modal", [{"type": "alert", "text": plain("x" * 201)}], "no more than 200"),
    ("modal", [{"type": "alert", "text": plain("x"), "level": "bad"}], "must be one of default"),
    ("modal", [TABLE], "table is not allowed here"),
    ("message", [{**TABLE, "rows": rows(101)}], "no more than 100 items"),
    ("message", [{**TABLE, "rows": rows(1, 21)}], "no more than 20 items"),
    ("message", [{**TABLE, "rows": rows(2, 1, "x" * 5001)}], "no more than 10000 characters"),
    ("message", [TABLE, TABLE], "only_one_table_allowed"),
    ("message", [{**TABLE, "rows": [[{"type": "raw_text", "text": ""}]]}], "at least 1"),
    ("message", [data_table(rows(1))], "no fewer than 2 items"),
    ("message", [data_table(rows(2) + rows(1, 2))], "rows must be of equal length"),
    ("message", [data_table(rows(2), page_size=101)], "between 1 and 100"),
    ("message", [data_table(rows(3, 1, "x" * 7000))], "no more than 20000 characters"),
    ("message", [{"type": "data_table", "rows": rows(2)}], "missing required field: caption"),
    ("message", [pie(1), pie(1), pie(1)], "no more than 2 charts"),
    ("message", [pie(13)], "no more than 12 items"),
    ("message", [pie(1, value=0)], "must be more than 0"),
    ("message", [pie(1, label="x" * 21)], "no more than 20"),
    ("message", [rich({"type": "rich_text_list", "style": "star", "elements": []})], "must be one of bullet, ordered"),
    ("message", [rich({"type": "text", "text": "x"})], "unsupported type: text"),
    ("message", [{"type": "card"}], "must have hero_image, title, actions or body"),
    ("message", [{"type": "card", "title": plain("x" * 151)}], "no more than 150"),
    ("message", [CARD | {"actions": [button("x", f"a{n}") for n in range(4)]}], "no more than 3 items"),
    ("message", [{"type": "carousel", "elements": [CARD] * 11}], "no more than 10 items"),
    ("modal", [{"type": "carousel", "elements": [CARD]}], "carousel is not allowed here"),
    ("message", [{"type": "container", "child_blocks": [CARD]}], "card is not allowed here"),
    ("message", [{"type": "task_card", "title": "T", "task_id": "1", "status": "pending"}], "one of in_progress"),
    ("modal", [put_in(button("x", "a"))], "button is not allowed in input"),
    ("modal", [put_in(USER, hint=plain("x" * 2001))], "no more than 2000"),
    ("modal", [put_in(USER) | {"label": plain("x" * 2001)}], "no more than 2000"),
    ("modal", [put_in({"type": "number_input"})], "missing required field: is_decimal_allowed"),
    ("modal", [put_in(NUMBER | {"min_value": 1})], "must be a number in a string"),
    ("modal", [put_in({"type": "plain_text_input", "max_length": 3001})], "between 1 and 3000"),
    ("modal", [put_in({"type": "plain_text_input", "min_length": 5, "max_length": 4})], "no more than max_length"),
    ("modal", [put_in(FILE | {"max_files": 11})], "between 1 and 10"),
    ("modal", [put_in(FILE, dispatch_action=True)], "not allowed with file_input"),
    ("home", [put_in(FILE)], "allowed in modals only"),
    ("modal", [put_in(USER | {"focus_on_load": True}), put_in(USER | {"focus_on_load": True})], "only one element"),
]  # fmt: skip


@pytest.mark.parametrize(("surface", "blocks"), TAKEN)
def test_taken(surface: Any, blocks: list[Json]) -> None:
    assert problems(blocks, surface) == []


@pytest.mark.parametrize(("surface", "blocks", "sentence"), REFUSED, ids=[case[2] for case in REFUSED])
def test_refused(surface: Any, blocks: list[Any], sentence: str) -> None:
    assert sentence in "\n".join(map(str, problems(blocks, surface)))


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        ({"type": "page", "blocks": [section()]}, "must be one of modal, home"),
        ({"type": "modal", "blocks": [section()]}, "missing required field: title"),
        (modal(section(), title=plain("x" * 25)), "/title/text: must be no more than 24"),
        (modal(section(), submit=plain("x" * 25)), "/submit/text: must be no more than 24"),
        (modal(section(), close=plain("x" * 25)), "/close/text: must be no more than 24"),
        (modal(section(), callback_id="x" * 256), "no more than 255"),
        (modal(section(), private_metadata="x" * 3001), "no more than 3000"),
        (modal(section(), external_id="x" * 256), "no more than 255"),
        (modal(section(), notify_on_close="yes"), "must be a boolean"),
        (modal(text_input("Name", "name"), submit=None), "missing required field: submit"),
        ({"type": "home", "blocks": [section()], "title": plain("x")}, "invalid additional property: title"),
    ],
)
def test_views_refused(view: Json, sentence: str) -> None:
    assert sentence in "\n".join(map(str, view_problems(view)))


def test_views_taken() -> None:
    assert view_problems(modal(text_input("Name", "name"), title=plain("가" * 24))) == []
    assert view_problems({"type": "home", "blocks": [text_input("Name", "name")], "private_metadata": ""}) == []
