"""People, channels and groups where a text names them."""

from markupsafe import Markup

from sandbox.channel import Channel, Kind
from sandbox.page.captions import said
from sandbox.page.viewer import Viewer
from sandbox.workspace import Workspace

_CHIP = Markup('<span class="bk-mention{}">{}</span>')


class Mentions:
    """The names one viewer sees."""

    def __init__(self, workspace: Workspace, viewer: Viewer) -> None:
        self._workspace = workspace
        self._viewer = viewer

    def user(self, identity: str) -> Markup:
        """`@ana`; highlighted for ana herself."""
        return _CHIP.format(" bk-mention--me" if identity == self._viewer.id else "", f"@{self.name(identity)}")

    def name(self, identity: str) -> str:
        """A person's short name, or the id of somebody unknown."""
        person = self._workspace.people.get(identity)
        return person.name if person is not None else identity

    def channel(self, identity: str, label: str = "") -> Markup:
        """`#general`, a link; a private channel keeps its name from those outside."""
        channel = self._workspace.channels.get(identity)
        if channel is None:
            return _CHIP.format("", f"#{label or identity}")
        if not self.sees(channel):
            return _CHIP.format("", f"🔒 {said('private channel', self._viewer.locale)}")
        there = Markup('<a class="bk-mention" href="#{}" data-channel="{}">{}</a>')
        return there.format(identity, identity, self.channel_name(channel))

    def channel_name(self, channel: Channel) -> str:
        """`#general`, or who else is in a direct conversation."""
        if channel.kind is not Kind.DIRECT:
            return f"#{channel.name}"
        others = [one for one in channel.members if one != self._viewer.id]
        return ", ".join(self.full_name(one) for one in others)

    def full_name(self, identity: str) -> str:
        """A person's full name, or the id of somebody unknown."""
        person = self._workspace.people.get(identity)
        return person.real_name if person is not None else identity

    def sees(self, channel: Channel) -> bool:
        """Whether the viewer may know this conversation."""
        return channel.kind is Kind.PUBLIC or self._viewer.id in channel.members

    def everybody(self, whom: str) -> Markup:
        """`@here`, `@channel`, `@everyone`."""
        return _CHIP.format(" bk-mention--me", f"@{whom}")

    def group(self, identity: str, label: str = "") -> Markup:
        """A user group by its label."""
        return _CHIP.format("", f"@{(label or identity).removeprefix('@')}")
