"""From a request to a PNG."""

from typing import assert_never

from bot.charts.page import png
from bot.charts.quadrants import quadrants
from bot.charts.request import Quadrants, Request, Results
from bot.charts.results import results


def drawn(request: Request) -> bytes:
    """The picture as PNG, 1,280 pixels wide; the same bytes for the same request."""
    match request:
        case Quadrants():
            return png(quadrants(request).figure)
        case Results():
            return png(results(request).figure)
        case _:
            assert_never(request)
