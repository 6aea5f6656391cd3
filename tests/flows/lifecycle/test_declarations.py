"""The lifecycle's files."""

import re
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from flows.catalog.errors import CatalogueError
from flows.lifecycle.check import Side
from flows.lifecycle.facts import FACTS
from flows.lifecycle.loader import load_lifecycle
from flows.lifecycle.needs import IsFact, leaves
from flows.lifecycle.reason import Kind
from flows.lifecycle.stage import ACTIVE, Stage
from flows.translations import read_translations
from tests.flows.lifecycle.projects import LIFECYCLE

HERE = Path(str(files("flows.lifecycle")))


def test_everything_is_there():
    checks = [check.code for check in LIFECYCLE.checks.values()]
    counts = {stage: len(LIFECYCLE.checks_of(stage)) for stage in ACTIVE}
    assert list(counts.values()) == [3, 14, 10, 11, 10, 4]
    assert len(checks) == 52
    kinds = [reason.kind for reason in LIFECYCLE.reasons.values()]
    assert {kind: kinds.count(kind) for kind in Kind} == {
        Kind.FORWARD: 1,
        Kind.SKIP: 1,
        Kind.SHIP_RULES: 1,
        Kind.BACK: 21,
        Kind.PAUSE: 3,
        Kind.RESUME: 1,
        Kind.STOP: 8,
        Kind.REOPEN: 1,
        Kind.RETIRE: 1,
    }


def test_the_mandatory_checks():
    mandatory = [check.code for check in LIFECYCLE.checks.values() if check.mandatory]
    expected = """IN-X1 IN-X2 IN-X3 PL-E1 PL-X1 PL-X2 PL-X5 PL-X7 PL-X8 PL-X12 DC-E1 DC-E2 DC-X1 DC-X2 DC-X3 DC-X6
    DC-X7 TR-E1 TR-X1 TR-X2 TR-X4 DP-E1 DP-X1 DP-X2 DP-X5 DP-X6 OP-E1 OP-X1 OP-X2"""
    assert mandatory == expected.split()


def test_review_days():
    assert [described.review_days for described in LIFECYCLE.stages.values()] == [7, 7, 7, 7, 3, 30, 30, None, None]


def test_every_stage_has_an_entry_check_that_the_one_before_was_left():
    for stage in ACTIVE[1:]:
        first, *_ = LIFECYCLE.checks_of(stage, Side.ENTRY)
        assert first.follows is ACTIVE[ACTIVE.index(stage) - 1]


def test_every_fact_is_looked_at():
    needs = [one for check in LIFECYCLE.checks.values() for one in leaves(check.when)]
    needs += [one for reason in LIFECYCLE.reasons.values() if reason.when for one in leaves(reason.when)]
    assert {one.fact for one in needs if isinstance(one, IsFact)} == set(FACTS)


def test_a_way_back_says_what_to_note_and_reopens_what_it_names():
    back = [reason for reason in LIFECYCLE.reasons.values() if reason.kind.needs_note]
    assert all(reason.question for reason in back)
    assert {reason.code: reason.reopens for reason in back if reason.reopens} == {
        "D2P_DATA_TOO_HARD": ("problem_statement", "data_access"),
        "D2P_EASIER_TASK": ("prediction_question",),
        "D2P_FORBIDDEN": ("data_privacy",),
        "T2D_LABELS_UNRELIABLE": ("label_plan",),
        "P2D_MISMATCH": ("bias_risk",),
        "P2P_REAL_WORLD_POOR": ("objectives", "required_correctness"),
        "O2P_GOAL_CHANGED": ("goal", "objectives"),
    }


def test_no_translation_is_left_over_and_korean_is_korean():
    used = set()
    for stage, described in LIFECYCLE.stages.items():
        used.add((f"stage.{stage}", described.label.en))
        used |= {(f"stage.{stage}.help", described.help.en)} if described.help else set()
    used |= {(f"substage.{key}", one.label.en) for key, one in LIFECYCLE.substages.items()}
    used |= {(f"check.{code}", check.label.en) for code, check in LIFECYCLE.checks.items()}
    for code, reason in LIFECYCLE.reasons.items():
        used.add((f"move.{code}", reason.label.en))
        used |= {(f"move.{code}.question", reason.question.en)} if reason.question else set()
        used |= {(f"move.{code}.help", reason.help.en)} if reason.help else set()
    korean = read_translations(files("flows.lifecycle") / "ko.po")
    assert set(korean) == used
    for (context, english), translated in korean.items():
        assert re.search("[가-힣]", translated), context
        assert not re.search("[가-힣]", english), context


