"""Each fact as one line."""

from typing import assert_never

from flows.cadence.freshness import Freshness
from flows.digest.facts import (
    Aged,
    BallotClosed,
    Conflicting,
    Contested,
    DateAhead,
    Decided,
    Decision,
    LeftToLead,
    LimitBroken,
    Mover,
    Names,
    Occasion,
    Overridden,
    Project,
    PrototypeOverdue,
    QuickWin,
    RankMoved,
    ResultLogged,
    ReviewDue,
    Risk,
    Sayable,
    StageMoved,
    Started,
    Stopped,
    VerdictChanged,
    Warned,
)
from flows.digest.warnings import warning
from flows.reading.in_words import date_text
from flows.text import Phrase, phrase

LONGEST = 160
"""Characters of what people wrote; the whole of it stands where the line leads."""

NOT_KNOWN = "–"
STAGES = ("intake", "planning", "data", "training", "deployment", "operation", "retired")


def sentence(fact: Sayable, names: Names) -> Phrase:
    """What the digest says about one fact."""
    project = fact.project
    match fact:
        case Started():
            return phrase("digest.started", "{project}: new", project=project)
        case VerdictChanged(before=before, after=after):
            return phrase(
                "digest.verdict",
                "{project}: the verdict changed, {before} → {after}",
                project=project,
                before=names[before],
                after=names[after],
            )
        case Overridden(rule=rule, reason=reason):
            return phrase(
                "digest.overridden",
                "{project}: goes on despite “{rule}” — {reason}",
                project=project,
                rule=names[rule],
                reason=short(reason),
            )
        case StageMoved():
            return _moved(fact, names)
        case Stopped(code=code, learnt=learnt):
            return phrase(
                "digest.stopped",
                "{project}: stopped — {reason}. Thanks for what it taught: {learnt}",
                project=project,
                reason=names[code],
                learnt=short(learnt),
            )
        case Decided():
            return _reasoned(_decided(fact), fact.reason)
        case ResultLogged():
            return _result(fact)
        case BallotClosed(people=people):
            if people == 1:
                return phrase("digest.ballot_one", "{project}: scored by one person", project=project)
            return phrase("digest.ballot_many", "{project}: scored by {count} people", project=project, count=people)
        case QuickWin(fix=fix):
            return phrase("digest.quick_win", "{project}: {fix}", project=project, fix=short(fix))
        case Risk(risk=risk, points=points):
            return phrase(
                "digest.risk",
                "{project}: {risk} (risk {points} of 9)",
                project=project,
                risk=short(risk),
                points=points,
            )
        case LimitBroken(metric=metric):
            return phrase("digest.limit", "{project}: past its limit, {metric}", project=project, metric=short(metric))
        case Aged(state=state, last=last):
            if state is Freshness.DORMANT:
                return phrase(
                    "digest.dormant",
                    "{project}: asleep, last review {date}. Pause or stop it?",
                    project=project,
                    date=date_text(last),
                )
            return phrase("digest.stale_one", "{project}: last review {date}", project=project, date=date_text(last))
        case Warned(cause=cause):
            return phrase("digest.warned", "{project}: {cause}", project=project, cause=warning(cause))
        case RankMoved():
            return _ranked(fact)
        case Contested(gate=gate):
            return phrase("digest.contested", "{project}: people differ. {gate}", project=project, gate=names[gate])
        case Conflicting(requirements=requirements):
            return phrase(
                "digest.conflicting",
                "{project}: hard requirements exclude each other — {requirements}",
                project=project,
                requirements=short(requirements),
            )
        case PrototypeOverdue(day=day):
            return phrase(
                "digest.prototype_overdue",
                "{project}: the prototype was to be decided by {date}. Proceed or stop?",
                project=project,
                date=date_text(day),
            )
        case LeftToLead(last=last):
            return phrase(
                "digest.left_to_lead",
                "{project}: last review {date}. Keep, hand over or pause?",
                project=project,
                date=date_text(last),
            )
        case ReviewDue(due=due):
            return phrase("digest.review_due", "{what}: due {date}", what=reviewed_thing(fact), date=date_text(due))
        case DateAhead():
            return _ahead(fact)
        case _:
            assert_never(fact)


