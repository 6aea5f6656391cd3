"""What a review asks, by the stage of the project."""

from datetime import date

from flows.cadence.cadence import Cadence
from flows.reading.in_words import date_text, duration_words
from flows.text import Language, Phrase, Text, phrase

UNKNOWN = "–"
METRIC = Text(en="the main metric", ko="주요 지표")
BUSINESS = Text(en="the business number", ko="비즈니스 지표")


def stage_question(
    stage: str,
    name: object,
    *,
    next_check: object = UNKNOWN,
    metric: object = UNKNOWN,
    business_metric: object = UNKNOWN,
    last: object = UNKNOWN,
    baseline: object = UNKNOWN,
    target: object = UNKNOWN,
    reason: object = UNKNOWN,
    since: date | None = None,
) -> Phrase:
    """About a project in this stage, with what is known of it. Raises KeyError for a stage that is not reviewed."""
    match stage:
        case "intake":
            return phrase(
                "review.intake",
                "The project {name} has no verdict yet. Three minutes for the quick intake?",
                name=name,
            )
        case "planning":
            return phrase(
                "review.planning",
                "Planning of {name}: 1) Is the problem still the same? 2) Next open item: “{next_check}” How "
                "far is it? "
                "3) Do you still need ML?",
                name=name,
                next_check=next_check,
            )
        case "data":
            return phrase(
                "review.data",
                "Data for {name}: 1) How many usable examples now (last {last})? 2) Are the labels trusted? "
                "3) Is anything too hard or forbidden?",
                name=name,
                last=last,
            )
        case "training":
            return phrase(
                "review.training",
                "Training of {name}: 1) Latest value of {metric} (last {last}, baseline {baseline}, target {target})? "
                "2) What is the largest error group? 3) Did a colleague try it?",
                name=name,
                metric=metric,
                last=last,
                baseline=baseline,
                target=target,
            )
        case "deployment":
            return phrase(
                "review.deployment",
                "Pilot of {name}: 1) Pilot value of {metric}? 2) Did this number move: {business_metric}? "
                "3) Any surprise compared with the test?",
                name=name,
                metric=metric,
                business_metric=business_metric,
            )
        case "operation":
            return phrase(
                "review.operation",
                "{name} in use: 1) Where are these now: {metric}, {business_metric}? 2) Which cases does it get wrong, "
                "and at which input values? 3) What does it base its answer on? 4) Any new situation?",
                name=name,
                metric=metric,
                business_metric=business_metric,
            )
        case "paused":
            return phrase(
                "review.paused",
                "{name} is paused since {since} ({reason}). Resume, wait or stop?",
                name=name,
                since=date_text(since) if since else UNKNOWN,
                reason=reason,
            )
        case _:
            raise KeyError(stage)


def objective_question(
    name: object,
    objective: object,
    every: Cadence,
    *,
    last: object = UNKNOWN,
    on: date | None = None,
    target: object = UNKNOWN,
) -> Phrase:
    """About one objective or watched metric; `last` was its value on the day `on`."""
    if last == UNKNOWN:
        return phrase(
            "review.objective_first",
            "{objective} of {name}: current value? Not measured yet; target {target}. You review this: {cadence}.",
            objective=objective,
            name=name,
            target=target,
            cadence=cadence_phrase(every),
        )
    return phrase(
        "review.objective",
        "{objective} of {name}: current value? Last {last} on {date}; target {target}. You review this: {cadence}.",
        objective=objective,
        name=name,
        last=last,
        date=date_text(on) if on else UNKNOWN,
        target=target,
        cadence=cadence_phrase(every),
    )


def outcome_question(name: object, days: int) -> Phrase:
    """What came of a deployment so many days ago."""
    if days == 0:
        return phrase("outcome.ask_now", "{name} is in deployment. What came of what you expected?", name=name)
    return phrase(
        "outcome.ask", "{name} was deployed {days} days ago. What came of what you expected?", name=name, days=days
    )


def cadence_phrase(every: Cadence) -> Phrase:
    """`every week`, `every 10 days`, `every workday`."""
    match every:
        case Cadence(count=1, workdays=True):
            return phrase("cadence.every_workday", "every workday")
        case Cadence(workdays=True):
            return phrase("cadence.every_workdays", "every {count} workdays", count=every.count)
        case Cadence(count=1):
            return phrase("cadence.every_day", "every day")
        case Cadence(count=7):
            return phrase("cadence.every_week", "every week")
        case _:
            span = Text(en=duration_words(every.count, Language.EN), ko=duration_words(every.count, Language.KO))
            return phrase("cadence.every", "every {span}", span=span)
