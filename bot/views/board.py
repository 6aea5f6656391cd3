"""The leaderboard: in the channel, and page by page for whoever wants to see it all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pydantic import BaseModel, ConfigDict, Field

from bot.i18n import Markup, Words
from bot.names import COMMAND, Act
from bot.views.board_rows import table
from bot.views.decided import decision_label
from bot.views.message import (
    TEXT_LIMIT,
    Block,
    Message,
    actions,
    button,
    context,
    escape,
    message,
    on_one_line,
    section,
    select,
    shortened,
)
from bot.views.proposed import Proposed
from bot.views.rank_moves import moved_line
from bot.views.stages import stage_label
from bot.views.weights_said import presets, setting_line, weight_label
from flows.board.board import Board, Close
from flows.board.entry import Entry
from flows.board.filter import EVERYTHING, Unclear
from flows.scoring.exact import rounded
from flows.scoring.texts import scoring_texts

PAGE = 20
PARKED = 5
MOVED = 5
NOTE = 120
NAMES = (80, 40, 20, 12)  # how much of each name the text says, so that it says every row


class Paged(BaseModel):
    """What a button of the board remembers: whose board, what was typed as a filter, and the first row."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    channel: str = Field(max_length=40)
    said: str = Field(default="", max_length=200)
    first: int = Field(default=0, ge=0, le=1_000_000)

    def __str__(self) -> str:
        return self.model_dump_json(exclude_defaults=True)


@dataclass(frozen=True, slots=True)
class Picture:
    """The uploaded 2x2: Slack's id of the file and what it shows."""

    file: str
    alt: str


def board_message(
    words: Words, board: Board, channel: str, *, picture: Picture | None = None, live: bool = True
) -> Message:
    """The board for the channel: the first rows as a table, and the same in words as text.

    One that is not `live` any more says so and has no buttons.
    """
    return _fitted(
        lambda longest: _parts(
            _opening(words, board),
            table(words, board.rows, longest),
            [
                _image(picture),
                *_notes(words, board),
                _moved(words, board),
                *_parked(words, board, PARKED, longest),
                _buttons(words, board, channel) if live else _ended(words),
            ],
        )
    )


def page_message(words: Words, board: Board, channel: str, said: str = "") -> Message:
    """A page of everything, private; `said` is the filter as it was typed."""
    ways = [
        button(
            Act.BOARD_BEFORE, words("board.before", "Previous"), str(_page(channel, said, max(board.first - PAGE, 0)))
        )
        if board.first
        else None,
        button(Act.BOARD_AFTER, words("board.after", "Next"), str(_page(channel, said, board.first + PAGE)))
        if board.further
        else None,
    ]
    shown = [way for way in ways if way]
    return _fitted(
        lambda longest: _parts(
            _opening(words, board),
            table(words, board.rows, longest),
            [
                *_notes(words, board),
                *(_parked(words, board, PAGE, longest) if not board.further else []),
                actions("board", *shown) if shown else None,
            ],
        )
    )


def filter_unclear(words: Words, unclear: Unclear) -> Message:
    """A word behind `board` or `list` that is no filter, or that can mean several."""
    word = on_one_line(unclear.word, 40)
    if unclear.choices:
        sentence = words(
            "board.filter.several",
            "“{word}” can mean several things: {choices}.",
            word=word,
            choices=" / ".join(unclear.choices),
        )
    else:
        sentence = words(
            "board.filter.unknown",
            "I cannot filter by “{word}”. A stage, a verdict, a kind of product, @somebody, `me` or `all` work.",
            word=word,
        )
    return message(section(sentence))


def with_doubt(words: Words, shown: Message) -> Message:
    """The same, when nobody knows whether more could have been shown."""
    line = words(
        "board.unsure",
        "Slack did not say just now which channels you are in, so projects of some may be missing.",
    )
    doubt = message(context(line))
    return Message([*doubt.blocks, *shown.blocks], shortened(f"{doubt.text}\n{shown.text}", TEXT_LIMIT))


def stability_line(words: Words, close: Close | None) -> str:
    """Whether the first places hang on a hair."""
    if close is None:
        return words("board.stable", "Stable: no weight moved by 10% changes these places.")
    names = {"a": _named(words, close.ahead), "b": _named(words, close.behind)}
    if not close.change:
        return words("board.level", "Close call: {a} and {b} are level; any change of weights decides.", **names)
    slots = names | {"weight": Markup(weight_label(words, close.weight)), "percent": _percent(close.change)}
    if close.change > 0:
        return words("board.close.up", "Close call: {a} and {b} swap when {weight} goes up {percent}%.", **slots)
    return words("board.close.down", "Close call: {a} and {b} swap when {weight} goes down {percent}%.", **slots)


