"""Adding to the log of results. Nothing is ever taken out of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flows.results.result import Result
from flows.text import Phrase, phrase


@dataclass(frozen=True, slots=True)
class Logged:
    """The whole log with the new entry at its end; `corrected` is the entry it replaces."""

    results: tuple[Result, ...]
    corrected: Result | None


@dataclass(frozen=True, slots=True)
class NotLogged:
    problem: Phrase


def log(results: Sequence[Result], entry: Result, today: date) -> Logged | NotLogged:
    """Add an entry. `today` is the person's own day; a correction has to be of the same row, and of the newest entry
    where one was corrected before."""
    if entry.on > today:
        return NotLogged(
            phrase("result.future", "A result cannot be dated in the future. Please give today or an earlier day.")
        )
    if entry.replaces is None:
        return Logged((*results, entry), None)
    corrected = next((one for one in results if one.id == entry.replaces), None)
    if corrected is None or (corrected.row, corrected.measured) != (entry.row, entry.measured):
        return NotLogged(
            phrase("result.nothing_to_correct", "I could not find the result that this corrects; please log it anew.")
        )
    if any(one.replaces == entry.replaces for one in results):
        return NotLogged(
            phrase("result.corrected_before", "That result was corrected already; please correct the newer one.")
        )
    return Logged((*results, entry), corrected)
