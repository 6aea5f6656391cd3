"""Private answers to commands."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Markup, Words
from bot.names import COMMAND
from bot.views.decided import decision_label
from bot.views.message import Message, context, message, on_one_line, packed, section
from bot.views.stages import stage_label
from flows.decisions import Decision
from flows.scoring.texts import scoring_texts
from flows.scoring.verdict import Verdict
from flows.text import Phrase, Text

MOST_LISTED = 40
LIST_ROOM = 3600  # characters, so that the message's text says every line too


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list. `priority` is 0 to 100, absent before the verdict. `channel` is said where it is given."""

    key: str
    name: str
    stage: str
    verdict: str | None
    priority: float | None
    channel: str | None = None
    decision: Decision | None = None


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


def phenomenon_refused(words: Words, problem: Phrase) -> Message:
    sentence = words(
        "reply.phenomenon_refused",
        "Started. I could not take that message as the phenomenon: {problem} I will ask for it later.",
        problem=problem,
    )
    return message(section(sentence))


def phenomenon_taken(words: Words, question: Text) -> Message:
    sentence = words(
        "reply.phenomenon_taken",
        "Started. I took that message as the answer to “{question}” and go on in the project's thread.",
        question=question,
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
    return _list(words, projects, words("reply.list", "Projects in this channel: {count}", count=len(projects)))


def filtered(words: Words, projects: Sequence[Listed]) -> Message:
    """The projects that a filter lets through, or those of several channels, best first."""
    if not projects:
        return message(section(words("reply.filtered.none", "No project that you may see fits.")))
    return _list(words, projects, words("reply.filtered", "Projects found: {count}", count=len(projects)))


def _list(words: Words, projects: Sequence[Listed], heading: str) -> Message:
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


def too_late(words: Words) -> Message:
    """The way to a modal closed before it was there."""
    return message(section(words("reply.too_late", "That took too long. Please press the button once more.")))


def cannot_open(words: Words) -> Message:
    return message(
        section(words("reply.cannot_open", "I could not open the form just now. You can also type in the thread."))
    )


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


def busy(words: Words) -> Message:
    """More comes at once than can be taken."""
    return message(section(words("reply.busy", "Too much reaches me at once right now. Please try again in a minute.")))


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
    if project.decision:
        parts.append(decision_label(words, project.decision))
    if project.channel:
        parts.append(f"<#{project.channel}>")
    return " · ".join(parts)