def reviewed_thing(fact: ReviewDue) -> Project | Phrase:
    """The project, or one of its objectives."""
    if not fact.objective:
        return fact.project
    return phrase("digest.objective", "{project}, {objective}", project=fact.project, objective=short(fact.objective))


def short(written: str) -> str:
    """In one line and not too long for one."""
    line = " ".join(written.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def _reasoned(said: Phrase, reason: str) -> Phrase:
    return phrase("digest.reasoned", "{said} — {reason}", said=said, reason=short(reason)) if reason.strip() else said


def _moved(fact: StageMoved, names: Names) -> Phrase:
    slots = {"project": fact.project, "before": names[fact.before], "after": names[fact.after]}
    if fact.after == "paused":
        said = phrase("digest.paused", "{project}: paused in {before}", **slots)
    elif fact.before == "paused":
        said = phrase("digest.resumed", "{project}: goes on in {after}", **slots)
    elif fact.before == "stopped":
        said = phrase("digest.reopened", "{project}: open again, in {after}", **slots)
    elif is_back(fact):
        said = phrase("digest.back", "{project}: back, {before} → {after}", **slots)
    else:
        return _reasoned(phrase("digest.forward", "{project}: {before} → {after}", **slots), fact.note)
    if fact.code:
        said = phrase("digest.because", "{said} — {reason}", said=said, reason=names[fact.code])
    return _reasoned(said, fact.note)


def is_back(fact: StageMoved) -> bool:
    """Whether the project returned to an earlier stage, which is nothing bad."""
    both = (fact.before, fact.after)
    return all(stage in STAGES for stage in both) and STAGES.index(fact.after) < STAGES.index(fact.before)


def _decided(fact: Decided) -> Phrase:
    match fact.decision:
        case Decision.ACCEPT:
            return phrase("digest.accepted", "{project}: accepted", project=fact.project)
        case Decision.DECLINE:
            return phrase("digest.declined", "{project}: declined", project=fact.project)
        case Decision.DEFER:
            return phrase("digest.deferred", "{project}: put off", project=fact.project)
        case Decision.MERGE:
            return phrase("digest.merged", "{project}: merged into another project", project=fact.project)


def _result(fact: ResultLogged) -> Phrase:
    said = phrase(
        "digest.result",
        "{project}, {objective}: {before} → {after} · baseline {baseline} · target {target}",
        project=fact.project,
        objective=short(fact.objective),
        before=fact.before or NOT_KNOWN,
        after=fact.after,
        baseline=fact.baseline or NOT_KNOWN,
        target=fact.target or NOT_KNOWN,
    )
    if fact.progress is not None:
        said = phrase("digest.progress", "{result} · {percent}% of the way", result=said, percent=fact.progress)
    return phrase("digest.read", "{result}. {reading}", result=said, reading=fact.reading) if fact.reading else said


def _ranked(fact: RankMoved) -> Phrase:
    match fact.mover:
        case Mover.ANSWER:
            why = phrase("digest.by_answer", "an answer changed")
        case Mover.WEIGHT:
            why = phrase("digest.by_weight", "the weights changed")
        case Mover.NEW_PROJECT:
            why = phrase("digest.by_new_project", "a new project came in")
        case Mover.BALLOT:
            why = phrase("digest.by_ballot", "new ballots were counted")
        case Mover.TIME:
            why = phrase("digest.by_time", "nobody looked at it for a while")
        case Mover.STAGE:
            why = phrase("digest.by_stage", "a project began to rest or goes on again")
        case Mover.REMOVED:
            why = phrase("digest.by_removal", "a project was removed")
    if fact.other:
        why = phrase("digest.by_other", "{why}: {other}", why=why, other=fact.other)
    return phrase(
        "digest.ranked",
        "{project}: place {before} → {after} ({why})",
        project=fact.project,
        before=fact.before,
        after=fact.after,
        why=why,
    )


def _ahead(fact: DateAhead) -> Phrase:
    match fact.occasion:
        case Occasion.DEADLINE:
            what = phrase("digest.deadline", "deadline")
        case Occasion.PROTOTYPE:
            what = phrase("digest.prototype", "prototype")
        case Occasion.WAKE_UP:
            what = phrase("digest.wake_up", "time to look at it again")
    return phrase(
        "digest.ahead", "{date} · {project}: {what}", date=date_text(fact.day), project=fact.project, what=what
    )
