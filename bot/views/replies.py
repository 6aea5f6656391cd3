"""Private answers to commands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from bot.i18n import Markup, Words
from bot.names import COMMAND
from bot.orders import SPELLINGS, Order
from bot.views.message import Message, context, message, on_one_line, packed, section
from bot.views.stages import stage_label
from flows.scoring.texts import scoring_texts
from flows.scoring.verdict import Verdict
from flows.text import Phrase

MOST_LISTED = 40
LIST_ROOM = 3600  # characters, so that the message's text says every line too


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list. `priority` is 0 to 100, absent before the verdict."""

    key: str
    name: str
    stage: str
    verdict: str | None
    priority: float | None


def help_message(words: Words) -> Message:
    """What can be typed."""
    return message(
        section(
            words(
                "reply.help.intro",
                "*Groundwork* gets a project's groundwork done before anyone trains a model: it asks in a thread, "
                "says whether ML is the right tool, and keeps every answer.",
            )
        ),
        section(
            "\n".join(
                (
                    words("reply.help.new", "`/ml new [name]` — start a project in this channel"),
                    words("reply.help.list", "`/ml list` — the projects in this channel"),
                    words("reply.help.show", "`/ml show &lt;project&gt;` — one project: verdict, scores, next step"),
                    words("reply.help.why", "`/ml why &lt;project&gt;` — where its scores come from, line by line"),
                    words("reply.help.help", "`/ml help` — this help"),
                    words(
                        "reply.help.terms",
                        "`/ml help recall` — what a term or a command means; `/ml help glossary` — all terms",
                    ),
                )
            )
        ),
        context(
            words(
                "reply.help.thread",
                "In a project's thread just type your answers. Slack has no slash commands in threads: there, "
                "mention me with the same words. Help for a question: type `help` in its thread.",
            )
        ),
    )


def command_help(words: Words, order: Order) -> Message:
    """What one command does, and how else it can be typed."""
    others = ", ".join(f"`{COMMAND} {spelling}`" for spelling in SPELLINGS[order])
    also = words("reply.about.also", "Can be typed as: {spellings}", spellings=Markup(others))
    return message(section(_about(words, order)), context(also))


def _about(words: Words, order: Order) -> str:
    match order:
        case Order.NEW:
            return words(
                "reply.about.new",
                "`/ml new [name]` starts a project: I post its card in the channel and ask eight short questions in "
                "the card's thread. Without a name I ask for one first. Example: `/ml new Menu helper`",
            )
        case Order.LIST:
            return words(
                "reply.about.list",
                "`/ml list` shows you the projects of the channel, each with its stage, verdict and priority, "
                "best first.",
            )
        case Order.SHOW:
            return words(
                "reply.about.show",
                "`/ml show &lt;project&gt;` shows you one project's card: verdict, scores, next step. Call it by its "
                "key, its name or the beginning of its name. Example: `/ml show ML-12`",
            )
        case Order.WHY:
            return words(
                "reply.about.why",
                "`/ml why &lt;project&gt;` shows you where a project's scores come from: every factor with its points, "
                "its weight and the answer behind it, and what would move it up. Example: `/ml why ML-12`",
            )
        case Order.HELP:
            return words(
                "reply.about.help",
                "`/ml help` shows what I can do. With a word behind it I explain that word: a command, as in "
                "`/ml help new`, or a term, as in `/ml help recall`. `/ml help glossary` lists all terms.",
            )
        case _:
            assert_never(order)


def not_understood(words: Words, word: str, nearest: str | None) -> Message:
    shown = on_one_line(word, 40)
    if nearest:
        sentence = words(
            "reply.did_you_mean",
            "I do not know “{word}”. Did you mean `{command} {nearest}`?",
            word=shown,
            command=COMMAND,
            nearest=nearest,
        )
    else:
        sentence = words(
            "reply.unknown",
            "I do not know “{word}”. `{command} help` shows what I can do.",
            word=shown,
            command=COMMAND,
        )
    return message(section(sentence))


