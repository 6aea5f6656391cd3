"""The weights of a channel as they are, and every change of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Markup, Words
from bot.names import COMMAND, Act
from bot.views.message import Message, actions, button, context, message, packed, section, select
from bot.views.proposed import Proposed
from bot.views.weights_said import presets, setting_line, weights_line
from flows.board.setting import Setting
from flows.text import Phrase

MOST = 20
ROOM = 3300


@dataclass(frozen=True, slots=True)
class Changed:
    """One change; `back` says that it took the one before back."""

    setting: Setting
    back: bool = False


def weights_message(words: Words, setting: Setting, channel: str) -> Message:
    """The weights that count, and the ways to others."""
    how = words(
        "weights.how",
        "Look at others: `{command} weights data first` or `{command} weights impact=80 data=20`. Only you see the "
        "preview.",
        command=COMMAND,
    )
    buttons = [
        select(Act.BOARD_PRESET, words("board.presets", "Presets"), presets(words)),
        button(Act.WEIGHTS_OPEN, words("board.weights", "My weights"), str(Proposed.of(channel, setting.weights))),
    ]
    if setting.by:
        buttons.append(button(Act.WEIGHTS_UNDO, words("board.undo", "Undo weights"), channel))
    return message(section(setting_line(words, setting)), context(how), actions("weights", *buttons))


def history_message(words: Words, changes: Sequence[Changed]) -> Message:
    """Every change of weights, the last one first."""
    if not changes:
        return message(section(words("weights.history.none", "Nobody has changed the weights of this board yet.")))
    title = words("weights.history", "*Changes of weights*: {count}", count=len(changes))
    paragraphs = packed([_line(words, change) for change in changes[:MOST]], MOST, ROOM)
    more = len(changes) - sum(paragraph.count("\n") + 1 for paragraph in paragraphs)
    return message(
        section(title),
        *(section(paragraph) for paragraph in paragraphs),
        context(words("reply.more", "…and {count} more.", count=more)) if more > 0 else None,
    )


def sentence(words: Words, said: Phrase) -> Message:
    """Why something cannot be done."""
    return message(section(words.say(said)))


def _line(words: Words, change: Changed) -> str:
    setting = change.setting
    day = f"{setting.at:%Y-%m-%d}" if setting.at else ""
    when = Markup(f"<!date^{int(setting.at.timestamp())}^{{date_short}} {{time}}|{day}>" if setting.at else "")
    slots = {"when": when, "who": Markup(f"<@{setting.by}>"), "weights": Markup(weights_line(words, setting.weights))}
    if change.back:
        return words("weights.history.back", "• {when}, {who}: taken back, again {weights}", **slots)
    return words("weights.history.line", "• {when}, {who}: {weights}", **slots)
