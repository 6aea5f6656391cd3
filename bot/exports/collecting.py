"""Everything that is stored, in a stable order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from bot.exports.document import (
    VERSION,
    Document,
    ExportedBallot,
    ExportedDecision,
    ExportedEvent,
    ExportedProject,
    Row,
)
from bot.exports.lasting import lasting_of
from flows.answers import AnswerState, values_of
from flows.catalogue import Catalogue
from flows.scoring.ballots import Ballots
from flows.scoring.report import report_of
from flows.scoring.scorer import Scorer
from storage.ballots import whole_ballots
from storage.decisions import decisions_of
from storage.history import history_of
from storage.projects import Project, all_projects
from storage.rounds import rounds_of
from storage.rows import PLACES, all_rows, other_tables, rows_of, tables_of_projects
from storage.threads import get_thread

ELSEWHERE = frozenset(("conversations", "history", "decisions"))
"""Tables that a project's own fields hold."""


def exported(db: Connection, catalogue: Catalogue, key: str | None = None) -> dict[str, Any]:
    """All projects and everything around them, or the one with this key."""
    return collected(db, catalogue, key).model_dump(mode="json")


def collected(db: Connection, catalogue: Catalogue, key: str | None = None) -> Document:
    wanted = [project for project in all_projects(db) if key is None or project.key.casefold() == key.casefold()]
    places = _places(db, wanted)
    exporter = _Exporter(db, Ballots(catalogue, Scorer(catalogue)), places)
    tables: dict[str, list[Row]] = {}
    if key is None:
        tables = {name: list(all_rows(db, name)) for name in sorted((*other_tables(), PLACES))}
        tables[PLACES] = places.pop("", [])
    return Document(
        version=VERSION,
        projects=[exporter.project(project) for project in wanted],
        tables={name: rows for name, rows in tables.items() if rows},
    )


def told(db: Connection, catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """The same piece by piece, for what is too large to be held at once: each project, then everything around them."""
    wanted = all_projects(db)
    places = _places(db, wanted)
    exporter = _Exporter(db, Ballots(catalogue, Scorer(catalogue)), places)
    for project in wanted:
        yield exporter.project(project).model_dump(mode="json")
    for name in (*other_tables(), PLACES):
        for row in all_rows(db, name):
            yield {name: row}


def shared(db: Connection, catalogue: Catalogue, wanted: Iterable[Project]) -> Document:
    """What anybody in the projects' channel may have: nobody's single ballot, nothing that only restores."""
    exporter = _Exporter(db, Ballots(catalogue, Scorer(catalogue)), {})
    return Document(version=VERSION, projects=[_for_all(exporter.project(project)) for project in wanted])


@dataclass(frozen=True, slots=True)
class _Exporter:
    """`places` are where a project's messages are, by project."""

    db: Connection
    ballots: Ballots
    places: dict[str, list[Row]]

    def project(self, project: Project) -> ExportedProject:
        db, thread = self.db, get_thread(self.db, project.id)
        answers = thread.conversation.answers
        rows = {name: rows_of(db, name, project.id) for name in tables_of_projects() if name not in ELSEWHERE}
        rows[PLACES] = self.places.get(project.id, [])
        return ExportedProject(
            key=project.key,
            name=project.name,
            channel=project.channel,
            stage=project.stage,
            owner=project.owner,
            answers={
                key: answer.value if answer.state is AnswerState.GIVEN else answer.state.value
                for key, answer in sorted(answers.items())
            },
            history=[
                ExportedEvent(
                    at=event.at,
                    by=event.by,
                    what=event.what,
                    subject=event.subject,
                    before=event.before,
                    after=event.after,
                )
                for event in history_of(db, project.id)
            ],
            ballots=self._ballots(project),
            **lasting_of(db, project.id),
            decisions=self._decisions(project),
            scores=report_of(self.ballots.count(values_of(answers), thread.cast).score),
            conversation=thread.conversation,
            rows={name: found for name, found in sorted(rows.items()) if found},
        )

    def _ballots(self, project: Project) -> list[ExportedBallot]:
        """Those of closed rounds; those of an open one are nobody's business yet."""
        closed = (one for one in rounds_of(self.db, project.id) if not one.is_open)
        return [
            ExportedBallot(
                round=one.number,
                member=cast.member,
                answers=dict(cast.answers),
                cast_at=cast.cast_at,
                changed_at=cast.changed_at,
            )
            for one in closed
            for cast in whole_ballots(self.db, one.id)
        ]

    def _decisions(self, project: Project) -> list[ExportedDecision]:
        return [
            ExportedDecision(
                **stored.decision.model_dump(exclude={"into", "into_key"}),
                into=stored.decision.into_key,
                wakes_at=stored.wakes_at,
                ended_at=stored.ended_at,
            )
            for stored in decisions_of(self.db, project.id)
        ]


def _places(db: Connection, wanted: Iterable[Project]) -> dict[str, list[Row]]:
    """Where messages are, by the project they belong to; under "" those of none."""
    owner = {project.id: project.id for project in wanted}
    owner |= {one.id: project for project in tuple(owner) for one in rounds_of(db, project)}
    found: dict[str, list[Row]] = {}
    for row in all_rows(db, PLACES):
        named = str(row["surface"]).split(":")[1:2]
        found.setdefault(owner.get(named[0], "") if named else "", []).append(row)
    return found


def _for_all(project: ExportedProject) -> ExportedProject:
    ballots = [ExportedBallot(round=one.round, answers=one.answers) for one in project.ballots]
    ballots.sort(key=lambda one: (one.round, one.model_dump_json()))  # the order tells nobody apart
    return project.model_copy(update={"conversation": None, "rows": {}, "ballots": ballots})
