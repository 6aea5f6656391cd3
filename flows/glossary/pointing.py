"""What `help recall` and `go to value_size` are about."""

from collections.abc import Iterable, Iterator

from flows.flow import Flow
from flows.glossary.loader import find_terms
from flows.glossary.names import Exact, Name, Nearest, Several, find, name
from flows.questions import Question
from flows.spoken import plain
from flows.text import Phrase, phrase

LISTS = frozenset({"glossary", "terms", "용어집", "용어"})
"""What stands behind `help` to see all names."""
MOST_OFFERED = 5
SHOWN = 60  # characters of what somebody typed


def is_a_topic(sought: str, *, addressed: bool) -> bool:
    """Whether `help <sought>` surely means the glossary; said to the bot itself, a beginning is enough."""
    if plain(sought) in LISTS:
        return True
    found = find_terms(sought)
    return isinstance(found, Exact) and (found.named or addressed)


def find_question(flow: Flow, asked: Iterable[Question], sought: str) -> Exact | Several | Nearest:
    """The question that goes by this key, id, beginning or words, among those that are asked."""
    return find(sought, [known for question in asked for known in _names(flow, question)])


def which_question(flow: Flow, found: Several | Nearest, sought: str) -> Phrase:
    """One sentence that says what can be typed instead."""
    shown = sought if len(sought) <= SHOWN else f"{sought[:SHOWN]}…"
    offered = _offered(flow, found.keys[:MOST_OFFERED])
    if offered is None:
        return phrase(
            "goto.unknown",
            "I find no question called “{sought}”. Type `go to` and how the question begins.",
            sought=shown,
        )
    if isinstance(found, Several):
        return phrase(
            "goto.several", "“{sought}” can be several questions:{questions}", sought=shown, questions=offered
        )
    return phrase(
        "goto.nearest",
        "I find no question called “{sought}”. The nearest:{questions}",
        sought=shown,
        questions=offered,
    )


def _names(flow: Flow, question: Question) -> Iterator[Name]:
    key = question.key
    yield name(key, key.replace("_", " "))
    yield name(key, question.id)
    for text in (*question.question.both(), *flow.titles[question.section].both()):
        yield name(key, text, whole=False)


def _offered(flow: Flow, keys: Iterable[str]) -> Phrase | None:
    lines: Phrase | None = None
    for key in reversed(tuple(keys)):
        line = phrase("goto.one", "`go to {key}` — {question}", key=key, question=flow[key].question)
        lines = phrase("goto.more", "{line}\n{more}", line=line, more=lines) if lines else line
    return phrase("goto.list", "\n{lines}", lines=lines) if lines else None
