"""Who is in the workspace: the team, its people and the app under trial."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Org:
    """An organisation on Enterprise Grid, which has several workspaces."""

    id: str
    name: str
    domain: str


@dataclass(frozen=True, slots=True)
class Team:
    """The workspace itself, perhaps one of an organisation's."""

    id: str = "T0ACME"
    name: str = "Acme"
    domain: str = "acme"
    org: Org | None = None


@dataclass(frozen=True, slots=True)
class Bot:
    """The app under trial and its bot user."""

    app_id: str = "A0GROUNDWORK"
    bot_id: str = "B0GROUNDWORK"
    user_id: str = "U0GROUNDWORK"
    name: str = "groundwork"
    display_name: str = "Groundwork"


@dataclass(slots=True)
class Member:
    """A person (or the bot's user) as the workspace knows them."""

    id: str
    name: str
    real_name: str
    locale: str
    tz: str
    is_restricted: bool = False
    is_admin: bool = False
    is_bot: bool = False
    deleted: bool = False
    is_ultra_restricted: bool = False
    home: Team | None = None
    """Their own workspace, if it is not this one: somebody of another organisation."""
    more: dict[str, Any] = field(default_factory=dict)

    def wire(self, team: Team, at: datetime, *, locale: bool = False, stranger: bool = False) -> dict[str, Any]:
        """The `user` object; the locale only when it is asked for, and never of another organisation's people.

        A stranger is one of them who shares no channel with the app.
        """
        team = self.home or team
        offset = at.astimezone(ZoneInfo(self.tz)).utcoffset()
        user: dict[str, Any] = {
            "id": self.id,
            "team_id": team.id,
            "name": self.name,
            "deleted": self.deleted,
            "color": "9f69e7",
            "real_name": self.real_name,
            "tz": self.tz,
            "tz_label": self.tz.rsplit("/", 1)[-1].replace("_", " "),
            "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
            "profile": {
                "real_name": self.real_name,
                "real_name_normalized": self.real_name,
                "display_name": self.name,
                "display_name_normalized": self.name,
                "team": team.id,
            },
            "is_admin": self.is_admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": int(at.timestamp()),
            **self.more,
        }
        if self.home is not None:
            user["is_stranger"] = stranger
        elif locale:
            user["locale"] = self.locale
        if team.org is not None:
            user["enterprise_user"] = {"id": self.id, "enterprise_id": team.org.id, "teams": [team.id]}
        return user
