"""A moment as its reader's clock shows it."""

from datetime import date, datetime, tzinfo

from bot.i18n import Markup, Words


def moment(words: Words, at: datetime, zone: tzinfo) -> Markup:
    """Slack shows it in the reader's own zone; where it cannot, it reads as in `zone`."""
    from babel.dates import format_datetime

    local = at.astimezone(zone)
    shown = format_datetime(
        local, "EEE d MMM, HH:mm" if words.language == "en" else "M월 d일 (EEE) HH:mm", locale=words.language.value
    )
    return Markup(f"<!date^{int(at.timestamp())}^{{date_short_pretty}}, {{time}}|{shown} ({local:%Z})>")


def day_words(words: Words, day: date) -> str:
    """`21 Nov 2026` or `2026년 11월 21일`."""
    from babel.dates import format_date

    return format_date(day, "d MMM y" if words.language == "en" else "y년 M월 d일", locale=words.language.value)
