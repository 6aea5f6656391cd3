"""A person: what they say, do and see."""

from typing import Any

from sandbox.answer import Answer
from sandbox.channel import Channel
from sandbox.hands import CannotDoThat, Hands
from sandbox.message import Message
from sandbox.views import View
from sandbox.words import typed

Json = dict[str, Any]


class Person(Hands):
    """One person in the workspace: what they can do and see."""

    async def say(
        self,
        text: str,
        *,
        channel: str = "dm",
        thread: str | None = None,
        broadcast: bool = False,
        wait: bool = True,
    ) -> str:
        """Write a message, to a channel or to the bot (`dm`); its timestamp.

        `@name`, `#channel` and links become what Slack's client makes of them. Waits for the events to be
        acknowledged, unless told not to or nobody is connected.
        """
        place = self._place(channel)
        if thread is not None and thread not in place.by_ts:
            raise CannotDoThat(f"There is no message {thread} in {channel}.")
        root = place.by_ts[thread].root if thread is not None else None
        mark = self._deliveries.last
        message = self._happenings.post(
            place,
            self.id,
            self._typed(text),
            thread=root,
            broadcast=broadcast,
            client_msg_id=self._workspace.ids.next("client-"),
        )
        await self._settle(mark, wait=wait)
        return message.ts

    async def edit(self, channel: str, ts: str, text: str, *, wait: bool = True) -> None:
        """Change one's own message."""
        place, message = self._own(channel, ts)
        mark = self._deliveries.last
        self._happenings.change(place, message, edited_by=self.id, text=self._typed(text))
        await self._settle(mark, wait=wait)

    async def delete(self, channel: str, ts: str, *, wait: bool = True) -> None:
        """Delete one's own message."""
        place, message = self._own(channel, ts)
        mark = self._deliveries.last
        self._happenings.delete(place, message)
        await self._settle(mark, wait=wait)

    async def react(self, channel: str, ts: str, name: str, *, wait: bool = True) -> None:
        """Put a reaction under a message; taken back when it is there already."""
        place = self._place(channel)
        message = place.by_ts[ts]
        mark = self._deliveries.last
        if self.id in message.reactions.get(name, ()):
            self._happenings.unreact(place, message, self.id, name)
        else:
            self._happenings.react(place, message, self.id, name)
        await self._settle(mark, wait=wait)

    async def command(
        self, line: str, *, channel: str = "#ml-projects", thread: str | None = None, wait: bool = True
    ) -> Answer:
        """Type a slash command; what is shown at once. In a thread Slack's client refuses it."""
        command, _, text = line.partition(" ")
        if thread is not None:
            return Answer(failure=f"{command} is not supported in threads. Sorry!")
        work = self._interactions.command(self.member, command, text.strip(), self._place(channel))
        if wait:
            return await work
        self._deliveries.background(work)
        return Answer()

    async def shortcut(self, callback_id: str, message: Message | None = None) -> Answer:
        """Use a shortcut, on a message or global."""
        return await self._interactions.shortcut(self.member, callback_id, message)

    async def open_home(self, tab: str = "home", *, wait: bool = True) -> View | None:
        """Open the app's Home; what is published there now."""
        mark = self._deliveries.last
        place = self._place("dm")
        event: Json = {"type": "app_home_opened", "user": self.id, "channel": place.id, "tab": tab}
        if self.home is not None and tab == "home":
            event["view"] = self.home.wire(self._workspace.team, self._workspace.bot)
        self._happenings.tell("app_home_opened", {**event, "event_ts": self._happenings.clock.ts()})
        await self._settle(mark, wait=wait)
        return self.home

    async def invite(self, who: str, channel: str, *, wait: bool = True) -> None:
        """Bring a person, or the bot, into a channel."""
        place = self._place(channel)
        mark = self._deliveries.last
        self._happenings.join(place, self._workspace.person(who).id, inviter=self.id)
        await self._settle(mark, wait=wait)

    async def remove(self, who: str, channel: str, *, wait: bool = True) -> None:
        """Take a person, or the bot, out of a channel."""
        place = self._place(channel)
        mark = self._deliveries.last
        self._happenings.leave(place, self._workspace.person(who).id)
        await self._settle(mark, wait=wait)

    async def change_profile(
        self,
        *,
        locale: str | None = None,
        tz: str | None = None,
        real_name: str | None = None,
        wait: bool = True,
    ) -> None:
        """Change language, time zone or name."""
        new = {"locale": locale, "tz": tz, "real_name": real_name}
        mark = self._deliveries.last
        given = {name: value for name, value in new.items() if value is not None}
        self._happenings.change_person(self.member, **given)
        await self._settle(mark, wait=wait)

    def sees(self, channel: str = "dm", *, thread: str | None = None) -> list[Message]:
        """The messages this person sees in a channel or one of its threads, those only for them included."""
        place = self._place(channel)
        if thread is None:
            shown = list(place.timeline)
        else:
            root = place.by_ts.get(thread)
            shown = [root, *root.replies] if root is not None else []
        mine = [
            one
            for one in self._workspace.whispers[self.id].values()
            if one.channel == place.id and one.thread_ts == thread
        ]
        return sorted([*shown, *mine], key=lambda message: message.ts)

    def _own(self, channel: str, ts: str) -> tuple[Channel, Message]:
        place = self._place(channel)
        message = place.by_ts.get(ts)
        if message is None or message.user != self.id or message.deleted:
            raise CannotDoThat(f"{self.name} has written no message {ts} in {channel}.")
        return place, message

    def _typed(self, text: str) -> str:
        place = self._workspace
        return typed(text, place.people_by_name, place.channels_by_name, place.groups_by_handle)

    async def _settle(self, mark: int, *, wait: bool) -> None:
        if wait:
            await self._deliveries.settled(mark)
