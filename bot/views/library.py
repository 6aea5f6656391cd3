"""*What do others do?*: use cases that are like the project, privately."""

from collections.abc import Iterable, Iterator

from bot.i18n import Words
from bot.views.message import Message, context, message, section
from flows.answers import values_of
from flows.catalog.loader import load_catalogue
from flows.conversation import Conversation
from flows.library.loader import UseCase
from flows.library.similar import similar
from flows.questions import OneOf


def others_message(words: Words, conversation: Conversation) -> Message:
    """Up to five use cases with what is usual for them: data, way of working, cost of an error."""
    found = similar(values_of(conversation.answers))
    if not found.by_words and not found.by_archetype:
        return message(
            section(
                words(
                    "library.none",
                    "I know no use like this one. Ask two people of other teams, and look for reports on the same "
                    "task.",
                )
            )
        )
    near = words("library.near", "What others do that sounds like your project")
    same = words("library.same", "Others that work in the same way")
    return message(
        section("\n".join((f"*{near}*", *_lines(words, found.by_words)))) if found.by_words else None,
        section("\n".join((f"*{same}*", *_lines(words, found.by_archetype)))) if found.by_archetype else None,
        context(
            words(
                "library.usual",
                "This is what is usual, not a rule: your data and the cost of your errors may differ.",
            )
        ),
    )


def _lines(words: Words, cases: Iterable[UseCase]) -> Iterator[str]:
    for case in cases:
        known = f" ({words.escape(', '.join(case.known_at))})" if case.known_at else ""
        yield f"• *{words.escape(case.name.of(words.language))}*{known}"
        yield "      " + words(
            "library.case",
            "Data: {data} · {archetype} · An error: {error_cost}",
            data=case.data,
            archetype=_label(words, "archetype", case.archetype),
            error_cost=_label(words, "error_cost", case.error_cost),
        )


def _label(words: Words, question: str, value: str) -> str:
    asked = load_catalogue()[question]
    labels = {option.value: option.label for option in asked.options} if isinstance(asked, OneOf) else {}
    return labels[value].of(words.language)
