"""Modals and App Home: what each person has open."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sandbox.inputs import values
from sandbox.refusal import Refused
from sandbox.team import Bot, Team
from sandbox.workspace import Workspace

Json = dict[str, Any]
DEEPEST = 3


@dataclass(slots=True, eq=False)
class View:
    """A modal or a Home tab of one person."""

    id: str
    user: str
    payload: Json
    hash: str
    root_id: str
    previous_id: str | None
    team_id: str = ""
    """The workspace of the person, which is not always the one the app is installed in."""
    put: dict[str, dict[str, Json]] = field(default_factory=dict)
    """What the person has put into the inputs, by block and action."""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """The blocks, each with its ids."""
        blocks: list[Json] = self.payload["blocks"]
        return blocks

    @property
    def title(self) -> str:
        """The title's text, empty in a Home tab."""
        return str((self.payload.get("title") or {}).get("text", ""))

    @property
    def callback_id(self) -> str:
        """The app's name for this view."""
        return str(self.payload.get("callback_id", ""))

    @property
    def values(self) -> dict[str, dict[str, Json]]:
        """`state.values` as they stand."""
        return values(self.blocks, self.put)

    def wire(self, team: Team, bot: Bot) -> Json:
        """The `view` object of answers and payloads."""
        payload = self.payload
        return {
            "id": self.id,
            "team_id": self.team_id or team.id,
            "type": payload["type"],
            "blocks": payload["blocks"],
            "private_metadata": payload.get("private_metadata", ""),
            "callback_id": self.callback_id,
            "state": {"values": self.values},
            "hash": self.hash,
            "title": payload.get("title"),
            "clear_on_close": bool(payload.get("clear_on_close")),
            "notify_on_close": bool(payload.get("notify_on_close")),
            "close": payload.get("close"),
            "submit": payload.get("submit"),
            "previous_view_id": self.previous_id,
            "root_view_id": self.root_id,
            "app_id": bot.app_id,
            "external_id": payload.get("external_id", ""),
            "app_installed_team_id": team.id,
            "bot_id": bot.bot_id,
        }


class Views:
    """The stacks of modals and the Home tabs."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._stacks: dict[str, list[View]] = defaultdict(list)
        self._homes: dict[str, View] = {}
        self._hashes = 0

    def top(self, user: str) -> View | None:
        """The modal this person looks at."""
        stack = self._stacks[user]
        return stack[-1] if stack else None

    def stack(self, user: str) -> list[View]:
        """All modals of this person, the lowest first."""
        return list(self._stacks[user])

    def home(self, user: str) -> View | None:
        """This person's Home tab, if the app has published one."""
        return self._homes.get(user)

    def open(self, user: str, payload: Json) -> View:
        """Show a first modal."""
        view = self._new(user, payload, None)
        self._stacks[user] = [view]
        return view

    def push(self, user: str, payload: Json) -> View:
        """Put a modal on top; Refused above three."""
        stack = self._stacks[user]
        if not stack:
            raise Refused("not_found")
        if len(stack) >= DEEPEST:
            raise Refused("push_limit_reached")
        view = self._new(user, payload, stack[-1])
        stack.append(view)
        return view

    def update(self, view: View, payload: Json, *, expected: str | None = None) -> View:
        """Give a modal new contents; what was put in stays where block and action keep their ids."""
        if expected is not None and expected != view.hash:
            raise Refused("hash_conflict")
        self._check_external(payload, view)
        held = view.values
        view.payload = {**payload, "blocks": self._workspace.named(payload["blocks"])}
        view.put = {
            block: {action: held[block][action] for action in actions if action in held.get(block, {})}
            for block, actions in view.values.items()
        }
        view.errors = {}
        view.hash = self._hash()
        return view

    def publish(self, user: str, payload: Json, *, expected: str | None = None) -> View:
        """Show or replace a Home tab."""
        home = self._homes.get(user)
        if expected is not None and (home is None or expected != home.hash):
            raise Refused("hash_conflict")
        if home is not None:
            return self.update(home, payload)
        self._homes[user] = self._new(user, payload, None)
        return self._homes[user]

    def find(self, view_id: str | None, external_id: str | None) -> View | None:
        """An open modal or a Home tab by id or by the app's own id."""
        for view in self._all():
            if view_id is not None and view.id == view_id:
                return view
            if external_id and view.payload.get("external_id") == external_id:
                return view
        return None

    def close(self, view: View) -> None:
        """Take away this modal and those on top of it."""
        stack = self._stacks[view.user]
        if view in stack:
            del stack[stack.index(view) :]

    def clear(self, user: str) -> None:
        """Take away all modals of this person."""
        self._stacks[user].clear()

    def _all(self) -> list[View]:
        return [view for stack in self._stacks.values() for view in stack] + list(self._homes.values())

    def _new(self, user: str, payload: Json, below: View | None) -> View:
        self._check_external(payload, None)
        identity = self._workspace.ids.next("V")
        named = {**payload, "blocks": self._workspace.named(payload["blocks"])}
        root = below.root_id if below is not None else identity
        person = self._workspace.people.get(user)
        home = self._workspace.home_of(person).id if person is not None else ""
        return View(identity, user, named, self._hash(), root, below.id if below is not None else None, home)

    def _check_external(self, payload: Json, own: View | None) -> None:
        external = payload.get("external_id")
        if external and (self.find(None, external) or own) is not own:
            raise Refused("duplicate_external_id")

    def _hash(self) -> str:
        self._hashes += 1
        return f"{self._hashes}.sandbox"
