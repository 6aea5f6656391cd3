"""Projects as a table for spreadsheets: one row per project, a column for every question."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from bot.exports.document import ExportedProject
from bot.i18n import Words
from bot.views.decided import decision_label
from bot.views.said import said
from bot.views.stages import stage_label
from flows.answers import AnswerState, values_of
from flows.catalogue import Catalogue
from flows.conversation import Conversation
from flows.reading import Context
from flows.scoring.texts import scoring_texts
from flows.scoring.verdict import Verdict
from storage.projects import Project
from storage.threads import Thread

SCORES = ("priority", "impact", "feasibility", "confidence", "completeness")
ABOUT = ("key", "name", "channel", "stage", "owner", "verdict", *SCORES, "decision", "reason")
BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets take Korean for something else
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def spreadsheet(
    words: Words,
    catalogue: Catalogue,
    told: Sequence[tuple[ExportedProject, Thread]],
    names: Mapping[str, str],
) -> str:
    """RFC 4180, with a byte order mark. `words` escapes nothing; `names` are people's names by Slack id."""
    written = io.StringIO(newline="")
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow((*ABOUT, *catalogue.questions))
    for project, thread in told:
        about = _about(words, project, thread.project, names)
        table.writerow([harmless(cell) for cell in (*about, *_answers(words, catalogue, thread.conversation, names))])
    return BYTE_ORDER_MARK + written.getvalue()


def harmless(cell: str) -> str:
    """A spreadsheet calculates what begins like a formula; an apostrophe makes it a text."""
    return f"'{cell}" if cell.startswith(FORMULA) or cell.lstrip().startswith(FORMULA) else cell


def _about(words: Words, project: ExportedProject, stored: Project, names: Mapping[str, str]) -> Iterator[str]:
    yield from (project.key, project.name, project.channel, stage_label(words, project.stage))
    yield names.get(project.owner, project.owner)
    standing = stored.standing
    yield scoring_texts().verdict[Verdict(standing.verdict)].label.of(words.language) if standing else ""
    yield from (str(project.scores[name]) if standing else "" for name in SCORES)
    yield decision_label(words, stored.decision) if stored.decision else ""
    yield stored.decision.reason if stored.decision else ""


def _answers(words: Words, catalogue: Catalogue, conversation: Conversation, names: Mapping[str, str]) -> Iterator[str]:
    context = Context(answers=values_of(conversation.answers))
    unknown = words("export.unknown", "Not known yet")
    for key, question in catalogue.questions.items():
        answer = conversation.answers.get(key)
        if answer is None or answer.state is AnswerState.SKIPPED:
            yield ""
        elif answer.state is AnswerState.UNKNOWN:
            yield unknown
        else:
            lines = said(question, answer.value, words.language, context, str, lambda user: names.get(user, user))
            yield "\n".join(lines)
