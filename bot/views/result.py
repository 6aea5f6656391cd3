"""Results: asked for, entered, and read in the thread."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.i18n import Markup, Words
from bot.names import Act, Sheet
from bot.views.fields import View, date_field, field, modal, one_field, text_field
from bot.views.message import Block, Message, actions, button, context, message, on_one_line, packed, section, select
from bot.views.moment import day_words
from bot.views.pressed import Held, Pressed
from flows.formulas.progress import Progress
from flows.prefilled import field_of
from flows.results.finding import Finding
from flows.results.in_words import value_in_words
from flows.results.measurable import Thing
from flows.results.result import SPLIT_NAMES, Result, Split
from flows.scoring.exact import shown_fraction
from flows.text import Phrase

WHAT, VALUE, SPLIT, DAY, NOTE = (field_of(one) for one in ("what", "value", "split", "day", "note"))
MODEL, DATA, SLICE, NOISE = (field_of(one) for one in ("model", "data", "slice", "noise"))
MOST_LISTED = 12
LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class Logged:
    """A result with what it is about; `corrected` is what it replaces, `replaced` says that another one replaced it."""

    project: str
    thing: Thing
    result: Result
    corrected: Result | None = None
    replaced: bool = False


def logged_message(
    words: Words, logged: Logged, findings: Sequence[Finding] = (), progress: Progress | None = None
) -> Message:
    """The result in the thread, with what it says."""
    if logged.replaced:
        return message(context(f"{_headline(words, logged)} — {words('result.replaced', 'corrected since')}"))
    said = [f"• {words.say(one.sentence)}" for one in findings]
    correct = button(
        Act.CORRECT,
        words("button.correct", "Correct"),
        str(Pressed(project=logged.project, value=logged.result.id)),
    )
    note = logged.result.note
    return message(
        section(_headline(words, logged)),
        context(f"“{words.escape(on_one_line(note, LONGEST_NOTE))}”") if note else None,
        section("\n".join(said)) if said else None,
        context(_progress(words, progress)) if progress else None,
        actions("result", correct),
    )


def overview_message(
    words: Words, *, project: str, key: str, name: str, latest: Sequence[Logged], progress: Progress | None
) -> Message:
    """The newest result of everything that was measured, for one person; `name` is escaped."""
    enter = button(
        Act.RESULT, words("button.enter_result", "Enter a result"), str(Pressed(project=project)), style="primary"
    )
    title = words("result.title", "Results of {name} ({key})", name=Markup(f"*{name}*"), key=key)
    lines = [f"• {_headline(words, one)}" for one in latest[:MOST_LISTED]]
    nothing = words("result.none", "Nothing was measured yet.")
    how = words("result.how", "You can also type it, as in `/ml result {key} recall 82% test`.", key=key)
    return message(
        section(title),
        *(section(paragraph) for paragraph in packed(lines or [nothing], MOST_LISTED, 2800)),
        context(_progress(words, progress)) if progress and lines else None,
        actions("result", enter),
        context(how),
    )


def refused_message(words: Words, problem: Phrase, *, project: str) -> Message:
    """Why it was not logged, with the form as the other way."""
    enter = button(Act.RESULT, words("button.enter_result", "Enter a result"), str(Pressed(project=project)))
    return message(section(words.say(problem)), actions("result", enter))


def no_objectives_message(words: Words, problem: Phrase, *, project: str) -> Message:
    """Nothing can be measured before there is an objective."""
    describe = button(
        Act.FORM,
        words("button.objectives", "Describe an objective"),
        str(Pressed(project=project, question="objectives")),
    )
    return message(section(words.say(problem)), actions("result", describe))


def which_message(words: Words, things: Sequence[Thing], text: str, *, project: str) -> Message:
    """Which objective a typed value is about."""
    asked = words("result.which", "Which one is “{text}” about?", text=on_one_line(text, 80))
    options = [
        (thing.name.of(words.language), str(Pressed(project=project, value=remembered(text, thing.row))))
        for thing in things
    ]
    return message(
        section(asked), actions("result", select(Act.MEASURED, words("question.choose", "Choose an answer"), options))
    )


def split_message(words: Words, thing: Thing, text: str, *, project: str) -> Message:
    """On what a typed value was measured."""
    asked = words(
        "result.split", "{thing}: on what was “{text}” measured?", thing=thing.name, text=on_one_line(text, 80)
    )
    buttons = (
        button(
            f"{Act.MEASURED}.{place}",
            SPLIT_NAMES[split].of(words.language),
            str(Pressed(project=project, value=remembered(text, thing.row, split))),
        )
        for place, split in enumerate(Split)
    )
    return message(section(asked), actions("result", *buttons))


def remembered(text: str, row: str, split: Split | None = None) -> str:
    """What a button remembers of a line that lacks something; the reverse is `partition` at the bars."""
    return f"{row}|{split.value if split else ''}|{on_one_line(text, 60)}"


def result_sheet(
    words: Words, things: Sequence[Thing], *, project: str, today: date, corrects: Result | None = None
) -> View:
    """A new result, or one that corrects another."""
    words, old = replace(words, escape=str), corrects
    options = [(_option(words, one), one.key) for one in things]
    chosen = f"{old.measured.value}:{old.row}" if old else things[0].key if len(things) == 1 else None
    splits = [(SPLIT_NAMES[split].of(words.language), split.value) for split in Split]
    blocks: list[Block] = [
        field(
            WHAT,
            words("result.what", "What was measured?"),
            one_field(words, options, chosen, radios=False),
            optional=False,
        ),
        field(
            VALUE,
            words("result.value", "Value"),
            text_field(old.value if old else None, most=60),
            optional=False,
            first=True,
        ),
        field(
            SPLIT,
            words("result.on", "On what?"),
            one_field(words, splits, old.split.value if old else None, radios=False),
            optional=False,
        ),
        field(
            DAY, words("result.day", "When?"), date_field(words, (old.on if old else today).isoformat()), optional=False
        ),
        field(NOTE, words("result.note", "Note"), text_field(old.note if old else None, most=1000, multiline=True)),
        field(
            MODEL,
            words("result.model", "Version of the model or rule"),
            text_field(old.model_version if old else None, most=100),
        ),
        field(
            DATA, words("result.data", "Version of the data"), text_field(old.data_version if old else None, most=100)
        ),
        field(
            SLICE,
            words("result.slice", "Only a part of the data?"),
            text_field(old.slice if old else None, most=100),
            hint=words("result.slice_hint", "For example new customers; empty means all of it."),
        ),
        field(
            NOISE,
            words("result.noise", "How much does it vary by chance?"),
            text_field(old.noise if old else None, most=20),
            hint=words("result.noise_hint", "In the unit of the value; smaller differences then count as none."),
        ),
    ]
    title = words("button.correct", "Correct") if old else words("button.enter_result", "Enter a result")
    held = Held(project=project, about=old.id if old else None)
    return modal(words, Sheet.RESULT, held, title=title, submit=words("button.save", "Save"), blocks=blocks)


def confirmation(words: Words, note: Phrase | None) -> Message:
    """For whoever logged it."""
    said = words("result.logged", "Logged. What it says stands in the project's thread.")
    return message(section(said), context(words.say(note)) if note else None)


def _headline(words: Words, logged: Logged) -> str:
    result = logged.result
    slots: dict[str, object] = {
        "thing": logged.thing.name,
        "split": SPLIT_NAMES[result.split],
        "value": Markup(f"*{words.escape(value_in_words(result.exactly, logged.thing.unit))}*"),
        "day": day_words(words, result.on),
        "who": Markup(f"<@{result.by}>"),
    }
    line = words("result.line", "📏 {thing} ({split}): {value}, {day} — {who}", **slots)
    if result.slice:
        line += words("result.only", " · only {slice}", slice=result.slice)
    if logged.corrected:
        before = value_in_words(logged.corrected.exactly, logged.thing.unit)
        line += words("result.corrects", " · corrects {before}", before=before)
    return line


def _progress(words: Words, progress: Progress) -> str:
    parts = []
    if progress.percent is not None:
        parts.append(
            words(
                "result.progress",
                "All objectives together: {percent}% of the way.",
                percent=shown_fraction(progress.percent),
            )
        )
    if progress.blockers:
        names = ", ".join(progress.blockers)
        parts.append(words("result.blockers", "Limits missed or not measured: {names}", names=names))
    return "\n".join(parts) or words("result.no_progress", "There is no target yet to count the way to.")


def _option(words: Words, thing: Thing) -> str:
    return on_one_line(thing.name.of(words.language), 70)
