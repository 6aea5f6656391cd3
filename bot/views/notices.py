"""Short messages: help, status, sentences in the thread."""

from bot.i18n import Markup, Words
from bot.names import Act
from bot.views.card import project_name
from bot.views.glossary import terms_of, tip_of
from bot.views.message import Message, actions, button, context, message, section
from bot.views.pressed import Pressed
from bot.views.scores import scores_line, verdict_label
from flows.overview import Overview
from flows.questions import Question
from flows.text import Phrase


def sentence(words: Words, said: Phrase) -> Message:
    return message(section(words.say(said)))


def explanation(words: Words, question: Question | None) -> Message:
    """The help of a question, and everything that can be typed in the thread."""
    about, terms, tip = None, None, None
    if question:
        terms, tip = terms_of(words, question), tip_of(words, question.key)
        name = f"*{words.escape(question.question.of(words.language))}*"
        help_text = words.escape(question.help.of(words.language))
        example = words("question.example", "Example: {example}", example=question.example)
        about = section(f"{name}\n{help_text}\n_{example}_")
    steering = words(
        "help.words",
        "Type an answer, an option's number or its first letters. You can also type `back`, `skip`, "
        "`don't know`, `undo`, `pause`, `resume`, `status`, `why`, `cancel` or `help`; `go to` and a question's "
        "first words puts that question here again; `help` and a word such as `recall` tells what it means.",
    )
    talk = words(
        "help.talk",
        "A message that starts with `//` or `(` is talk between you, not an answer. Edit your own message to change "
        "an answer; delete it to take the answer back.",
    )
    return message(about, terms, tip, section(steering), context(talk))


def status_message(words: Words, overview: Overview) -> Message:
    """How far the interview is."""
    answered, asked = overview.progress
    progress = words(
        "status.progress",
        "{name} ({key}): {answered} of {asked} questions answered.",
        name=Markup(f"*{project_name(words, overview)}*"),
        key=overview.key,
        answered=answered,
        asked=asked,
    )
    verdict = None
    if overview.told:
        label = Markup(f"*{verdict_label(words, overview)}*")
        verdict = section(
            words("card.verdict", "Verdict: {verdict}", verdict=label) + "\n" + scores_line(words, overview)
        )
    todo = [f"• {words.escape(overview.flow[key].question.of(words.language))}" for key in overview.open_questions]
    still = section("\n".join((words("status.todo", "Still to find out:"), *todo))) if todo else None
    return message(section(progress), verdict, still)


def cancel_question(words: Words, project: str) -> Message:
    """Whether the interview should really end."""
    asked = words("cancel.ask", "End this interview? Everything answered so far is kept.")
    pressed = str(Pressed(project=project))
    return message(
        section(asked),
        actions(
            "cancel",
            button(Act.CANCEL, words("button.cancel", "End it"), pressed, style="danger"),
            button(Act.STAY, words("button.stay", "Keep going"), pressed),
        ),
    )
