"""The catalogue that ships: complete, in both languages, inside Slack's limits, and what the domain says."""

import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files

import pytest
from pydantic import BaseModel

from flows.catalog.loader import load_catalogue
from flows.catalogue import Catalogue
from flows.conditions import Is, IsNot, RowsCount, Unanswered, looks_at
from flows.questions import (
    Checklist,
    Hint,
    Level,
    ManyOf,
    Money,
    Need,
    Number,
    OneOf,
    OneOfRows,
    Option,
    Rows,
)
from flows.text import Text
from flows.translations import read_translations

QUICK = (
    "project_name",
    "problem_statement",
    "value_size",
    "archetype",
    "simple_solution",
    "label_status",
    "error_cost",
    "ethics_check",
)

POINTS = {
    "value_size": (0, 25, 50, 75, 100),
    "label_status": (100, 70, 40, 15, 0),
    "error_cost": (100, 80, 50, 20, 0),
    "ethics_check": (100, 65, 20, 0),
    "product_need": (0, 35, 70, 100),
    "manual_work": (0, 35, 65, 100),
    "prediction_scale": (0, 30, 60, 85, 100),
    "problem_clarity": (100, 70, 30, 0),
    "required_correctness": (100, 80, 60, 30, 10, 0),
    "data_access": (100, 75, 45, 25, 0),
    "label_cost": (100, 75, 45, 15, 0),
    "data_volume": (100, 75, 35, 0),
    "data_privacy": (100, 80, 50, 20, 0),
    "human_can_do": (100, 75, 40, 15),
    "compute_fit": (100, 60, 25, 0),
}

LOOKS_AT = {
    "explainability_need": {"error_cost", "ethics_check"},
    "net_benefit": {"error_cost"},
    "flywheel": {"archetype"},
    "error_handling": {"archetype", "error_cost"},
    "label_cost": {"label_status"},
    "combination": {"objectives"},
    "sw2_better": {"archetype"},
    "hitl_useful_level": {"archetype"},
    "hitl_person": {"archetype"},
    "acceptable_failure_rate": {"archetype"},
    "failure_guarantee": {"archetype"},
    "label_from_operation": {"archetype"},
    "conflicts": {"objectives"},
    "primary_objective": {"objectives"},
    "label_plan": {"label_status"},
    "proxy_note": {"label_status"},
    "collection_plan": {"label_status", "data_volume"},
    "privacy_requirements": {"data_privacy"},
    "fairness_groups": {"error_cost", "ethics_check"},
    "explain_to": {"explainability_need"},
    "cost_fp": {"ml_task"},
    "cost_fn": {"ml_task"},
    "decision_threshold": {"ml_task"},
    "human_baseline_plan": {"human_can_do"},
    "metric_links": {"objectives"},
    "ab_plan": {"online_test"},
}

