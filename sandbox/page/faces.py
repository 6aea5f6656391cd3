"""A person as the page shows them: name, initials, colour."""

from dataclasses import dataclass

from sandbox.team import Member
from sandbox.workspace import Workspace

HUES = 6
SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Face:
    """What stands beside a message."""

    id: str
    name: str
    handle: str
    initials: str
    hue: int
    is_bot: bool = False
    is_guest: bool = False


def face(workspace: Workspace, identity: str) -> Face:
    """The face of a person, of the bot or of somebody who is gone."""
    member = workspace.people.get(identity)
    if member is None:
        return Face(identity, "Slackbot" if identity == SLACKBOT else identity, "", "S", HUES, is_bot=True)
    hue = list(workspace.people).index(identity) % HUES
    return Face(identity, member.real_name, member.name, initials(member), hue, member.is_bot, member.is_restricted)


def initials(member: Member) -> str:
    """`AS` for Ana Silva, `민준` for 김민준."""
    words = member.real_name.split()
    if len(words) == 1 and not words[0].isascii():
        return words[0][-2:]
    return "".join(word[0] for word in words[:2]).upper()
