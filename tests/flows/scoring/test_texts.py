"""Everything a score can say has words in both languages."""

import re

import pytest

from flows.scoring.coach import coach_lines
from flows.scoring.components import CostDriver
from flows.scoring.confidence import Band
from flows.scoring.factors import FACTORS, Component
from flows.scoring.flags import FLAGS, NOTES
from flows.scoring.levers import Axis
from flows.scoring.quadrant import Quadrant
from flows.scoring.rules import RULES
from flows.scoring.scorer import Scorer
from flows.scoring.sentence import verdict_sentence
from flows.scoring.texts import UntranslatedText, _with_translations, scoring_texts
from flows.scoring.verdict import Verdict
from flows.text import Language, Text
from tests.flows.scoring.projects import PROJECTS, values_of

LIFECYCLE = {"F_STUCK_PROTOTYPE", "F_LOOP_REPEAT", "F_STALE"}


def test_there_are_words_for_every_code_and_no_others() -> None:
    texts = scoring_texts()
    assert set(texts.verdict) == set(Verdict)
    assert set(texts.rule) == {rule.code for rule in RULES}
    assert set(texts.flag) == {flag.code for flag in (*FLAGS, *NOTES)} | LIFECYCLE
    assert set(texts.coach) == {
        "SW2_FLYWHEEL",
        "SW2_PROVE",
        "HITL_DESIGN",
        "AUTO_GUARDRAIL",
        "SLICE",
        "TOP_LIFT",
    }
    assert set(texts.quadrant) == set(Quadrant)
    assert set(texts.band) == set(Band)
    assert set(texts.cost_driver) == set(CostDriver)
    assert set(texts.component) == set(Component)
    assert set(texts.factor) == {factor.key for factor in FACTORS}
    assert set(Axis) <= set(texts.score)


def test_both_languages_fill_the_same_slots() -> None:
    texts = scoring_texts()
    for text in (*texts.flag.values(), *texts.coach.values(), texts.sentence.go, texts.sentence.held):
        english, korean = (set(re.findall(r"{(\w+)}", said)) for said in text.both())
        assert english == korean


def test_a_missing_translation_is_named() -> None:
    with pytest.raises(UntranslatedText, match=r"band\.high has no Korean"):
        _with_translations({"band": {"high": "High"}}, {})


@pytest.mark.parametrize("project", PROJECTS)
@pytest.mark.parametrize("language", Language)
def test_coach_lines_fill_their_texts(project: str, language: Language, scorer: Scorer) -> None:
    score = scorer.score(values_of(project))
    texts = scoring_texts()
    lines = coach_lines(score.coached, score.archetype_lever, score.levers, texts)
    assert len(lines) <= 3
    for line in lines:
        slots = {name: slot.of(language) if isinstance(slot, Text) else slot for name, slot in line.slots.items()}
        said = texts.coach[line.code].of(language).format(**slots)
        assert "{" not in said


def test_the_archetype_speaks_before_the_gains(scorer: Scorer) -> None:
    score = scorer.score(values_of("self_driving"))
    lines = coach_lines(score.coached, score.archetype_lever, score.levers, scoring_texts())
    assert [line.code for line in lines] == ["AUTO_GUARDRAIL", "SLICE", "TOP_LIFT"]
    assert lines[0].slots == {"what_if": "32.6"}
    texts = scoring_texts()
    assert lines[2].slots == {
        "factor": texts.factor["readiness.items"],
        "points": "20.0",
        "lift": "12.0",
        "score": texts.score["feasibility"],
    }


def test_a_verdict_as_a_sentence(scorer: Scorer) -> None:
    texts = scoring_texts()
    churn = scorer.score(values_of("churn"))
    assert verdict_sentence(churn, texts, Language.EN) == (
        "Go: nothing stands in the way. Strongest: Readiness; weakest: Impact."
    )
    zip_code = scorer.score(values_of("zip_code"))
    assert verdict_sentence(zip_code, texts, Language.KO) == (
        "ML 사용 안 함: 규칙이나 조회 테이블, 간단한 통계로 이미 해결돼요."
    )
