"""What stands beside a verdict: flags, coaching, measures, an override; and that Slack takes it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.views.advice import (
    SHOWN,
    coaching,
    flags_shown,
    lever_line,
    measures_line,
    overridden_line,
    rice_formula,
    trust_line,
)
from bot.views.checklist import checklist_message
from bot.views.library import others_message
from bot.views.message import Message
from bot.views.overruling import overridden_message, overrule_sheet
from bot.views.verdict import verdict_message
from bot.views.why import why_message
from flows.conversation import Overruled
from flows.overview import Overview
from flows.scoring.texts import scoring_texts
from flows.text import Language
from sandbox.blocks import problems, view_problems
from tests.bot.test_views import BAD, NASTY, NOW, overview, words
from tests.bot.test_why import example, examples

EN, KO = words(Language.EN), words(Language.KO)
START_NOW = {"id": "r1", "kind": "rule", "solution": "A <list> & a sign", "can_start_now": "yes"}
HARD = {"id": "r1", "hardness": "hard", "requirement": "100 ms", "conflicts_with": "r2"}
OTHER = {"id": "r2", "hardness": "hard", "requirement": "five models"}
MUCH = {
    "causes_and_solutions": [START_NOW],
    "stakeholders": [HARD, OTHER],
    "error_cost": "catastrophic",
    "error_handling": ["human_review"],
    "hard_traits": ["adversarial"],
    "archetype": "autonomous",
}
RICE = {"affected_count": "1200", "value_size": "medium", "effort_person_months": "4"}


def overruled(seen: Overview, verdict: str, reason: str) -> Overview:
    override = Overruled(verdict=verdict, reason=reason, by="U1", at=NOW)
    return replace(seen, conversation=seen.conversation.model_copy(update={"overruled": override}))


def seen(answers: dict[str, Any], language: Language = Language.EN) -> Overview:
    return overview(answers, language)


def test_flags_say_what_they_are_about_the_gravest_first():
    assert flags_shown(EN, seen(MUCH)) == [
        "⚑ Guarded: one error could be catastrophic; keep the safeguards and review monthly.",
        "⚑ Two hard requirements contradict each other: 100 ms / five models. Settle before training.",
        "⚑ Quick win available: A &lt;list&gt; &amp; a sign. Start it now, in parallel with the data work.",
        "⚑ Plan for people who try to trick it, including poisoned training data.",
        "⚑ Provisional: most factors still use the typical value of the archetype.",
    ]
    assert flags_shown(KO, seen(MUCH), 1) == [
        "⚑ 보호 장치 필수: 오류가 치명적일 수 있어요. 안전장치를 유지하고 매월 점검해 주세요."
    ]


def test_a_verdict_shows_three_flags_and_why_shows_all():
    verdict, why = (shown.text for shown in (verdict_message(EN, seen(MUCH)), why_message(EN, seen(MUCH), None)))

    assert (verdict.count("⚑"), why.count("⚑")) == (SHOWN, 5)


def test_what_helps_the_archetype_comes_first_and_is_not_said_twice():
    guarded = example("self_driving")

    assert next(coaching(EN, guarded)).startswith("Raise Feasibility with guardrails")
    assert "Readiness of the team" in (lever_line(EN, guarded) or "")
    for name in examples():
        if special := example(name).score.archetype_lever:
            assert scoring_texts().factor[special.lever.factor].en not in (lever_line(EN, example(name)) or ""), name


def test_before_the_verdict_only_the_archetype_is_coached():
    early = overview({"archetype": "software_2_0"}, Language.EN, told=False)

    assert [line.split(":")[0] for line in coaching(EN, early)] == ["Raise Impact"]


def test_signs_that_ml_fits_are_counted_once_they_were_asked_for():
    assert measures_line(EN, example("restaurant_menu")) == "Signs that ML fits: 8 of 9"
    assert measures_line(KO, example("churn", Language.KO)) == "ML에 맞는 특징: 9개 중 9개"
    assert measures_line(EN, example("faq_match_quick")) is None


def test_rice_is_there_when_people_and_effort_are_known():
    known = example("restaurant_menu", **RICE)

    assert measures_line(EN, known) == "Signs that ML fits: 8 of 9 · RICE 300.0"
    assert rice_formula(EN, known) == "RICE 300.0 = 1,200 people a month × value 1 × confidence 100% ÷ 4 person-months"
    assert rice_formula(EN, seen({**RICE, "effort_person_months": "0.5"})) == (
        "RICE 1200.0 = 1,200 people a month × value 1 × confidence 50% ÷ 0.5 person-months"
    )
    assert rice_formula(EN, seen({key: value for key, value in RICE.items() if key != "affected_count"})) is None


def test_confidence_is_lowered_when_nobody_answers_for_long():
    fresh = replace(example("churn"), today=NOW.date())
    old = replace(fresh, today=NOW.date() + timedelta(days=20))
    asleep = replace(fresh, today=NOW.date() + timedelta(days=60))

    assert trust_line(EN, fresh) is None
    assert "⚑ Not reviewed for more than two cycles." not in flags_shown(EN, fresh)
    assert trust_line(EN, old) == (
        "It is lowered to 75% of that because nobody has answered or reviewed this for a while."
    )
    assert "⚑ Not reviewed for more than two cycles." in flags_shown(EN, old)
    assert (float(fresh.score.confidence), float(asleep.score.confidence)) == (100, 50)
    assert "Confidence 50.0 (Medium)" in why_message(EN, asleep, None).text


def test_an_override_is_said_with_who_and_why():
    decided = overruled(example("self_driving"), "go", "<b> The track is fenced & watched.")

    assert overridden_line(EN, decided) == (
        "✋ Overridden from “Reconsider” by <@U1>: &lt;b&gt; The track is fenced &amp; watched."
    )
    assert "Verdict: *Go*" in verdict_message(EN, decided).text
    assert overridden_line(EN, example("self_driving")) is None
    assert overridden_line(EN, overruled(example("auto_grading"), "go", "The track is fenced.")) is None
    assert "Verdict: *Do not use ML*" in verdict_message(EN, overruled(example("auto_grading"), "go", "x")).text


@pytest.mark.parametrize("language", Language)
def test_a_verdict_stays_short(language: Language):
    for name in examples():
        shown = re.sub(
            r"<https?://[^|>]*\|([^>]*)>", r"\1", verdict_message(words(language), example(name, language)).text
        )
        assert shown.count("\n") < 30, name
        assert len(shown) < 2500, name


def every_message(language: Language) -> Iterator[Message]:
    for name in NASTY:
        project = seen({**BAD, **MUCH, **RICE, "problem_statement": (name * 600)[:600]}, language)
        decided = overruled(project, "go", (name * 500)[:500])
        for one in (project, decided):
            yield verdict_message(words(language), one)
            yield why_message(words(language), one, None, "U1")
            yield overridden_message(words(language), one)
            yield others_message(words(language), one.conversation)
            yield checklist_message(words(language), one)


@pytest.mark.parametrize("language", Language)
def test_slack_takes_all_of_it(language: Language):
    for shown in every_message(language):
        assert problems(shown.blocks, "message") == []
        assert "<!" not in shown.text


@pytest.mark.parametrize("language", Language)
def test_slack_takes_the_form_of_an_override(language: Language):
    for name in NASTY:
        project = seen({"ethics_check": "serious_open"}, language)
        for one in (project, overruled(project, "go", (name * 500)[:500])):
            sheet = overrule_sheet(words(language), one)
            assert view_problems(sheet) == []
            options = sheet["blocks"][1]["element"]["options"]
            assert [option["value"] for option in options] == [
                "do_not_use_ml",
                "collect_data_first",
                "go_rules_first",
                "go",
            ]
