"""The ethics checklist by its parts, privately: what is done, what is open, and who sees to it."""

from bot.i18n import Markup, Words
from bot.names import Act
from bot.views.fields import Element
from bot.views.message import Message, actions, button, context, message, section
from bot.views.pressed import Pressed
from flows.answers import values_of
from flows.checklists import PartState, counted, summary
from flows.overview import Overview
from flows.questions import Checklist

ETHICS = "ethics_review"
RULE = "R_ETHICS_OPEN"


def checklist_button(words: Words, overview: Overview) -> list[Element]:
    """The way to the checklist, while serious concerns are open."""
    if RULE not in overview.score.rules:
        return []
    pressed = str(Pressed(project=overview.project))
    return [button(Act.CHECKLIST, words("button.checklist", "Ethics checklist"), pressed)]


def checklist_message(words: Words, overview: Overview) -> Message:
    """Part by part, with the open points in words."""
    question = overview.catalogue[ETHICS]
    assert isinstance(question, Checklist)
    states = summary(question, values_of(overview.conversation.answers).get(ETHICS))
    heading = words("ethics.title", "Ethics checklist")
    form = Pressed(project=overview.project, question=ETHICS)
    return message(
        section(f"*{heading}*\n{words.say(counted(states))}"),
        *(section(_part(words, state)) for state in states),
        context(
            words(
                "ethics.how",
                "Type `go to {key}` in the thread, then `A1 done`, `A2 n/a: no personal data` or `A owner: @name`.",
                key=ETHICS,
            )
        ),
        actions("checklist", button(Act.FORM, words("button.form", "Form"), str(form))),
    )


def _part(words: Words, state: PartState) -> str:
    title = words("ethics.part", "{key} {part}", key=state.part.key, part=state.part.label)
    counts = words(
        "ethics.counts",
        "{done} done, {not_applicable} not applicable, {open} open",
        done=len(state.done),
        not_applicable=len(state.not_applicable),
        open=len(state.open),
    )
    owners = " ".join(f"<@{owner}>" for owner in state.owners)
    owned = (
        words("ethics.owners", "Owner: {owners}", owners=Markup(owners))
        if owners
        else words("ethics.no_owner", "Nobody owns it yet")
    )
    lines = [f"*{title}* — {counts} · {owned}"]
    lines += [f"• {item.key} {words.escape(item.label.of(words.language))}" for item in state.open]
    return "\n".join(lines)
