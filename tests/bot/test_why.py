"""The explanation of a project's scores: its numbers, its lines, and that Slack takes the longest one."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.views.among import Among, Rival
from bot.views.message import PRIVATE_TEXT_LIMIT, SECTION_LIMIT, Message
from bot.views.why import why_message
from flows.catalog.loader import load_catalogue
from flows.conversation import Mode
from flows.overview import Overview
from flows.questions import ManyOf, OneOf
from flows.scoring.factors import FACTORS
from flows.scoring.score import Score, State
from flows.scoring.texts import scoring_texts
from flows.text import Language
from sandbox.blocks import problems
from tests.bot.test_views import BAD, LINK, NASTY, overview, overviews, scorer, texts, words

EXAMPLES = Path(__file__).parent.parent / "flows" / "scoring" / "examples.json"
ARCHETYPES = ("software_2_0", "human_in_the_loop", "autonomous", None)


@cache
def examples() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return told


def example(name: str, language: Language = Language.EN, **others: Any) -> Overview:
    """A worked example as a project; only what a question stores."""
    questions = load_catalogue().questions
    answers = {**examples()[name]["answers"], **others}
    return overview({key: value for key, value in answers.items() if key in questions}, language)


def said(seen: Overview, language: Language = Language.EN, among: Among | None = None) -> str:
    """What the blocks show, links by their words."""
    shown = why_message(words(language), seen, among)
    return unlinked("\n".join(texts(shown.blocks)))


def unlinked(text: str) -> str:
    return re.sub(r"<https?://[^|>]*\|([^>]*)>", r"\1", text)


def rival(answers: dict[str, Any], name: str, number: int) -> Rival:
    return Rival(f"ML-{number}", name, number, scorer().score(answers))


def longest(question: str) -> Any:
    asked = load_catalogue()[question]
    if isinstance(asked, ManyOf):
        return [option.value for option in asked.options if option.value not in asked.alone]
    assert isinstance(asked, OneOf)
    return max(asked.options, key=lambda option: len(option.label.ko) + len(option.label.en)).value


def everything(archetype: str | None) -> dict[str, Any]:
    """An answer to every factor's question, as long as it can be."""
    answers = {factor.question: longest(factor.question) for factor in FACTORS}
    return {**answers, "archetype": archetype, "label_status": "none_no_plan"}


def all_overviews(language: Language) -> Iterator[Overview]:
    yield from overviews(language)
    for name in examples():
        yield example(name, language)
    for archetype in ARCHETYPES:
        for name in NASTY:
            yield overview({**everything(archetype), "project_name": name[:80]}, language)
            yield overview({**everything(archetype), **BAD, "project_name": name[:80]}, language)
            yield overview({"archetype": archetype, "project_name": name[:80]}, language, told=False)
            unknown = dict.fromkeys(everything(archetype)) | {"archetype": archetype, "project_name": name[:80]}
            yield overview(unknown, language)


def explanations(language: Language) -> Iterator[Message]:
    for seen in all_overviews(language):
        yield why_message(words(language), seen, None)
        for name in NASTY:
            above = rival(examples()["churn"]["answers"], name[:80], 999_999)
            below = rival({}, name * 9, 999_998)
            yield why_message(words(language), seen, Among(999_997, 998, 999, above, below))


def test_the_worked_example_shows_the_numbers_of_the_design():
    shown = said(example("restaurant_menu"))

    for number in ("Impact 63.3", "Data 68.3", "Accuracy 100.0", "Difficulty 92.5", "Readiness 60.0"):
        assert f"*{number}*" in shown
    assert "Feasibility 79.8 = 40% of Data 68.3 + 25% of Accuracy 100.0 + 20% of Difficulty 92.5 + 15% of" in shown
    assert "Priority 71.5 = half of Impact 63.3 + half of Feasibility 79.8" in shown
    assert "Confidence 100.0 (High)" in shown
    assert "No answer is missing." in shown
    assert shown.count("(100 means easy and cheap)") == 4


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", examples())
def test_every_factor_that_applies_has_one_line_with_its_points_and_weight(name: str, language: Language):
    seen = example(name, language)
    lines = said(seen, language).splitlines()
    for line in seen.score.breakdown:
        name_, weight = scoring_texts().factor[line.factor.key].of(language), line.factor.weight
        alone = rf"^• {re.escape(name_)}: .*\b{weight} — "
        together = rf"^• .*{re.escape(name_)} ?\([^()]*\b{weight}\).* — "
        detail = [shown for shown in lines if re.search(alone, shown) or re.search(together, shown)]
        assert len(detail) == (0 if line.state is State.NOT_APPLICABLE else 1), line.factor.key


def test_a_line_names_the_answer_behind_it_and_links_to_its_message():
    shown = "\n".join(texts(why_message(words(Language.EN), example("restaurant_menu"), None).blocks))

    assert f"• Value: 50 of 100, weight 30 — <{LINK}|Moves one team's number>" in shown


