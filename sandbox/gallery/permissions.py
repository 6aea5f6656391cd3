"""What people read who may not do something, and what was changed about who may."""

from bot.i18n import Markup
from bot.names import Did
from bot.views import channel_history, channel_settings, notices, refusals
from flows.permissions import TABLE, Deed, Refused, Role, Why
from sandbox.gallery.exhibit import Easel
from sandbox.gallery.subject import FRIEND, NOW, OWNER

HANDLE = 21
"""Characters of a user group's handle at most."""


def refused(easel: Easel) -> None:
    """Why somebody may not do something, and who may."""
    owner, lead = Markup(f"<@{OWNER}>"), Markup(f"<@{FRIEND}>")
    narrow = [deed for deed in Deed if not TABLE[deed] & {Role.HERE, Role.ANYBODY}]
    every = [Refused(deed, Why.ROLE) for deed in (Deed.START, *narrow)]
    for why in (Why.OUTSIDE, Why.UNSURE, Why.GUEST):
        every += [Refused(deed, why) for deed in (Deed.START, Deed.DECIDE)]
    for one in every:
        said = refusals.refused_because(one, owner=owner, lead=lead)
        easel.hang(notices.sentence, said)
    easel.hang(refusals.told_sheet, notices.sentence(easel.words, said))


def leads(easel: Easel) -> None:
    """Groups that lead a channel, and the history of its settings."""
    easel.hang(channel_settings.group_set, easel.text("ml-leads", "ml-leads", HANDLE))
    easel.hang(channel_settings.group_dropped)
    settings = {"zone": "Asia/Seoul", "workdays": [0, 1, 2], "digest": {"weekday": 0, "at": "09:30:00"}, "shared": {}}
    changes = [
        channel_history.Changed(NOW, OWNER, Did.LED, None, FRIEND),
        channel_history.Changed(NOW, OWNER, Did.LED_BY_GROUP, None, "ml-leads"),
        channel_history.Changed(NOW, OWNER, Did.SPOKEN, "en", "ko"),
        channel_history.Changed(NOW, OWNER, Did.SET, settings, dict.fromkeys(settings)),
    ]
    for some in ([], changes * (9 if easel.longest else 1)):
        easel.hang(channel_history.channel_history_message, some)


ROOMS = (refused, leads)
