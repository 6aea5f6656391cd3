"""The one message with which somebody is reminded on a day, and the forms behind its buttons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from bot.i18n import Words
from bot.names import Act, Sheet
from bot.views.fields import View, date_field, field, modal, person_field, text_field
from bot.views.message import Block, Message, actions, button, context, divider, message, on_one_line, section, select
from bot.views.pressed import Held, Pressed
from flows.cadence.asked import Deed, More
from flows.cadence.replies import Reply, reply_label
from flows.cadence.snooze import Later
from flows.prefilled import field_of
from flows.questions import Question as Asked
from flows.text import Phrase, Text, phrase

BUTTONS = 3
LONGEST_NOTE = 500
LONGEST_ASKED = 200

VALUE, NOTE, DAY, REASON, PERSON = (field_of(name) for name in ("value", "note", "day", "reason", "person"))


@dataclass(frozen=True, slots=True)
class Question:
    """One review as it is asked: `lead` says why it comes again, `text` is the question itself.

    `about` names the review for its buttons; `day` is that of the message, empty elsewhere. `deed` is how it was
    settled, with its `detail`.
    """

    project: str
    about: str
    name: object
    text: Phrase
    day: str = ""
    lead: Phrase | None = None
    replies: tuple[Deed, ...] = ()
    deed: Deed | None = None
    detail: str | Text = ""
    can_snooze: bool = True


@dataclass(frozen=True, slots=True)
class Extra:
    """One more question of the intake; `day` is what its button remembers of the message."""

    project: str
    name: object
    question: Asked
    day: str
    is_answered: bool = False


def reminder_message(words: Words, questions: Sequence[Question], extra: Extra | None = None) -> Message:
    """What waits, each answerable on the spot; what was answered is one line."""
    blocks: list[Block] = []
    waiting = sum(one.deed is None for one in questions)
    if waiting > 1:
        blocks.append(section(f"*{words('remind.many', '{count} questions for you today', count=waiting)}*"))
    for place, one in enumerate(questions):
        if one.deed is not None:
            blocks.append(context(receipt(words, one)))
            continue
        if place and waiting > 1:
            blocks.append(divider())
        blocks += question_blocks(words, one, place)
    if extra:
        blocks += _extra(words, extra)
    return message(*blocks)


def _extra(words: Words, extra: Extra) -> list[Block]:
    asked = on_one_line(extra.question.question.of(words.language), LONGEST_ASKED)
    if extra.is_answered:
        return [context(words("remind.deepened", "✓ {name}: {question}", name=extra.name, question=asked))]
    said = words(
        "remind.deepen",
        "If you have a minute more, for {name}: {question}",
        name=extra.name,
        question=asked,
    )
    pressed = Pressed(project=extra.project, question=extra.question.key, value=extra.day)
    return [divider(), section(said, button(Act.FORM, words("button.answer", "Answer"), str(pressed)))]


def question_blocks(words: Words, one: Question, place: int = 0) -> list[Block]:
    """One question and what can be said to it."""
    said = [words.say(part) for part in (one.lead, one.text) if part]
    direct, rest = one.replies[:BUTTONS], one.replies[BUTTONS:]
    buttons = [
        button(f"{Act.REVIEW}.{number}", words.say(label_of(deed)), _pressed(one, deed), style=_style(deed))
        for number, deed in enumerate(direct)
    ]
    behind: tuple[Deed, ...] = (*rest, *((*Later, More.PICK_DAY, More.HAND_OVER) if one.can_snooze else ()))
    if behind:
        options = [(words.say(label_of(deed)), _pressed(one, deed)) for deed in behind]
        buttons.append(select(f"{Act.REVIEW}.{BUTTONS}", words("remind.more", "More …"), options))
    shown: list[Block] = [section("\n".join(said))]
    return [*shown, actions(f"review/{place}/{one.about}"[:255], *buttons)] if buttons else shown


def _style(deed: Deed) -> str | None:
    return "primary" if deed in (Reply.ON_TRACK, Reply.ALL_FINE, More.ACCEPT) else None


def _pressed(one: Question, deed: Deed) -> str:
    return str(Pressed(project=one.project, question=one.about, value=f"{one.day}/{deed.value}"))


def receipt(words: Words, one: Question) -> str:
    """What was said to it, in one line."""
    assert one.deed is not None
    if one.detail:
        return words(
            "remind.receipt_detail", "✓ {name}: {reply} — {detail}", name=one.name, reply=_done(one.deed),
            detail=one.detail,
        )  # fmt: skip
    return words("remind.receipt", "✓ {name}: {reply}", name=one.name, reply=_done(one.deed))


def _done(deed: Deed) -> Phrase:
    """What was done, for the receipt."""
    match deed:
        case Later() | More.PICK_DAY:
            return phrase("remind.asked_again", "to be asked again")
        case More.HAND_OVER:
            return phrase("remind.offered", "offered to somebody else")
        case _:
            return label_of(deed)


def label_of(deed: Deed) -> Phrase:
    """For a button."""
    match deed:
        case Reply():
            return reply_label(deed)
        case Later.TOMORROW:
            return phrase("remind.tomorrow", "Snooze until tomorrow")
        case Later.IN_THREE_DAYS:
            return phrase("remind.three_days", "Snooze for 3 days")
        case Later.NEXT_MONDAY:
            return phrase("remind.monday", "Snooze until next Monday")
        case More.PICK_DAY:
            return phrase("remind.pick_day", "Snooze until a day …")
        case More.HAND_OVER:
            return phrase("remind.hand_over", "Hand over …")
        case More.KEEP:
            return phrase("remind.keep", "Keep it")
        case More.ACCEPT:
            return phrase("remind.accept", "Accept")
        case More.DECLINE:
            return phrase("remind.decline", "Decline")
        case _:
            assert_never(deed)


def offer_message(words: Words, one: Question) -> Message:
    """Somebody wants to hand a review over: accept or decline."""
    return message(*question_blocks(words, replace(one, can_snooze=False)))


def review_sheet(words: Words, one: Question, deed: Deed) -> View:
    """The form behind a reply that needs more to be said."""
    above = section(words.say(one.text))
    words = replace(words, escape=str)  # Slack reads no markup in fields
    held = Held(project=one.project, question=one.about, stretch=deed.value, row=one.day or None)
    match deed:
        case Reply.BLOCKED:
            title = words("remind.blocked_title", "What is in the way?")
            fields = [
                field(
                    NOTE,
                    words("remind.blocked", "What is in the way?"),
                    text_field(None, most=LONGEST_NOTE, multiline=True),
                    hint=words("remind.blocked_hint", "I will say it in the project's thread."),
                    optional=False,
                )
            ]
        case More.PICK_DAY:
            title = words("remind.later_title", "Ask me later")
            fields = [
                field(DAY, words("remind.until", "Until when?"), date_field(words, None), optional=False),
                field(
                    REASON,
                    words("remind.reason", "Why?"),
                    text_field(None, most=LONGEST_NOTE),
                    hint=words("remind.reason_hint", "Needed from the fourth time on; the thread can read it then."),
                ),
            ]
        case More.HAND_OVER:
            title = words("remind.hand_title", "Hand over")
            fields = [
                field(
                    PERSON,
                    words("remind.whom", "Who takes it over?"),
                    person_field(words),
                    hint=words("remind.must_accept", "They have to accept; until then you stay in charge."),
                    optional=False,
                )
            ]
        case _:
            title = words("remind.value_title", "Enter value")
            fields = [
                field(VALUE, words("remind.value", "Current value"), text_field(None, most=100), optional=False),
                field(NOTE, words("remind.note", "Note"), text_field(None, most=LONGEST_NOTE, multiline=True)),
            ]
    return modal(
        words,
        Sheet.REVIEW,
        held,
        title=title,
        submit=words("button.save", "Save"),
        blocks=[above, *fields],
    )
