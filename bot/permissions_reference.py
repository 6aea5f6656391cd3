"""docs/permissions.md, written from the table itself: `python -m bot.permissions_reference`."""

import sys
from collections.abc import Iterator, Mapping

from bot.deeds import ACTS, ORDERS, SHEETS
from bot.names import COMMAND
from flows.permissions import TABLE, Deed, Role

HEAD = """\
# Permissions

Who may do what. Every command, button, form and typed word goes through one table, `flows/permissions.py`, inside the
transaction that would carry it out; what is pressed or sent off long after it was shown is checked again. Whoever may
not is told privately who may, and what they can do instead; nothing is stored. This page is written from the table by
`make generated`; a test holds the two together, and another one tries every way in with people of every kind.

| What | Who may | Commands | Buttons and forms |
|---|---|---|---|
"""

TAIL = """
## In the channel

All but one's own things take *being in the channel* that the project belongs to. What is typed or pressed in a
channel proves it. For what is pressed in a direct message, at the Home or in a form, Slack is asked: a public
channel is open to every full member of the workspace; a private channel only to its members; to guests and people
of other organisations any channel only where they are members. What Slack said counts for a minute, less when
somebody joins or leaves. When Slack does not answer, what it said in the last ten minutes counts, then nothing
does: the person is told to try again. A form that is refused stays open, with what was typed in it.

A project of another channel is answered exactly like one that does not exist. Boards, lists, exports, todos and the
Home leave it out.

## Owner, lead, participants

* The **owner** started the project, or took it over.
* The **lead** is whoever was named with `/ml settings lead @somebody`; before that, whoever started the channel's
  first project and is no guest. In a channel that nobody leads, any full member may do what a lead does. Admins of
  the workspace can name a lead, also when the lead has left.
* A **user group** can lead beside that person: `/ml settings lead @ml-leads`, taken back with `off` behind it. Its
  members may do what a lead does. They are asked of Slack when the group is named, when Slack says that the group
  changed, and every hour; while Slack does not answer, the members known last count. A group that was disabled
  leads no more. The group is named without notifying its members. What the bot tells or asks the lead (reminders
  that climbed up, deferrals whose day has come, a digest that could not be posted) goes to that person alone, and
  nobody is written to as one of many.
* Whoever started a project, pressed *Join*, was asked something or was mentioned by a participant **takes part**:
  their plain messages in the thread are answers, and they may reply to its reviews.
* When an owner's account is deactivated, the lead is asked who takes the project over, and can hand it over.

## Guests and people of other organisations

In the channels they are in they read, answer, score, and start projects unless the channel's settings say
otherwise; what they start is theirs, with what an owner may. They neither lead nor decide, whatever they were named
and whichever group they are in. Of other channels they see nothing. Slack says little about people of other
organisations: where it does not tell their language, the channel's is spoken.

## Checks of a stage

Everybody in the channel may confirm a check, unless the check itself says that only the owner, or the people whom
an answer names, can.

## History

Whatever changes a project stands in its history: who, when, what, before, after (`/ml export json`). What is set
for a channel stands in the channel's: `/ml settings history`, and `/ml weights history` for weights. Ballots are
blind: that somebody voted is kept, and not in the history how.
"""

SAID: Mapping[Deed, str] = {
    Deed.OWN: "Help, one's own todo, personal digest and Home",
    Deed.READ: "Read a project, a list, a board; preview weights; export",
    Deed.START: "Start a project",
    Deed.ANSWER: "Answer, change one's answers, join, ask somebody",
    Deed.STEER: "Steer the interview: back, skip, undo, pause, cancel, continue",
    Deed.CHECK: "Confirm a check, name what the team is at work on, fill in the ML test score",
    Deed.MEASURE: "Log or correct a result",
    Deed.SCORE: "Cast a ballot",
    Deed.REPLY: "Reply to a review",
    Deed.TAKE_OVER: "Take over what was offered, or decline",
    Deed.HAND_OVER: "Hand a project or one of its reviews over",
    Deed.ROUND: "Open a round of ballots, move its deadline, end it",
    Deed.MOVE: "Move a project to another stage, pause or stop it",
    Deed.OVERRULE: "Override a verdict or take that back; go on without a check",
    Deed.OUTCOME: "Say what came of a deployment",
    Deed.CADENCE: "Change how often a project is asked about",
    Deed.DECIDE: "Accept, decline, defer, merge",
    Deed.WEIGH: "Change the weights of the channel's board, or take that back",
    Deed.DIGEST: "Choose when the channel's digest comes",
    Deed.SETTINGS: "Change the channel's settings",
    Deed.NAME_LEAD: "Name the channel's lead, a person or a user group",
    Deed.CALIBRATION: "See how far the channel's estimates were off",
}

WHO: Mapping[Role, str] = {
    Role.ANYBODY: "anybody",
    Role.HERE: "anyone in the channel",
    Role.PARTICIPANT: "whoever takes part",
    Role.KEEPER: "whoever the review goes to",
    Role.OFFERED: "whom it was offered",
    Role.OWNER: "the owner",
    Role.LEAD: "the lead",
    Role.ADMIN: "admins of the workspace",
}


def reference() -> str:
    """The whole page, as Markdown."""
    return HEAD + "".join(_row(deed) for deed in Deed) + TAIL


def _row(deed: Deed) -> str:
    who = ", ".join(WHO[role] for role in Role if role in TABLE[deed])
    if deed is Deed.START:
        who += "; a channel may leave it to full members, or to the lead"
    orders = " ".join(f"`{COMMAND} {order}`" for order, deeds in ORDERS.items() if deed in deeds)
    return f"| {SAID[deed]} | {who} | {orders} | {' '.join(f'`{name}`' for name in _names(deed))} |\n"


def _names(deed: Deed) -> Iterator[str]:
    yield from (act.value for act, one in ACTS.items() if one is deed)
    yield from (sheet.value for sheet, one in SHEETS.items() if one is deed)


if __name__ == "__main__":
    sys.stdout.buffer.write(reference().encode("utf-8"))
