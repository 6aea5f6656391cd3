"""Filters as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.board.filter import EVERYTHING, Asked, Filter, Unclear, read_filter
from flows.ranking.weights import Preset
from flows.scoring.factors import Archetype
from flows.scoring.verdict import Verdict
from tests.flows.board.boards import entry, stand

STAGES = {"data": "데이터", "planning": "계획", "training": "학습", "deployment": "배포", "paused": "보류"}


def only(**kinds: object) -> Asked:
    return Asked(Filter(**{kind: frozenset([value]) for kind, value in kinds.items()}))  # type: ignore[arg-type]


@pytest.mark.parametrize(("english", "korean"), STAGES.items())
def test_a_stage_in_both_languages(english: str, korean: str):
    assert read_filter(english, "U1") == read_filter(korean.upper(), "U1") == only(stages=english)


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ("go", Verdict.GO),
        ("Go, rules first", Verdict.GO_RULES_FIRST),
        ("rules", Verdict.GO_RULES_FIRST),
        ("규칙부터 진행", Verdict.GO_RULES_FIRST),
        ("진행", Verdict.GO),
        ("collect_data_first", Verdict.COLLECT_DATA_FIRST),
        ("재검토", Verdict.RECONSIDER),
        ("no ML", Verdict.DO_NOT_USE_ML),
    ],
)
def test_a_verdict(typed: str, verdict: Verdict):
    assert read_filter(typed, "U1") == only(verdicts=verdict)


def test_an_archetype():
    assert read_filter("autonomous", "U1") == read_filter("자율", "U1") == only(archetypes=Archetype.AUTONOMOUS)
    assert read_filter("human in the loop", "U1") == only(archetypes=Archetype.HUMAN_IN_THE_LOOP)


@pytest.mark.parametrize("typed", ["<@U0AB12>", "<@U0AB12|kim>", "@U0AB12"])
def test_an_owner(typed: str):
    assert read_filter(typed, "U1") == only(owners="U0AB12")


@pytest.mark.parametrize("typed", ["me", "mine", "내 것", "나", "내"])
def test_ones_own(typed: str):
    assert read_filter(typed, "U1") == only(owners="U1")


def test_a_preset_and_all_of_it():
    assert read_filter("impact first all", "U1") == Asked(preset=Preset.IMPACT_FIRST, everything=True)
    assert read_filter("데이터 우선 전체", "U1") == Asked(preset=Preset.DATA_FIRST, everything=True)


def test_several_at_once_in_any_order():
    wanted = Asked(
        Filter(
            stages=frozenset({"data", "planning"}),
            verdicts=frozenset({Verdict.GO}),
            owners=frozenset({"U7"}),
        )
    )
    assert read_filter("go, data <@U7> planning", "U1") == read_filter("계획 진행 <@U7> 데이터", "U1") == wanted


def test_nothing_is_everything():
    assert read_filter("  ", "U1") == Asked(EVERYTHING)


def test_what_is_not_understood_is_named():
    assert read_filter("go purple", "U1") == Unclear("purple")


def test_what_can_mean_several_names_them():
    found = read_filter("re", "U1")
    assert isinstance(found, Unclear)
    assert found.choices == ("retired", "reconsider")


@given(st.text(max_size=300))
def test_anything_can_be_typed(said: str):
    assert isinstance(read_filter(said, "U1"), Asked | Unclear)


def test_values_of_one_kind_let_each_through_and_kinds_must_all_hold():
    one = entry(stand(1, (50, 50), stage="data"), archetype=Archetype.AUTONOMOUS)
    assert Filter(stages=frozenset({"data", "intake"})).passes(one)
    assert Filter(stages=frozenset({"data"}), owners=frozenset({"U1"})).passes(one)
    assert not Filter(stages=frozenset({"data"}), owners=frozenset({"U2"})).passes(one)
    assert not Filter(archetypes=frozenset({Archetype.SOFTWARE_2_0})).passes(one)
    assert not Filter(verdicts=frozenset({Verdict.RECONSIDER})).passes(one)
