"""Overriding a verdict: the owner's button and form, and what everybody reads."""

from dataclasses import replace

from bot.i18n import Markup, Words
from bot.names import Act, Sheet
from bot.views.fields import Element, View, field, modal, one_field, text_field
from bot.views.message import Block, Message, actions, button, message, section
from bot.views.pressed import Held, Pressed
from bot.views.scores import scores_line, verdict_label
from flows.overruling import MOST_REASON, may_not
from flows.overview import Overview
from flows.permissions import Deed, Standing, may
from flows.prefilled import field_of
from flows.scoring.texts import scoring_texts
from flows.scoring.verdict import MIN_OVERRIDE_REASON, Verdict

VERDICT, REASON = field_of("verdict"), field_of("reason")


def ways_to_overrule(words: Words, overview: Overview, reader: str) -> list[Element]:
    """The buttons for whoever may override this verdict, or take that back."""
    told = overview.conversation
    if may(Deed.OVERRULE, Standing(here=True, owner=reader == told.owner)) or may_not(told, overview.score):
        return []
    pressed = str(Pressed(project=overview.project))
    ways = [button(Act.OVERRULE, words("button.overrule", "Override"), pressed)]
    if overview.overruled:
        ways.append(button(Act.WITHDRAW, words("button.withdraw", "Take the override back"), pressed))
    return ways


def overrule_sheet(words: Words, overview: Overview) -> View:
    """Which verdict instead, and why."""
    now, texts = overview.overruled, scoring_texts().verdict
    options = [(texts[one].label.of(words.language), one.value) for one in Verdict if one is not overview.score.verdict]
    label = texts[overview.score.verdict].label
    about = words(
        "overrule.about",
        "The answers say *{verdict}*. You decide: your verdict and its reason stand beside it for everybody, and you "
        "can take it back at any time.",
        verdict=label,
    )
    words = replace(words, escape=str)  # Slack reads no markup in fields
    return modal(
        words,
        Sheet.OVERRULE,
        Held(project=overview.project),
        title=words("overrule.title", "Override the verdict"),
        submit=words("overrule.submit", "Override"),
        blocks=[
            section(about),
            field(
                VERDICT,
                words("overrule.verdict", "Verdict instead"),
                one_field(words, options, now.verdict if now else None, radios=True),
                optional=False,
            ),
            field(
                REASON,
                words("overrule.why", "Reason"),
                text_field(now.reason if now else None, most=MOST_REASON, multiline=True),
                hint=words(
                    "overrule.hint", "At least {least} characters; everybody can read it.", least=MIN_OVERRIDE_REASON
                ),
                optional=False,
            ),
        ],
    )


def overridden_message(words: Words, overview: Overview) -> Message:
    """For everybody in the thread: what was decided, by whom and why; or that the answers decide again."""
    overruled = overview.conversation.overruled
    if overruled is None:
        back = words(
            "overrule.back",
            "The override was taken back. The verdict is that of the answers again: {verdict}. {scores}",
            verdict=Markup(f"*{verdict_label(words, overview)}*"),
            scores=Markup(scores_line(words, overview)),
        )
        return message(section(back))
    said = scoring_texts().flag["F_OVERRIDE"].of(words.language)
    decided = said.format(user=words.told(f"<@{overruled.by}>"), reason=words.escape(overruled.reason))
    now = words(
        "overrule.now",
        "The verdict is now {verdict}; the answers say {answers}.",
        verdict=Markup(f"*{verdict_label(words, overview)}*"),
        answers=scoring_texts().verdict[overview.score.verdict].label,
    )
    return message(section(f"✋ {decided}\n{now}"))


def overrule_actions(words: Words, overview: Overview, reader: str | None, *more: Element) -> Block | None:
    """What can be done about a verdict, in the private answer to *why*."""
    ways = [*more, *(ways_to_overrule(words, overview, reader) if reader else ())]
    return actions("why", *ways) if ways else None
