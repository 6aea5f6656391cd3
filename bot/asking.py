"""One review as a question that somebody is asked."""

from datetime import date
from typing import Any

from sqlalchemy import Connection

from bot.calendars import Calendars
from bot.i18n import Markup, Words
from bot.stages import course_of
from bot.views.message import on_one_line
from bot.views.reminder import Question
from bot.world import World
from flows.answers import values_of
from flows.cadence.asked import Deed, Item, More, deed_of
from flows.cadence.clocks import Subject
from flows.cadence.questions import BUSINESS, METRIC, UNKNOWN, objective_question, outcome_question, stage_question
from flows.cadence.replies import OBJECTIVE_REPLIES, Reply, stage_replies
from flows.cadence.review import Level, Review
from flows.cadence.sentences import new_owner_sentence, nudge_sentence, step_sentence
from flows.cadence.snooze import Later
from flows.courses import INTAKE, Row, rows_in
from flows.lifecycle.loader import load_lifecycle
from flows.reading.in_words import date_text, number_words
from flows.results.baseline import baselines
from flows.results.findings import value_now
from flows.results.in_words import value_in_words
from flows.results.objective import primary
from flows.results.result import Result, in_force, of
from flows.scoring.texts import scoring_texts
from flows.scoring.verdict import Verdict
from flows.text import Language, Phrase, Text, phrase
from storage.results import results_of
from storage.reviews import Scheduled
from storage.threads import Thread

LONGEST_NAME = 80


def question_of(
    db: Connection, world: World, thread: Thread, one: Scheduled, item: Item, words: Words, *, day: date | None = None
) -> Question:
    """What is asked as this item; `day` is that of the message it stands in."""
    review, project = one.review, thread.project
    name = name_of(world, thread, words)
    deed = deed_of(item.deed) if item.deed else None
    text = _text(db, world, thread, one, name, words)
    replies = replies_to(thread, review, item.level)
    if text.key == "review.objective_first":
        replies = tuple(reply for reply in replies if reply is not Reply.SAME_AS_LAST)
    return Question(
        project=project.id,
        about=about(review),
        name=name,
        text=text,
        day=day.isoformat() if day else "",
        lead=_lead(thread, review, item, name),
        replies=replies,
        deed=deed,
        detail=_detail(deed, item.detail),
        can_snooze=review.clock.every is not None,
    )


def settled_question(world: World, thread: Thread, item: Item, words: Words) -> Question:
    """What was answered, for its line; perhaps it is not reviewed any more."""
    assert item.deed is not None
    name, deed = name_of(world, thread, words), deed_of(item.deed)
    nothing = phrase("review.gone", "There is nothing to review here any more.")
    return Question(thread.project.id, "", name, nothing, deed=deed, detail=_detail(deed, item.detail))


def about(review: Review) -> str:
    """What the buttons of a review remember besides the project."""
    return f"{review.clock.subject}/{review.clock.row}"


def key_of(project: str, remembered: str) -> str:
    """The key of the review that buttons remember like that."""
    subject, _, row = remembered.partition("/")
    return f"{project}:{subject}:{row}"


def project_of(key: str) -> str:
    """The project of a review, from its key."""
    return key.partition(":")[0]


def name_of(world: World, thread: Thread, words: Words) -> Markup:
    """The project's name, leading to its thread."""
    place, project = thread.place, thread.project
    name = words.escape(on_one_line(project.name, LONGEST_NAME)) or words("card.unnamed", "New ML project")
    return Markup(f"<{world.link(thread.project.team, place.channel, place.ts)}|{name}>" if place else name)


def _resume(world: World, thread: Thread, words: Words) -> Markup:
    place = thread.place
    if place is None:
        return Markup("")
    asked = words("review.resume_here", "Resume here")
    return Markup(f"<{world.link(thread.project.team, place.channel, place.ts)}|{asked}>")


def row_of(thread: Thread, review: Review) -> Row:
    """The row of the answers that a review of an objective or metric is about."""
    group = "objectives" if review.clock.subject is Subject.OBJECTIVE else "monitored_metrics"
    return next((row for row in rows_in(thread.conversation, group) if str(row["id"]) == review.clock.row), {})


def thing(thread: Thread, review: Review) -> str:
    """What the objective or metric is called."""
    row = row_of(thread, review)
    return str(row.get("name") or row.get("metric") or UNKNOWN)


def replies_to(thread: Thread, review: Review, level: Level) -> tuple[Deed, ...]:
    match review.clock.subject:
        case Subject.INTERVIEW:
            return ()
        case Subject.OUTCOME:
            return (Reply.ENTER_VALUE,)
        case Subject.OBJECTIVE | Subject.METRIC:
            own: tuple[Deed, ...] = tuple(one for one in OBJECTIVE_REPLIES if one is not Reply.CHANGE_TARGET)
        case Subject.PROJECT if thread.project.stage == INTAKE and thread.conversation.told:
            own = (Reply.ON_TRACK, Reply.BLOCKED, Reply.STOP)
        case Subject.PROJECT:
            own = tuple(stage_replies(thread.project.stage))
    return (More.KEEP, *own) if level in (Level.TO_LEAD, Level.ASLEEP) else own


