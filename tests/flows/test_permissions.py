"""The table of permissions, every deed against every role."""

from dataclasses import replace

import pytest

from flows.permissions import ANYBODY, HERE, TABLE, Deed, Refused, Role, Standing, Why, may
from flows.rhythm import Starters

MEMBER = Standing(here=True)
AS = {
    Role.ANYBODY: replace(MEMBER, here=False),
    Role.HERE: MEMBER,
    Role.PARTICIPANT: replace(MEMBER, takes_part=True),
    Role.KEEPER: replace(MEMBER, keeper=True),
    Role.OFFERED: replace(MEMBER, offered=True),
    Role.OWNER: replace(MEMBER, owner=True),
    Role.LEAD: replace(MEMBER, lead=True),
    Role.ADMIN: replace(MEMBER, admin=True),
}
EVERYTHING = Standing(
    here=True, takes_part=True, keeper=True, offered=True, owner=True, lead=True, admin=True, vacant=True
)
EVERY_DEED = pytest.mark.parametrize("deed", Deed, ids=lambda deed: deed.value)


def test_the_table_says_who_may_do_each_deed():
    assert set(TABLE) == set(Deed)
    assert all(TABLE.values())
    assert set(AS) == set(Role)


@EVERY_DEED
@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_whoever_has_one_role_may_do_what_the_table_says_and_nothing_else(deed: Deed, role: Role):
    has = {role, Role.ANYBODY} if role is Role.ANYBODY else {role, Role.HERE, Role.ANYBODY}
    assert (may(deed, AS[role]) is None) is bool(TABLE[deed] & has)


@EVERY_DEED
def test_outside_of_the_channel_no_role_helps(deed: Deed):
    outside, unsure = replace(EVERYTHING, here=False), replace(EVERYTHING, here=None)
    own = TABLE[deed] == ANYBODY
    assert may(deed, outside) == (None if own else Refused(deed, Why.OUTSIDE))
    assert may(deed, unsure) == (None if own else Refused(deed, Why.UNSURE))


@EVERY_DEED
def test_guests_neither_lead_nor_decide_whatever_they_were_named(deed: Deed):
    guest = Standing(here=True, guest=True, lead=True, admin=True, vacant=True)
    leading = TABLE[deed] <= {Role.LEAD, Role.ADMIN}
    refused = may(deed, guest)
    assert (refused is None) is bool(TABLE[deed] & (ANYBODY | HERE))
    assert refused is None or refused.why is (Why.GUEST if leading else Why.ROLE)
    assert (may(deed, replace(guest, owner=True)) is None) is bool(TABLE[deed] & {Role.OWNER, *ANYBODY, *HERE})


@pytest.mark.parametrize("deed", [Deed.DECIDE, Deed.WEIGH, Deed.SETTINGS, Deed.DIGEST, Deed.NAME_LEAD])
def test_in_a_channel_that_nobody_leads_any_member_may(deed: Deed):
    assert may(deed, replace(MEMBER, vacant=True)) is None
    assert may(deed, MEMBER) == Refused(deed, Why.ROLE)


@pytest.mark.parametrize(
    ("starters", "standing", "why"),
    [
        (Starters.EVERYBODY, replace(MEMBER, guest=True), None),
        (Starters.EVERYBODY, replace(MEMBER, here=False), Why.OUTSIDE),
        (Starters.MEMBERS, MEMBER, None),
        (Starters.MEMBERS, replace(MEMBER, guest=True), Why.GUEST),
        (Starters.MEMBERS, replace(MEMBER, guest=True, here=False), Why.OUTSIDE),
        (Starters.LEAD, MEMBER, Why.ROLE),
        (Starters.LEAD, replace(MEMBER, lead=True), None),
        (Starters.LEAD, replace(MEMBER, vacant=True), None),
        (Starters.LEAD, replace(MEMBER, lead=True, guest=True), Why.GUEST),
    ],
)
def test_a_channel_may_narrow_who_starts_projects(starters: Starters, standing: Standing, why: Why | None):
    refused = may(Deed.START, replace(standing, starters=starters))
    assert (refused.why if refused else None) is why
    assert may(Deed.ANSWER, replace(standing, starters=starters, here=True)) is None
