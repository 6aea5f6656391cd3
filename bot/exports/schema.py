"""The JSON Schema of an export, as `docs/export.schema.json` has it."""

import json
import sys

from bot.exports.document import Document


def schema() -> str:
    described = Document.model_json_schema()
    described["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    described["title"] = "Groundwork export"
    return json.dumps(described, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema())
