"""The owner's override of a verdict: what is refused, and what is the verdict then."""

from datetime import datetime

from flows.conversation import Conversation, Overruled
from flows.effects import CardChanged, Overridden, VerdictRedrawn, Whisper
from flows.interview import Interview
from flows.scoring.score import Score
from flows.scoring.verdict import MIN_OVERRIDE_REASON, Verdict, can_override
from flows.text import Phrase, phrase
from flows.turn import Turn, with_effects

MOST_REASON = 500


def verdict_in_force(score: Score, overruled: Overruled | None) -> Verdict:
    """The owner's verdict, unless the answers say since that it would be wrong even if it worked."""
    if overruled is None or not can_override(score.rules):
        return score.verdict
    return Verdict(overruled.verdict)


def may_not(told: Conversation, score: Score) -> Phrase | None:
    """Why nobody can override the verdict; None when its owner can."""
    if told.told is None:
        return phrase("overrule.early", "There is no verdict yet; it comes with the last quick question.")
    if not can_override(score.rules):
        return phrase(
            "overrule.ethics",
            "This verdict cannot be overridden: the team judged it wrong to let a model do this. Whoever sees it "
            "otherwise can change the answer to the ethics question.",
        )
    return None


def reason_problem(reason: str) -> Phrase | None:
    """What is wrong with the reason, if anything."""
    length = len(" ".join(reason.split()))
    if MIN_OVERRIDE_REASON <= length <= MOST_REASON:
        return None
    return phrase(
        "overrule.reason",
        "Please give the reason in {least} to {most} characters; everybody in the channel can read it.",
        least=MIN_OVERRIDE_REASON,
        most=MOST_REASON,
    )


def overrule(interview: Interview, told: Conversation, verdict: str, reason: str, *, by: str, now: datetime) -> Turn:
    """The verdict from now on, for everybody to see. Whether it is allowed was asked before: `may_not`."""
    return _settled(interview, told, Overruled(verdict=verdict, reason=" ".join(reason.split()), by=by, at=now))


def withdraw(interview: Interview, told: Conversation, *, by: str) -> Turn:
    """Back to the verdict of the answers. Whether this person may was asked before."""
    if told.overruled is None:
        return Turn(told, (Whisper(by, phrase("overrule.none", "The verdict is that of the answers already.")),))
    return _settled(interview, told, None)


def overruled_last(told: Conversation) -> bool:
    """Whether the override is the last thing that changed, and so what `undo` means."""
    return told.overruled is not None and all(change.at < told.overruled.at for change in told.recent[-1:])


def _settled(interview: Interview, told: Conversation, overruled: Overruled | None) -> Turn:
    changed = told.model_copy(update={"overruled": overruled})
    changed = changed.model_copy(update={"told": interview.judge(changed)})
    return with_effects(Turn(changed), Overridden(), VerdictRedrawn(), CardChanged())
