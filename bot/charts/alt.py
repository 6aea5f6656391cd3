"""What a picture shows, in words for those who do not see it."""

from collections.abc import Sequence
from typing import assert_never

from bot.charts.request import Quadrants, Request, Results, Spot
from bot.i18n import Words
from flows.scoring.quadrant import Quadrant
from flows.scoring.texts import scoring_texts

LONGEST = 900  # Slack takes 1,000 with an upload
NAMED = 5


def title_of(request: Request) -> str:
    """The picture's title, plain text."""
    words = _words(request)
    match request:
        case Quadrants():
            return words("chart.quadrants", "Impact and feasibility")
        case Results(objective=objective):
            return words("chart.results", "Results: {objective}", objective=_short(objective, 60))
        case _:
            assert_never(request)


def alt_of(request: Request) -> str:
    """The picture in words, plain text of at most 900 characters."""
    match request:
        case Quadrants():
            said = _quadrants(_words(request), request)
        case Results():
            said = _results(_words(request), request)
        case _:
            assert_never(request)
    return _short(said, LONGEST)


def quadrant_of(spot: Spot) -> Quadrant:
    if spot.impact >= 50:
        return Quadrant.DO_FIRST if spot.feasibility >= 50 else Quadrant.BIG_BET
    return Quadrant.QUICK_WIN if spot.feasibility >= 50 else Quadrant.PARK


def _quadrants(words: Words, request: Quadrants) -> str:
    lines = [words("chart.quadrants.alt", "Impact and feasibility of projects: {count}.", count=len(request.spots))]
    for quadrant in Quadrant:
        here = [spot for spot in request.spots if quadrant_of(spot) is quadrant]
        if here:
            label = scoring_texts().quadrant[quadrant].label.of(words.language)
            lines.append(f"{label} ({len(here)}): {_named(words, here)}.")
    best = [spot for spot in request.spots if spot.best]
    if best:
        names = _named(words, best)
        lines.append(words("chart.quadrants.best", "No other project beats on both: {names}.", names=names))
    if apart := [spot for spot in request.spots if spot.spread]:
        names = _named(words, apart)
        lines.append(words("chart.quadrants.apart", "Ballots disagree about: {names}.", names=names))
    return " ".join(lines)


def _results(words: Words, request: Results) -> str:
    parts = [title_of(request) + "."]
    if request.values:
        first, last = request.values[0], request.values[-1]
        span = words(
            "chart.results.alt",
            "From {first} on {from_day} to {last} on {to_day}, measurements: {count}.",
            first=number(first.value, request.unit),
            from_day=first.day.isoformat(),
            last=number(last.value, request.unit),
            to_day=last.day.isoformat(),
            count=len(request.values),
        )
        parts.append(span)
    else:
        parts.append(words("chart.results.none", "Nothing measured yet."))
    parts += [f"{label}: {number(value, request.unit)}." for label, value in references(words, request)]
    return " ".join(parts)


def references(words: Words, request: Results) -> Sequence[tuple[str, float]]:
    """What the values are read against, by name."""
    named = (
        (words("chart.target", "Target"), request.target),
        (words("chart.baseline", "Baseline"), request.baseline),
        (words("chart.human", "Human"), request.human),
    )
    return [(label, value) for label, value in named if value is not None]


def number(value: float, unit: str) -> str:
    """At most two decimals, with the unit close to a percent sign."""
    said = f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) < 1000 else f"{value:,.0f}"
    said = "0" if said == "-0" else said
    return f"{said}{unit}" if unit in ("", "%") else f"{said} {unit}"


def _named(words: Words, spots: Sequence[Spot]) -> str:
    names = ", ".join(_short(" ".join(spot.name.split()), 30) or spot.key for spot in spots[:NAMED])
    more = len(spots) - NAMED
    return names if more <= 0 else words("chart.more", "{names} and {count} more", names=names, count=more)


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def _words(request: Request) -> Words:
    return Words(request.language, str)
