"""The project card: the first message of the thread, kept up to date for ever."""

from collections.abc import Sequence
from typing import Any

from bot.i18n import Markup, Words
from bot.names import Act
from bot.views.advice import overridden_line
from bot.views.answer import answer_text
from bot.views.decided import SHORT, decision_line
from bot.views.message import Message, actions, button, context, message, on_one_line, section
from bot.views.pressed import Pressed
from bot.views.scores import reasons, scores_line, verdict_label, verdict_line
from bot.views.stages import course_line, stage_label
from flows.overview import Next, Overview


def card_message(words: Words, overview: Overview, ways: Sequence[dict[str, Any]] = ()) -> Message:
    """Name, key, stage, owner, progress; the verdict with its first reason; what was decided; the next step.

    `ways` are other buttons than the one to join.
    """
    answered, asked = overview.progress
    title = words("card.title", "{name} · {key}", name=Markup(f"*{project_name(words, overview)}*"), key=overview.key)
    about = words(
        "card.about",
        "Stage: {stage} · Owner: {owner} · {answered} of {asked} answered",
        stage=Markup(stage_label(words, overview.stage)),
        owner=Markup(f"<@{overview.conversation.owner}>"),
        answered=answered,
        asked=asked,
    )
    join = button(Act.JOIN, words("button.join", "Join"), str(Pressed(project=overview.project)))
    return message(
        section("\n".join(line for line in (title, _problem(words, overview)) if line)),
        context(about),
        context(course_line(words, overview.where)) if overview.where and overview.where.path else None,
        section(_verdict(words, overview)) if overview.told else None,
        section(decision_line(words, overview.decision, most=SHORT)) if overview.decision else None,
        context(_next_step(words, overview)) if not (overview.decision and overview.decision.parks) else None,
        actions("card", *(ways or [join])),
    )


def project_name(words: Words, overview: Overview) -> str:
    """The name, escaped, or what to call a project that has none yet."""
    return words.escape(overview.name) if overview.name else words("card.unnamed", "New ML project")


def _problem(words: Words, overview: Overview) -> str | None:
    answer = overview.conversation.answers.get("problem_statement")
    if answer is None:
        return None
    return on_one_line(answer_text(words, overview.flow["problem_statement"], answer), 300)


def _verdict(words: Words, overview: Overview) -> str:
    headline = words("card.verdict", "Verdict: {verdict}", verdict=Markup(f"*{verdict_label(words, overview)}*"))
    first = next(reasons(words, overview), None)
    why = first.sentence if first and not overview.overruled else verdict_line(words, overview)
    lines = (f"{headline} — {why}", overridden_line(words, overview), scores_line(words, overview))
    return "\n".join(filter(None, lines))


def _next_step(words: Words, overview: Overview) -> str:
    match overview.next:
        case Next.ANSWER:
            return words("card.next.answer", "Next: answer the open question in the thread.")
        case Next.RESUME:
            return words("card.next.resume", "Next: type `resume` in the thread to go on.")
        case Next.NOTHING:
            first = next(reasons(words, overview), None)
            step = first.next_step if first and not overview.overruled else verdict_line(words, overview)
            return words("card.next.step", "Next: {step}", step=Markup(step))
