"""Every block and element Slack takes is drawn, with what was put into it."""

import json
from pathlib import Path
from typing import Any

import pytest

import sandbox.page
from sandbox.blocks import problems, view_problems
from sandbox.blocks.elements import PLACES
from sandbox.blocks.kinds import SURFACES
from sandbox.inputs import HELD
from sandbox.page.drawn import Drawn
from sandbox.workspace import Workspace
from tests.sandbox.page.conftest import ANA, MINJUN
from tests.sandbox.page.samples import BLOCKS, ELEMENTS, OPTIONS, mrkdwn, option, plain
from tests.sandbox.page.seen import only, seen

Json = dict[str, Any]

TEMPLATES = Path(sandbox.page.__file__).parent / "templates"


def in_block(element: Json, **more: Any) -> Json:
    """An element in a block where it may stand."""
    place = next(
        place for place in ("input", "actions", "section", "context_actions") if place in PLACES[element["type"]]
    )
    match place:
        case "input":
            return {"type": "input", "block_id": "b", "label": plain("Label"), "element": element, **more}
        case "section":
            return {"type": "section", "block_id": "b", "text": plain("Text"), "accessory": element}
        case _:
            return {"type": place, "block_id": "b", "elements": [element]}


def modal(*blocks: Json, **more: Any) -> Json:
    view = {"type": "modal", "title": plain("Form"), "submit": plain("Save"), "close": plain("Not now")}
    return {**view, "blocks": list(blocks), **more}


def test_every_kind_of_block_and_element_has_a_template_and_a_sample() -> None:
    assert set(BLOCKS) == set(SURFACES)
    assert set(ELEMENTS) == set(PLACES)
    for folder, kinds in (("blocks", SURFACES), ("elements", PLACES)):
        written = {file.stem for file in (TEMPLATES / folder).glob("[!_]*.html")}
        assert written == set(kinds)


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_block_is_drawn(kind: str, drawn: Drawn, workspace: Workspace) -> None:
    for block in BLOCKS[kind]:
        surface = next(place for place in ("message", "modal", "home") if place in SURFACES[kind])
        if kind == "input":
            assert view_problems(modal(block)) == []
        else:
            assert problems([block], surface) == []
        elements = seen(drawn.blocks(workspace.named([block]), ANA, prefix="m-"))
        assert elements
        assert not any("bk-unsupported" in one.attributes.get("class", "") for one in elements)


@pytest.mark.parametrize("kind", [kind for kind in ELEMENTS if kind != "image"])
def test_an_element_says_what_it_is(kind: str, drawn: Drawn) -> None:
    element = ELEMENTS[kind]
    found = [one for one in seen(drawn.blocks([in_block(element)], ANA)) if one.attributes.get("data-type") == kind]
    assert found
    for one in found:
        assert one.name in ("button", "select", "input", "textarea", "fieldset")
        assert (one["data-action"], one["data-block"]) == (element["action_id"], "b")
        if "confirm" in element:
            assert json.loads(one["data-confirm"])["text"]["text"] == "This cannot be undone. ⚠️"


def test_ids_are_unique_and_labels_point_at_something(drawn: Drawn, workspace: Workspace) -> None:
    blocks = workspace.named([block for kind in BLOCKS for block in BLOCKS[kind]])
    elements = seen(drawn.blocks(blocks, ANA, prefix="a-") + drawn.blocks(blocks, ANA, prefix="b-"))
    ids = [one["id"] for one in elements if "id" in one.attributes]
    assert len(set(ids)) == len(ids)
    assert all(one.startswith(("a-", "b-")) for one in ids)
    for one in elements:
        for name in ("for", "aria-labelledby", "aria-describedby", "list"):
            assert set(one.attributes.get(name, "").split()) <= set(ids), one


def test_every_control_has_a_name(drawn: Drawn, workspace: Workspace) -> None:
    blocks = workspace.named([block for kind in BLOCKS for block in BLOCKS[kind]])
    for one in seen(drawn.blocks(blocks, ANA)):
        if one.name in ("input", "select", "textarea", "fieldset", "button") and "label" not in one.inside:
            named = {"aria-label", "aria-labelledby"} & one.attributes.keys() or one.text.strip()
            assert named, one


def chosen(html: str) -> list[str]:
    return [one["value"] for one in seen(html) if {"checked", "selected"} & one.attributes.keys()]


