"""Who may do what: one table of deeds, and what somebody is to a channel and its projects."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flows.rhythm import Starters


class Deed(StrEnum):
    """What somebody wants to do, as far as it matters who may."""

    OWN = "own"
    READ = "read"
    START = "start"
    ANSWER = "answer"
    STEER = "steer"
    CHECK = "check"
    MEASURE = "measure"
    SCORE = "score"
    REPLY = "reply"
    TAKE_OVER = "take_over"
    HAND_OVER = "hand_over"
    ROUND = "round"
    MOVE = "move"
    OVERRULE = "overrule"
    OUTCOME = "outcome"
    CADENCE = "cadence"
    DECIDE = "decide"
    WEIGH = "weigh"
    DIGEST = "digest"
    SETTINGS = "settings"
    NAME_LEAD = "name_lead"
    CALIBRATION = "calibration"


class Role(StrEnum):
    """What somebody is. All but ANYBODY take being in the channel; LEAD and ADMIN take being no guest as well.

    KEEPER is who a review goes to, OFFERED is whom it was offered.
    """

    ANYBODY = "anybody"
    HERE = "here"
    PARTICIPANT = "participant"
    KEEPER = "keeper"
    OFFERED = "offered"
    OWNER = "owner"
    LEAD = "lead"
    ADMIN = "admin"


ANYBODY = frozenset({Role.ANYBODY})
HERE = frozenset({Role.HERE})
OWNER = frozenset({Role.OWNER})
LEAD = frozenset({Role.LEAD})

TABLE: Mapping[Deed, frozenset[Role]] = {
    Deed.OWN: ANYBODY,
    Deed.READ: HERE,
    Deed.START: HERE,  # a channel may narrow this: `starters`
    Deed.ANSWER: HERE,
    Deed.STEER: HERE,
    Deed.CHECK: HERE,
    Deed.MEASURE: HERE,
    Deed.SCORE: HERE,
    Deed.REPLY: frozenset({Role.PARTICIPANT, Role.KEEPER, Role.OWNER, Role.LEAD}),
    Deed.TAKE_OVER: frozenset({Role.OFFERED}),
    Deed.HAND_OVER: frozenset({Role.KEEPER, Role.OWNER, Role.LEAD}),
    Deed.ROUND: OWNER,
    Deed.MOVE: OWNER,
    Deed.OVERRULE: OWNER,
    Deed.OUTCOME: OWNER,
    Deed.CADENCE: OWNER | LEAD,
    Deed.DECIDE: LEAD,
    Deed.WEIGH: LEAD,
    Deed.DIGEST: LEAD,
    Deed.SETTINGS: LEAD,
    Deed.NAME_LEAD: LEAD | {Role.ADMIN},
    Deed.CALIBRATION: LEAD,
}


class Why(StrEnum):
    """What a refusal rests on."""

    ROLE = "role"
    OUTSIDE = "outside"
    UNSURE = "unsure"
    GUEST = "guest"


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is to a channel, and to the project that it is about.

    `here` is None while Slack does not say. `guest` is a guest or somebody of another organisation. `vacant` is a
    channel that nobody leads.
    """

    here: bool | None
    guest: bool = False
    takes_part: bool = False
    keeper: bool = False
    offered: bool = False
    owner: bool = False
    lead: bool = False
    vacant: bool = False
    admin: bool = False
    starters: Starters = Starters.EVERYBODY

    @property
    def roles(self) -> frozenset[Role]:
        if not self.here:
            return ANYBODY
        has = {
            Role.PARTICIPANT: self.takes_part,
            Role.KEEPER: self.keeper,
            Role.OFFERED: self.offered,
            Role.OWNER: self.owner,
            Role.LEAD: (self.lead or self.vacant) and not self.guest,
            Role.ADMIN: self.admin and not self.guest,
        }
        return ANYBODY | HERE | {role for role, holds in has.items() if holds}


@dataclass(frozen=True, slots=True)
class Refused:
    """Somebody may not do that."""

    deed: Deed
    why: Why


def may(deed: Deed, standing: Standing) -> Refused | None:
    """Why somebody may not do that; None when they may."""
    wanted = _wanted(deed, standing.starters)
    if wanted & standing.roles:
        return Refused(deed, Why.GUEST) if _members_only(deed, standing) else None
    if standing.here is None:
        return Refused(deed, Why.UNSURE)
    if not standing.here:
        return Refused(deed, Why.OUTSIDE)
    return Refused(deed, Why.GUEST if standing.guest and wanted <= LEAD | {Role.ADMIN} else Why.ROLE)


def _wanted(deed: Deed, starters: Starters) -> frozenset[Role]:
    return LEAD if deed is Deed.START and starters is Starters.LEAD else TABLE[deed]


def _members_only(deed: Deed, standing: Standing) -> bool:
    return deed is Deed.START and standing.starters is Starters.MEMBERS and standing.guest
