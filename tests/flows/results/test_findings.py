"""What results say against baselines, target and each other."""

from fractions import Fraction

import pytest

from bot.i18n import Words
from flows.results.baseline import baselines
from flows.results.finding import Code
from flows.results.findings import findings, tolerance, value_now
from flows.results.objective import objectives, primary
from flows.results.result import Split
from flows.text import Language
from tests.flows.results.samples import answers, business, objective, result, results

ERROR = {"metric": "error", "direction": "lower", "target": "30"}
LATENCY = {"name": "Response time", "metric": "p95", "unit": "ms", "kind": "satisfice", "direction": "lower"}

CASES = [
    ("overfit", ERROR, {"human_expert": "35"}, {"train": "36", "val": "41"}, "OVERFIT"),
    ("underfit", ERROR, {"human_expert": "21"}, {"train": "36", "val": "41"}, "UNDERFIT"),
    ("guessing", {}, {"random": "50", "heuristic": "62"}, {"test": "48"}, "BELOW_FLOOR UNDER_BASELINE"),
    ("the same", {}, {"heuristic": "62"}, {"test": "62.3"}, "AT_BASELINE"),
    (
        "there",
        {},
        {"heuristic": "62"},
        {"train": "84", "val": "82", "test": "81"},
        "OVER_BASELINE TARGET_MET BALANCED",
    ),
    (
        "everything at once",
        {},
        {"heuristic": "62", "human_expert": "78"},
        {"train": "90", "val": "80", "test": "74", "production": "66"},
        "OVER_BASELINE OVERFIT BEATS_HUMAN VAL_OVERUSED SHIFT_GAP",
    ),
    ("slow", LATENCY | {"target": "100"}, {}, {"production": "120"}, "LIMIT_BROKEN"),
    ("close", {}, {"heuristic": "62"}, {"train": "79.5", "val": "79.0"}, "OVER_BASELINE BALANCED"),
    ("in time", LATENCY | {"target": "100"}, {}, {"production": "100"}, "LIMIT_MET"),
    ("nothing measured", {}, {"heuristic": "62"}, {}, ""),
    ("no baseline", {}, {}, {"test": "70"}, ""),
    ("only guessing is known", {}, {"zero_rule": "50"}, {"test": "40"}, "BELOW_FLOOR"),
    ("better than guessing", {}, {"zero_rule": "50"}, {"test": "60"}, "OVER_BASELINE"),
    ("pilot where there is no production", {}, {}, {"test": "74", "pilot": "66"}, "SHIFT_GAP"),
    ("just beyond the tolerance", {}, {}, {"train": "79.5", "val": "75.4"}, "OVERFIT"),
    ("neither one nor the other", {}, {}, {"train": "78", "val": "75"}, ""),
]


def codes(objective_fields: dict[str, str], base: dict[str, str], *log: object) -> list[str]:
    values = answers(objective(**objective_fields), **base)
    (one,) = objectives(values)
    return [found.code.value for found in findings(baselines(one, values), log)]  # type: ignore[arg-type]


@pytest.mark.parametrize(("objective_fields", "base", "by_split", "expected"), [case[1:] for case in CASES])
def test_readings(
    objective_fields: dict[str, str], base: dict[str, str], by_split: dict[str, str], expected: str
) -> None:
    assert codes(objective_fields, base, *results(**by_split)) == expected.split()


def test_the_split_nearest_to_real_use_counts_and_in_it_the_newest():
    log = [result("70", Split.TEST, day=9), result("60", Split.PILOT, day=1), result("61", Split.PILOT, day=2)]
    now = value_now(log)
    assert now is not None
    assert (now.value, now.split) == ("61", Split.PILOT)


def test_a_corrected_result_says_nothing_any_more():
    wrong = result("48")
    right = result("70", replaces=wrong.id)
    assert codes({}, {"random": "50"}, wrong, right) == ["OVER_BASELINE"]


def test_a_slice_says_nothing_about_the_whole():
    assert codes({}, {"random": "50"}, result("48", slice="new customers")) == []


def test_a_noise_band_widens_the_tolerance():
    assert codes({}, {"heuristic": "62"}, result("64")) == ["OVER_BASELINE"]
    assert codes({}, {"heuristic": "62"}, result("64", noise="3")) == ["AT_BASELINE"]


def test_the_tolerance_is_exact_at_its_edge():
    assert tolerance(Fraction(-200), 1, Fraction(0)) == 2
    assert codes({}, {"heuristic": "100"}, result("101")) == ["AT_BASELINE", "TARGET_MET"]
    assert codes({}, {"heuristic": "100"}, result("101.001")) == ["OVER_BASELINE", "TARGET_MET"]


def test_the_human_baseline_is_the_highest_rung_even_if_it_is_not_the_best():
    values = answers(objective(), human_crowd="90", human_expert="78")
    compared = baselines(objectives(values)[0], values)
    assert compared.human is not None
    assert compared.best_human is not None
    assert (compared.human.type, compared.best_human.type) == ("human_expert", "human_crowd")


def test_the_business_number_stood_still_in_two_successive_reviews():
    model = [result("60", Split.PRODUCTION, day=0), result("65", Split.PRODUCTION, day=7)]
    model.append(result("70", Split.PRODUCTION, day=14))
    still = [business("1000", 0), business("1001", 7), business("1000", 14)]
    assert Code.PROXY_MOVED_BUSINESS_NOT in codes({}, {}, *model, *still)
    assert Code.PROXY_MOVED_BUSINESS_NOT not in codes({}, {}, *model[:2], *still[:2])
    assert Code.PROXY_MOVED_BUSINESS_NOT not in codes({}, {}, *model, *still[:2], business("1100", 14))
    assert Code.PROXY_MOVED_BUSINESS_NOT not in codes({}, {}, *model[:2], *still)


def said(language: Language, by_split: dict[str, str], **base: str) -> list[str]:
    values = answers(objective(), **base)
    found = findings(baselines(objectives(values)[0], values), results(**by_split))
    return [Words(language, str)(one.sentence.key, one.sentence.english, **one.sentence.slots) for one in found]


def test_findings_are_said_in_both_languages():
    log = {"train": "90", "val": "80", "test": "74", "production": "66"}
    assert said(Language.EN, log, heuristic="62", human_expert="78") == [
        "Ahead of “Simple rule” by 4 percentage points; 22% of the way to the target.",
        "It remembers rather than learns (train-validation gap 10 percentage points). Add data, simplify or "
        "regularise.",
        "Better than the human baseline. Check for leakage before celebrating, and measure against better experts.",
        "Worse on the test set than on validation: the validation set was used too often or differs.",
        "Real use is worse than the test by 8 percentage points: the data differs.",
    ]
    assert said(Language.KO, log, heuristic="62")[0] == "“간단한 규칙”보다 4%포인트 앞서요. 목표까지 22% 왔어요."
    assert said(Language.KO, {"test": "61.9"}, existing="62")[0].endswith("이득은 아직 없어요.")


def test_every_code_has_a_sentence_of_its_own():
    from flows.results.finding import Finding

    assert len({Finding(code).sentence.key for code in Code}) == len(Code)


def test_the_primary_objective_is_the_chosen_one_else_the_heaviest():
    rows = [objective("r1", weight="30"), objective("r2", weight="70"), objective("r3", kind="satisfice", weight="99")]
    chosen = primary({"objectives": rows, "primary_objective": "r1"})
    heaviest = primary({"objectives": rows})
    assert chosen is not None
    assert heaviest is not None
    assert (chosen.row, heaviest.row) == ("r1", "r2")
    assert primary({}) is None
