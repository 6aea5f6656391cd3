"""The hands of a person: pressing, choosing, filling in."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sandbox.aim import NothingToPress, Target, aim, at, control, names
from sandbox.answer import Answer
from sandbox.channel import Channel
from sandbox.deliveries import Deliveries
from sandbox.form import complaints
from sandbox.happenings import Happenings
from sandbox.inputs import HELD, values
from sandbox.interactions import Interactions
from sandbox.message import Message
from sandbox.putting import option, put, toggled
from sandbox.team import Member
from sandbox.views import View, Views

Json = dict[str, Any]
Surface = Message | View
ENOUGH_NAMES = 20


class CannotDoThat(Exception):
    """Slack's client does not let this person do this."""


class Hands:
    """What a person does with the controls of messages and modals."""

    def __init__(
        self,
        member: Member,
        happenings: Happenings,
        interactions: Interactions,
        deliveries: Deliveries,
        views: Views,
    ) -> None:
        self.member = member
        self._happenings = happenings
        self._workspace = happenings.workspace
        self._interactions = interactions
        self._deliveries = deliveries
        self._views = views

    @property
    def id(self) -> str:
        """The user id."""
        return self.member.id

    @property
    def name(self) -> str:
        """The short name, as in `@ana`."""
        return self.member.name

    @property
    def mention(self) -> str:
        """How others mention this person on the wire."""
        return f"<@{self.member.id}>"

    @property
    def view(self) -> View | None:
        """The modal this person looks at."""
        return self._views.top(self.id)

    @property
    def home(self) -> View | None:
        """This person's Home tab of the app, once published."""
        return self._views.home(self.id)

    async def click(
        self,
        wanted: str,
        in_: Surface | None = None,
        *,
        thread: str | None = None,
        nth: int | None = None,
        wait: bool = True,
    ) -> Answer:
        """Press a button or an option by what is written on it, or by its action id.

        Without `in_` in the open modal, or else in the newest message (of `thread`, if given) that has it.
        """
        surface, target = self._find(wanted, in_, thread, nth)
        if target.option is not None and target.element["type"] in HELD:
            state = toggled(target.element, self._state(surface, target), target.option)
            return await self._set(surface, target, state, wait=wait)
        return await self._act(surface, self._pressed(target), wait=wait)

    async def choose(
        self,
        value: Any,
        control_: str | None = None,
        in_: Surface | None = None,
        *,
        thread: str | None = None,
        wait: bool = True,
    ) -> Answer:
        """Put a value into a select, boxes or a picker, found by option label or by `control_` (its name).

        A list for several; people and channels by name; dates as `2026-12-24`.
        """
        if control_ is None:
            first = value[0] if isinstance(value, list | tuple) else value
            surface, target = self._find(str(first), in_, thread, None)
        else:
            surface, target = self._find_control(control_, in_, thread)
        if target.element["type"] not in HELD:
            return await self._act(surface, self._pressed(target), wait=wait)
        return await self._set(surface, target, self._put(target.element, value), wait=wait)

    async def fill(self, contents: dict[str, Any], in_: View | None = None) -> None:
        """Put values into the inputs of the open modal, each named by label, block id or action id."""
        view = in_ or self._open_view()
        for name, value in contents.items():
            target = control(view.blocks, name)
            if target is None:
                raise NothingToPress(f"No input {name!r} in {view.title!r}.")
            state = self._put(target.element, value)
            block, action = target.place
            view.put.setdefault(block, {})[action] = state
            if target.block["type"] != "input" or target.block.get("dispatch_action"):
                await self._interactions.act(self.member, view, _chosen(target, state))
        self._happenings.ring()

    async def use(self, in_: Surface, block: str, action: str, value: Any = None, *, wait: bool = True) -> Answer:
        """Press the control at this block and action id, or put `value` into it: options go by their value."""
        target = at(in_.blocks, block, action)
        if target.element["type"] in HELD:
            return await self._set(in_, target, self._put(target.element, value), wait=wait)
        pressed = target if value is None else replace(target, option=option(target.element, str(value)))
        return await self._act(in_, self._pressed(pressed), wait=wait)

    def put(self, in_: Surface, block: str, action: str, value: Any) -> None:
        """Put a value into an input without telling the app of it."""
        target = at(in_.blocks, block, action)
        self._held(in_).setdefault(block, {})[action] = self._put(target.element, value)

    async def submit(self, *, wait: bool = True) -> Answer:
        """Press the submit button of the open modal; the client first checks what is required."""
        view = self._open_view()
        if wrong := complaints(view):
            view.errors = wrong
            return Answer(errors=wrong, view=view)
        work = self._interactions.submit(self.member, view)
        if wait:
            return await work
        self._deliveries.background(work)
        return Answer(view=view)

    async def close(self, *, everything: bool = False) -> Answer:
        """Close the open modal, or with the cross all of them."""
        return await self._interactions.close(self.member, self._open_view(), everything=everything)

    def _place(self, name: str) -> Channel:
        if name in ("dm", f"@{self._workspace.bot.name}"):
            return self._workspace.direct(self.id, int(self._happenings.clock.now().timestamp()))
        channel = self._workspace.find_channel(name)
        if channel is None or self.id not in channel.members:
            raise CannotDoThat(f"{self.name} is not in {name}.")
        return channel

    def _open_view(self) -> View:
        if (view := self.view) is None:
            raise CannotDoThat(f"{self.name} has no modal open.")
        return view

    def _surfaces(self, in_: Surface | None, thread: str | None) -> Iterator[Surface]:
        if in_ is not None:
            yield in_
        elif (view := self.view) is not None:
            yield view
        else:
            for message in reversed(self._workspace.sent):
                if (
                    not message.deleted
                    and (thread is None or message.root == thread)
                    and message.visible_to in (None, self.id)
                    and self.id in self._workspace.channels[message.channel].members
                ):
                    yield message

    def _find(self, wanted: str, in_: Surface | None, thread: str | None, nth: int | None) -> tuple[Surface, Target]:
        there: list[str] = []
        for surface in self._surfaces(in_, thread):
            if (target := aim(surface.blocks, wanted, nth=nth)) is not None:
                return surface, target
            if len(there) < ENOUGH_NAMES:
                there += names(surface.blocks)
        raise NothingToPress(f"{self.name} sees no {wanted!r}; there is {there}.")

    def _find_control(self, name: str, in_: Surface | None, thread: str | None) -> tuple[Surface, Target]:
        for surface in self._surfaces(in_, thread):
            if (target := control(surface.blocks, name)) is not None:
                return surface, target
        raise NothingToPress(f"{self.name} sees no input {name!r}.")

    def _put(self, element: Json, value: Any) -> Json:
        def person(name: str) -> str:
            return self._workspace.person(name).id

        def channel(name: str) -> str:
            return self._place(name).id

        return put(element, value, person=person, channel=channel)

    def _state(self, surface: Surface, target: Target) -> Json:
        block, action = target.place
        return values(surface.blocks, self._held(surface))[block][action]

    def _held(self, surface: Surface) -> Json:
        return surface.put if isinstance(surface, View) else surface.picked.setdefault(self.id, {})

    async def _set(self, surface: Surface, target: Target, state: Json, *, wait: bool) -> Answer:
        block, action = target.place
        self._held(surface).setdefault(block, {})[action] = state
        self._happenings.ring()
        if target.block["type"] == "input" and not target.block.get("dispatch_action"):
            return Answer(view=self.view)
        return await self._act(surface, _chosen(target, state), wait=wait)

    def _pressed(self, target: Target) -> Json:
        block, action = target.place
        element = target.element
        body: Json = {"type": element["type"], "block_id": block, "action_id": action}
        if element["type"] == "overflow":
            body["selected_option"] = target.option
        else:
            pressed = target.option or element
            body |= {name: pressed[name] for name in ("text", "value", "style") if name in pressed}
        return body

    async def _act(self, surface: Surface, action: Json, *, wait: bool) -> Answer:
        work = self._interactions.act(self.member, surface, action)
        if wait:
            return await work
        self._deliveries.background(work)
        return Answer()


def _chosen(target: Target, state: Json) -> Json:
    block, action = target.place
    return {**state, "block_id": block, "action_id": action}
