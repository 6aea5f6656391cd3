"""A user group: people who are named together, as `@ml-team`."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True, eq=False)
class UserGroup:
    """One group and who is in it."""

    id: str
    handle: str
    name: str
    creator: str
    created: int
    updated: int
    deleted: int = 0
    users: dict[str, None] = field(default_factory=dict)

    @property
    def mention(self) -> str:
        """How people mention it, on the wire."""
        return f"<!subteam^{self.id}|@{self.handle}>"

    def wire(self, team: str, *, users: bool = True, count: bool = True) -> Json:
        """The `usergroup` or `subteam` object."""
        body: Json = {
            "id": self.id,
            "team_id": team,
            "is_usergroup": True,
            "is_subteam": True,
            "name": self.name,
            "description": "",
            "handle": self.handle,
            "is_external": False,
            "date_create": self.created,
            "date_update": self.updated,
            "date_delete": self.deleted,
            "auto_type": None,
            "auto_provision": False,
            "enterprise_subteam_id": "",
            "created_by": self.creator,
            "updated_by": self.creator,
            "deleted_by": self.creator if self.deleted else None,
            "prefs": {"channels": [], "groups": []},
        }
        if users:
            body["users"] = list(self.users)
        return body | {"user_count": len(self.users)} if count else body
