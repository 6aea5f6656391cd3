"""Whether somebody may do something: the one place that every entry point goes through, inside its transaction.

What it takes is read anew each time. What only Slack knows is asked of Slack beforehand: see `Inquiry`.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from bot.asker import Asker
from bot.i18n import Markup
from bot.sight import Seen
from bot.views.refusals import refused_because
from bot.wanted import Known, NotKnownYet, Wanted
from flows.permissions import HERE, TABLE, Deed, Role, Standing, may
from flows.rhythm import Rhythm, Starters
from flows.text import Phrase, phrase
from storage.leads import Leads, leads_of
from storage.people import find_people, find_person
from storage.reviews import Scheduled
from storage.rhythms import Place, find_rhythm
from storage.threads import Thread

LEADING = frozenset({Role.LEAD, Role.HERE})  # START may be the lead's


def refusal(
    db: Connection,
    asker: Asker,
    deed: Deed,
    about: Thread | str,
    *,
    review: Scheduled | None = None,
    in_form: bool = False,
) -> Phrase | None:
    """Why the asker may not do that with a project or in a channel, and who may; None when they may.

    `review` is the one that is replied to. `in_form`: said under a field, where Slack shows no mentions. Raises
    NotKnownYet.
    """
    channel = about if isinstance(about, str) else about.project.channel
    here = _here(asker, deed, channel)
    if here and TABLE[deed] >= HERE and deed is not Deed.START:
        return None
    leads = _leads(db, asker, deed, channel) if here and TABLE[deed] & LEADING else Leads()
    standing = _standing(db, asker, deed, about, here, leads, review)
    refused = may(deed, standing)
    if refused is None:
        return None
    owner = about.conversation.owner if isinstance(about, Thread) else None
    named = _Naming(db, asker.team, in_form)
    return refused_because(refused, owner=named.person(owner), lead=named.leads(leads), in_form=in_form)


def is_lead(db: Connection, team: str, channel: str, person: str) -> bool:
    """Whether this person may do what a lead does, going by what is at hand: for what is shown to them."""
    leads, known = leads_of(db, team, channel), find_person(db, team, person)
    standing = Standing(here=True, guest=known is not None and known.guest, lead=leads.has(person), vacant=leads.nobody)
    return may(Deed.SETTINGS, standing) is None


def sees(asker: Asker, channel: str) -> bool:
    """Whether the asker may see what belongs to the channel. Raises NotKnownYet."""
    return asker.channel == channel or channel in sight_of(asker).channels


def sight_of(asker: Asker) -> Seen:
    """The channels that the asker may see. Raises NotKnownYet."""
    if asker.sees is None:
        raise NotKnownYet(Wanted(Known.SIGHT))
    return asker.sees


def leads_named(db: Connection, team: str, channel: str) -> Markup | str | Phrase:
    """Who leads the channel, in a message; a group is named without notifying its members."""
    return _Naming(db, team, in_form=False).leads(leads_of(db, team, channel))


def _here(asker: Asker, deed: Deed, channel: str) -> bool | None:
    if Role.ANYBODY in TABLE[deed] or sees(asker, channel):
        return True
    return False if sight_of(asker).sure else None


def _leads(db: Connection, asker: Asker, deed: Deed, channel: str) -> Leads:
    leads = leads_of(db, asker.team, channel)
    unknown = Wanted(Known.GROUP, leads.group or "")
    if leads.group and leads.members is None and unknown not in asker.asked:
        raise NotKnownYet(unknown)
    if Role.ADMIN in TABLE[deed] and asker.is_admin is None and not leads.has(asker.person):
        raise NotKnownYet(Wanted(Known.ADMIN))
    return leads


def _standing(
    db: Connection,
    asker: Asker,
    deed: Deed,
    about: Thread | str,
    here: bool | None,  # noqa: FBT001 None is a third
    leads: Leads,
    review: Scheduled | None,
) -> Standing:
    by, told = asker.person, about.conversation if isinstance(about, Thread) else None
    return Standing(
        here=here,
        guest=_is_guest(db, asker, leads),
        takes_part=told is not None and told.takes_part(by),
        keeper=review is not None and review.review.clock.owner == by,
        offered=review is not None and review.review.offered_to == by,
        owner=told is not None and told.owner == by,
        lead=leads.has(by),
        vacant=leads.nobody,
        admin=bool(asker.is_admin),
        starters=_starters(db, asker.team, about) if deed is Deed.START else Starters.EVERYBODY,
    )


def _is_guest(db: Connection, asker: Asker, leads: Leads) -> bool:
    """In doubt they are; but whoever was named to lead was no guest then."""
    known, wanted = find_person(db, asker.team, asker.person), Wanted(Known.PERSON, asker.person)
    if known is None and wanted not in asker.asked:
        raise NotKnownYet(wanted)
    return known.guest if known else asker.person != leads.person


def _starters(db: Connection, team: str, about: Thread | str) -> Starters:
    channel = about if isinstance(about, str) else about.project.channel
    return (find_rhythm(db, Place(team, channel)) or Rhythm()).starters


@dataclass(frozen=True, slots=True)
class _Naming:
    """Names people in a message by a mention, in a form by their name."""

    db: Connection
    team: str
    in_form: bool

    def person(self, person: str | None) -> Markup | str:
        if person is None:
            return "—"
        if not self.in_form:
            return Markup(f"<@{person}>")
        known = find_people(self.db, self.team, {person}).get(person)
        return f"@{known.name}" if known else f"@{person}"

    def leads(self, leads: Leads) -> Markup | str | Phrase:
        if leads.nobody:
            return phrase("settings.nobody", "nobody yet")
        group = f"@{leads.members.handle if leads.members else leads.group}" if leads.group else None
        if leads.person is None:
            return group or ""
        if group is None:
            return self.person(leads.person)
        return phrase("lead.and_group", "{person} and {group}", person=self.person(leads.person), group=group)
