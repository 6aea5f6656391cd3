"""Controls with which a question is answered in the thread, and a line on what can be typed instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from bot.i18n import Words
from bot.names import Act
from bot.views.message import Block, actions, button, select
from bot.views.pressed import Pressed
from flows.questions import Option
from flows.reading.chosen_rows import row_name
from flows.reading.context import Row
from flows.text import Text

BUTTONS = 6  # more options than this become a menu
BUTTON_LABEL = 45  # longer labels are cut off on phones


@dataclass(frozen=True, slots=True)
class Offer:
    """Labels and values to choose from, numbered from 1; on buttons where they are few and short."""

    choices: tuple[tuple[str, str], ...]
    on_buttons: bool

    @classmethod
    def of_options(cls, words: Words, options: Sequence[Option]) -> Self:
        """In every language the same control."""
        short = all(len(label) <= BUTTON_LABEL for option in options for label in option.label.both())
        choices = tuple((option.label.of(words.language), option.value) for option in options)
        return cls(choices, short and len(options) <= BUTTONS)

    @classmethod
    def of_rows(cls, rows: Sequence[Row]) -> Self:
        choices = tuple((row_name(row), str(row.get("id"))) for row in rows)
        return cls(choices, len(rows) <= BUTTONS and all(len(label) <= BUTTON_LABEL for label, _ in choices))


def chooser(words: Words, offer: Offer, remembered: Pressed) -> Block:
    """Numbered buttons, or a menu where there are many or long ones."""
    block_id = f"options/{remembered.question}/{remembered.line}"
    choices = [
        (f"{number}. {label}", str(remembered.model_copy(update={"value": value})))
        for number, (label, value) in enumerate(offer.choices, 1)
    ]
    if not offer.on_buttons:
        return actions(block_id, select(Act.PICK, words("question.choose", "Choose an answer"), choices))
    return actions(
        block_id, *(button(f"{Act.CHOOSE}.{n}", label, value) for n, (label, value) in enumerate(choices, 1))
    )


def numbered(words: Words, offer: Offer) -> list[str]:
    """The options as lines, where a menu would hide them."""
    if offer.on_buttons:
        return []
    return [f"{number}. {words.escape(label)}" for number, (label, _) in enumerate(offer.choices, 1)]


def typed_in(words: Words, kind: str, unit: Text | None = None) -> str | None:
    """How an answer of this kind can be typed; None where there is nothing to know."""
    match kind:
        case "number" if unit:
            return words("typed.number_unit", "One number, in {unit}: 1,200 or 1.2k.", unit=unit)
        case "number":
            return words("typed.number", "One number: 1,200 or 1.2k.")
        case "money":
            return words("typed.money", "One amount with its currency: ₩3,000, $20k or EUR 1.5m.")
        case "percent":
            return words("typed.percent", "One percentage: 95%.")
        case "duration":
            return words("typed.duration", "A length of time: 10 days or 2 weeks.")
        case "date":
            return words("typed.date", "Pick a day or type it: next Friday, in 3 weeks, 2027-03-31.")
        case "people":
            return words("typed.people", "Mention people with @, or say `me`.")
        case _:
            return None
