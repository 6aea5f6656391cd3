"""A channel's settings on one form, and in words for everybody."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import assert_never

from bot.i18n import Markup, Words
from bot.names import SETTING, Act
from bot.views.fields import ACTION, Element, View, field, many_field, one_field, text_field
from bot.views.message import Block, actions, button, plain_text, section
from flows.cadence.cadence import Profile
from flows.erased import is_erased
from flows.prefilled import field_of
from flows.rhythm import Built, Rhythm, Shared, Starters
from flows.text import Language

ZONE, WORKDAYS, COUNTRY, QUIET, DIGEST, PROFILE, STARTERS, LEAD, LANGUAGE = (
    field_of(name)
    for name in ("zone", "workdays", "country", "quiet", "digest", "profile", "starters", "lead", "language")
)
SHARED = {one: field_of(f"shared_{one.value}") for one in Shared}
A_MONDAY = date(2026, 1, 5)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is set for a channel; `zone` is the one in force."""

    channel: str
    rhythm: Rhythm
    zone: str
    lead: str | None
    language: Language


def rhythm_blocks(words: Words, shown: Shown, *, may_change: bool) -> Iterator[Block]:
    """In words, with a button for the lead."""
    rhythm = shown.rhythm
    lines = (
        words("rhythm.line_zone", "Time zone: {zone}", zone=shown.zone),
        words("rhythm.line_days", "Workdays: {days}", days=", ".join(_day(words, day) for day in rhythm.workdays)),
        words("rhythm.line_country", "Holidays: {country}", country=rhythm.country or "–"),
        words("rhythm.line_quiet", "Quiet hours: {hours}", hours=_hours(rhythm)),
        words("rhythm.line_digest", "Digest: {when}", when=_weekly(words, rhythm) or words("rhythm.off", "off")),
        words("rhythm.line_profile", "Reminders: {profile}", profile=Markup(_profile(words, rhythm.profile))),
        words("rhythm.line_starters", "May start projects: {who}", who=Markup(_starters(words, rhythm.starters))),
    )
    yield section("\n".join(lines))
    if may_change:
        yield actions("settings", button(Act.SETTINGS, words("rhythm.change", "Change"), shown.channel))


def settings_sheet(words: Words, shown: Shown) -> View:
    words, rhythm = replace(words, escape=str), shown.rhythm
    return {
        "type": "modal",
        "callback_id": SETTING,
        "private_metadata": shown.channel,
        "title": plain_text(words("rhythm.title", "Channel settings"), 24),
        "submit": plain_text(words("button.save", "Save"), 24),
        "close": plain_text(words("form.close", "Cancel"), 24),
        "blocks": [
            field(LEAD, words("rhythm.lead", "Lead"), _person(words, shown.lead)),
            field(
                LANGUAGE,
                words("rhythm.language", "Language of what I say to the whole channel"),
                one_field(words, [("English", "en"), ("한국어", "ko")], shown.language.value, radios=True),
            ),
            field(
                ZONE,
                words("rhythm.zone_label", "Time zone"),
                text_field(shown.rhythm.zone or shown.zone, most=60),
                hint=words(
                    "rhythm.zone_hint", "As in Asia/Seoul. People are asked at ten in the morning of their own."
                ),
            ),
            field(
                WORKDAYS,
                words("rhythm.workdays", "Workdays"),
                many_field([(_day(words, day), str(day)) for day in range(7)], tuple(map(str, rhythm.workdays))),
                optional=False,
            ),
            field(
                COUNTRY,
                words("rhythm.country_label", "Public holidays of"),
                text_field(rhythm.country, most=10),
                hint=words("rhythm.country_hint", "Two letters, as in KR or US; empty for none."),
            ),
            field(QUIET, words("rhythm.quiet_label", "Quiet hours"), text_field(_hours(rhythm), most=20)),
            field(
                DIGEST,
                words("rhythm.digest_label", "Weekly digest"),
                text_field(_weekly(words, rhythm) or words("rhythm.off", "off"), most=40),
                hint=words("rhythm.digest_hint", "As in Monday 09:30, or off."),
            ),
            field(
                PROFILE,
                words("rhythm.profile", "How often people are asked"),
                one_field(words, [(_profile(words, one), one.value) for one in Profile], rhythm.profile, radios=True),
            ),
            field(
                STARTERS,
                words("rhythm.starters", "Who may start a project"),
                one_field(
                    words, [(_starters(words, one), one.value) for one in Starters], rhythm.starters, radios=True
                ),
            ),
            *(
                field(
                    SHARED[one],
                    shared_label(words, one),
                    one_field(
                        words,
                        [(built_label(words, far), far.value) for far in Built],
                        rhythm.shared.get(one),
                        radios=False,
                    ),
                )
                for one in Shared
            ),
        ],
    }


def shared_label(words: Words, shared: Shared) -> str:
    match shared:
        case Shared.TRACKING:
            return words("rhythm.tracking", "Experiment tracking")
        case Shared.VERSIONING:
            return words("rhythm.versioning", "Data versioning")
        case Shared.SERVING:
            return words("rhythm.serving", "Serving")
        case Shared.MONITORING:
            return words("rhythm.monitoring", "Monitoring")
        case _:
            assert_never(shared)


def built_label(words: Words, built: Built) -> str:
    match built:
        case Built.IN_PLACE:
            return words("rhythm.in_place", "in place")
        case Built.PLANNED:
            return words("rhythm.planned", "planned")
        case Built.MISSING:
            return words("rhythm.missing", "missing")
        case _:
            assert_never(built)


def _person(words: Words, chosen: str | None) -> Element:
    element: Element = {
        "type": "users_select",
        "action_id": ACTION,
        "placeholder": plain_text(words("ask.choose", "Choose a person"), 150),
    }
    return element | ({"initial_user": chosen} if chosen and not is_erased(chosen) else {})


def _day(words: Words, day: int) -> str:
    from babel.dates import format_date

    return str(format_date(A_MONDAY + timedelta(days=day), "EEEE", locale=words.language.value))


def _hours(rhythm: Rhythm) -> str:
    return f"{rhythm.quiet_begins:%H:%M}-{rhythm.quiet_ends:%H:%M}"


def _weekly(words: Words, rhythm: Rhythm) -> str:
    return f"{_day(words, rhythm.digest.weekday)} {rhythm.digest.at:%H:%M}" if rhythm.digest else ""


def _profile(words: Words, profile: Profile) -> str:
    match profile:
        case Profile.LIGHT:
            return words("rhythm.light", "light: half as often")
        case Profile.STANDARD:
            return words("rhythm.standard", "standard")
        case Profile.ACTIVE:
            return words("rhythm.active", "active: twice as often")
        case _:
            assert_never(profile)


def _starters(words: Words, starters: Starters) -> str:
    match starters:
        case Starters.EVERYBODY:
            return words("rhythm.everybody", "everybody")
        case Starters.MEMBERS:
            return words("rhythm.members", "everybody but guests")
        case Starters.LEAD:
            return words("rhythm.only_lead", "the lead")
        case _:
            assert_never(starters)
