"""Weights in words: presets, who set them, what a change would do."""

from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never

from bot.i18n import Markup, Words
from bot.names import Act
from bot.views.board_table import Column, sheet
from bot.views.message import TEXT_LIMIT, Message, actions, button, context, message, on_one_line, section, shortened
from bot.views.proposed import Proposed
from flows.board.preview import Moving, Preview
from flows.board.setting import Setting, preset_of, same_proportions
from flows.ranking.weights import PRESETS, Preset
from flows.scoring.exact import rounded
from flows.scoring.factors import Component
from flows.scoring.priority import Weights
from flows.scoring.texts import scoring_texts

PREVIEW_NAMES = (60, 30, 16)


def preset_label(words: Words, preset: Preset) -> str:
    match preset:
        case Preset.BALANCED:
            return words("preset.balanced", "Balanced")
        case Preset.IMPACT_FIRST:
            return words("preset.impact_first", "Impact first")
        case Preset.EASY_FIRST:
            return words("preset.easy_first", "Easy first")
        case Preset.DATA_FIRST:
            return words("preset.data_first", "Data first")
        case Preset.LOW_RISK:
            return words("preset.low_risk", "Low risk")
        case Preset.WELL_KNOWN:
            return words("preset.well_known", "Well known")
        case _:
            assert_never(preset)


def presets(words: Words) -> Sequence[tuple[str, str]]:
    """(label, value) of every preset, for a menu."""
    return [(preset_label(words, preset), preset.value) for preset in PRESETS]


def weight_label(words: Words, name: str) -> str:
    """What one weight is called, as in `Weights._fields`."""
    texts = scoring_texts()
    text = texts.component[Component(name)] if name in set(Component) else texts.score[name]
    return words.escape(text.of(words.language))


def weights_line(words: Words, weights: Weights) -> str:
    """The preset's name with its numbers, or only the numbers."""
    numbers = " · ".join(
        f"{weight_label(words, name)} {decimal(alpha)}" for name, alpha in weights._asdict().items() if alpha
    )
    preset = preset_of(weights)
    if preset is None:
        return words("weights.own", "own weights ({numbers})", numbers=Markup(numbers))
    return words(
        "weights.preset",
        "{preset} ({numbers})",
        preset=Markup(preset_label(words, preset)),
        numbers=Markup(numbers),
    )


def setting_line(words: Words, setting: Setting) -> str:
    """The weights of a board, who set them and when."""
    said = Markup(weights_line(words, setting.weights))
    if setting.by is None:
        return words("weights.unset", "Weights: {weights}", weights=said)
    who = Markup(f"<@{setting.by}>")
    if setting.at is None:
        return words("weights.set", "Weights: {weights} — set by {who}", weights=said, who=who)
    day = Markup(f"<!date^{int(setting.at.timestamp())}^{{date_short}}|{setting.at:%Y-%m-%d}>")
    return words("weights.set_on", "Weights: {weights} — set by {who}, {day}", weights=said, who=who, day=day)


def applied_message(words: Words, setting: Setting, moved: int) -> Message:
    """One line in the channel when the weights have changed."""
    return _announced(
        words,
        words(
            "weights.applied",
            "{who} set the weights of this board: {weights}.",
            who=_person(words, setting),
            weights=Markup(weights_line(words, setting.weights)),
        ),
        moved,
    )


def undone_message(words: Words, setting: Setting, moved: int) -> Message:
    """One line in the channel when the last change was taken back; `setting` is what counts again."""
    return _announced(
        words,
        words(
            "weights.undone",
            "{who} took the last change of weights back. They are again: {weights}.",
            who=_person(words, setting),
            weights=Markup(weights_line(words, setting.weights)),
        ),
        moved,
    )


def preview_message(words: Words, found: Preview, channel: str, *, may_apply: bool) -> Message:
    """Private: the order with the new weights beside the order now, and what moves."""
    new = Markup(weights_line(words, found.new))
    top = [
        words("weights.preview", "*A look at other weights*, only for you: {weights}", weights=new),
        words("weights.now", "Now: {weights}", weights=Markup(weights_line(words, found.now))),
    ]
    proposed = str(Proposed.of(channel, found.new))
    applicable = may_apply and not same_proportions(found.now, found.new)
    buttons = [
        button(Act.WEIGHTS_APPLY, words("weights.apply", "Apply for everybody"), proposed, style="primary")
        if applicable
        else None,
        button(Act.WEIGHTS_OPEN, words("weights.change", "Change the numbers"), proposed),
    ]
    opening = message(section("\n".join(top)))
    closing = message(
        context(_moved(words, found.moved)),
        actions("weights", *(element for element in buttons if element)),
    )
    if not found.rows:
        none = message(section(words("weights.nothing", "No project has a place yet, so nothing would move.")))
        return Message(
            [*opening.blocks, *none.blocks, *closing.blocks], "\n".join((opening.text, none.text, closing.text))
        )
    columns = (
        Column(words("weights.place.new", "New place"), right=True),
        Column(words("weights.place.now", "Place now"), right=True),
        Column(words("weights.moves", "Move")),
        Column(words("board.project", "Project"), wraps=True),
    )
    table = sheet(columns, [_cells(one) for one in found.rows])
    for longest in PREVIEW_NAMES:
        lines = "\n".join(_twin(words, one, longest) for one in found.rows)
        text = "\n".join((opening.text, lines, closing.text))
        if len(text) <= TEXT_LIMIT:
            break
    return Message([*opening.blocks, table, *closing.blocks], shortened(text, TEXT_LIMIT))


def arrow(up: int) -> str:
    """▲ and ▼ with a number; = for none."""
    return f"▲ {up}" if up > 0 else f"▼ {-up}" if up else "="


def decimal(alpha: Fraction | int) -> str:
    """A weight as people write it: up to two decimals."""
    said = rounded(Fraction(alpha), 2)
    return said.rstrip("0").rstrip(".")


def _announced(words: Words, sentence: str, moved: int) -> Message:
    return message(section(f"{sentence} {_moved(words, moved)}"))


def _moved(words: Words, moved: int) -> str:
    if not moved:
        return words("weights.moved.none", "No project changes its place.")
    return words("weights.moved", "Projects that change their place: {count}.", count=moved)


def _person(words: Words, setting: Setting) -> Markup:
    return Markup(f"<@{setting.by}>") if setting.by else Markup(words("weights.somebody", "Somebody"))


def _cells(one: Moving) -> tuple[str, ...]:
    return str(one.then), str(one.now), arrow(one.up), f"{one.entry.key} {on_one_line(one.entry.name, 80)}"


def _twin(words: Words, one: Moving, longest: int) -> str:
    name = words.escape(on_one_line(one.entry.name, longest))
    if one.up:
        return words(
            "weights.line.moves",
            "{place}. {name} ({key}) — now {now}",
            place=one.then,
            name=Markup(name),
            key=one.entry.key,
            now=one.now,
        )
    return words("weights.line", "{place}. {name} ({key})", place=one.then, name=Markup(name), key=one.entry.key)