COLUMNS = {
    "hypotheses": "hypothesis data status",
    "causes_and_solutions": "cause solution kind can_start_now effect decision owner",
    "objectives": (
        "name kind metric unit direction current target weight business_metric owner review_every model_name"
    ),
    "data_sources": "name kind owner_team has_label refresh note",
    "stakeholders": "who role requirement hardness measure conflicts_with",
    "latency_target": "percentile max_ms hardness",
    "risks": "risk kind likelihood impact mitigation owner",
    "baselines": "type objective value how link noise",
    "metric_links": "model_metric business_metric assumption measured_by guardrail",
    "monitored_metrics": "metric kind limit direction action owner check_every",
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def texts_in(value: object) -> Iterator[Text]:
    """Every Text anywhere in a value."""
    match value:
        case Text():
            yield value
        case BaseModel():
            for _, part in value:
                yield from texts_in(part)
        case dict():
            for part in value.values():
                yield from texts_in(part)
        case tuple():
            for part in value:
                yield from texts_in(part)


def options_in(catalogue: Catalogue) -> Iterator[Option]:
    for question in catalogue.questions.values():
        if isinstance(question, OneOf | ManyOf):
            yield from question.options
        if isinstance(question, Rows):
            for column in question.columns:
                yield from column.options


def test_all_115_questions_load(catalogue: Catalogue) -> None:
    assert catalogue.version == "2026.1"
    assert len(catalogue.questions) == 115
    assert all(key == question.key for key, question in catalogue.questions.items())
    assert Counter(question.section for question in catalogue.questions.values()) == {
        "PD": 21,
        "MS": 15,
        "AR": 10,
        "GO": 7,
        "DA": 14,
        "CR": 23,
        "BL": 3,
        "PT": 9,
        "ME": 7,
        "MO": 6,
    }


def test_the_catalogue_that_ships_is_read_once() -> None:
    assert load_catalogue() is load_catalogue()


def test_quick_has_8_questions_full_25_more_and_82_are_details(catalogue: Catalogue) -> None:
    levels = Counter(question.level for question in catalogue.questions.values())
    assert levels == {Level.QUICK: 8, Level.FULL: 25, Level.DETAIL: 82}
    assert catalogue.quick == QUICK
    assert [(page.key, len(page.questions)) for page in catalogue.pages] == [
        ("P1", 4),
        ("P2", 7),
        ("P3", 4),
        ("P4", 5),
        ("P5", 3),
        ("P6", 2),
    ]


def test_27_of_the_33_questions_of_quick_and_full_are_always_asked(catalogue: Catalogue) -> None:
    keys = [*catalogue.quick, *(key for page in catalogue.pages for key in page.questions)]
    assert len(keys) == 33
    assert sum(catalogue[key].ask_if is None for key in keys) == 27


def test_the_order_is_quick_then_pages_then_details_by_section(catalogue: Catalogue) -> None:
    keys = list(catalogue.questions)
    assert tuple(keys[:8]) == QUICK
    assert keys[8:33] == [key for page in catalogue.pages for key in page.questions]
    details = [key for section in catalogue.sections for key in catalogue.detail_of(section.key)]
    assert keys[33:] == details
    assert catalogue.detail_of("BL") == ("human_baseline_plan", "worst_case")


def test_a_question_is_found_by_its_key(catalogue: Catalogue) -> None:
    assert catalogue["value_size"].id == "PD-12"
    assert "value_size" in catalogue
    assert "nonsense" not in catalogue
    with pytest.raises(KeyError):
        catalogue["nonsense"]


def test_every_text_stands_in_both_languages(catalogue: Catalogue) -> None:
    texts = list(texts_in(catalogue))
    assert all(text.en.strip() and text.ko.strip() for text in texts)
    assert not [text.en for text in texts if re.search("[가-힣]", text.en)]


def test_the_translations_hold_nothing_that_is_not_used(catalogue: Catalogue) -> None:
    translations = read_translations(files("flows.catalog") / "ko.po")
    used = {(text.en, text.ko) for text in texts_in(catalogue)}
    assert {(english, korean) for (_, english), korean in translations.items()} == used
    assert len(translations) == len(list(texts_in(catalogue))) == 784


def test_every_question_and_option_is_inside_slacks_limits_in_both_languages(catalogue: Catalogue) -> None:
    for question in catalogue.questions.values():
        assert max(map(len, question.question.both())) <= 150
        if isinstance(question, ManyOf):
            assert len(question.options) <= 10
    options = list(options_in(catalogue))
    assert len(options) == 236 + 93
    assert max(len(label) for option in options for label in option.label.both()) <= 75


def test_options_carry_the_points_of_the_domain(catalogue: Catalogue) -> None:
    found = {
        question.key: tuple(option.points for option in question.options)
        for question in catalogue.questions.values()
        if isinstance(question, OneOf) and any(option.points is not None for option in question.options)
    }
    assert found == POINTS


def test_prior_art_feeds_two_factors(catalogue: Catalogue) -> None:
    prior_art = catalogue["prior_art"]
    assert isinstance(prior_art, OneOf)
    assert {option.value: dict(option.points_for) for option in prior_art.options} == {
        "standard": {"impact.industry": 100, "difficulty.prior_work": 100},
        "published": {"impact.industry": 40, "difficulty.prior_work": 85},
        "adjacent": {"impact.industry": 20, "difficulty.prior_work": 50},
        "none": {"impact.industry": 0, "difficulty.prior_work": 10},
    }


def test_the_size_of_the_value_carries_its_rice_tier(catalogue: Catalogue) -> None:
    value_size = catalogue["value_size"]
    assert isinstance(value_size, OneOf)
    assert [option.tier for option in value_size.options] == ["0.25", "0.5", "1", "2", "3"]


def test_the_kinds_are_those_of_the_domain(catalogue: Catalogue) -> None:
    assert Counter(question.kind for question in catalogue.questions.values()) == {
        "one_of": 35,
        "long_text": 21,
        "short_text": 20,
        "many_of": 11,
        "rows": 10,
        "money": 5,
        "number": 3,
        "percent": 2,
        "duration": 2,
        "date": 2,
        "people": 2,
        "one_of_rows": 1,
        "checklist": 1,
    }


def test_conditions_look_where_the_domain_says(catalogue: Catalogue) -> None:
    found = {key: set(looks_at(question.ask_if)) for key, question in catalogue.questions.items()}
    assert {key: others for key, others in found.items() if others} == LOOKS_AT


def test_conditions_of_every_shape_are_read(catalogue: Catalogue) -> None:
    assert catalogue["net_benefit"].ask_if == Is.model_validate({"question": "error_cost", "is": ["catastrophic"]})
    assert catalogue["flywheel"].ask_if == IsNot.model_validate({"question": "archetype", "is_not": ["autonomous"]})
    assert catalogue["combination"].ask_if == RowsCount(rows="objectives", at_least=2, where={"kind": ("optimise",)})
    assert catalogue["metric_links"].ask_if == RowsCount(rows="objectives", at_least=1)
    assert catalogue["cost_fn"].ask_if == catalogue["cost_fp"].ask_if
    assert Unanswered(question="ml_task", unanswered=True) in getattr(catalogue["cost_fp"].ask_if, "conditions", ())


def test_skippable_questions_and_required_choices_offer_unknown(catalogue: Catalogue) -> None:
    for question in catalogue.questions.values():
        required_choice = question.need is Need.REQUIRED and isinstance(question, OneOf)
        expected = question.need is Need.SKIPPABLE or required_choice
        assert question.offers_unknown == (expected and question.key != "simple_solution"), question.key


@pytest.mark.parametrize(
    ("key", "bounds"),
    [
        ("project_name", {"min_chars": 3, "max_chars": 80, "needs_letter": True}),
        ("phenomenon", {"min_chars": 20, "max_chars": 1500, "hints": (Hint.NUMBER_MISSING,)}),
        ("problem_statement", {"min_chars": 20, "max_chars": 600, "hints": (Hint.METHOD_NAMED,)}),
        ("affected_count", {"minimum": "0", "maximum": "10000000000", "whole": True}),
        (
            "ml_conditions",
            {"alone": ("none_of_these",), "exclusive": (("pattern_seen", "pattern_suspected"),)},
        ),
        ("output_use", {"max_chosen": 4}),
        ("prior_art_links", {"max_chars": 2000, "http_links_only": True}),
        ("acceptable_failure_rate", {"decimals": 4}),
        ("goal", {"min_chars": 10, "max_chars": 200}),
        ("collection_plan", {"min_chars": 30, "hints": (Hint.DATE_MISSING,)}),
        ("label_delay", {"min_days": 0, "max_days": 730}),
        ("deadline", {"years_ahead": 3}),
        ("prototype_date", {"years_ahead": 1}),
        ("throughput_target", {"minimum": None, "above": "0", "maximum": "1000000"}),
        ("effort_person_months", {"minimum": "0.1", "maximum": "500"}),
        ("feedback_people", {"min_people": 1, "max_people": 15}),
        ("team_members", {"min_people": 0, "max_people": 30}),
        ("cost_fn", {"same_currency_as": "cost_fp"}),
        ("annual_cost", {"same_currency_as": "annual_value"}),
        ("primary_objective", {"rows": "objectives", "where": {"kind": ("optimise",)}}),
        ("ethics_review", {"reason_min_chars": 5, "reason_max_chars": 200}),
        ("review_every", {"min_days": 1, "max_days": 180}),
    ],
)
def test_answers_are_bounded_as_the_domain_says(catalogue: Catalogue, key: str, bounds: dict[str, object]) -> None:
    question = catalogue[key]
    assert {name: getattr(question, name) for name in bounds} == bounds


def test_repeating_groups_have_their_columns(catalogue: Catalogue) -> None:
    groups = [question for question in catalogue.questions.values() if isinstance(question, Rows)]
    assert {group.key: " ".join(column.key for column in group.columns) for group in groups} == COLUMNS
    assert {group.key: group.max_rows for group in groups} == {
        "hypotheses": 10,
        "causes_and_solutions": 8,
        "objectives": 8,
        "data_sources": 12,
        "stakeholders": 12,
        "latency_target": 4,
        "risks": 10,
        "baselines": 10,
        "metric_links": 8,
        "monitored_metrics": 12,
    }


def test_columns_are_bounded_as_the_domain_says(catalogue: Catalogue) -> None:
    columns = {
        (group.key, column.key): column
        for group in catalogue.questions.values()
        if isinstance(group, Rows)
        for column in group.columns
    }
    owner = columns["objectives", "owner"]
    assert (owner.kind, owner.need, owner.min_people, owner.max_people) == ("people", Need.REQUIRED, 1, 1)
    weight = columns["objectives", "weight"]
    assert (weight.minimum, weight.maximum, weight.default) == ("0", "100", "50")
    assert weight.only_where == {"kind": ("optimise",)}
    assert columns["objectives", "target"].hints == (Hint.TARGET_NOT_BETTER,)
    every = columns["monitored_metrics", "check_every"]
    assert (every.min_days, every.max_days) == (1, 90)
    assert columns["baselines", "objective"].rows == "objectives"
    assert columns["baselines", "value"].unit_from == "objective"
    assert columns["baselines", "link"].url
    assert columns["causes_and_solutions", "owner"].max_people == 3
    assert columns["stakeholders", "conflicts_with"].kind == "one_of_other_rows"


def test_units_have_words_in_both_languages(catalogue: Catalogue) -> None:
    throughput, cost_fp, budget = (catalogue[key] for key in ("throughput_target", "cost_fp", "budget"))
    assert isinstance(throughput, Number)
    assert throughput.unit == Text(en="queries per second", ko="쿼리/초")
    assert isinstance(cost_fp, Money)
    assert cost_fp.per == Text(en="per error", ko="오류 한 건당")
    assert isinstance(budget, Money)
    assert budget.per is None


def test_words_that_yaml_takes_for_something_else_stay_words(catalogue: Catalogue) -> None:
    causes, risks, outlook = (catalogue[key] for key in ("causes_and_solutions", "risks", "cost_outlook"))
    assert isinstance(causes, Rows)
    assert [option.value for option in causes.columns[3].options] == ["yes", "no"]
    assert isinstance(risks, Rows)
    assert [option.value for option in risks.columns[2].options] == ["1", "2", "3"]
    assert isinstance(outlook, OneOf)
    assert [(option.value, option.date_within_months) for option in outlook.options] == [
        ("yes_now", None),
        ("later", 24),
        ("no", None),
    ]


def test_the_ethics_checklist_has_21_items_in_five_parts(catalogue: Catalogue) -> None:
    review = catalogue["ethics_review"]
    assert isinstance(review, Checklist)
    assert [(part.key, len(part.items)) for part in review.parts] == [
        ("A", 4),
        ("B", 3),
        ("C", 5),
        ("D", 5),
        ("E", 4),
    ]
    assert review.parts[1].items[2].label == Text(en="There is a date for deleting it", ko="삭제 시점이 정해져 있어요")


def test_what_an_answer_feeds_is_a_kind_and_a_name(catalogue: Catalogue) -> None:
    feeds = {feed for question in catalogue.questions.values() for feed in question.feeds}
    assert all(question.feeds for question in catalogue.questions.values())
    assert not [feed for feed in feeds if not re.fullmatch(r"[a-z]+:[\w.-]+", feed)]
    assert len([feed for feed in feeds if feed.startswith("factor:")]) == 22


def test_the_only_choice_among_rows_is_the_primary_objective(catalogue: Catalogue) -> None:
    chosen = [question.key for question in catalogue.questions.values() if isinstance(question, OneOfRows)]
    assert chosen == ["primary_objective"]
