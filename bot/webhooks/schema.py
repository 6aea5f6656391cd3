"""The JSON Schema of what receivers are told, as `docs/webhooks.schema.json` has it."""

import json
import sys
from typing import Any

from pydantic import TypeAdapter

from flows.announcement import Announced


def schema() -> str:
    adapter: TypeAdapter[Any] = TypeAdapter(Announced)
    described = adapter.json_schema(mode="serialization")
    described["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    described["title"] = "Groundwork webhooks"
    return json.dumps(_open(described), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _open(part: Any) -> Any:
    """Receivers must let pass what they do not know: there will be more of it."""
    if isinstance(part, dict):
        return {key: _open(value) for key, value in part.items() if key != "additionalProperties" or value is not False}
    return [_open(value) for value in part] if isinstance(part, list) else part


if __name__ == "__main__":
    sys.stdout.write(schema())
