"""The fields of a form, and the modal they stand in. All texts are plain: Slack reads no markup in them."""

from collections.abc import Sequence
from typing import Any

from bot.i18n import Words
from bot.names import Sheet
from bot.views.message import Block, checkboxes, choices, datepicker, people_select, plain_text, select, shortened
from bot.views.pressed import Held
from flows.prefilled import Entry

View = dict[str, Any]
Element = dict[str, Any]

ACTION = "entry"
"""The one control of every field."""
LONGEST_TEXT = 3000
RADIOS = 5  # more options than this become a menu
RADIO_LABEL = 40


def modal(words: Words, sheet: Sheet, held: Held, *, title: str, submit: str, blocks: Sequence[Block]) -> View:
    return {
        "type": "modal",
        "callback_id": sheet.value,
        "private_metadata": str(held),
        "title": plain_text(title, 24),
        "submit": plain_text(submit, 24),
        "close": plain_text(words("form.close", "Cancel"), 24),
        "blocks": list(blocks),
    }


def field(
    block_id: str, label: str, element: Element, *, hint: str = "", optional: bool = True, first: bool = False
) -> Block:
    """A field with its label; `first` is where typing begins."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain_text(label, 2000),
        "element": element | {"focus_on_load": True} if first else element,
        "optional": optional,
    }
    return block | {"hint": plain_text(hint, 2000)} if hint else block


def text_field(entry: Entry, *, most: int = LONGEST_TEXT, multiline: bool = False) -> Element:
    """`most` is what will be taken after spaces are dropped and characters composed, so more may be typed."""
    element: Element = {
        "type": "plain_text_input",
        "action_id": ACTION,
        "max_length": min(LONGEST_TEXT, 3 * most),
        "multiline": multiline,
    }
    return element | {"initial_value": shortened(entry, element["max_length"])} if isinstance(entry, str) else element


def one_field(words: Words, options: Sequence[tuple[str, str]], entry: Entry, *, radios: bool) -> Element:
    """One of the (label, value) pairs: on radio buttons or in a menu."""
    chosen = entry if isinstance(entry, str) else None
    if not radios:
        return select(ACTION, words("question.choose", "Choose an answer"), options, chosen)
    listed = choices(options)
    element: Element = {"type": "radio_buttons", "action_id": ACTION, "options": listed}
    initial = [one for one in listed if one["value"] == chosen]
    return element | ({"initial_option": initial[0]} if initial else {})


def many_field(options: Sequence[tuple[str, str]], entry: Entry) -> Element:
    return checkboxes(ACTION, options, entry if isinstance(entry, tuple) else ())


def date_field(words: Words, entry: Entry) -> Element:
    day = entry if isinstance(entry, str) else None
    return datepicker(ACTION, words("question.pick_day", "Pick a day"), day)


def people_field(words: Words, entry: Entry, most: int | None) -> Element:
    people = entry if isinstance(entry, tuple) else ()
    return people_select(ACTION, words("question.pick_people", "Choose people"), people, most)


def person_field(words: Words) -> Element:
    placeholder = plain_text(words("ask.choose", "Choose a person"), 150)
    return {"type": "users_select", "action_id": ACTION, "placeholder": placeholder}
