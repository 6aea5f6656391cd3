"""Everything about a project that is reviewed, each on a clock of its own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from flows.cadence.cadence import Aim, Cadence, Drift, Profile, cadence
from flows.cadence.typed import Switch


class Subject(StrEnum):
    """What is asked about."""

    PROJECT = "project"
    OBJECTIVE = "objective"
    METRIC = "metric"
    INTERVIEW = "interview"
    OUTCOME = "outcome"
    """What came of a deployment; its row are the days since then."""


@dataclass(frozen=True, slots=True)
class Objective:
    """`row` is the id of its row. Without an owner of its own the project's is asked."""

    row: str
    aim: Aim
    owner: str | None = None
    every: Cadence | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric that is watched after release; `every` is its `check_every`."""

    row: str
    owner: str | None = None
    every: Cadence | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """Where a project is, as far as reviews depend on it. `stage` is the code of the stage.

    `typed` is what somebody chose for the whole project with a command; `review_every` is the answer in the
    monitoring plan, which counts in operation.
    """

    project: str
    stage: str
    owner: str
    drift: Drift | None = None
    objectives: tuple[Objective, ...] = ()
    metrics: tuple[Metric, ...] = ()
    review_every: Cadence | None = None
    typed: Cadence | Switch | None = None
    profile: Profile = Profile.STANDARD


@dataclass(frozen=True, slots=True)
class Clock:
    """One thing to review: `row` is empty for the project itself. `every` is None for what is asked only once."""

    project: str
    subject: Subject
    row: str
    owner: str
    every: Cadence | None

    @property
    def key(self) -> str:
        return f"{self.project}:{self.subject}:{self.row}"


def clocks(course: Course) -> tuple[Clock, ...]:
    """What has to be reviewed now; what is not among them any more is not asked any more.

    Without a verdict, and in a pause, only the project is asked about; a pause is asked about even if reviews
    are off, for nobody would find it again. A choice made for one objective goes before one made for the project.
    """
    return tuple(_clocks(course))


def _clocks(course: Course) -> Iterator[Clock]:
    typed = course.typed if isinstance(course.typed, Cadence) else None
    default = cadence(course.stage, Aim.PROJECT, course.drift, course.profile)
    if default is None or (course.typed is Switch.OFF and course.stage != "paused"):
        return
    monitoring = course.review_every if course.stage == "operation" else None
    every = default if course.stage == "paused" else typed or monitoring or default
    yield Clock(course.project, Subject.PROJECT, "", course.owner, every)
    if course.stage in ("intake", "paused"):
        return
    for one in course.objectives:
        wanted = one.every or typed or cadence(course.stage, one.aim, course.drift, course.profile)
        yield Clock(course.project, Subject.OBJECTIVE, one.row, one.owner or course.owner, wanted)
    if course.stage == "operation":
        for metric in course.metrics:
            wanted = metric.every or typed or cadence(course.stage, Aim.OPTIMISE, course.drift, course.profile)
            yield Clock(course.project, Subject.METRIC, metric.row, metric.owner or course.owner, wanted)


@dataclass(frozen=True, slots=True)
class Difference:
    """Keys of clocks that stop, and clocks that start or changed their owner or cadence."""

    stopped: tuple[str, ...]
    started: tuple[Clock, ...]
    changed: tuple[Clock, ...]


def difference(before: Iterable[Clock], after: Iterable[Clock]) -> Difference:
    """What has to happen to the clocks that run, so that they are those that should."""
    old: Mapping[str, Clock] = {one.key: one for one in before}
    new = {one.key: one for one in after}
    return Difference(
        stopped=tuple(sorted(old.keys() - new.keys())),
        started=tuple(one for key, one in new.items() if key not in old),
        changed=tuple(one for key, one in new.items() if key in old and old[key] != one),
    )