@pytest.mark.parametrize(
    ("kind", "content", "shown"),
    [
        ("checkboxes", [OPTIONS[0], OPTIONS[2]], ["text", "tabular-data"]),
        ("checkboxes", [], []),
        ("radio_buttons", OPTIONS[2], ["tabular-data"]),
        ("static_select", OPTIONS[0], ["text"]),
        ("static_select", None, []),
        ("multi_static_select", [OPTIONS[1]], ["images"]),
        ("users_select", "U0ANA", ["U0ANA"]),
        ("multi_users_select", ["U0JIWOO"], ["U0JIWOO"]),
        ("conversations_select", "C0GENERAL", ["C0GENERAL"]),
        ("multi_conversations_select", ["C0GENERAL", "C0MLSECRET"], ["C0GENERAL", "C0MLSECRET"]),
        ("channels_select", "C0MLPROJECTS", ["C0MLPROJECTS"]),
        ("multi_channels_select", ["C0MLPROJECTS"], ["C0MLPROJECTS"]),
    ],
)
def test_what_was_chosen_is_chosen(kind: str, content: Any, shown: list[str], drawn: Drawn) -> None:
    element = ELEMENTS[kind]
    state = {"b": {element["action_id"]: {"type": kind, HELD[kind]: content}}}
    assert chosen(drawn.blocks([in_block(element)], ANA, state=state)) == shown


@pytest.mark.parametrize(
    ("kind", "content", "shown"),
    [
        ("number_input", "7", "7"),
        ("email_text_input", "b@acme.example", "b@acme.example"),
        ("url_text_input", "https://a.example", "https://a.example"),
        ("datepicker", "2027-01-02", "2027-01-02"),
        ("timepicker", "17:45", "17:45"),
        ("datetimepicker", 1_798_000_000, "2026-12-22T23:26"),
    ],
)
def test_what_was_typed_stands_there(kind: str, content: Any, shown: str, drawn: Drawn) -> None:
    element = ELEMENTS[kind]
    state = {"b": {element["action_id"]: {"type": kind, HELD[kind]: content}}}
    assert only(drawn.blocks([in_block(element)], ANA, state=state), data_type=kind)["value"] == shown


def test_typed_lines_keep_their_breaks(drawn: Drawn) -> None:
    state = {"b": {"text": {"type": "plain_text_input", "value": "\nfirst\n  second"}}}
    html = drawn.blocks([in_block(ELEMENTS["plain_text_input"])], ANA, state=state)
    # A browser drops the first line break of a textarea.
    assert only(html, data_type="plain_text_input").text.removeprefix("\n") == "\nfirst\n  second"


def test_what_the_app_sent_stands_where_nothing_was_put(drawn: Drawn) -> None:
    assert chosen(drawn.blocks([in_block(ELEMENTS["static_select"])], ANA)) == ["images"]
    other = {"b": {"pick": {"type": "plain_text_input", "value": "of another kind"}}}
    assert chosen(drawn.blocks([in_block(ELEMENTS["static_select"])], ANA, state=other)) == ["images"]
    html = drawn.blocks([in_block(ELEMENTS["rich_text_input"])], ANA)
    assert only(html, data_type="rich_text_input").text.strip() == "Written before"


def test_options_keep_their_groups_and_order(drawn: Drawn) -> None:
    element = {
        "type": "static_select",
        "action_id": "pick",
        "option_groups": ELEMENTS["multi_static_select"]["option_groups"],
    }
    elements = seen(drawn.blocks([in_block(element)], ANA))
    assert [one["label"] for one in elements if one.name == "optgroup"] == ["Known", "New"]
    assert [one["value"] for one in elements if one.name == "option"] == ["", "text", "images", "tabular-data"]


def test_people_and_conversations_are_those_the_viewer_may_see(drawn: Drawn) -> None:
    def offered(element: Json, viewer: Any) -> list[str]:
        return [one.text for one in seen(drawn.blocks([in_block(element)], viewer)) if one.name == "option"][1:]

    everywhere = {"type": "conversations_select", "action_id": "where"}
    jiwoo = type(ANA)("U0JIWOO", "Asia/Seoul", "ko-KR")
    assert offered(everywhere, ANA) == ["#general", "#ml-projects", "#ml-secret"]
    assert offered(everywhere, jiwoo) == ["#general", "#ml-projects"]
    assert offered({**everywhere, "filter": {"include": ["private"]}}, ANA) == ["#ml-secret"]
    assert offered(ELEMENTS["users_select"], ANA)[0] == "Ana Silva"
    assert offered(ELEMENTS["users_select"], ANA)[-1] == "Groundwork"


def test_limits_reach_the_control(drawn: Drawn) -> None:
    number = only(drawn.blocks([in_block(ELEMENTS["number_input"])], ANA), data_type="number_input")
    assert (number["min"], number["max"], number["step"]) == ("0", "10", "any")
    words = only(drawn.blocks([in_block(ELEMENTS["plain_text_input"])], ANA), data_type="plain_text_input")
    assert (words["minlength"], words["maxlength"], words["placeholder"]) == ("2", "300", "What for?")
    several = only(drawn.blocks([in_block(ELEMENTS["multi_static_select"])], ANA), data_type="multi_static_select")
    assert several["data-most"] == "2"


