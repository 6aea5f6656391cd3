"""A `function_executed` event -> what a workflow asks for. What lacks the execution itself is `Malformed`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.entered import MAX_TEXT, Malformed, storable
from bot.origin import team_in


class Finish(StrEnum):
    """When the workflow goes on."""

    STARTED = "started"
    VERDICT = "verdict"


Id = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{1,40}$")]
Execution = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,60}$")]


class Inputs(BaseModel):
    """As manifest.yml declares them."""

    model_config = ConfigDict(extra="ignore", strict=True)

    channel: Id
    person: Id
    name: str | None = None
    problem: str | None = None
    finish_when: Annotated[Finish, Field(strict=False)] = Finish.STARTED


class _Step(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    function_execution_id: Execution
    inputs: dict[str, Any]


class _Body(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    event: _Step


@dataclass(frozen=True, slots=True)
class Wanted:
    """A project to be started: where, for whom, and what is known of it. `finish` is when the workflow goes on."""

    channel: str
    person: str
    name: str
    problem: str
    finish: Finish


@dataclass(frozen=True, slots=True)
class Executed:
    """A step that runs and waits to be told how it ended; `wanted` is None when its inputs make no sense."""

    delivery: str
    team: str
    execution: str
    wanted: Wanted | None


def executed_in(body: Mapping[str, Any]) -> Executed:
    try:
        read = _Body.model_validate(body)
    except ValidationError as error:
        raise Malformed("a step without its execution") from error
    team, execution = team_in(body), read.event.function_execution_id
    return Executed(f"function:{team}:{execution}", team, execution, _wanted(read.event.inputs))


def _wanted(inputs: Mapping[str, Any]) -> Wanted | None:
    try:
        # Workflow Builder hands on a variable that is empty as an empty text.
        given = Inputs.model_validate({name: value for name, value in inputs.items() if value != ""})
    except ValidationError:
        return None
    name, problem = (" ".join(storable(text).split()) for text in (given.name or "", given.problem or ""))
    return Wanted(given.channel, given.person, name, problem[:MAX_TEXT], given.finish_when)
