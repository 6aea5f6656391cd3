"""The verdict: in the thread with its reasons, in one line for the channel, and when it changes."""

from collections.abc import Sequence

from bot.i18n import Markup, Words
from bot.names import Act
from bot.views.advice import SHOWN as FLAGS
from bot.views.advice import coaching, flags_shown, lever_line, measures_line, overridden_line
from bot.views.card import project_name
from bot.views.checklist import checklist_button
from bot.views.message import Block, Message, actions, button, context, divider, message, section
from bot.views.pressed import Pressed
from bot.views.scores import (
    Reason,
    quadrant_line,
    reasons,
    scores_line,
    strengths_line,
    verdict_label,
    verdict_line,
)
from flows.overview import Overview
from flows.scoring.sentence import verdict_sentence
from flows.scoring.texts import scoring_texts

SHOWN = 6  # the rest of the reasons are counted


def verdict_message(words: Words, overview: Overview) -> Message:
    """The verdict as it stands: first at the end of the quick intake, then kept up to date."""
    left = overview.more_to_ask
    pressed = str(Pressed(project=overview.project))
    go_on = button(Act.CONTINUE, words("button.continue", "Continue"), pressed, style="primary")
    later = button(Act.LATER, words("button.later", "Later"), pressed)
    ways = actions(
        "verdict",
        *([go_on] if left else []),
        button(Act.SCORE, words("button.score", "Score it too"), pressed),
        *checklist_button(words, overview),
        *([later] if left else []),
    )
    return message(section(_thanks(words, left)), *_reasoned(words, overview), ways)


def _thanks(words: Words, left: int) -> str:
    if not left:
        return words("verdict.complete", "Thanks! Here is the verdict; everything that counts for it is answered.")
    if left == 1:
        return words("verdict.thanks_one", "Thanks! Here is a first verdict. Answer 1 more question to make it firm.")
    return words(
        "verdict.thanks",
        "Thanks! Here is a first verdict. Answer {count} more questions to make it firm.",
        count=left,
    )


def announcement(words: Words, overview: Overview, link: str | None) -> Message:
    """One line in the channel when the verdict is there."""
    name = project_name(words, overview)
    line = words(
        "verdict.announced",
        "{name} ({key}) — {sentence} {scores}",
        name=Markup(f"<{link}|{name}>" if link else f"*{name}*"),
        key=overview.key,
        sentence=verdict_sentence(overview.score, scoring_texts(), words.language),
        scores=Markup(scores_line(words, overview)),
    )
    return message(section(line))


def change_message(words: Words, overview: Overview, *, stays: bool = False) -> Message:
    """One line in the thread when an answer moved the verdict, or, where that `stays`, the quadrant."""
    verdict, scores = Markup(f"*{verdict_label(words, overview)}*"), Markup(scores_line(words, overview))
    if not stays:
        line = words("verdict.changed", "The verdict is now {verdict}. {scores}", verdict=verdict, scores=scores)
        return message(section(line))
    line = words(
        "verdict.stays",
        "The verdict stays {verdict}; it now counts as “{quadrant}”. {scores}",
        verdict=verdict,
        quadrant=scoring_texts().quadrant[overview.score.quadrant].label,
        scores=scores,
    )
    return message(section(line))


def headline_block(words: Words, overview: Overview) -> Block:
    """The verdict, the scores and what they mean together."""
    headline = words(
        "verdict.headline",
        "Verdict: {verdict} — {line}",
        verdict=Markup(f"*{verdict_label(words, overview)}*"),
        line=Markup(verdict_line(words, overview)),
    )
    lines = (
        headline,
        overridden_line(words, overview),
        scores_line(words, overview),
        quadrant_line(words, overview),
        measures_line(words, overview),
    )
    return section("\n".join(filter(None, lines)))


def reason_blocks(words: Words, overview: Overview, found: Sequence[Reason]) -> list[Block | None]:
    """The reasons with the answers behind them; without any, what is strongest and weakest."""
    return [
        *(section(_reason_text(words, reason)) for reason in found[:SHOWN]),
        context(words("verdict.more", "…and {count} more reasons.", count=len(found) - SHOWN))
        if len(found) > SHOWN
        else None,
        None if found else section(strengths_line(words, overview)),
    ]


def _reasoned(words: Words, overview: Overview) -> list[Block | None]:
    helping = [*list(coaching(words, overview))[:1], lever_line(words, overview)]
    flags = flags_shown(words, overview, FLAGS)
    todo = overview.open_questions
    return [
        headline_block(words, overview),
        divider(),
        *reason_blocks(words, overview, list(reasons(words, overview))),
        context("\n".join(flags)) if flags else None,
        context("\n".join(filter(None, helping))) if any(helping) else None,
        context(_todo_line(words, overview, todo)) if todo else None,
    ]


def _reason_text(words: Words, reason: Reason) -> str:
    lines = [f"• {reason.sentence}", *(f"      {cause}" for cause in reason.answers)]
    lines.append(f"      {words('verdict.next', 'Next step: {step}', step=Markup(reason.next_step))}")
    return "\n".join(lines)


def _todo_line(words: Words, overview: Overview, keys: tuple[str, ...]) -> str:
    questions = " / ".join(overview.flow[key].question.of(words.language) for key in keys)
    return words("verdict.todo", "Still to find out: {questions}", questions=questions)
