"""What is typed behind `export`: one project or all of them, and as what."""

from enum import StrEnum
from typing import NamedTuple


class Form(StrEnum):
    """The form of a file; also how its name ends."""

    JSON = "json"
    CSV = "csv"
    MD = "md"


_FORMS = {"json": Form.JSON, "csv": Form.CSV, "md": Form.MD, "markdown": Form.MD, "마크다운": Form.MD}
_ALL = frozenset(("all", "everything", "전체", "모두"))


class Wish(NamedTuple):
    """`name` is empty where none was typed; `form` None leaves it to what is exported."""

    name: str
    everything: bool
    form: Form | None


def wished(typed: str) -> Wish:
    """`ML-3 csv`, `all json`, `csv`, or nothing."""
    words = typed.split()
    form = _FORMS.get(words[-1].casefold()) if words else None
    if form:
        words = words[:-1]
    name = " ".join(words)
    everything = name.casefold() in _ALL
    return Wish("" if everything else name, everything, form)
