"""The custom steps that the app's manifest offers to Workflow Builder."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.manifest import read_manifest

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One input or output."""

    name: str
    type: str
    title: str
    description: str
    required: bool

    def wrong(self, value: Any) -> bool:
        """Whether a value is not of the parameter's type; what Slack's own types look like is text."""
        match self.type:
            case "number":
                return not isinstance(value, int | float) or isinstance(value, bool)
            case "integer":
                return not isinstance(value, int) or isinstance(value, bool)
            case "boolean":
                return not isinstance(value, bool)
            case "array":
                return not isinstance(value, list)
            case "object" | "slack#/types/interactivity" | "slack#/types/user_context" | "slack#/types/message_context":
                return not isinstance(value, dict)
            case "slack#/types/timestamp":
                return not isinstance(value, int)
            case "slack#/types/rich_text" | "slack#/types/blocks":
                return not isinstance(value, dict | list)
            case _:
                return not isinstance(value, str)

    def wire(self) -> Json:
        """As events show it."""
        return {
            "type": self.type,
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "is_required": self.required,
        }


@dataclass(frozen=True, slots=True)
class Function:
    """One custom step."""

    callback_id: str
    title: str
    description: str
    inputs: tuple[Parameter, ...]
    outputs: tuple[Parameter, ...]

    def wire(self, app_id: str) -> Json:
        """The `function` object of events."""
        return {
            "id": "Fn" + self.callback_id.upper().replace(".", "").replace("_", ""),
            "callback_id": self.callback_id,
            "title": self.title,
            "description": self.description,
            "type": "app",
            "input_parameters": [one.wire() for one in self.inputs],
            "output_parameters": [one.wire() for one in self.outputs],
            "app_id": app_id,
            "date_created": 0,
            "date_updated": 0,
            "date_deleted": 0,
        }


def problems(parameters: tuple[Parameter, ...], values: Mapping[str, Any]) -> list[str]:
    """What is missing, unknown or of the wrong type, a sentence each."""
    known = {one.name: one for one in parameters}
    found = [f"missing required field: {one.name}" for one in parameters if one.required and one.name not in values]
    found += [f"unknown field: {name}" for name in values if name not in known]
    wrong = (known[name] for name, value in values.items() if name in known and known[name].wrong(value))
    return found + [f"must be of type {one.type}: {one.name}" for one in wrong]


def read_functions(manifest: Json | None = None) -> dict[str, Function]:
    """The functions of a manifest, by default the app's own."""
    functions: Json = (read_manifest() if manifest is None else manifest).get("functions") or {}
    return {
        name: Function(
            name,
            str(body["title"]),
            str(body.get("description", "")),
            _parameters(body.get("input_parameters")),
            _parameters(body.get("output_parameters")),
        )
        for name, body in functions.items()
    }


def _parameters(schema: Json | None) -> tuple[Parameter, ...]:
    required = (schema or {}).get("required") or ()
    return tuple(
        Parameter(name, body["type"], body.get("title", name), body.get("description", ""), name in required)
        for name, body in ((schema or {}).get("properties") or {}).items()
    )
