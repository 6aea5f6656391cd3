"""What reviews say, in both languages."""

import pytest

from bot.i18n import Words
from flows.cadence.cadence import Cadence
from flows.cadence.questions import cadence_phrase, objective_question, stage_question
from flows.cadence.replies import OBJECTIVE_REPLIES, Reply, reply_label, stage_replies
from flows.cadence.review import Level
from flows.cadence.sentences import new_owner_sentence, nudge_sentence, step_sentence
from flows.text import Language, Phrase
from tests.flows.cadence.dates import day

STAGES = ("intake", "planning", "data", "training", "deployment", "operation", "paused")
EN, KO = Words(Language.EN, str), Words(Language.KO, str)


def both(said: Phrase | None) -> tuple[str, str]:
    assert said is not None
    return EN.say(said), KO.say(said)


def test_the_ladder_in_words() -> None:
    since = day("2026-03-06")
    assert step_sentence(Level.ASKED, "Menu", "@ana", since) is None
    assert [both(step_sentence(level, "Menu", "@ana", since)) for level in Level if level] == [
        ("Still waiting for a number on Menu.", "Menu의 숫자 하나를 기다리고 있어요."),
        (
            "@ana, could you or someone else review Menu?",
            "@ana 님, Menu 점검을 직접 또는 다른 분이 해 주실 수 있을까요?",
        ),
        (
            "Menu has had no review since Friday, March 6, 2026. Keep, hand over or pause?",
            "Menu의 마지막 점검일: 2026년 3월 6일 금요일. 유지, 담당 변경, 보류 중에 골라 주세요.",
        ),
        (
            "Menu looks asleep. Pause it? You can resume any time.",
            "Menu 프로젝트가 멈춰 있는 것 같아요. 보류할까요? 언제든 재개할 수 있어요.",
        ),
    ]


def test_one_and_many() -> None:
    waiting = step_sentence(Level.STILL_WAITING, "Menu", "@ana", day("2026-03-06"), waiting=2)
    assert both(waiting) == ("Still waiting for 2 numbers on Menu.", "Menu의 숫자 2개를 기다리고 있어요.")
    assert both(nudge_sentence("Menu", 1))[0] == "Menu is waiting for you: one question to go."
    assert both(nudge_sentence("Menu", 3))[0] == "Menu is waiting for you: 3 questions to go."
    assert both(new_owner_sentence("Menu"))[0] == "Menu has lost its owner. Who takes it over?"


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_its_question_also_when_nothing_is_known(stage: str) -> None:
    known = {
        "next_check": "PL-X1", "metric": "recall", "business_metric": "orders", "last": "71%", "baseline": "62%",
        "target": "80%", "reason": "no people",
    }  # fmt: skip
    for said in (stage_question(stage, "Menu"), stage_question(stage, "Menu", since=day("2026-03-06"), **known)):
        english, korean = both(said)
        assert "Menu" in english
        assert "Menu" in korean
        assert english.endswith("?")
        assert korean.endswith(("?", "요."))
    assert 2 <= len(stage_replies(stage)) <= 5


def test_the_question_about_an_objective() -> None:
    said = objective_question("Menu", "Recall", Cadence(14), last="71%", on=day("2026-03-06"), target="80%")
    assert both(said) == (
        "Recall of Menu: current value? Last 71% on Friday, March 6, 2026; target 80%. You review this: every 2 weeks.",
        "Menu의 Recall: 지금 값은 얼마인가요? 지난번 71%(2026년 3월 6일 금요일), 목표 80%. 점검 주기: 2주마다.",
    )


@pytest.mark.parametrize(
    ("every", "said"),
    [
        (Cadence(1), ("every day", "매일")),
        (Cadence(7), ("every week", "매주")),
        (Cadence(30), ("every 30 days", "30일마다")),
        (Cadence(1, workdays=True), ("every workday", "영업일마다")),
        (Cadence(2, workdays=True), ("every 2 workdays", "영업일 2일마다")),
    ],
)
def test_cadences_in_words(every: Cadence, said: tuple[str, str]) -> None:
    assert both(cadence_phrase(every)) == said


def test_what_is_not_reviewed_has_no_question() -> None:
    with pytest.raises(KeyError):
        stage_question("retired", "Menu")


def test_every_reply_is_offered_and_has_a_label_that_fits_a_button() -> None:
    offered = {reply for stage in STAGES for reply in stage_replies(stage)} | set(OBJECTIVE_REPLIES)
    assert offered == set(Reply)
    labels = [both(reply_label(reply)) for reply in Reply]
    assert len(set(labels)) == len(labels)
    assert all(len(label) <= 30 for pair in labels for label in pair)
