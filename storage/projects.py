"""Projects as they are listed and looked up: identity, standing and scores."""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from flows.board.entry import RESTING
from flows.decisions import Decision
from flows.erased import STEM, is_erased
from flows.scoring.priority import Weights
from flows.scoring.verdict import Verdict
from storage.boards import mark_board
from storage.errors import NoSuchProject
from storage.tables import projects

SCORES = (
    "impact",
    "feasibility",
    "data",
    "accuracy",
    "difficulty",
    "readiness",
    "completeness",
    "confidence",
    "priority",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the answers amount to. Scores are 0 to 100, for ordering; exact ones are computed from the answers.

    `rule` is the code of the first rule behind the verdict; `rice` is there where reach and effort are known.
    """

    verdict: str
    quadrant: str
    scores: dict[str, float] = field(default_factory=dict)
    archetype: str | None = None
    rule: str | None = None
    rice: float | None = None


@dataclass(frozen=True, slots=True)
class Project:
    id: str
    team: str
    number: int
    channel: str
    name: str
    stage: str
    owner: str
    starter: str
    language: str
    created_at: datetime
    updated_at: datetime
    standing: Standing | None = None
    decision: Decision | None = None
    """The lead's, as it stands."""

    @property
    def parked(self) -> bool:
        """Whether the lead put it aside."""
        return self.decision is not None and self.decision.parks

    @property
    def placed(self) -> bool:
        """Whether it has a place on a board."""
        standing = self.standing
        has_case = standing is not None and standing.verdict != Verdict.DO_NOT_USE_ML
        return has_case and not self.parked and self.stage not in RESTING

    @property
    def key(self) -> str:
        """How people call it, such as ML-12."""
        return f"ML-{self.number}"


def open_project(db: Connection, project: Project) -> Project:
    """Store a new project; its number is the next one of the workspace."""
    highest = select(func.max(projects.c.number)).where(projects.c.team == project.team)
    number = (db.execute(highest).scalar() or 0) + 1
    values = {
        "id": project.id,
        "team": project.team,
        "number": number,
        "channel": project.channel,
        "name": project.name,
        "stage": project.stage,
        "owner": project.owner,
        "starter": project.starter,
        "language": project.language,
        "created_at": project.created_at,
        "updated_at": project.updated_at,
    }
    db.execute(insert(projects).values(values))
    return get_project(db, project.id)


def get_project(db: Connection, project: str) -> Project:
    row = db.execute(select(projects).where(projects.c.id == project)).first()
    if row is None:
        raise NoSuchProject(project)
    return project_in(row)


def save_project(db: Connection, project: Project) -> None:
    """Store the name and the standing of a project that is already there; the channel's board follows."""
    standing = project.standing
    values: dict[str, object] = {
        "name": project.name,
        "stage": project.stage,
        "updated_at": project.updated_at,
    }
    if standing:
        values |= {
            "verdict": standing.verdict,
            "quadrant": standing.quadrant,
            "archetype": standing.archetype,
            "rule": standing.rule,
            "rice": standing.rice,
            **standing.scores,
        }
    db.execute(update(projects).where(projects.c.id == project.id).values(values))
    mark_board(db, project.team, project.channel, now=project.updated_at)


def projects_in(db: Connection, team: str, channel: str) -> list[Project]:
    """The projects of a channel: highest priority first, then impact, then number."""
    return projects_within(db, team, (channel,))


def projects_within(db: Connection, team: str, channels: Collection[str]) -> list[Project]:
    """The projects of several channels, in the same order."""
    found = select(projects).where(projects.c.team == team, projects.c.channel.in_(channels))
    order = (
        projects.c.priority.desc().nulls_last(),
        projects.c.impact.desc().nulls_last(),
        projects.c.number,
    )
    return [project_in(row) for row in db.execute(found.order_by(*order))]


def in_order(placed: Iterable[Project], weights: Weights) -> list[Project]:
    """Those with a place as a board with these weights has them."""

    def key(one: Project) -> tuple[float, float, int]:
        scores = one.standing.scores if one.standing else {}
        total = sum(scores.get(name, 0) * float(alpha) for name, alpha in weights._asdict().items())
        return -total, -scores.get("impact", 0), one.number

    return sorted(placed, key=key)


def owned_by(db: Connection, team: str, person: str) -> list[Project]:
    """The projects somebody runs, in the order of their numbers."""
    theirs = select(projects).where(projects.c.team == team, projects.c.owner == person)
    return [project_in(row) for row in db.execute(theirs.order_by(projects.c.number))]


def projects_without_owner(db: Connection, team: str) -> list[Project]:
    """Those whose owner was erased, in the order of their numbers."""
    theirs = select(projects).where(projects.c.team == team, projects.c.owner.startswith(STEM))
    found = (project_in(row) for row in db.execute(theirs.order_by(projects.c.number)))
    return [project for project in found if is_erased(project.owner)]


def change_owner(db: Connection, project: str, owner: str, *, at: datetime) -> None:
    """Somebody else runs it from now on."""
    db.execute(update(projects).where(projects.c.id == project).values(owner=owner, updated_at=at))


def all_projects(db: Connection) -> list[Project]:
    """Every project, in the order of workspace and number."""
    return [project_in(row) for row in db.execute(select(projects).order_by(projects.c.team, projects.c.number))]


def named(candidates: Sequence[Project], name: str) -> list[Project]:
    """The projects a person can mean: by key, by name, else by the beginning of the name."""
    wanted = " ".join(unicodedata.normalize("NFC", name).casefold().split())
    by_key = [project for project in candidates if project.key.casefold() == wanted]
    if by_key or not wanted:
        return by_key
    exact = [project for project in candidates if project.name.casefold() == wanted]
    return exact or [project for project in candidates if project.name.casefold().startswith(wanted)]


def project_in(row: Row[Any]) -> Project:
    """A project as it is stored."""
    told = row._mapping
    scores = {name: told[name] for name in SCORES if told[name] is not None}
    more = {name: told[name] for name in ("archetype", "rule", "rice")}
    standing = Standing(told["verdict"], told["quadrant"], scores, **more) if told["verdict"] else None
    return Project(
        id=told["id"],
        team=told["team"],
        number=told["number"],
        channel=told["channel"],
        name=told["name"],
        stage=told["stage"],
        owner=told["owner"],
        starter=told["starter"],
        language=told["language"],
        created_at=told["created_at"],
        updated_at=told["updated_at"],
        standing=standing,
        decision=Decision.model_validate(told["decision"]) if told["decision"] else None,
    )
