"""`groundwork score`: JSON text in, JSON text out."""

import json
from collections.abc import Iterator

from flows.catalogue import Catalogue
from flows.scoring.batch import each
from flows.scoring.json_text import document, is_list
from flows.scoring.report import Reporter

_encode = json.JSONEncoder(ensure_ascii=False).encode


def scores(text: str, catalogue: Catalogue) -> Iterator[str]:
    """The report on one project, or on each of a list, as pieces of JSON; a list has one project a line.

    Raises AnswerRefused before the first piece.
    """
    reporter = Reporter(catalogue)
    if not is_list(text):
        return iter((json.dumps(reporter.report(document(text)), ensure_ascii=False, indent=2), "\n"))
    return listed(each(text, lambda project: _encode(reporter.report(project))))


def listed(lines: list[str]) -> Iterator[str]:
    """A JSON list of values that are JSON already, one a line, in pieces."""
    if not lines:
        yield "[]\n"
        return
    yield "[\n"
    for line in lines[:-1]:
        yield f"{line},\n"
    yield f"{lines[-1]}\n]\n"
