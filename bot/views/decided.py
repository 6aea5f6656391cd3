"""What was decided about a project, for everybody who has to know, and the lead's form."""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from bot.i18n import Markup, Words
from bot.names import COMMAND, Act, Sheet
from bot.views.fields import Element, View, date_field, field, modal, one_field, text_field
from bot.views.message import Message, actions, button, context, message, on_one_line, section, shortened
from bot.views.pressed import Held, Pressed
from flows.decisions import LEAST_REASON, MOST_REASON, Choice, Decision
from flows.overview import Overview
from flows.prefilled import field_of
from flows.reading.in_words import date_text
from flows.text import Text

CHOICE, UNTIL, CONDITION, INTO, REASON = map(field_of, ("choice", "until", "condition", "into", "reason"))
MOST_OPTIONS = 100
SHORT = 200
"""Characters of a reason on a card, and in the one line that a channel gets."""


def decision_line(words: Words, decision: Decision, *, into: Markup | None = None, most: int = MOST_REASON) -> str:
    """Who decided what, and why; `into` leads to the project it was merged into."""
    who, why = Markup(f"<@{decision.by}>"), shortened(decision.reason, most)
    match decision.choice:
        case Choice.ACCEPT:
            return words("decided.accept", "✅ Accepted by {person}: {reason}", person=who, reason=why)
        case Choice.DECLINE:
            return words("decided.decline", "⛔ Declined by {person}: {reason}", person=who, reason=why)
        case Choice.DEFER if decision.until:
            day = date_text(decision.until)
            return words(
                "decided.defer_until",
                "⏸️ Deferred until {day} by {person}: {reason}",
                day=day,
                person=who,
                reason=why,
            )
        case Choice.DEFER if decision.condition and decision.condition != decision.reason:
            return words(
                "decided.defer_while",
                "⏸️ Deferred by {person} ({condition}): {reason}",
                person=who,
                condition=decision.condition,
                reason=why,
            )
        case Choice.DEFER:
            return words("decided.defer", "⏸️ Deferred by {person}: {reason}", person=who, reason=why)
        case Choice.MERGE:
            target = into or decision.into_key
            return words(
                "decided.merge",
                "🔀 Merged into {project} by {person}: {reason}",
                project=target,
                person=who,
                reason=why,
            )
        case _:
            assert_never(decision.choice)


def decision_label(words: Words, decision: Decision) -> str:
    """In a list."""
    match decision.choice:
        case Choice.ACCEPT:
            return words("decided.accepted", "Accepted")
        case Choice.DECLINE:
            return words("decided.declined", "Declined")
        case Choice.DEFER if decision.until:
            return words("decided.deferred_until", "Deferred until {day}", day=decision.until.isoformat())
        case Choice.DEFER:
            return words("decided.deferred", "Deferred")
        case Choice.MERGE:
            return words("decided.merged", "Merged into {project}", project=decision.into_key)
        case _:
            assert_never(decision.choice)


def told_message(words: Words, decision: Decision, requester: str, *, key: str, into: Markup | None = None) -> Message:
    """For the thread, and there for whoever asked for the project."""
    line = decision_line(words, decision, into=into)
    if requester != decision.by:
        line = words("decided.told", "{person}: {decision}", person=Markup(f"<@{requester}>"), decision=Markup(line))
    more = None
    match decision.choice:
        case Choice.DEFER if decision.until:
            more = words("decided.will_wake", "I bring it up again on that day.")
        case Choice.DEFER:
            more = words(
                "decided.waits",
                "Once that is so, the lead can decide again: `{command} decide {key}`.",
                command=COMMAND,
                key=key,
            )
        case Choice.MERGE:
            more = words("decided.moves", "All answers stay here; what is new goes to {project}.", project=into)
        case Choice.ACCEPT | Choice.DECLINE:
            pass
        case _:
            assert_never(decision.choice)
    return message(section(line), context(more) if more else None)


def channel_line(words: Words, decision: Decision, project: Markup, *, into: Markup | None = None) -> Message:
    line = decision_line(words, decision, into=into, most=SHORT)
    return message(
        section(words("decided.in_channel", "{project}: {decision}", project=project, decision=Markup(line)))
    )


def received_message(words: Words, decision: Decision, project: Markup) -> Message:
    """For the thread of the project that another was merged into."""
    line = words(
        "decided.received",
        "🔀 {project} was merged into this project by {person}: {reason}",
        project=project,
        person=Markup(f"<@{decision.by}>"),
        reason=decision.reason,
    )
    return message(section(line), context(words("decided.kept_there", "Its answers can be read in its thread.")))


