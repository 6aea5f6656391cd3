"""What is decided, in every form it is told in: inside Slack's limits, complete and escaped."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.i18n import Markup, Words
from bot.views import decided
from bot.views.card import card_message
from bot.views.likely import Alike, looks_like_message
from bot.views.message import TEXT_LIMIT, Message, escape
from bot.views.pressed import Pressed
from bot.views.replies import Listed, listing
from bot.views.shown import shown_message
from flows.decisions import Choice, Decision
from flows.text import Language
from sandbox.blocks import problems, view_problems
from tests.bot.test_views import LINK, NASTY, PROJECT, overviews

NOW = datetime(2026, 9, 1, tzinfo=UTC)
EVERY = pytest.mark.parametrize("language", list(Language))


def decisions(text: str) -> Iterator[Decision]:
    reason = (text * 500)[:500]
    for choice in (Choice.ACCEPT, Choice.DECLINE, Choice.DEFER):
        yield Decision(choice=choice, reason=reason, by="U0ANA", at=NOW)
    yield Decision(choice=Choice.DEFER, reason=reason, by="U0ANA", at=NOW, until=date(2027, 12, 31))
    yield Decision(choice=Choice.DEFER, reason=reason, by="U0ANA", at=NOW, condition=f"{reason[:499]}.")
    yield Decision(choice=Choice.MERGE, reason=reason, by="U0ANA", at=NOW, into=PROJECT, into_key="ML-123456")


def messages(words: Words, text: str) -> Iterator[Message]:
    link = Markup(f"<{LINK}|{escape(text[:80])}> (ML-123456)")
    seen = next(overviews(words.language))
    for one in decisions(text):
        yield decided.told_message(words, one, "U0BEN", key="ML-123456", into=link)
        yield decided.channel_line(words, one, link, into=link)
        yield decided.received_message(words, one, link)
        yield decided.woken_message(words, one, "U0BEN", key="ML-123456")
        yield decided.woken_directly(words, one, link, Pressed(project=PROJECT))
        yield decided.done_message(words, one, into=link)
        yield card_message(words, replace(seen, decision=one))
        yield shown_message(words, replace(seen, decision=one), "U0BEN", leads=True)
        yield listing(words, [Listed("ML-1", text[:80], "intake", None, None, decision=one)] * 45)
    yield decided.parted_message(words, link)
    yield decided.how_to_decide(words)
    yield decided.which_to_merge(words, text)
    yield looks_like_message(words, "ML-1", [Alike("ML-123456", text * 9, LINK)] * 3, started=False)


def unlinked(text: str) -> str:
    """Without the addresses, which a long message's text leaves out."""
    return re.sub(r"<https?://[^|>]*\|([^>]*)>", r"\1", text)


@EVERY
@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_slack_takes_every_message_and_it_is_complete_as_text(language: Language, text: str):
    for shown in messages(Words(language, escape), text):
        assert problems(shown.blocks, "message") == []
        assert 0 < len(shown.text) <= TEXT_LIMIT
        assert "<!channel>" not in shown.text
        for block in shown.blocks:
            if block["type"] == "section" and len(shown.text) < TEXT_LIMIT - 1:
                assert unlinked(block["text"]["text"]) in unlinked(shown.text)


@EVERY
@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_slack_takes_the_form(language: Language, text: str):
    seen = next(overviews(language))
    words = Words(language, escape)
    others = [(f"ML-{number} {text}", f"{number:024}") for number in range(120)]
    for one in (None, *decisions(text)):
        for several in (others, []):
            view = decided.decide_sheet(words, replace(seen, decision=one), several)
            assert view_problems(view) == []
            assert ("field:into" in str(view["blocks"])) is bool(several)
