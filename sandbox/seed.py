"""The workspace every run begins with: Acme, three channels and five people."""

from dataclasses import replace

from sandbox.channel import Channel, Kind
from sandbox.clock import Clock
from sandbox.team import Bot, Member, Team
from sandbox.workspace import Workspace

ACME, APP = Team(), Bot()
PEOPLE = (
    Member("U0ANA", "ana", "Ana Silva", "en-US", "America/New_York", is_admin=True),
    Member("U0MINJUN", "minjun", "김민준", "ko-KR", "Asia/Seoul"),
    Member("U0JIWOO", "jiwoo", "이지우", "ko-KR", "Asia/Seoul"),
    Member("U0BEN", "ben", "Ben Carter", "en-GB", "Europe/London"),
    Member("U0GAST", "gast", "Greta Gast", "de-DE", "Europe/Berlin", is_restricted=True),
)


def acme(clock: Clock, team: Team = ACME, *, mark: str = "0") -> Workspace:
    """A fresh workspace; `mark` is the second character of its ids.

    #ml-projects has everyone and the bot; #general everyone but the guest and the bot; #ml-secret is private,
    with ana, minjun and the bot.
    """

    def marked(identity: str) -> str:
        return identity[0] + mark + identity[2:]

    bot = replace(APP, bot_id=marked(APP.bot_id), user_id=marked(APP.user_id))
    workspace = Workspace(team, bot)
    for one in PEOPLE:
        workspace.add_person(replace(one, id=marked(one.id), more={}))
    more = {"profile": {"real_name": bot.display_name, "bot_id": bot.bot_id, "api_app_id": bot.app_id}}
    workspace.add_person(
        Member(bot.user_id, bot.name, bot.display_name, "en-US", "America/Los_Angeles", is_bot=True, more=more)
    )
    everyone = [marked(one.id) for one in PEOPLE]
    created = int(clock.now().timestamp())
    for identity, name, kind, members in (
        ("C0MLPROJECTS", "ml-projects", Kind.PUBLIC, [*everyone, bot.user_id]),
        ("C0GENERAL", "general", Kind.PUBLIC, everyone[:-1]),
        ("C0MLSECRET", "ml-secret", Kind.PRIVATE, [*everyone[:2], bot.user_id]),
    ):
        channel = Channel(marked(identity), name, kind, created, everyone[0])
        channel.members = dict.fromkeys(members)
        workspace.add_channel(channel)
    return workspace
