"""How the user groups of a workspace come about and change."""

from sandbox.group import UserGroup
from sandbox.happenings import Happenings


class Groups:
    """Makes and changes the groups of a workspace, and tells of it."""

    def __init__(self, happenings: Happenings) -> None:
        self._happenings = happenings
        self._workspace = happenings.workspace

    def add(self, handle: str, *people: str, name: str = "") -> UserGroup:
        """A new group of these people."""
        place, now = self._workspace, self._now()
        creator = next(iter(place.people))
        identity = place.ids.next("S")
        group = UserGroup(identity, handle, name or handle, creator, now, now)
        group.users = self._ids(people)
        place.groups[identity] = group
        self._tell(group, "subteam_created")
        return group

    def change(self, handle: str, *people: str) -> None:
        """Put these people into the group instead of those who are in it."""
        group = self.find(handle)
        before, group.users = group.users, self._ids(people)
        added = [one for one in group.users if one not in before]
        removed = [one for one in before if one not in group.users]
        event = {
            "type": "subteam_members_changed",
            "subteam_id": group.id,
            "team_id": self._workspace.team.id,
            "date_previous_update": group.updated,
            "date_update": self._now(),
            "added_users": added,
            "added_users_count": str(len(added)),
            "removed_users": removed,
            "removed_users_count": str(len(removed)),
            "event_ts": self._happenings.clock.ts(),
        }
        group.updated = self._now()
        self._happenings.tell("subteam_members_changed", event)
        self._tell(group, "subteam_updated")

    def disable(self, handle: str) -> None:
        """Switch a group off; its people stay in it."""
        group = self.find(handle)
        group.deleted = group.updated = self._now()
        self._tell(group, "subteam_updated")

    def find(self, handle: str) -> UserGroup:
        """A group by its handle; KeyError when there is none."""
        name = handle.removeprefix("@")
        for group in self._workspace.groups.values():
            if group.handle == name:
                return group
        raise KeyError(f"There is no user group {handle}.")

    def _ids(self, people: tuple[str, ...]) -> dict[str, None]:
        return dict.fromkeys(self._workspace.person(name).id for name in people)

    def _now(self) -> int:
        return int(self._happenings.clock.now().timestamp())

    def _tell(self, group: UserGroup, kind: str) -> None:
        subteam = group.wire(self._workspace.team.id)
        self._happenings.tell(kind, {"type": kind, "subteam": subteam, "event_ts": self._happenings.clock.ts()})
        self._happenings.ring()
