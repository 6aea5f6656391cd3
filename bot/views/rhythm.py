"""When a channel is asked and told what: the answers to `remind` and `digest`."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.i18n import Markup, Words
from bot.names import COMMAND
from bot.views.message import Message, context, message, section
from bot.views.moment import moment
from flows.rhythm import Rhythm
from flows.text import Phrase


def cadences_message(words: Words, name: Markup, lines: Sequence[Phrase]) -> Message:
    """What of a project is reviewed how often, and how to change that."""
    how = context(
        words(
            "remind.how",
            "Change it with `{command} remind`, the project and `every 2 weeks`, `every workday`, `off` or `default`.",
            command=COMMAND,
        )
    )
    if not lines:
        return message(section(words("remind.none", "Nobody is asked about {name} at present.", name=name)), how)
    return message(section("\n".join(f"• {words.say(line)}" for line in lines)), how)


def digest_time_message(
    words: Words, rhythm: Rhythm, at: datetime | None, zone: ZoneInfo, *, personal: bool
) -> Message:
    """When the next digest comes, and how to change that."""
    if rhythm.digest is None or at is None:
        said = (
            words("digest.me_is_off", "You get no digest of your own.")
            if personal
            else words("digest.is_off", "This channel gets no digest.")
        )
    else:
        when = moment(words, at, zone)
        said = (
            words("digest.me_next", "Your own digest comes every week; the next one {when}.", when=when)
            if personal
            else words("digest.next", "This channel's digest comes every week; the next one {when}.", when=when)
        )
    how = words(
        "digest.how",
        "`{command} digest now` shows it to you at once, `{command} digest friday 16:00` moves it, "
        "`{command} digest off` ends it, and `{command} digest me` sends you one of your own.",
        command=COMMAND,
    )
    return message(section(said), context(how))
