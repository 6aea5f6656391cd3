"""Everything that is stored about projects, as JSON in a stable order."""

from typing import Any

from sqlalchemy import Connection

from flows.answers import AnswerState, values_of
from flows.catalogue import Catalogue
from flows.scoring.report import report_of
from flows.scoring.scorer import Scorer
from storage.conversations import get_conversation
from storage.history import Event, history_of
from storage.projects import Project, all_projects

VERSION = 1


def exported(db: Connection, catalogue: Catalogue, key: str | None = None) -> dict[str, Any]:
    """All projects, or the one with this key. What is not recorded yet is an empty list."""
    scorer = Scorer(catalogue)
    wanted = [project for project in all_projects(db) if key is None or project.key.casefold() == key.casefold()]
    return {"version": VERSION, "projects": [_project(db, scorer, project) for project in wanted]}


def _project(db: Connection, scorer: Scorer, project: Project) -> dict[str, Any]:
    answers = get_conversation(db, project.id).answers
    return {
        "key": project.key,
        "name": project.name,
        "channel": project.channel,
        "stage": project.stage,
        "owner": project.owner,
        "answers": {
            key: answer.value if answer.state is AnswerState.GIVEN else answer.state.value
            for key, answer in sorted(answers.items())
        },
        "history": [_event(event) for event in history_of(db, project.id)],
        "ballots": [],
        "results": [],
        "reviews": [],
        "decisions": [],
        "scores": report_of(scorer.score(values_of(answers))),
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "at": event.at.isoformat(),
        "by": event.by,
        "what": event.what,
        "subject": event.subject,
        "before": event.before,
        "after": event.after,
    }
