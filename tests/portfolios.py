"""Projects put straight into the database, for boards of many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection

from flows.decisions import Choice, Decision
from flows.scoring.verdict import Verdict
from storage.decisions import save_decision
from storage.projects import Project, Standing, open_project, save_project

THEN = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
REASON = "There is no data yet."


@dataclass(frozen=True, slots=True)
class Kept:
    """A project to store. `points` are impact, data, accuracy, difficulty, readiness; two are impact and the rest."""

    name: str
    points: Sequence[float]
    channel: str = "C0MLPROJECTS"
    team: str = "T0ACME"
    stage: str = "intake"
    verdict: str = Verdict.GO
    owner: str = "U0ANA"
    archetype: str | None = None
    confidence: float = 80
    at: datetime = THEN
    decision: Choice | None = None


def keep(db: Connection, kept: Iterable[Kept]) -> list[Project]:
    """Stores them; `confidence` is the completeness, too."""
    return [_kept(db, one) for one in kept]


def standing(one: Kept) -> Standing:
    impact, *rest = one.points
    data, accuracy, difficulty, readiness = rest * 4 if len(rest) == 1 else rest
    feasibility = (40 * data + 25 * accuracy + 20 * difficulty + 15 * readiness) / 100
    scores = {
        "impact": impact,
        "data": data,
        "accuracy": accuracy,
        "difficulty": difficulty,
        "readiness": readiness,
        "feasibility": feasibility,
        "priority": (impact + feasibility) / 2,
        "completeness": one.confidence,
        "confidence": one.confidence,
    }
    return Standing(one.verdict, "do_first", {k: float(v) for k, v in scores.items()}, archetype=one.archetype)


def _kept(db: Connection, one: Kept) -> Project:
    identity = f"{one.team}{one.channel}{one.name}"[:40]
    new = Project(identity, one.team, 0, one.channel, one.name, one.stage, one.owner, one.owner, "en", one.at, one.at)
    stored = replace(open_project(db, new), standing=standing(one))
    save_project(db, stored)
    if one.decision:
        save_decision(db, identity, Decision(choice=one.decision, reason=REASON, by="U0ANA", at=one.at), wakes_at=None)
    return stored
