"""What stands around an event or an interaction: whose it is, and by which installation the app hears of it."""

from datetime import datetime
from typing import Any

from sandbox.channel import Channel
from sandbox.team import Member, Org, Team
from sandbox.workspace import Workspace

Json = dict[str, Any]


def around_event(workspace: Workspace, event: Json, event_id: str, at: datetime, channel: Channel | None) -> Json:
    """The whole payload of an event.

    `team_id` is the workspace of whoever wrote it; `authorizations` say where the app is installed, without a
    workspace if that is a whole organisation.
    """
    team, bot, org = workspace.team, workspace.bot, workspace.team.org
    source = str(event.get("user_team") or team.id)
    body: Json = {"token": "sandbox", "team_id": source}
    if org is not None and source == team.id:
        body["enterprise_id"] = org.id
    authorization = {
        "enterprise_id": org.id if org is not None else None,
        "team_id": None if workspace.org_wide else team.id,
        "user_id": bot.user_id,
        "is_bot": True,
        "is_enterprise_install": workspace.org_wide,
    }
    return {
        **body,
        "context_team_id": team.id,
        "context_enterprise_id": org.id if org is not None else None,
        "api_app_id": bot.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(at.timestamp()),
        "authorizations": [authorization],
        "is_ext_shared_channel": channel is not None and bool(channel.partners),
        "event_context": f"4-{team.id}",
    }


def around_end(holder: Team | Org, app_id: str, event: Json, event_id: str, at: datetime) -> Json:
    """The payload of an event about the installation itself: nothing authorizes it any more."""
    whose = {"enterprise_id": holder.id} if isinstance(holder, Org) else {"team_id": holder.id}
    if isinstance(holder, Team) and holder.org is not None:
        whose["enterprise_id"] = holder.org.id
    body = {"token": "sandbox", **whose, "api_app_id": app_id, "event": event, "type": "event_callback"}
    return {**body, "event_id": event_id, "event_time": int(at.timestamp())}


def around_interaction(workspace: Workspace, person: Member, *, in_view: bool) -> Json:
    """Who did it and for which workspace.

    For what somebody of another organisation does in a modal, `team` is their own workspace, and the view says where
    the app is installed. An app of a whole organisation is told no `team`.
    """
    home, own = workspace.team, workspace.home_of(person)
    team = own if in_view else home
    org = team.org
    return {
        "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": own.id},
        "api_app_id": workspace.bot.app_id,
        "token": "sandbox",
        "team": None if workspace.org_wide and team is home else _team(team),
        "enterprise": {"id": org.id, "name": org.name} if org is not None else None,
        "is_enterprise_install": workspace.org_wide,
    }


def around_command(workspace: Workspace, person: Member) -> Json:
    """Who typed a command: the workspace is their own."""
    team = workspace.home_of(person)
    body: Json = {
        "token": "sandbox",
        "team_id": team.id,
        "team_domain": team.domain,
        "user_id": person.id,
        "user_name": person.name,
        "api_app_id": workspace.bot.app_id,
        "is_enterprise_install": "true" if workspace.org_wide else "false",
    }
    if team.org is not None:
        body |= {"enterprise_id": team.org.id, "enterprise_name": team.org.name}
    return body


def outside(workspace: Workspace, user: str) -> Json:
    """What messages say besides of an author from another organisation; nothing of one's own people."""
    person = workspace.people.get(user)
    if person is None or person.home is None:
        return {}
    home = person.home.id
    profile = {
        "real_name": person.real_name,
        "display_name": person.name,
        "name": person.name,
        "team": home,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
    }
    return {"user_team": home, "source_team": home, "user_profile": profile}


def _team(team: Team) -> Json:
    body = {"id": team.id, "domain": team.domain}
    if team.org is not None:
        body |= {"enterprise_id": team.org.id, "enterprise_name": team.org.name}
    return body