def test_only_an_input_that_dispatches_says_so(drawn: Drawn) -> None:
    element = {**ELEMENTS["url_text_input"], "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}
    loud = only(drawn.blocks([in_block(element, dispatch_action=True)], ANA), data_type="url_text_input")
    assert loud["data-dispatch"] == "on_character_entered"
    quiet = only(drawn.blocks([in_block(element)], ANA), data_type="url_text_input")
    assert "data-dispatch" not in quiet.attributes


def test_a_button_for_others_is_not_there(drawn: Drawn) -> None:
    element = {**ELEMENTS["button"], "visible_to_user_ids": ["U0MINJUN"]}
    block = {"type": "actions", "block_id": "b", "elements": [element]}
    assert "Go" not in drawn.blocks([block], ANA)
    assert "Go" in drawn.blocks([block], MINJUN)


def test_addresses_that_could_run_something_are_left_out(drawn: Drawn) -> None:
    bad = "javascript:alert(1)"
    blocks: list[Json] = [
        {"type": "actions", "block_id": "b", "elements": [{**ELEMENTS["button"], "url": bad}]},
        {"type": "section", "block_id": "c", "text": mrkdwn(f"<{bad}|press> <data:text/html,x|here> <{bad}>")},
        {"type": "image", "block_id": "d", "image_url": bad, "alt_text": "A plot"},
        {**BLOCKS["video"][0], "block_id": "e", "video_url": bad, "title_url": bad, "thumbnail_url": bad},
        {**BLOCKS["task_card"][0], "block_id": "f", "sources": [{"type": "url", "url": bad, "text": "x"}]},
        {"type": "markdown", "block_id": "g", "text": f"[a]({bad}) ![b]({bad}) <{bad}>"},
        {
            "type": "rich_text",
            "block_id": "h",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "link", "url": bad, "text": "x"}]}],
        },
        in_block({**ELEMENTS["overflow"], "options": [option("Edit", url=bad)]}),
    ]
    html = drawn.blocks(blocks, ANA)
    for one in seen(html):
        assert not {"href", "src", "data-url"} & one.attributes.keys(), one
    assert "A plot" in html


def test_links_open_elsewhere_and_tell_nothing(drawn: Drawn) -> None:
    html = drawn.text("<https://papers.example/a?b=1&amp;c=2|a paper> <mailto:ana@acme.example|Ana>", ANA)
    links = [one for one in seen(html) if one.name == "a"]
    assert [one["href"] for one in links] == ["https://papers.example/a?b=1&c=2", "mailto:ana@acme.example"]
    assert all((one["target"], one["rel"]) == ("_blank", "noopener noreferrer") for one in links)
    button = {"type": "button", "action_id": "go", "text": plain("Go"), "url": "https://docs.example/"}
    assert only(drawn.blocks([in_block(button)], ANA), data_action="go")["data-url"] == "https://docs.example/"


def test_a_message_is_drawn_in_the_viewers_language(drawn: Drawn) -> None:
    optional = in_block({"type": "url_text_input", "action_id": "u"}, optional=True)
    assert "(optional)" in drawn.blocks([optional], ANA)
    assert "(선택 사항)" in drawn.blocks([optional], MINJUN)


def test_an_unknown_block_says_so(drawn: Drawn) -> None:
    assert "cannot be shown" in drawn.blocks([{"type": "../view", "block_id": "b"}], ANA)
    assert "cannot be shown" in drawn.blocks([{"type": "actions", "elements": [{"type": "../x"}]}], ANA)


def test_a_modal_has_title_buttons_and_errors(drawn: Drawn) -> None:
    element = {"type": "plain_text_input", "action_id": "text", "focus_on_load": True}
    block = {"type": "input", "block_id": "name", "label": plain("Name"), "hint": plain("Short"), "element": element}
    view = modal(block, id="V1")
    html = drawn.view(view, ANA, errors={"name": "Please choose another name.", "gone": "Something else."})
    form = only(html, data_view="V1")
    assert (form.name, form["data-view-type"]) == ("form", "modal")
    assert only(html, id=form["aria-labelledby"]).text == "Form"
    assert only(html, data_view_close="one").text == "Not now"
    assert only(html, data_view_close="all")["aria-label"] == "Close"
    assert only(html, data_view_submit="").text == "Save"
    control = only(html, data_action="text")
    assert control["aria-invalid"] == "true"
    assert "autofocus" in control.attributes
    about = [only(html, id=one).text for one in control["aria-describedby"].split()]
    assert about == ["Short", "Please choose another name."]
    assert [one.text for one in seen(html) if one.attributes.get("role") == "alert"] == [
        "Something else.",
        "Please choose another name.",
    ]
    assert "aria-invalid" not in only(drawn.view(view, ANA), data_action="text").attributes


def test_a_modal_without_submit_can_only_be_closed(drawn: Drawn) -> None:
    html = drawn.view({"type": "modal", "title": plain("Read"), "blocks": BLOCKS["divider"]}, MINJUN)
    assert only(html, data_view_close="one").text == "닫기"
    assert "data-view-submit" not in html


def test_a_home_tab_is_its_blocks(drawn: Drawn) -> None:
    html = drawn.view({"type": "home", "id": "V2", "blocks": BLOCKS["header"]}, ANA)
    assert only(html, data_view="V2")["data-view-type"] == "home"
    assert "data-view-close" not in html