def parked_line(words: Words, entry: Entry, longest: int = 80) -> str:
    """A project without a place, and why it has none."""
    return words(
        "board.parked.line",
        "{name} ({key}) — {reason}",
        name=on_one_line(entry.name, longest) or words("card.unnamed", "New ML project"),
        key=entry.key,
        reason=Markup(_reason(words, entry)),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    opening: Message
    table: Block | None
    lines: str
    closing: Message

    @property
    def text(self) -> str:
        return "\n".join(part for part in (self.opening.text, self.lines, self.closing.text) if part)

    @property
    def message(self) -> Message:
        blocks = [*self.opening.blocks, *([self.table] if self.table else []), *self.closing.blocks]
        return Message(blocks, shortened(self.text, TEXT_LIMIT))


def _parts(opening: Block, table: tuple[Block, str] | None, closing: Sequence[Block | None]) -> _Parts:
    alt = "\n".join(escape(block["alt_text"]) for block in closing if block and block["type"] == "image")
    block, lines = table or (None, "")
    return _Parts(message(opening), block, "\n".join(part for part in (lines, alt) if part), message(*closing))


def _fitted(parts: Callable[[int], _Parts]) -> Message:
    """With as much of every name as lets the text say everything."""
    for longest in NAMES:
        found = parts(longest)
        if len(found.text) <= TEXT_LIMIT:
            break
    return found.message


def _opening(words: Words, board: Board) -> Block:
    if not board.ranked:
        line = words(
            "board.empty",
            "*Leaderboard* — no project has a place yet. `{command} new` starts one.",
            command=COMMAND,
        )
    elif not board.matching:
        line = words("board.nothing", "*Leaderboard* — no project with a place fits this filter.")
    elif board.filter == EVERYTHING and board.first == 0 and not board.further:
        line = words("board.title", "*Leaderboard* — projects with a place: {count}", count=board.ranked)
    elif board.filter == EVERYTHING:
        line = words(
            "board.title.part",
            "*Leaderboard* — {first} to {last} of {count}",
            first=board.first + 1,
            last=board.first + len(board.rows),
            count=board.ranked,
        )
    else:
        line = words(
            "board.title.filtered",
            "*Leaderboard* — {first} to {last} of {matching} that fit the filter; with a place in all: {count}",
            first=board.first + 1,
            last=board.first + len(board.rows),
            matching=board.matching,
            count=board.ranked,
        )
    return section(line)


def _notes(words: Words, board: Board) -> Iterator[Block]:
    if not board.rows:
        return
    if board.ranked > 1:
        yield section(stability_line(words, board.close))
    legend = [words("board.star", "★ no other project beats it on both impact and feasibility")]
    if any(row.entry.provisional for row in board.rows):
        legend.append(
            words("board.provisional", "slanted: provisional, most of it still rests on what is usual for its kind")
        )
    yield context(" · ".join(legend))
    yield context(setting_line(words, board.setting))
    yield context(words("board.talk", "Rank is a reason to talk, not a result."))


def _moved(words: Words, board: Board) -> Block | None:
    moved = [row for row in board.rows if row.move and row.move.cause]
    moved.sort(key=lambda row: (-abs(row.move.up) if row.move else 0, row.place))
    if not moved:
        return None
    lines = [f"• {moved_line(words, row.entry, row.move, board.names)}" for row in moved[:MOVED] if row.move]
    if len(moved) > MOVED:
        lines.append(words("board.more", "and {count} more", count=len(moved) - MOVED))
    return section("\n".join((words("board.moved", "*Moved since last week*"), *lines)))


def _ended(words: Words) -> Block:
    return context(words("board.ended", "This board no longer changes; a newer one stands further down."))


def _parked(words: Words, board: Board, most: int, longest: int) -> Iterator[Block]:
    if not board.parked:
        return
    lines = [f"• {parked_line(words, entry, longest)}" for entry in board.parked[:most]]
    more = len(board.parked) + board.parked_further - len(lines)
    if more > 0:
        lines.append(words("board.more", "and {count} more", count=more))
    yield section("\n".join((words("board.parked", "*Parked, without a place*"), *lines)))


def _reason(words: Words, entry: Entry) -> str:
    """Why it has no place: what people said or the rule that fired, behind the decision, stage or verdict."""
    texts = scoring_texts()
    said: str | None = None
    if entry.decision and entry.stand.aside:
        label = decision_label(words, entry.decision)
        said = words.escape(on_one_line(entry.decision.reason, NOTE))
    elif entry.stand.resting:
        label = stage_label(words, entry.stand.stage)
        said = words.escape(on_one_line(entry.note, NOTE)) if entry.note else None
    else:
        label = words.escape(texts.verdict[entry.stand.verdict].label.of(words.language))
        rule = texts.rule.get(entry.rule or "")
        said = words.escape(rule.reason.of(words.language)) if rule else None
    return f"{label}: {said}" if said else label


def _buttons(words: Words, board: Board, channel: str) -> Block | None:
    remembered = str(_page(channel, "", 0))
    look = [
        select(Act.BOARD_PRESET, words("board.presets", "Presets"), presets(words)),
        button(
            Act.WEIGHTS_OPEN, words("board.weights", "My weights"), str(Proposed.of(channel, board.setting.weights))
        ),
        button(Act.WEIGHTS_UNDO, words("board.undo", "Undo weights"), remembered) if board.setting.by else None,
    ]
    why = [(f"{row.entry.key} {on_one_line(row.entry.name, 60)}", row.entry.project) for row in board.rows]
    rest = [
        select(Act.BOARD_WHY, words("board.why", "Why"), why) if why else None,
        button(Act.BOARD_ALL, words("board.all", "Show all"), remembered) if board.ranked or board.parked else None,
    ]
    return (
        actions("board", *(element for element in (*(look if board.ranked else []), *rest) if element))
        if (board.ranked or board.parked)
        else None
    )


def _image(picture: Picture | None) -> Block | None:
    if picture is None:
        return None
    return {"type": "image", "slack_file": {"id": picture.file}, "alt_text": shortened(picture.alt, 2000)}


def _page(channel: str, said: str, first: int) -> Paged:
    return Paged(channel=channel, said=said, first=first)


def _named(words: Words, entry: Entry) -> Markup:
    name = words.escape(on_one_line(entry.name, 40)) or words("card.unnamed", "New ML project")
    return Markup(f"{name} ({entry.key})")


def _percent(change: Fraction) -> str:
    """One decimal, and never 0 for what is not."""
    said = rounded(100 * abs(change), 1)
    return "<0.1" if said == "0.0" else said.removesuffix(".0")
