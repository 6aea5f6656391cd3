"""What pydantic says about a declaration, in a sentence for the person who wrote it."""

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from flows.catalog.errors import Fault


def first_fault(error: ValidationError, key: str, kind: object = None) -> Fault:
    """The first complaint about the declaration at `key`, which says to be of this kind of question."""
    details = error.errors(include_url=False)[0]
    problem, remedy = _sentence(details, kind)
    return Fault(key, problem, remedy)


def _sentence(details: ErrorDetails, kind: object) -> tuple[str, str]:
    place = _place(details["loc"], kind)
    given = details.get("ctx", {})
    match details["type"]:
        case "extra_forbidden":
            return f"`{place}` is not a field here", "Correct its spelling, or remove it."
        case "missing":
            return f"`{place}` is missing", "Add it."
        case "union_tag_not_found":
            return "`kind` is missing", "Add it."
        case "union_tag_invalid":
            kind, kinds = given["tag"], given["expected_tags"]
            return f"{kind!r} is not a kind of question", f"Use one of {kinds}."
        case "enum" | "literal_error":
            return f"`{place}` is {details['input']!r}", f"Use {given['expected']}."
        case "too_long":
            return (
                f"`{place}` has {given['actual_length']} entries, and {given['max_length']} is the most",
                "Remove some, or split the question in two.",
            )
        case "too_short":
            return f"`{place}` has {given['actual_length']} entries", f"Give at least {given['min_length']}."
        case "tuple_type":
            return f"`{place}` is {details['input']!r}", "Make it a list."
        case _:
            return f"`{place}` is {details['input']!r}", f"{details['msg'].replace('Input', 'It')}."


def _place(loc: tuple[int | str, ...], kind: object) -> str:
    """The field, as in `options.2.points`, counted from 1 as people do.

    Below `ask_if` the steps mix fields with names of shapes, which say nothing to a reader.
    """
    steps = loc[1:] if loc and loc[0] == kind else loc
    if steps and steps[0] == "ask_if":
        return "ask_if" if len(steps) == 1 else f"ask_if … {steps[-1]}"
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in steps)
