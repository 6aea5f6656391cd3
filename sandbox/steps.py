"""Workflow Builder: starting the app's custom steps."""

from collections.abc import Mapping
from typing import Any

from sandbox.functions import Function, Parameter, problems
from sandbox.hands import CannotDoThat
from sandbox.happenings import Happenings
from sandbox.installs import Installs
from sandbox.run import Run

EVENT = "function_executed"


class Steps:
    """Starts steps in one workspace; people and channels may be given by name."""

    def __init__(self, happenings: Happenings, installs: Installs, functions: Mapping[str, Function]) -> None:
        self._happenings = happenings
        self._workspace = happenings.workspace
        self._installs = installs
        self._functions = functions

    def start(self, callback_id: str, inputs: Mapping[str, Any]) -> Run:
        """Run a step; CannotDoThat when Workflow Builder would not let it be set up so."""
        function, place = self._functions.get(callback_id), self._workspace
        if function is None:
            raise CannotDoThat(f"The app has no step {callback_id}.")
        if place.installation is None or EVENT not in self._happenings.events:
            raise CannotDoThat(f"The app hears of no {EVENT} in {place.team.name}.")
        types = {one.name: one for one in function.inputs}
        values = {name: self._value(types.get(name), value) for name, value in inputs.items()}
        if wrong := problems(function.inputs, values):
            raise CannotDoThat(f"The step {function.title} cannot run: {'; '.join(wrong)}.")
        number, workflow = place.ids.next("Fx"), place.ids.next("Wx")
        run = Run(number, workflow, function, values, self._installs.for_step(place.team, number))
        place.runs[number] = run
        event = {
            "type": EVENT,
            "function": function.wire(place.bot.app_id),
            "inputs": values,
            "function_execution_id": number,
            "workflow_execution_id": workflow,
            "event_ts": self._happenings.clock.ts(),
            "bot_access_token": run.access.value,
        }
        self._happenings.tell(EVENT, event)
        return run

    def _value(self, parameter: Parameter | None, value: Any) -> Any:
        kind = parameter.type.rsplit("/", 1)[-1] if parameter is not None and isinstance(value, str) else ""
        try:
            if kind == "user_id":
                return self._workspace.person(value).id
        except KeyError:
            raise CannotDoThat(f"There is nobody called {value}.") from None
        channel = self._workspace.find_channel(value) if kind == "channel_id" else None
        return channel.id if channel is not None else value
