"""What results say, in one sentence each."""

from dataclasses import dataclass, field
from enum import StrEnum

from flows.text import Phrase, phrase


class Code(StrEnum):
    """In the order in which they are shown."""

    LIMIT_MET = "LIMIT_MET"
    LIMIT_BROKEN = "LIMIT_BROKEN"
    BELOW_FLOOR = "BELOW_FLOOR"
    UNDER_BASELINE = "UNDER_BASELINE"
    AT_BASELINE = "AT_BASELINE"
    OVER_BASELINE = "OVER_BASELINE"
    TARGET_MET = "TARGET_MET"
    UNDERFIT = "UNDERFIT"
    OVERFIT = "OVERFIT"
    BALANCED = "BALANCED"
    BEATS_HUMAN = "BEATS_HUMAN"
    VAL_OVERUSED = "VAL_OVERUSED"
    SHIFT_GAP = "SHIFT_GAP"
    PROXY_MOVED_BUSINESS_NOT = "PROXY_MOVED_BUSINESS_NOT"


SUGGESTS: dict[Code, tuple[str, ...]] = {
    Code.LIMIT_BROKEN: ("T2P_TRADEOFF",),
    Code.BELOW_FLOOR: ("training.debugging", "T2D_LABELS_UNRELIABLE"),
    Code.UNDER_BASELINE: ("training.improvement", "T2P_TOO_HARD"),
    Code.AT_BASELINE: ("training.improvement", "STOP_RULES_SUFFICE"),
    Code.TARGET_MET: ("FWD",),
    Code.UNDERFIT: ("training.improvement",),
    Code.OVERFIT: ("T2D_MORE_DATA", "training.improvement"),
    Code.BALANCED: ("TR-X6",),
    Code.BEATS_HUMAN: ("TR-X6", "human_baseline_plan"),
    Code.VAL_OVERUSED: ("DC-X8",),
    Code.SHIFT_GAP: ("P2D_MISMATCH", "O2D_SHIFT"),
    Code.PROXY_MOVED_BUSINESS_NOT: ("P2P_METRIC_NOT_DRIVING",),
}
"""What to do next: codes of moves and checks, a substage as in `training.debugging`, or a question."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`slots` fill the sentence: names are Texts, differences Phrases or decimal strings with their unit."""

    code: Code
    slots: dict[str, object] = field(default_factory=dict)

    @property
    def suggests(self) -> tuple[str, ...]:
        return SUGGESTS.get(self.code, ())

    @property
    def sentence(self) -> Phrase:
        said = _sentence(self.code, known="progress" in self.slots)
        return Phrase(said.key, said.english, self.slots)


def _sentence(code: Code, *, known: bool) -> Phrase:
    """`known` says whether the way to the target can be counted."""
    match code:
        case Code.LIMIT_MET:
            return phrase("result.limit_met", "Limit kept, margin {gap}.")
        case Code.LIMIT_BROKEN:
            return phrase(
                "result.limit_broken", "Limit missed by {gap}. If the requirement is hard, this blocks release."
            )
        case Code.BELOW_FLOOR:
            return phrase("result.below_floor", "Worse than guessing. Look for a bug or broken labels first.")
        case Code.UNDER_BASELINE:
            return phrase(
                "result.under_baseline", "Below the baseline “{name}” by {gap}. The simple way is still better."
            )
        case Code.AT_BASELINE:
            return phrase("result.at_baseline", "About equal to “{name}”. Not worth the extra complexity yet.")
        case Code.OVER_BASELINE if known:
            return phrase("result.over_baseline", "Ahead of “{name}” by {gap}; {progress}% of the way to the target.")
        case Code.OVER_BASELINE:
            return phrase("result.over_baseline_only", "Ahead of “{name}” by {gap}.")
        case Code.TARGET_MET:
            return phrase("result.target_met", "Target reached. Raise it, or move on to the next objective.")
        case _:
            return _about_learning(code)


def _about_learning(code: Code) -> Phrase:
    match code:
        case Code.UNDERFIT:
            return phrase(
                "result.underfit",
                "The model does not even fit what it has seen (gap to {reference} {bias}). Try a stronger model, "
                "better features, longer training.",
            )
        case Code.OVERFIT:
            return phrase(
                "result.overfit",
                "It remembers rather than learns (train-validation gap {variance}). Add data, simplify or regularise.",
            )
        case Code.BALANCED:
            return phrase("result.balanced", "Close to the reference on both sides. Look at single errors next.")
        case Code.BEATS_HUMAN:
            return phrase(
                "result.beats_human",
                "Better than the human baseline. Check for leakage before celebrating, and measure against better "
                "experts.",
            )
        case Code.VAL_OVERUSED:
            return phrase(
                "result.val_overused",
                "Worse on the test set than on validation: the validation set was used too often or differs.",
            )
        case Code.SHIFT_GAP:
            return phrase("result.shift_gap", "Real use is worse than the test by {gap}: the data differs.")
        case _:
            return phrase("result.proxy_moved", "The model got better, the business number did not.")
