"""Why somebody may not do something: who may, and what they can do instead."""

from typing import assert_never

from bot.i18n import Words
from bot.names import COMMAND
from bot.views.fields import View
from bot.views.message import Message, plain_text
from flows.permissions import Deed, Refused, Why
from flows.text import Phrase, phrase

TITLE_LIMIT = 24


def refused_because(refused: Refused, *, owner: object, lead: object, in_form: bool = False) -> Phrase:
    """One sentence for the one who tried; `owner` and `lead` are who may, as they are named there."""
    match refused.why:
        case Why.OUTSIDE if in_form:
            return phrase(
                "refused.outside_form",
                "You are not in this project's channel any more, so I did not take this. What you typed is still "
                "here: copy it, or send it again once somebody of the channel has added you.",
            )
        case Why.OUTSIDE:
            return phrase(
                "refused.outside",
                "That belongs to a channel that you are not in, so nothing was changed. Somebody of the channel can "
                "add you.",
            )
        case Why.UNSURE:
            return phrase(
                "refused.unsure",
                "Slack did not tell me whether you are in this project's channel, so nothing was changed. Please try "
                "again in a moment.",
            )
        case Why.GUEST if refused.deed is Deed.START:
            return phrase(
                "reply.not_for_guests",
                "In this channel guests do not start projects. Please ask somebody of the team to.",
            )
        case Why.GUEST:
            return phrase(
                "refused.guest",
                "Guests and people of other organisations do not lead a channel, so only its lead can do that: {lead}. "
                "You can ask them to.",
                lead=lead,
            )
        case Why.ROLE:
            return _only(refused.deed, owner, lead)
        case _:
            assert_never(refused.why)


def told_sheet(words: Words, said: Message) -> View:
    """What is said where nothing but a modal can say it."""
    return {
        "type": "modal",
        "title": plain_text(words("refused.title", "Please note"), TITLE_LIMIT),
        "close": plain_text(words("ballot.understood", "Close"), TITLE_LIMIT),
        "blocks": said.blocks,
    }


def _only(deed: Deed, owner: object, lead: object) -> Phrase:
    match deed:
        case Deed.START:
            return phrase(
                "refused.start",
                "In this channel only the lead starts projects: {lead}. You can tell them about yours.",
                lead=lead,
            )
        case Deed.REPLY:
            return phrase(
                "review.not_yours",
                "Only those who take part in the project can do that; press Join on its card.",
            )
        case Deed.TAKE_OVER:
            return phrase("cadence.hand_over_gone", "This is not offered to you any more. Nothing has changed.")
        case Deed.HAND_OVER:
            return phrase(
                "refused.hand_over",
                "Only the owner can hand that over, or the lead of the channel. Owner: {owner}. Lead: {lead}. You can "
                "ask them to.",
                owner=owner,
                lead=lead,
            )
        case Deed.ROUND:
            return phrase(
                "refused.round",
                "Only the owner of the project opens a round, moves its deadline or ends it: {owner}. You can ask them "
                "to in the project's thread.",
                owner=owner,
            )
        case Deed.MOVE:
            return phrase(
                "refused.move",
                "Only the owner of the project moves it: {owner}. You can propose it in the project's thread.",
                owner=owner,
            )
        case Deed.OVERRULE:
            return phrase(
                "refused.overrule",
                "Only the owner of the project can override its verdict, or go on without a check: {owner}. You can "
                "change the answer that it rests on, or say in the thread why you see it otherwise.",
                owner=owner,
            )
        case Deed.OUTCOME:
            return phrase(
                "refused.outcome",
                "Only the owner of the project says what came of it: {owner}. You can tell them in its thread what you "
                "know.",
                owner=owner,
            )
        case Deed.CADENCE:
            return phrase(
                "refused.cadence",
                "Only the owner or the lead of the channel changes how often I ask. Owner: {owner}. Lead: {lead}. You "
                "can ask them to.",
                owner=owner,
                lead=lead,
            )
        case Deed.DECIDE:
            return phrase(
                "refused.decide",
                "Only the lead of this channel decides: {lead}. You can propose it in the project's thread.",
                lead=lead,
            )
        case Deed.WEIGH:
            return phrase(
                "refused.weigh",
                "Only the lead of this channel changes its weights: {lead}. You can send them those that you have in "
                "mind.",
                lead=lead,
            )
        case Deed.DIGEST:
            return phrase(
                "refused.digest",
                "Only the lead of this channel chooses when its digest comes: {lead}. `{command} digest me` sends you "
                "one of your own.",
                lead=lead,
                command=COMMAND,
            )
        case Deed.SETTINGS:
            return phrase(
                "refused.settings",
                "Only the lead of this channel changes its settings: {lead}. You can ask them to.",
                lead=lead,
            )
        case Deed.NAME_LEAD:
            return phrase(
                "refused.name_lead",
                "Only the lead of this channel names another one, or an admin of the workspace. Lead: {lead}. You can "
                "ask them to.",
                lead=lead,
            )
        case Deed.CALIBRATION:
            return phrase(
                "refused.calibration",
                "Only the lead of this channel sees how far its estimates were off: {lead}. You can ask them.",
                lead=lead,
            )
        case Deed.OWN | Deed.READ | Deed.ANSWER | Deed.STEER | Deed.CHECK | Deed.MEASURE | Deed.SCORE:
            raise AssertionError(f"everybody in the channel may {deed}")
        case _:
            assert_never(deed)
