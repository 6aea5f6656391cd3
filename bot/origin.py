"""Where a payload comes from: which app it is for, and which workspace the app is installed in."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.entered import Body, Malformed

ID = re.compile(r"[A-Za-z0-9._:-]{1,200}")
"""Ids of views and triggers are longer than those of people and places."""
SHORT = 40


def team_in(body: Body) -> str:
    """The workspace in which the app is installed, which in a shared channel need not be that of whoever did it.

    The order is Bolt's, so that what is authorised is what is changed; Malformed when no workspace is named.
    """
    for found in _teams(body):
        if isinstance(found, str) and found:
            return _checked(found, "team", SHORT)
    raise Malformed("no team")


def enterprise_in(body: Body) -> str | None:
    """The organisation that the workspace belongs to, where there is one."""
    granted = body.get("authorizations")
    first = granted[0] if isinstance(granted, list) and granted else None
    for found in (
        first.get("enterprise_id") if isinstance(first, Mapping) else None,
        body.get("context_enterprise_id"),
        _id(body.get("enterprise")),
        body.get("enterprise_id"),
    ):
        if isinstance(found, str) and found:
            return _checked(found, "enterprise", SHORT)
    return None


def app_in(body: Body) -> str | None:
    """The app it is for."""
    app = body.get("api_app_id")
    return app if isinstance(app, str) else None


def id_in(body: Any, key: str = "id", longest: int = SHORT) -> str:
    """An id that the payload must have; Malformed without one, or with something that Slack's ids are not."""
    found = body.get(key) if isinstance(body, Mapping) else None
    if not isinstance(found, str):
        raise Malformed(f"no {key}")
    return _checked(found, key, longest)


def _checked(found: str, key: str, longest: int) -> str:
    if len(found) > longest or not ID.fullmatch(found):
        raise Malformed(f"no {key}")
    return found


def _teams(body: Body) -> Iterator[object]:
    view, user = body.get("view"), body.get("user")
    if isinstance(view, Mapping):
        yield view.get("app_installed_team_id")
    yield _id(body.get("team"))
    granted = body.get("authorizations")
    first = granted[0] if isinstance(granted, list) and granted else None
    if isinstance(first, Mapping):
        yield first.get("team_id")
        yield body.get("context_team_id")  # the app is installed for a whole organisation
    yield body.get("team_id")
    if isinstance(user, Mapping):
        yield user.get("team_id")
    if isinstance(view, Mapping):
        yield view.get("team_id")


def _id(of: object) -> object:
    return of.get("id") if isinstance(of, Mapping) else of