def _text(db: Connection, world: World, thread: Thread, one: Scheduled, name: object, words: Words) -> Phrase:
    review = one.review
    match review.clock.subject:
        case Subject.INTERVIEW:
            said = nudge_sentence(name, _left(world, thread))
            return phrase("review.nudge", "{said} {here}", said=said, here=_resume(world, thread, words))
        case Subject.OUTCOME:
            return outcome_question(name, int(review.clock.row))
        case Subject.OBJECTIVE | Subject.METRIC:
            row = row_of(thread, review)
            every = review.clock.every
            assert every is not None
            logged = None
            if review.clock.subject is Subject.OBJECTIVE:
                logged = value_now(of(in_force(results_of(db, thread.project.id)), review.clock.row))
            return objective_question(
                name,
                thing(thread, review),
                every,
                last=_said(logged, row) if logged else one.value or _measured(row, "current"),
                on=logged.on if logged else review.last,
                target=_measured(row, "target", "limit"),
            )
        case Subject.PROJECT:
            return _of_project(db, world, thread, one, name)


def _of_project(db: Connection, world: World, thread: Thread, one: Scheduled, name: object) -> Phrase:
    told, stage, where = thread.conversation, thread.project.stage, thread.where
    if stage == INTAKE and told.told:
        verdict = scoring_texts().verdict[Verdict(told.told.verdict)].label
        return phrase(
            "review.after_verdict",
            "{name} has its verdict: {verdict}. How is it going, and is it time for the next stage?",
            name=name,
            verdict=verdict,
        )
    if stage == "planning":
        course = course_of(db, world, thread, by=told.owner, now=world.clock())
        found = course.checks.next()
        return stage_question(stage, name, next_check=found.check.label if found else UNKNOWN)
    if stage == "paused" and where:
        code = where.path[-1].code if where.path else ""
        reason = load_lifecycle().reasons.get(code)
        calendar = Calendars(db, thread.project.team).of(told.owner, thread.project.channel)
        since = calendar.day_of(where.since)
        return stage_question(stage, name, reason=reason.label if reason else UNKNOWN, since=since)
    if stage == "data":
        return stage_question(stage, name, last=one.value or UNKNOWN)
    values = values_of(told.answers)
    first = primary(values)
    if first is None:
        return stage_question(stage, name, metric=METRIC, business_metric=BUSINESS)
    row = next((row for row in rows_in(told, "objectives") if str(row["id"]) == first.row), {})
    logged = value_now(of(in_force(results_of(db, thread.project.id)), first.row))
    baseline = baselines(first, values).baseline
    return stage_question(
        stage,
        name,
        metric=first.name,
        business_metric=str(row.get("business_metric") or "") or BUSINESS,
        last=_said(logged, row) if logged else _measured(row, "current"),
        baseline=value_in_words(baseline.value, first.unit) if baseline else UNKNOWN,
        target=_measured(row, "target"),
    )


def _said(logged: Result, row: Row) -> str:
    return value_in_words(logged.exactly, str(row.get("unit") or ""))


def _left(world: World, thread: Thread) -> int:
    """How many questions the first verdict still needs."""
    told = thread.conversation
    flow = world.flow.reaching(told.reach)
    return max(1, sum(question.key not in told.answers for question in flow.asked(told.answers)))


def _detail(deed: Deed | None, detail: str) -> str | Text:
    """The day as people write it, or the value."""
    is_day = isinstance(deed, Later) or deed in (More.PICK_DAY, Reply.LATER)
    return date_text(date.fromisoformat(detail)) if is_day and detail else detail


def _lead(thread: Thread, review: Review, item: Item, name: object) -> Phrase | None:
    if item.new_owner:
        return new_owner_sentence(name)
    if item.level is Level.STILL_WAITING and review.clock.subject is Subject.PROJECT:
        return phrase("review.still_waiting", "Still waiting for a word on {name}.", name=name)
    owner = Markup(f"<@{review.clock.owner}>")
    return step_sentence(item.level, name, owner, review.last)


def _measured(row: Row, *columns: str) -> object:
    value: Any = next((row[column] for column in columns if row.get(column) not in (None, "")), None)
    if value is None:
        return UNKNOWN
    unit = str(row.get("unit") or "")
    sign = unit if unit == "%" or not unit else f" {unit}"
    return Text(**{one.value: f"{number_words(str(value), one)}{sign}" for one in Language})
