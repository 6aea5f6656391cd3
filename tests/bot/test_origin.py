"""Which workspace and app a payload is for."""

from typing import Any

import pytest
from slack_bolt.request.internals import extract_team_id

from bot.entered import Malformed
from bot.origin import app_in, id_in, team_in

Json = dict[str, Any]
HERE = {"team_id": "T0HERE"}
EVENT: Json = {"type": "event_callback", "team_id": "T0THEIRS", "event": {}}


@pytest.mark.parametrize(
    "body",
    [
        {"team_id": "T0HERE", "command": "/ml"},
        {"team": {"id": "T0HERE"}, "user": {"id": "U1", "team_id": "T0THEIRS"}},
        {"team": {"id": "T0THEIRS"}, "view": {"app_installed_team_id": "T0HERE"}},
        {"team": "T0HERE"},
        {**EVENT, "authorizations": [HERE]},
        {**EVENT, "authorizations": [HERE], "context_team_id": "T0THEIRS"},
        {"team": None, "user": {"id": "U1", "team_id": "T0HERE"}},
    ],
    ids=str,
)
def test_the_workspace_is_the_one_the_app_is_installed_in_as_bolt_sees_it(body: Json):
    assert team_in(body) == extract_team_id(body) == "T0HERE"


def test_an_app_of_a_whole_organisation_hears_of_the_workspace_by_its_context():
    whole = {**EVENT, "authorizations": [{"team_id": None, "enterprise_id": "E1"}], "context_team_id": "T0HERE"}
    assert team_in(whole) == "T0HERE"
    assert team_in({"team": None, "user": {"id": "U1"}, "view": {"team_id": "T0HERE"}}) == "T0HERE"


@pytest.mark.parametrize("body", [{}, {"team": None}, {"team_id": ""}, {"team_id": 3}, {"authorizations": ["T1"]}])
def test_a_payload_of_no_workspace_is_malformed(body: Json):
    with pytest.raises(Malformed, match="no team"):
        team_in(body)


@pytest.mark.parametrize("bad", ["", " ", "T1\n", "T1\0", "T" * 41, "Ｔ１", "T1'--", "T1/..", None, 3, ["T1"], {}])
def test_what_slack_calls_nothing_by_is_no_id(bad: Any):
    with pytest.raises(Malformed):
        id_in({"id": bad})


def test_the_app_is_named_or_not():
    assert (app_in({"api_app_id": "A1"}), app_in({"api_app_id": 1}), app_in({})) == ("A1", None, None)
