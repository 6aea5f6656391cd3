"""What `help` says about a term, about a command, and about the words of a question."""

from collections.abc import Iterable, Iterator

from bot.i18n import Words
from bot.names import COMMAND
from bot.orders import Ordered, ordered
from bot.views.command_help import command_help
from bot.views.message import Block, Message, context, fields, message, on_one_line, packed, section
from flows.glossary.loader import Term, find_terms, terms, tip_for
from flows.glossary.names import Exact, Nearest, Several
from flows.glossary.occurring import terms_in
from flows.glossary.pointing import LISTS
from flows.questions import ManyOf, OneOf, Question
from flows.spoken import plain
from flows.text import Language

IN_CHANNEL = f"{COMMAND} "
IN_THREAD = ""  # there, Slack has no slash commands
MOST_OFFERED = 12
ROOM = 2000  # characters for what is offered


def topic_message(words: Words, topic: str, before: str = IN_CHANNEL) -> Message:
    """What was asked for behind `help`; `before` is what stands before that word where it was typed."""
    if plain(topic) in LISTS:
        return glossary_message(words, before)
    order = ordered(topic)
    if isinstance(order, Ordered) and not order.rest:
        return command_help(words, order.order)
    match find_terms(topic):
        case Exact(key=key):
            return term_message(words, terms()[key], before)
        case Several(keys=keys):
            asked = words("glossary.several", "“{sought}” fits several terms:", sought=on_one_line(topic, 60))
        case Nearest(keys=()):
            unknown = words("glossary.unknown", "I know no term called “{sought}”.", sought=on_one_line(topic, 60))
            return message(section(unknown), _more(words, before))
        case Nearest(keys=keys):
            asked = words(
                "glossary.nearest", "I know no term called “{sought}”. The nearest:", sought=on_one_line(topic, 60)
            )
    lines = packed([f"• {_called(words, terms()[key])}" for key in keys], MOST_OFFERED, ROOM)
    rest = len(keys) - sum(paragraph.count("\n") + 1 for paragraph in lines)
    more = context(words("reply.more", "…and {count} more.", count=rest)) if rest > 0 else None
    return message(section("\n".join((asked, *lines))), more, _more(words, before))


def term_message(words: Words, term: Term, before: str) -> Message:
    """One term: its name in both languages, and what it means."""
    return message(
        section(f"{_called(words, term)}\n{words.escape(term.meaning.of(words.language))}"), _more(words, before)
    )


def glossary_message(words: Words, before: str) -> Message:
    """All names, in two columns."""
    heading = words(
        "glossary.all",
        "Terms I can explain: {count}. Type `{before}help` and one of them.",
        count=len(terms()),
        before=before,
    )
    names = sorted((term.name.of(words.language) for term in terms().values()), key=str.casefold)
    half = (len(names) + 1) // 2
    return message(
        section(heading), fields(*("\n".join(_bullets(words, part)) for part in (names[:half], names[half:])))
    )


def terms_of(words: Words, question: Question) -> Block | None:
    """The terms that the question, its help or its options use, each with its meaning."""
    options = question.options if isinstance(question, OneOf | ManyOf) else ()
    said = (question.question, question.help, *(option.label for option in options))
    found = terms_in((text.of(words.language) for text in said), words.language)
    if not found:
        return None
    heading = words("help.terms", "Terms used here:")
    return section("\n".join((heading, *(_explained(words, term) for term in found))))


def tip_of(words: Words, question: str) -> Block | None:
    """What others learnt about the matter of a question, with where it was published."""
    tip = tip_for(question)
    if tip is None:
        return None
    said = words("help.tip", "💡 Good to know: {tip}", tip=tip.text)
    return context(f"{said} ({words.escape(tip.source)})" if tip.source else said)


def _called(words: Words, term: Term) -> str:
    here = term.name.of(words.language)
    there = term.name.of(Language.EN if words.language is Language.KO else Language.KO)
    name = f"*{words.escape(here)}*"
    return name if here == there else f"{name} · {words.escape(there)}"


def _explained(words: Words, term: Term) -> str:
    name, meaning = (words.escape(text.of(words.language)) for text in (term.name, term.meaning))
    return f"• *{name}* — {meaning}"


def _bullets(words: Words, names: Iterable[str]) -> Iterator[str]:
    return (f"• {words.escape(name)}" for name in names)


def _more(words: Words, before: str) -> Block:
    return context(words("glossary.more", "All terms: `{before}help glossary`", before=before))
