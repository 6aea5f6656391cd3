"""One review as a question that somebody is asked."""

from datetime import date
from typing import Any

from bot.i18n import Markup, Words
from bot.views.message import on_one_line
from bot.views.reminder import Question
from bot.world import World
from flows.answers import values_of
from flows.cadence.asked import Deed, Item, More, deed_of
from flows.cadence.clocks import Subject
from flows.cadence.questions import UNKNOWN, objective_question, stage_question
from flows.cadence.replies import OBJECTIVE_REPLIES, Reply, stage_replies
from flows.cadence.review import Level, Review
from flows.cadence.sentences import new_owner_sentence, nudge_sentence, step_sentence
from flows.cadence.snooze import Later
from flows.courses import INTAKE, Row, rows_in
from flows.lifecycle.checked import Checks
from flows.lifecycle.loader import load_lifecycle
from flows.lifecycle.stage import Stage
from flows.lifecycle.standing import Standing
from flows.lifecycle.where import Where
from flows.reading.in_words import date_text, number_words
from flows.results.objective import primary
from flows.scoring.texts import scoring_texts
from flows.scoring.verdict import Verdict
from flows.text import Language, Phrase, Text, phrase
from storage.reviews import Scheduled
from storage.threads import Thread

LONGEST_NAME = 80


def question_of(
    world: World, thread: Thread, one: Scheduled, item: Item, words: Words, *, day: date | None = None
) -> Question:
    """What is asked as this item; `day` is that of the message it stands in."""
    review, project = one.review, thread.project
    name = name_of(world, thread, words)
    deed = deed_of(item.deed) if item.deed else None
    return Question(
        project=project.id,
        about=about(review),
        name=name,
        text=_text(world, thread, one, name, words),
        day=day.isoformat() if day else "",
        lead=_lead(thread, review, item, name),
        replies=replies_to(thread, review, item.level),
        deed=deed,
        detail=_detail(deed, item.detail),
        can_snooze=review.clock.subject is not Subject.INTERVIEW,
    )


def about(review: Review) -> str:
    """What the buttons of a review remember besides the project."""
    return f"{review.clock.subject}/{review.clock.row}"


def key_of(project: str, remembered: str) -> str:
    """The key of the review that buttons remember like that."""
    subject, _, row = remembered.partition("/")
    return f"{project}:{subject}:{row}"


def name_of(world: World, thread: Thread, words: Words) -> Markup:
    """The project's name, leading to its thread."""
    place, project = thread.place, thread.project
    name = words.escape(on_one_line(project.name, LONGEST_NAME)) or words("card.unnamed", "New ML project")
    return Markup(f"<{world.workspace.link(place.channel, place.ts)}|{name}>" if place else name)


def _resume(world: World, thread: Thread, words: Words) -> Markup:
    place = thread.place
    if place is None:
        return Markup("")
    asked = words("review.resume_here", "Resume here")
    return Markup(f"<{world.workspace.link(place.channel, place.ts)}|{asked}>")


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
        case Subject.OBJECTIVE | Subject.METRIC:
            own: tuple[Deed, ...] = tuple(one for one in OBJECTIVE_REPLIES if one is not Reply.CHANGE_TARGET)
        case Subject.PROJECT if thread.project.stage == INTAKE and thread.conversation.told:
            own = (Reply.ON_TRACK, Reply.BLOCKED, Reply.STOP)
        case Subject.PROJECT:
            own = tuple(stage_replies(thread.project.stage))
    return (More.KEEP, *own) if level in (Level.TO_LEAD, Level.ASLEEP) else own


def _text(world: World, thread: Thread, one: Scheduled, name: object, words: Words) -> Phrase:
    review = one.review
    match review.clock.subject:
        case Subject.INTERVIEW:
            said = nudge_sentence(name, _left(world, thread))
            return phrase("review.nudge", "{said} {here}", said=said, here=_resume(world, thread, words))
        case Subject.OBJECTIVE | Subject.METRIC:
            row = row_of(thread, review)
            every = review.clock.every
            assert every is not None
            return objective_question(
                name,
                thing(thread, review),
                every,
                last=one.value or _measured(row, "current"),
                on=review.last,
                target=_measured(row, "target", "limit"),
            )
        case Subject.PROJECT:
            return _of_project(world, thread, one, name)


def _of_project(world: World, thread: Thread, one: Scheduled, name: object) -> Phrase:
    told, stage = thread.conversation, thread.project.stage
    if stage == INTAKE and told.told:
        verdict = scoring_texts().verdict[Verdict(told.told.verdict)].label
        return phrase(
            "review.after_verdict",
            "{name} has its verdict: {verdict}. How is it going, and is it time for the next stage?",
            name=name,
            verdict=verdict,
        )
    if stage == "planning":
        return stage_question(stage, name, next_check=_next_check(world, thread))
    first = primary(values_of(told.answers))
    row = next((row for row in rows_in(told, "objectives") if first and str(row["id"]) == first.row), {})
    return stage_question(
        stage,
        name,
        metric=first.name if first else UNKNOWN,
        business_metric=str(row.get("business_metric") or UNKNOWN),
        last=one.value or (_measured(row, "current") if stage != "data" else UNKNOWN),
        target=_measured(row, "target"),
    )


def _next_check(world: World, thread: Thread) -> object:
    """The first thing that is missing to go on."""
    told, project = thread.conversation, thread.project
    where = Where(stage=Stage(project.stage), since=project.created_at)
    standing = Standing(answers=told.answers, now=world.clock(), owner=told.owner)
    found = Checks(load_lifecycle(), where, standing).next()
    return found.check.label if found else UNKNOWN


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
