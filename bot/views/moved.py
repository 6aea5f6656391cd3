"""What everybody in the thread reads when a project moves, or somebody says that a check is settled."""

from bot.i18n import Markup, Words
from bot.views.message import Message, context, message, on_one_line, section
from bot.views.moment import day_words
from bot.views.stages import stage_label
from flows.lifecycle.check import Check
from flows.lifecycle.lifecycle import Lifecycle
from flows.lifecycle.moving import Moved
from flows.lifecycle.reason import Kind
from flows.lifecycle.where import Step
from flows.scoring.texts import scoring_texts

LONGEST = 600


def moved_message(words: Words, lifecycle: Lifecycle, moved: Moved) -> Message:
    """One line; for a way back the reason, what is asked again, and what helps."""
    step = moved.step
    reason = lifecycle.reasons[step.code]
    why = None
    if step.kind in (Kind.BACK, Kind.STOP, Kind.PAUSE, Kind.SKIP):
        why = words.escape(reason.label.of(words.language))
    note = f"“{words.escape(on_one_line(step.note, LONGEST))}”" if step.note else None
    said = " — ".join(filter(None, (why, note)))
    wakes = (
        words("stage.wakes", "I ask again on {day}.", day=day_words(words, step.wakes_on)) if step.wakes_on else None
    )
    more = list(filter(None, (wakes, _asked_again(words, lifecycle, moved), *_advice(words, moved))))
    return message(
        section("\n".join(filter(None, (_headline(words, step), said)))), context("\n".join(more)) if more else None
    )


def overridden_message(words: Words, check: Check, by: str, reason: str) -> Message:
    """The owner goes on without a check."""
    line = words(
        "stage.overridden",
        "✋ {who} goes on without “{check}”: “{reason}”",
        who=Markup(f"<@{by}>"),
        check=check.label,
        reason=on_one_line(reason, LONGEST),
    )
    return message(section(line))


def _headline(words: Words, step: Step) -> str:
    who = Markup(f"<@{step.by}>")
    origin, target = (Markup(f"*{stage_label(words, stage)}*") for stage in (step.origin, step.target))
    match step.kind:
        case Kind.BACK:
            return words(
                "moved.back", "↩ {who} took this back: {origin} → {target}", who=who, origin=origin, target=target
            )
        case Kind.PAUSE:
            return words("moved.paused", "⏸️ {who} paused this. It was in: {origin}", who=who, origin=origin)
        case Kind.STOP:
            return words(
                "moved.stopped",
                "⏹️ {who} stopped this. It was in: {origin}. Thank you all for what was learnt:",
                who=who,
                origin=origin,
            )
        case Kind.RETIRE:
            return words("moved.retired", "🏁 {who} retired this: it is replaced or removed for good.", who=who)
        case Kind.RESUME | Kind.REOPEN:
            return words("moved.resumed", "▶️ {who} took this up again: {target}", who=who, target=target)
        case _:
            return words(
                "moved.forward", "➡️ {who} moved this on: {origin} → {target}", who=who, origin=origin, target=target
            )


def _asked_again(words: Words, lifecycle: Lifecycle, moved: Moved) -> str | None:
    if not moved.reopened:
        return None
    questions = "; ".join(lifecycle.catalogue[key].question.of(words.language) for key in moved.reopened)
    return words("moved.reopened", "Asked once more: {questions}", questions=questions)


def _advice(words: Words, moved: Moved) -> list[str]:
    found = []
    if moved.coach and (coach := scoring_texts().coach.get(moved.coach)):
        found.append(f"💡 {words.escape(coach.of(words.language))}")
    if moved.too_often:
        found.append(f"🔁 {words.escape(scoring_texts().flag['F_LOOP_REPEAT'].of(words.language))}")
    return found
