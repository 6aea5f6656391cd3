"""What should happen after a turn, in our words. Rendering them for Slack is the shell's part."""

from dataclasses import dataclass

from flows.text import Phrase


@dataclass(frozen=True, slots=True)
class CardChanged:
    """The project's card shows something else now."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Put a question on the table, as the conversation's message number `line`."""

    question: str
    line: int
    note: Phrase | None = None
    """One sentence to show above the question, such as why it is asked again."""


@dataclass(frozen=True, slots=True)
class ShowInstead:
    """Turn the question message `line` into another question, in place."""

    question: str
    line: int


@dataclass(frozen=True, slots=True)
class Fold:
    """Show the answered question `line` as one line."""

    question: str
    line: int


@dataclass(frozen=True, slots=True)
class Remove:
    """Take back the question message `line`; it is answered elsewhere or no longer asked."""

    line: int


@dataclass(frozen=True, slots=True)
class Tick:
    """Mark the person's own message as understood."""

    source: str


@dataclass(frozen=True, slots=True)
class Untick:
    source: str


@dataclass(frozen=True, slots=True)
class Tell:
    """A sentence for everybody in the thread."""

    sentence: Phrase


@dataclass(frozen=True, slots=True)
class Whisper:
    """A sentence for one person only."""

    person: str
    sentence: Phrase


@dataclass(frozen=True, slots=True)
class Explain:
    """The help of a question and the words that can be typed, for one person."""

    person: str
    question: str | None


@dataclass(frozen=True, slots=True)
class LookUp:
    """What the glossary says about what was typed, for one person."""

    person: str
    topic: str


@dataclass(frozen=True, slots=True)
class ShowStatus:
    """How far the interview is and what it found so far, for one person."""

    person: str


@dataclass(frozen=True, slots=True)
class ShowReasons:
    """The verdict as it stands with its reasons, for one person."""

    person: str


@dataclass(frozen=True, slots=True)
class ConfirmCancel:
    """Ask the person once whether the interview should really end."""

    person: str


@dataclass(frozen=True, slots=True)
class Noted:
    """Several answers came at once, from a form or a pasted block: say which, and what was not understood.

    `refused` are lines with why they could not be taken, `strange` lines that name no question; `notes` say how
    something was understood that could mean two things.
    """

    by: str
    questions: tuple[str, ...]
    refused: tuple[tuple[str, Phrase], ...] = ()
    strange: tuple[str, ...] = ()
    notes: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Ask somebody, in the thread and by name, to answer a question."""

    person: str
    question: str
    by: str


@dataclass(frozen=True, slots=True)
class Completed:
    """Everything that was to be asked is answered, and it was more than the quick intake."""


@dataclass(frozen=True, slots=True)
class Conclude:
    """The last question is answered: the verdict, in the thread and in one line in the channel."""


@dataclass(frozen=True, slots=True)
class VerdictChanged:
    """The verdict is another one than the one told last; with `stays`, only the quadrant is."""

    stays: bool = False


@dataclass(frozen=True, slots=True)
class Overridden:
    """The owner decided against the verdict, or took that back: tell everybody in the thread."""


@dataclass(frozen=True, slots=True)
class VerdictRedrawn:
    """The verdict message shows other numbers or reasons now."""


Effect = (
    CardChanged
    | Ask
    | ShowInstead
    | Fold
    | Remove
    | Tick
    | Untick
    | Tell
    | Whisper
    | Explain
    | LookUp
    | ShowStatus
    | ShowReasons
    | ConfirmCancel
    | Noted
    | HandedOver
    | Completed
    | Conclude
    | VerdictChanged
    | VerdictRedrawn
    | Overridden
)