MISTAKES = [
    ("stages.yaml", "retired:\n  label: Retired\n", "", "stages.yaml, retired: the stage is missing"),
    ("stages.yaml", "paused:", "asleep:", "stages.yaml, asleep: there is no such stage"),
    ("stages.yaml", "[pilot, ", "[flight, ", "stages.yaml, deployment: there is no substage 'flight'"),
    ("stages.yaml", "[pilot, regression_tests", "[pilot", "regression_tests: the substage is not in exactly one"),
    ("checks.yaml", "answered: [bias_risk]", "answered: [bias]", "checks.yaml, DC-X4: there is no question 'bias'"),
    ("checks.yaml", "is_not: [tiny]", "is_not: [small]", "checks.yaml, DC-X7: 'small' is not among data_volume"),
    ("checks.yaml", "filled: [target]", "filled: [aim]", "checks.yaml, PL-X7: 'aim' is not among objectives"),
    ("checks.yaml", "kind: [model]", "kind: [models]", "DP-X6: 'models' is not among monitored_metrics.kind"),
    ("checks.yaml", "parts: [A, C]", "parts: [A, F]", "checks.yaml, PL-X5: 'F' is not among ethics_review"),
    ("checks.yaml", "fact: piloted", "fact: flown", "checks.yaml, DP-X1: 'flown' is not among the facts"),
    ("checks.yaml", "by: feedback_people", "by: goal", "checks.yaml, TR-X7: 'goal' is no question for people"),
    ("checks.yaml", "Released", "Let go", "checks.yaml, OP-E1: there is no Korean for 'Let go'"),
    ("checks.yaml", "OP-E1", "OP-Q1", "checks.yaml, OP-Q1: `code`"),
    ("checks.yaml", "left: data", "left: dada", "checks.yaml, TR-E1"),
    ("moves.yaml", "needs: [DP-E2, DP-X5]", "needs: [DP-E9]", "moves.yaml, SHIP_RULES: there is no check 'DP-E9'"),
    ("moves.yaml", "reopens: [label_plan]", "reopens: [plan]", "T2D_LABELS_UNRELIABLE: there is no question 'plan'"),
    ("moves.yaml", "offers: objectives", "offers: goal", "T2P_METRIC_WRONG: 'goal' is no question with rows"),
    ("moves.yaml", "coach: SLICE", "coach: SLIDE", "moves.yaml, T2P_TOO_HARD: there is no coach line 'SLIDE'"),
    ("moves.yaml", "  to: retired\n", "", "moves.yaml, RETIRE: a retire move needs `to`"),
    ("moves.yaml", "kind: reopen", "kind: reopening", "moves.yaml, REOPEN: `kind` is 'reopening'"),
    ("moves.yaml", "new_round: true", "newround: true", "`newround` is not a field here"),
]


@pytest.mark.parametrize(("file", "old", "new", "complaint"), MISTAKES)
def test_mistakes_are_named_with_file_and_key(tmp_path: Path, file: str, old: str, new: str, complaint: str) -> None:
    for one in (*HERE.glob("*.yaml"), HERE / "ko.po"):
        shutil.copy(one, tmp_path)
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    if not old.startswith(" "):  # a key that is misspelt in both files
        korean = (tmp_path / "ko.po").read_text(encoding="utf-8")
        renamed = korean.replace(f'.{old.rstrip(":")}"', f'.{new.rstrip(":")}"')
        (tmp_path / "ko.po").write_text(renamed, encoding="utf-8")
    with pytest.raises(CatalogueError, match=re.escape(complaint)):
        load_lifecycle(tmp_path)


def test_a_copy_loads(tmp_path: Path) -> None:
    for one in (*HERE.glob("*.yaml"), HERE / "ko.po"):
        shutil.copy(one, tmp_path)
    assert load_lifecycle(tmp_path).checks == LIFECYCLE.checks
    assert Stage.PAUSED in load_lifecycle(tmp_path).stages