def parted_message(words: Words, project: Markup) -> Message:
    """For that thread when the merge is taken back."""
    return message(section(words("decided.parted", "{project} stands on its own again.", project=project)))


def woken_message(words: Words, decision: Decision, lead: str, *, key: str) -> Message:
    """For the thread on the day until which a project was deferred."""
    line = words(
        "decided.woken",
        "⏰ This project was deferred until {day}: {reason}\n{lead}, what now? `{command} decide {key}`",
        day=day_of(decision),
        reason=decision.reason,
        lead=Markup(f"<@{lead}>"),
        command=COMMAND,
        key=key,
    )
    return message(section(line))


def woken_directly(words: Words, decision: Decision, project: Markup, pressed: Pressed) -> Message:
    """For the lead alone."""
    line = words(
        "decided.woken_lead",
        "⏰ {project} was deferred until {day}: {reason}\nWhat now?",
        project=project,
        day=day_of(decision),
        reason=decision.reason,
    )
    return message(section(line), actions("decide", decide_button(words, pressed)))


def day_of(decision: Decision) -> Text | str:
    """Until when a project was deferred."""
    return date_text(decision.until) if decision.until else ""


def done_message(words: Words, decision: Decision, *, into: Markup | None = None) -> Message:
    """For the lead who decided."""
    note = words("decided.done", "Decided; everybody in the project's thread knows.")
    return message(section(decision_line(words, decision, into=into)), context(note))


def how_to_decide(words: Words) -> Message:
    """When nothing, or not enough, was typed."""
    lines = (
        words(
            "decide.how", "Type the project, the decision and the reason, which whoever asked for the project reads:"
        ),
        words("decide.how_accept", "`/ml decide ML-3 accept We start in March`"),
        words("decide.how_decline", "`/ml decide ML-3 decline A lookup table does it`"),
        words("decide.how_defer", "`/ml decide ML-3 defer until 2027-01-15 The data comes in January`"),
        words("decide.how_merge", "`/ml decide ML-3 merge ML-2 Both predict the same demand`"),
    )
    return message(section("\n".join(lines)))


def which_to_decide(words: Words) -> str:
    return words(
        "decide.which", "Which one? Type `{command} decide` with its key, the decision and a reason.", command=COMMAND
    )


def which_to_merge(words: Words, typed: str) -> Message:
    sentence = words(
        "decide.into_what",
        "Merge into which project? I find none for “{typed}” here. Please give its key, as in `merge ML-2`, and then "
        "the reason.",
        typed=on_one_line(typed, 80),
    )
    return message(section(sentence))


def decide_button(words: Words, pressed: Pressed) -> Element:
    return button(Act.DECIDE, words("button.decide", "Decide"), str(pressed))


def decide_sheet(words: Words, overview: Overview, others: Sequence[tuple[str, str]]) -> View:
    """What, until when or into what, and why. `others` are (name, id) of projects that this one can be merged into."""
    words = replace(words, escape=str)  # Slack reads no markup in fields
    now = overview.decision
    choices = {
        Choice.ACCEPT: words("decide.accept", "Accept"),
        Choice.DECLINE: words("decide.decline", "Decline"),
        Choice.DEFER: words("decide.defer", "Defer"),
        Choice.MERGE: words("decide.merge", "Merge into another"),
    }
    if not others:
        del choices[Choice.MERGE]
    options = [(label, choice.value) for choice, label in choices.items()]
    merging = field(
        INTO,
        words("decide.into", "Merge into"),
        one_field(words, others[:MOST_OPTIONS], now.into if now else None, radios=False),
        hint=words("decide.only_merge", "Only for Merge."),
    )
    return modal(
        words,
        Sheet.DECIDE,
        Held(project=overview.project),
        title=words("decide.title", "Decide"),
        submit=words("decide.submit", "Decide"),
        blocks=[
            field(
                CHOICE,
                words("decide.choice", "Decision"),
                one_field(words, options, now.choice if now else None, radios=True),
                optional=False,
            ),
            field(
                REASON,
                words("decide.why", "Reason"),
                text_field(now.reason if now else None, most=MOST_REASON, multiline=True),
                hint=words(
                    "decide.why_hint",
                    "At least {least} characters; whoever asked for the project reads it.",
                    least=LEAST_REASON,
                ),
                optional=False,
            ),
            field(
                UNTIL,
                words("decide.until", "Defer until"),
                date_field(words, now.until.isoformat() if now and now.until else None),
                hint=words("decide.only_defer", "Only for Defer: a day, or a condition below."),
            ),
            field(
                CONDITION,
                words("decide.condition", "… or until this is so"),
                text_field(now.condition if now else None, most=MOST_REASON),
            ),
            *([merging] if others else []),
        ],
    )