def not_here(words: Words) -> Message:
    return message(
        section(
            words(
                "reply.not_here",
                "A project lives in a channel, where its team can see it. Type `{command} new` in that channel.",
                command=COMMAND,
            )
        )
    )


def name_refused(words: Words, problem: Phrase) -> Message:
    sentence = words(
        "reply.name_refused",
        "I cannot use that name yet. {problem} You can also type just `{command} new`; I ask for the name then.",
        problem=problem,
        command=COMMAND,
    )
    return message(section(sentence))


def same_name(words: Words, key: str, name: str) -> Message:
    sentence = words(
        "reply.same_name",
        "Started. There is already a project called {name} here ({key}); to rename yours, press Back in its thread.",
        name=name,
        key=key,
    )
    return message(section(sentence))


def listing(words: Words, projects: Sequence[Listed]) -> Message:
    """The projects of a channel, best first."""
    if not projects:
        return message(
            section(
                words(
                    "reply.none",
                    "No projects in this channel yet. `{command} new` starts one.",
                    command=COMMAND,
                )
            )
        )
    heading = words("reply.list", "Projects in this channel: {count}", count=len(projects))
    paragraphs = packed([_line(words, project) for project in projects[:MOST_LISTED]], MOST_LISTED, LIST_ROOM)
    more = len(projects) - sum(paragraph.count("\n") + 1 for paragraph in paragraphs)
    return message(
        section(f"*{heading}*"),
        *(section(paragraph) for paragraph in paragraphs),
        context(words("reply.more", "…and {count} more.", count=more)) if more > 0 else None,
    )


def nothing_found(words: Words, name: str) -> Message:
    if not name:
        return listing(words, [])
    sentence = words(
        "reply.nothing_found",
        "No project here goes by “{name}”. `{command} list` shows them all.",
        name=on_one_line(name, 80),
        command=COMMAND,
    )
    return message(section(sentence))


def several_found(words: Words, projects: Sequence[Listed], asked: str | None = None) -> Message:
    """`asked` says what to type instead; without it, how to see one of them."""
    asked = asked or words("reply.several", "Which one? Type `{command} show` with its key.", command=COMMAND)
    paragraphs = packed([_line(words, project) for project in projects[:20]], 20, LIST_ROOM)
    return message(section(asked), *(section(paragraph) for paragraph in paragraphs))


def continued(words: Words, count: int) -> Message:
    """What *Continue* says until the full intake can be walked in the thread."""
    sentence = words(
        "reply.continue",
        "The full intake, {count} more questions, cannot be asked in the thread yet. Your answers and the verdict are "
        "kept, and the verdict follows whenever you edit an answer.",
        count=count,
    )
    return message(section(sentence))


def later(words: Words) -> Message:
    sentence = words("reply.later", "Fine. The verdict stays here; `{command} show` finds it again.", command=COMMAND)
    return message(section(sentence))


def trouble(words: Words, reference: str) -> Message:
    """Something broke; the reference stands in the log."""
    sentence = words(
        "reply.trouble",
        "Something went wrong on my side; nothing you typed before is lost. Please try again. (Reference {reference})",
        reference=reference,
    )
    return message(section(sentence))


def retried(words: Words, *, again: bool) -> Message:
    if again:
        return message(section(words("reply.retried", "Trying again …")))
    return message(section(words("reply.there", "It is there already: look for its card in the channel.")))


def _line(words: Words, project: Listed) -> str:
    parts = [
        f"*{project.key}* {words.escape(on_one_line(project.name, 80)) or words('card.unnamed', 'New ML project')}"
    ]
    parts.append(stage_label(words, project.stage))
    if project.verdict:
        parts.append(words.escape(scoring_texts().verdict[Verdict(project.verdict)].label.of(words.language)))
    if project.priority is not None:
        parts.append(words("reply.priority", "Priority {priority}", priority=Markup(f"{project.priority:.1f}")))
    return " · ".join(parts)
