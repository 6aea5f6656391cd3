"""Reading a pasted block of `key: value` lines that answers many questions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from flows.answers import Value
from flows.catalogue import Catalogue
from flows.questions import LongText, Question, Rows
from flows.reading.context import Context
from flows.reading.keys import Names, meant
from flows.reading.kinds import read
from flows.reading.pieces import BULLET
from flows.reading.result import Partial, Understood, Unreadable
from flows.reading.rows import missing_problem
from flows.spoken import Word, heard
from flows.text import Phrase, phrase

LONGEST = 40_000
MOST_LINES = 400
_KEYED = re.compile(r"(?:[-*•·]\s+|\d{1,2}[.)]\s+)?(?P<key>[^:：=\n]{2,160}?)\s*(?:[:：](?!//)|=)\s*(?P<text>.*)")


@dataclass(frozen=True, slots=True)
class Block:
    """Values by question key; lines with why they were refused; lines that name no question.

    `left_open` are the questions answered with *don't know*, where that is an answer.
    """

    understood: Mapping[str, Value] = field(default_factory=dict)
    refused: tuple[tuple[str, Phrase], ...] = ()
    unknown: tuple[str, ...] = ()
    left_open: tuple[str, ...] = ()


@dataclass(slots=True)
class _Said:
    """What the block says to one question: a text for each line that names it, or each row."""

    lines: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def read_block(catalogue: Catalogue, text: str, context: Context) -> Block:
    """Each line as `read` would read it, in the catalogue's order, so that rows are there before they are chosen."""
    if len(text) > LONGEST:
        return Block(
            refused=(
                (text[:60], phrase("reading.block_long", "That is too much text at once; please paste it in parts.")),
            )
        )
    said: dict[str, _Said] = {}
    unknown: list[str] = []
    refused: list[tuple[str, Phrase]] = []
    for line, key, words in _lines(catalogue, text, refused, unknown):
        one = said.setdefault(key, _Said())
        if words or not isinstance(catalogue[key], Rows):
            one.lines.append(line)
            one.texts.append(words)
    understood: dict[str, Value] = {}
    left_open: list[str] = []
    for question in catalogue.questions.values():
        if question.key not in said:
            continue
        known = replace(context, answers={**context.answers, **understood})
        if question.offers_unknown and [heard(one) for one in said[question.key].texts] == [Word.UNKNOWN]:
            left_open.append(question.key)
            continue
        for line, outcome in _read(question, said[question.key], known):
            if isinstance(outcome, Phrase):
                refused.append((line, outcome))
            else:
                understood[question.key] = outcome.value
    order = {line.strip(): place for place, line in reversed(list(enumerate(text.splitlines())))}
    refused.sort(key=lambda one: order.get(one[0], 0))
    return Block(understood, tuple(refused), tuple(unknown), tuple(left_open))


def _lines(
    catalogue: Catalogue, text: str, refused: list[tuple[str, Phrase]], unknown: list[str]
) -> Iterator[tuple[str, str, str]]:
    """(line, question key, what it says); a line that goes on with a long text is part of the line before."""
    pending: tuple[str, str, str] | None = None
    lines = text.replace("\0", "").splitlines()
    for raw in lines[:MOST_LINES]:
        line = raw.strip()
        if not line:
            continue
        group = pending[1] if pending and isinstance(catalogue[pending[1]], Rows) else None
        keyed = _KEYED.fullmatch(line)
        keys = question_keys(catalogue, keyed["key"]) if keyed else ()
        if group and BULLET.match(line):
            keys = ()
        if keyed and len(keys) == 1:
            if pending:
                yield pending
            pending = (line, keys[0], keyed["text"])
        elif group and (BULLET.match(line) or keyed):
            assert pending
            yield pending
            pending = (line, group, line)
        elif pending and not keyed and isinstance(catalogue[pending[1]], LongText):
            pending = (pending[0], pending[1], f"{pending[2]}\n{line}")
        elif len(keys) > 1:
            refused.append((line, _ambiguous(catalogue, keys)))
        else:
            unknown.append(line)
    if pending:
        yield pending
    unknown.extend(line.strip() for line in lines[MOST_LINES:] if line.strip())


def _read(question: Question, said: _Said, context: Context) -> Iterator[tuple[str, Understood | Phrase]]:
    """Rows one after the other; for other questions, the last line counts."""
    pairs = list(zip(said.lines, said.texts, strict=True))
    for line, text in pairs if isinstance(question, Rows) else pairs[-1:]:
        found = read(question, text, context)
        match found:
            case Understood():
                context = replace(context, answers={**context.answers, question.key: found.value})
                yield line, found
            case Unreadable(problem):
                yield line, problem
            case Partial(_, missing, problem):
                assert isinstance(question, Rows)
                yield line, problem or missing_problem(question, missing)


def question_keys(catalogue: Catalogue, key: str) -> tuple[str, ...]:
    """The questions that the key of a line can mean."""
    return meant(key, _names(_Same(catalogue)))


class _Same:
    """A catalogue by identity: hashing all of it would take longer than reading."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __hash__(self) -> int:
        return id(self.catalogue)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.catalogue is self.catalogue


@lru_cache(maxsize=4)
def _names(same: _Same) -> Mapping[str, Names]:
    return {
        question.key: Names.of(question.key, question.id, *question.question.both())
        for question in same.catalogue.questions.values()
    }


def _ambiguous(catalogue: Catalogue, keys: tuple[str, ...]) -> Phrase:
    return phrase(
        "reading.block_ambiguous",
        "That could mean “{first}” or “{second}”.",
        first=catalogue[keys[0]].question,
        second=catalogue[keys[1]].question,
    )
