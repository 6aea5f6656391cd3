"""Requests as JSON, for the way to the worker."""

from functools import cache
from typing import Annotated

from pydantic import Field, TypeAdapter

from bot.charts.request import Request


@cache
def _adapter() -> TypeAdapter[Request]:
    return TypeAdapter(Annotated[Request, Field(discriminator="kind")])


def written(request: Request) -> bytes:
    return _adapter().dump_json(request)


def read(text: bytes) -> Request:
    """Raises pydantic's ValidationError for anything else."""
    return _adapter().validate_json(text)
