"""What came of a deployment: entered, and compared over a channel's projects."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from bot.i18n import Words
from bot.names import Sheet
from bot.views.fields import View, field, modal, one_field, text_field
from bot.views.message import Block, Message, context, message, on_one_line, section
from bot.views.pressed import Held
from flows.calibration import LEAST, NEAR, OBJECTIVE, Calibration, Off, asked_after
from flows.catalogue import Catalogue
from flows.prefilled import field_of
from flows.questions import OneOf
from flows.results.in_words import value_in_words
from flows.scoring.exact import shown_fraction


def outcome_sheet(
    words: Words,
    catalogue: Catalogue,
    expected: Mapping[str, Any],
    realised: Mapping[str, Any] | None,
    *,
    project: str,
    after: int,
    day: str = "",
) -> View:
    """What was expected and what came of it, by criterion; `day` is that of the message it is opened from."""
    about = words("outcome.about", "It takes a minute and makes the next estimates better; nobody is compared.")
    words, known = replace(words, escape=str), realised or {}
    blocks: list[Block] = [context(about)]
    for key in asked_after(after):
        if key not in expected:
            continue
        if key == OBJECTIVE:
            blocks.append(_objective(words, expected[key], known.get(key)))
        elif isinstance(question := catalogue[key], OneOf):
            options = [(option.label.of(words.language), option.value) for option in question.options]
            blocks.append(
                field(
                    field_of(key),
                    question.question.of(words.language),
                    one_field(words, options, known.get(key), radios=False),
                    hint=_expected(words, {value: label for label, value in options}.get(expected[key], "")),
                )
            )
    return modal(
        words,
        Sheet.OUTCOME,
        Held(project=project, about=str(after), row=day or None),
        title=words("outcome.title", "What came of it"),
        submit=words("button.save", "Save"),
        blocks=blocks,
    )


def calibration_message(words: Words, catalogue: Catalogue, found: Calibration) -> Message:
    """For a channel's lead: how far off each criterion has been."""
    if not found.offs:
        few = words(
            "calibration.few",
            "I can tell how good estimates are after {least} closed projects; so far there are {closed}. A project is "
            "closed when its owner said what came of it after 90 days, or when it has ended.",
            least=LEAST,
            closed=found.closed,
        )
        return message(section(few))
    title = words(
        "calibration.title", "*How far estimates were off*, over {closed} closed projects", closed=found.closed
    )
    about = words(
        "calibration.about", "In points from 0 to 100, over all projects of this channel; nobody is compared."
    )
    lines = [_line(words, catalogue, one) for one in found.offs]
    return message(section(title), section("\n".join(lines)), context(about))


def _line(words: Words, catalogue: Catalogue, one: Off) -> str:
    name = words("calibration.objective", "First objective against its target")
    if one.criterion != OBJECTIVE:
        name = on_one_line(catalogue[one.criterion].question.of(words.language), 120)
    slots = {"name": name, "size": shown_fraction(one.size), "mean": shown_fraction(abs(one.mean)), "count": one.count}
    if abs(one.mean) <= NEAR:
        return words("calibration.right", "• {name} Off by {size}, evenly to both sides ({count} projects)", **slots)
    if one.mean > Fraction(0):
        return words(
            "calibration.optimistic",
            "• {name} Off by {size}; {mean} too optimistic on average ({count} projects)",
            **slots,
        )
    return words(
        "calibration.cautious", "• {name} Off by {size}; {mean} too cautious on average ({count} projects)", **slots
    )


def _objective(words: Words, expected: Mapping[str, Any], known: str | None) -> Block:
    label = words("outcome.objective", "{name}: value in real use", name=expected["name"])
    target = value_in_words(Fraction(expected["target"]), expected["unit"])
    return field(field_of(OBJECTIVE), label, text_field(known, most=100), hint=_expected(words, target), first=True)


def _expected(words: Words, value: str) -> str:
    return words("outcome.expected", "Expected: {value}", value=value)