def test_an_answer_that_implies_another_is_named():
    line = next(line for line in said(example("churn")).splitlines() if line.startswith("• Cost of labelling"))

    assert line == "• Cost of labelling: 100 of 100, weight 15 — implied by Data with the right answers"


def test_what_is_assumed_says_so():
    shown = said(overview({"archetype": "human_in_the_loop", "error_cost": None}, Language.EN))
    usual = "assumed, as usual for “Helps a person, who checks the result”"

    assert "• Value (weight 30), Need for it (weight 20)" in shown
    assert f"Use in the industry (weight 10): 45 of 100 — {usual}" in shown
    assert f"• Cost of an error: 40 of 100, weight 45 — not known yet; {usual}" in shown
    assert "Use in the industry (weight 10): 45 of 100 — assumed, as is usual\n" in said(overview({}, Language.EN))


def test_how_many_answers_are_missing():
    everything_but_one = {key: value for key, value in examples()["churn"]["answers"].items() if key != "prior_art"}
    questions = load_catalogue().questions
    stored = {key: value for key, value in everything_but_one.items() if key in questions}

    assert "Answers missing: 1." in said(overview(stored, Language.EN))  # it feeds two factors


def test_before_the_verdict_it_says_how_many_questions_are_left_and_blames_nobody():
    early = overview({"project_name": "Menu helper"}, Language.EN, told=False)
    shown = said(early)

    assert "There is no verdict yet; questions left: 7." in shown
    assert "provisional" in shown
    assert "Verdict:" not in shown
    assert "has not been answered yet" not in shown
    answered = said(overview({"value_size": "none"}, Language.EN, told=False, mode=Mode.PAUSED))
    assert "No benefit could be named." in answered
    assert "type `resume`" in answered


def test_the_neighbours_and_what_would_pass_the_one_above():
    seen = example("restaurant_menu")
    better = rival(examples()["churn"]["answers"], "Churn radar", 7)
    worse = rival({"archetype": "autonomous"}, "Self-driving", 8)

    shown = said(seen, among=Among(1, 2, 3, better, worse))

    assert "*Number 2 of 3 in this channel, by Priority*" in shown
    assert "One place up: *Churn radar* (ML-7), ahead by 7.1 points." in shown
    assert "None of the answers named above is enough to pass it on its own." in shown
    assert "One place down: *Self-driving* (ML-8), behind by 31.5 points." in shown
    assert "in this channel" not in said(seen)


def test_a_lever_is_enough_exactly_when_it_would_change_the_order():
    """The arithmetic, against scoring the better answer itself."""
    answers = examples()["restaurant_menu"]["answers"]
    seen = example("restaurant_menu")
    lever = seen.score.levers[0]
    assert lever.factor == "readiness.items"
    best = {**answers, "readiness_items": longest("readiness_items")[:5]}
    reached: Score = scorer().score(best)
    assert reached.priority > seen.score.priority

    tied = Rival("ML-5", "Tied", 5, reached)
    assert "Enough to pass it" not in said(seen, among=Among(9, 2, 2, replace(tied, number=5), None))
    assert "Enough to pass it" in said(seen, among=Among(4, 2, 2, replace(tied, number=5), None))


def test_level_projects_and_tiny_gaps_are_told_apart():
    seen = example("restaurant_menu")
    same = rival(examples()["restaurant_menu"]["answers"], "Twin", 2)

    assert "One place up: *Twin* (ML-2), level in Priority." in said(seen, among=Among(3, 2, 2, same, None))
    assert "One place down: *Twin* (ML-2), level in Priority." in said(seen, among=Among(1, 1, 2, None, same))


@pytest.mark.parametrize("language", Language)
def test_slack_takes_the_longest_explanation(language: Language):
    for shown in explanations(language):
        found = problems(shown.blocks, "message")
        assert not found, (str(found[0]), shown.text)
        assert len(shown.blocks) <= 45
        assert 0 < len(shown.text) <= PRIVATE_TEXT_LIMIT
        for text in texts(shown.blocks):
            assert len(text) < SECTION_LIMIT
            assert not text.endswith("…")


@pytest.mark.parametrize("language", Language)
def test_foreign_text_can_do_nothing_in_it(language: Language):
    ours = re.compile(rf"<{re.escape(LINK)}[|][^<>]*>")
    for shown in explanations(language):
        for text in [shown.text, *texts(shown.blocks)]:
            rest = ours.sub("", text)
            assert "<" not in rest, rest
            assert ">" not in rest, rest
            assert not re.search(r"&(?!amp;|lt;|gt;)", rest), rest


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", examples())
def test_the_text_of_a_whole_example_is_complete(name: str, language: Language):
    shown = why_message(words(language), example(name, language), None)
    seen = re.findall(r"\w+", unlinked("\n".join(texts(shown.blocks))))
    assert re.findall(r"\w+", unlinked(shown.text)) == seen


def test_an_answer_without_a_message_is_named_without_a_link():
    bare = replace(example("restaurant_menu"), links={})

    shown = why_message(words(Language.EN), bare, None).text

    assert "https://" not in shown
    assert "• Value: 50 of 100, weight 30 — *Moves one team's number*" in shown
