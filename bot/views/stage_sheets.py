"""Forms about a project's stage: why it leaves, what is so with a check, how well it is tested."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.i18n import Words
from bot.names import Sheet
from bot.views.fields import View, date_field, field, many_field, modal, one_field, text_field
from bot.views.message import Block, choices, context, plain_text, section
from bot.views.pressed import Held
from bot.views.stage import leave_label
from bot.views.stages import stage_label
from flows.lifecycle.check import Check
from flows.lifecycle.checked import Checked
from flows.lifecycle.moving import NOTE_CHARS
from flows.lifecycle.proposals import Move
from flows.lifecycle.reason import Kind
from flows.lifecycle.stage import Stage
from flows.prefilled import field_of
from flows.results.ml_test_score import Done, load_ml_tests
from flows.scoring.verdict import MIN_OVERRIDE_REASON

REASON, NOTE, DAY, CHECK = field_of("reason"), field_of("note"), field_of("day"), field_of("check")
HOW = {Done.AUTOMATED: "automated", Done.BY_HAND: "by_hand"}


def leave_sheet(
    words: Words,
    kind: Kind,
    moves: Sequence[Move],
    *,
    project: str,
    note: str = "",
    reason: str | None = None,
    review: str | None = None,
    day: str = "",
    deed: str | None = None,
) -> View:
    """Why the project goes back, pauses or stops; `reason` is chosen already. `review`, `day` and `deed` are the
    review, the day of the message and the reply that it is opened from.
    """
    words = _plain(words)
    blocks = [
        field(REASON, words("leave.reason", "Reason"), _reasons(words, kind, moves, reason), optional=False),
        field(
            NOTE,
            _note_label(words, kind),
            text_field(note or None, most=NOTE_CHARS[1], multiline=True),
            hint=words("leave.hint", "Everybody in the thread can read it."),
            optional=not kind.needs_note,
        ),
    ]
    if kind is Kind.PAUSE:
        blocks.append(field(DAY, words("leave.until", "When shall I ask again?"), date_field(words, None)))
    return modal(
        words,
        Sheet.STAGE,
        Held(project=project, about=kind.value, question=review, row=day or None, stretch=deed),
        title=leave_label(words, kind).rstrip(" …"),
        submit=words("button.save", "Save"),
        blocks=blocks,
    )


def tick_sheet(words: Words, check: Check, *, project: str) -> View:
    """What there is to say when a check is confirmed."""
    words = _plain(words)
    least = check.tick.note if check.tick else 0
    hint = words("tick.hint", "At least {least} characters.", least=least) if least else ""
    return modal(
        words,
        Sheet.CHECK,
        Held(project=project, about=f"tick:{check.code}"),
        title=words("button.tick", "Confirm"),
        submit=words("button.tick", "Confirm"),
        blocks=[
            section(f"*{words.escape(check.label.of(words.language))}*"),
            field(
                NOTE,
                words("tick.note", "What was done, and what came of it?"),
                text_field(None, most=NOTE_CHARS[1], multiline=True),
                hint=hint,
                optional=False,
            ),
        ],
    )


def override_sheet(words: Words, missing: Sequence[Checked], *, project: str) -> View:
    """Which check the owner goes on without, and why."""
    words = _plain(words)
    options = [(one.check.label.of(words.language), one.check.code) for one in missing]
    return modal(
        words,
        Sheet.CHECK,
        Held(project=project, about="override"),
        title=words("override.title", "Go on without"),
        submit=words("override.submit", "Go on without it"),
        blocks=[
            field(
                CHECK,
                words("override.check", "Without what?"),
                one_field(words, options, None, radios=False),
                optional=False,
            ),
            field(
                NOTE,
                words("leave.reason", "Reason"),
                text_field(None, most=NOTE_CHARS[1], multiline=True),
                hint=words(
                    "overrule.hint", "At least {least} characters; everybody can read it.", least=MIN_OVERRIDE_REASON
                ),
                optional=False,
            ),
        ],
    )


def tests_sheet(words: Words, done: Mapping[str, Done], *, project: str) -> View:
    """The 28 tests by section: which are automated, which are done by hand."""
    words = _plain(words)
    about = words(
        "tests.about",
        "An automated test counts one point; done by hand and written down, half a point. The lowest section is the "
        "score.",
    )
    blocks: list[Block] = [context(about)]
    for key, part in load_ml_tests().sections.items():
        title = part.label.of(words.language)
        blocks.append({"type": "header", "text": plain_text(title, 150)})
        for how in HOW:
            names = [(item.label.of(words.language), f"{key}.{item.key}") for item in part.items]
            ticked = tuple(test for _, test in names if done.get(test) is how)
            blocks.append(field(tests_field(key, how), _how(words, how), many_field(names, ticked)))
    return modal(
        words,
        Sheet.TESTS,
        Held(project=project),
        title=words("button.ml_tests", "ML test score"),
        submit=words("button.save", "Save"),
        blocks=blocks,
    )


def tests_field(part: str, how: Done) -> str:
    """The id of the block that holds a section's tests of this kind."""
    return field_of(f"{part}.{HOW[how]}")


def _reasons(words: Words, kind: Kind, moves: Sequence[Move], chosen: str | None) -> dict[str, object]:
    """A menu of reasons, for ways back under the stage they lead to."""
    named = [one for one in moves if one.reason]
    if kind is not Kind.BACK:
        return one_field(words, [_option(words, one) for one in named], chosen, radios=False)
    groups, initial = [], []
    for target in Stage:
        some = [one for one in named if one.target is target]
        if not some:
            continue
        options = choices([_option(words, one) for one in some])
        initial += [one for one in options if one["value"] == chosen]
        groups.append({"label": plain_text(f"→ {stage_label(words, target)}", 75), "options": options})
    element = one_field(words, [("", "")], None, radios=False)
    del element["options"]
    return {**element, "option_groups": groups, **({"initial_option": initial[0]} if initial else {})}


def _option(words: Words, move: Move) -> tuple[str, str]:
    assert move.reason is not None
    return move.reason.label.of(words.language), move.reason.code


def _note_label(words: Words, kind: Kind) -> str:
    match kind:
        case Kind.BACK:
            return words("leave.back_note", "What happened, in a sentence or two?")
        case Kind.STOP:
            return words("leave.stop_note", "What was learnt, in one sentence?")
        case _:
            return words("leave.pause_note", "What is it waiting for?")


def _how(words: Words, how: Done) -> str:
    if how is Done.AUTOMATED:
        return words("tests.automated", "Automated")
    return words("tests.by_hand", "Done by hand and written down")


def _plain(words: Words) -> Words:
    """Slack reads no markup in fields."""
    return replace(words, escape=str)
