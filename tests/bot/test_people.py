"""Who is a guest to the bot."""

from typing import Any

import pytest

from bot.people import is_guest


@pytest.mark.parametrize(
    ("user", "guest"),
    [
        ({"team_id": "T1"}, False),
        ({}, False),
        ({"team_id": "T1", "is_restricted": True}, True),
        ({"team_id": "T1", "is_ultra_restricted": True}, True),
        ({"team_id": "T1", "is_stranger": True}, True),
        ({"team_id": "T2"}, True),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T2", "T1"]}}, False),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T2"]}}, True),
        ({"team_id": "T2", "enterprise_user": {"teams": None}}, True),
    ],
)
def test_guests_and_people_of_other_organisations(user: dict[str, Any], *, guest: bool):
    assert is_guest("T1", user) is guest
