"""Results of projects: typed, entered in a form, corrected, read in the thread, drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.charts.alt import alt_of, title_of
from bot.charts.asked import results_of as chart_of
from bot.charts.request import Results as Chart
from bot.i18n import Words
from bot.limits import result_logged
from bot.names import Did, card_of, result_of, thread_of
from bot.said import Submitted
from bot.scheduling import measured
from bot.stages import post, zone_of
from bot.threads import renderer
from bot.uploads import File, upload
from bot.views.card import project_name
from bot.views.fields import View
from bot.views.message import Message
from bot.views.notices import sentence
from bot.views.result import (
    DATA,
    DAY,
    MODEL,
    NOISE,
    NOTE,
    SLICE,
    SPLIT,
    VALUE,
    WHAT,
    Logged,
    confirmation,
    logged_message,
    no_objectives_message,
    overview_message,
    refused_message,
    result_sheet,
    split_message,
    which_message,
)
from bot.world import World
from flows.answers import values_of
from flows.conditions import Values
from flows.reading import Understood, Unreadable
from flows.reading.numbers import Bounds, number_in
from flows.results.baseline import baselines
from flows.results.findings import findings
from flows.results.log import NotLogged, log
from flows.results.measurable import Thing, measurable, thing_of, typed_value
from flows.results.progress import progress
from flows.results.result import Measured, Result, Split, in_force, newest
from flows.results.series import series
from flows.results.typed import read_result_line
from flows.text import Language, Phrase, Text, phrase
from storage.calls import Call
from storage.history import Event, record
from storage.inbox import claim
from storage.outbox import enqueue
from storage.results import Undrawn, claim_picture, results_of, save_result
from storage.threads import Thread, get_thread

AGAIN = timedelta(minutes=10)  # a picture that could not be drawn
GIVEN_UP = timedelta(days=1)
FEWEST = 2  # points that make a picture


@dataclass(frozen=True, slots=True)
class Book:
    """A project's results and what they can be about."""

    thread: Thread
    values: Values
    things: tuple[Thing, ...]
    results: tuple[Result, ...]
    by: str
    today: date


def book_of(db: Connection, world: World, thread: Thread, *, by: str, now: datetime) -> Book:
    values = values_of(thread.conversation.answers)
    today = now.astimezone(zone_of(db, thread.project.team, by)).date()
    return Book(thread, values, measurable(values, world.catalogue), results_of(db, thread.project.id), by, today)


def result(
    db: Connection, world: World, thread: Thread, words: Words, typed: str, *, by: str, now: datetime
) -> Message:
    """What `result` and what is typed behind the project does."""
    book = book_of(db, world, thread, by=by, now=now)
    if not book.things:
        none = phrase("result.no_objectives", "There are no objectives yet; please describe one first.")
        return no_objectives_message(words, none, project=thread.project.id)
    if not typed.strip():
        return _overview(world, book, words)
    return _read(db, world, book, words, typed, None, None, now=now)


def completed(
    db: Connection, world: World, thread: Thread, words: Words, held: str, *, by: str, now: datetime
) -> Message:
    """A typed line of which the missing part was pressed."""
    row, _, rest = held.partition("|")
    split, _, text = rest.partition("|")
    book = book_of(db, world, thread, by=by, now=now)
    return _read(db, world, book, words, text, row or None, split or None, now=now)


def result_form(
    db: Connection, world: World, thread: Thread, words: Words, corrects: str | None, *, by: str, now: datetime
) -> View | Message:
    """The form for a new result, or for correcting one."""
    book = book_of(db, world, thread, by=by, now=now)
    if not book.things:
        none = phrase("result.no_objectives", "There are no objectives yet; please describe one first.")
        return no_objectives_message(words, none, project=thread.project.id)
    old = next((one for one in book.results if one.id == corrects), None)
    if corrects and (old is None or old not in in_force(book.results)):
        return sentence(words, _corrected_before())
    return result_sheet(words, book.things[:100], project=thread.project.id, today=book.today, corrects=old)


def result_entered(
    db: Connection, world: World, thread: Thread, said: Submitted, *, now: datetime
) -> dict[str, Phrase]:
    """Log what was filled in; what is wrong with it by block id."""
    book = book_of(db, world, thread, by=said.by, now=now)
    text = {block: entry.strip() for block, entry in said.entries.items() if isinstance(entry, str) and entry.strip()}
    thing = next((one for one in book.things if one.key == text.get(WHAT)), None)
    split = next((one for one in Split if one.value == text.get(SPLIT)), None)
    if thing is None:
        return {WHAT: phrase("result.choose", "Please choose what was measured.")}
    if split is None:
        return {SPLIT: phrase("result.choose_split", "Please choose on what it was measured.")}
    value = _value(book, thing, text.get(VALUE, ""))
    if isinstance(value, Phrase):
        return {VALUE: value}
    noise = _number(text.get(NOISE, ""), thing.unit, least="0") if NOISE in text else None
    if isinstance(noise, Phrase):
        return {NOISE: noise}
    entry = Result(
        id=world.new_id(),
        row=thing.row,
        measured=thing.measured,
        value=value,
        split=split,
        on=date.fromisoformat(text.get(DAY, book.today.isoformat())),
        by=said.by,
        at=now,
        slice=text.get(SLICE),
        model_version=text.get(MODEL),
        data_version=text.get(DATA),
        noise=noise,
        note=text.get(NOTE),
        replaces=said.held.about,
    )
    done = log(book.results, entry, book.today)
    if isinstance(done, NotLogged):
        return {DAY if entry.replaces is None or entry.on > book.today else VALUE: done.problem}
    if claim(db, said.delivery, now=now):
        _log(db, world, book, thing, entry, done.corrected, now=now)
    return {}


def picture_of(db: Connection, world: World, undrawn: Undrawn) -> Chart | None:
    """What the picture of a result shows; None where there is too little to see."""
    thread = get_thread(db, undrawn.project)
    values = values_of(thread.conversation.answers)
    thing = thing_of(measurable(values, world.catalogue), undrawn.result.row, undrawn.result.measured)
    if thing is None or thing.objective is None or thing.measured is not Measured.OBJECTIVE:
        return None
    results = results_of(db, undrawn.project)
    if _same_line(results, undrawn.result)[-1].id != undrawn.result.id:
        return None  # a newer one is drawn with it
    seen = series(baselines(thing.objective, values), results)
    chart = chart_of(seen, undrawn.result.split, Language(thread.project.language))
    return chart if len(chart.values) >= FEWEST else None


def show_picture(
    db: Connection, world: World, undrawn: Undrawn, chart: Chart | None, png: bytes | None, *, now: datetime
) -> None:
    """Post the picture, once; one that could not be drawn is tried again, for a day."""
    if chart is not None and png is None:
        again = now + AGAIN if now - undrawn.result.at < GIVEN_UP else None
        claim_picture(db, undrawn, again_at=again)
        return
    if not claim_picture(db, undrawn) or chart is None or png is None:
        return
    thread = get_thread(db, undrawn.project)
    project = thread.project
    file = File("results.png", png, title_of(chart), alt_of(chart))
    lane, card = thread_of(project.id), card_of(project.id)
    enqueue(db, [upload(project.team, lane, world.new_id(), project.channel, file, thread=card)], due_at=now)


def _read(
    db: Connection,
    world: World,
    book: Book,
    words: Words,
    text: str,
    row: str | None,
    split: str | None,
    *,
    now: datetime,
) -> Message:
    """Log a typed line, or ask for what it lacks."""
    project = book.thread.project.id
    line = read_result_line(text, book.values, row)
    if isinstance(line, Unreadable) and line.problem.key == "result.no_objectives":
        return no_objectives_message(words, line.problem, project=project)
    if isinstance(line, Unreadable):
        return refused_message(words, line.problem, project=project)
    if line.row is None:
        objectives = [one for one in book.things if one.measured is Measured.OBJECTIVE]
        return which_message(words, objectives, text, project=project)
    thing = thing_of(book.things, line.row, line.measured)
    if thing is None:
        return refused_message(words, phrase("result.choose", "Please choose what was measured."), project=project)
    measured_on = line.split or next((one for one in Split if one.value == split), None)
    if measured_on is None:
        return split_message(words, thing, text, project=project)
    entry = Result(
        id=world.new_id(),
        row=line.row,
        measured=line.measured,
        value=line.value,
        split=measured_on,
        on=book.today,
        by=book.by,
        at=now,
    )
    done = log(book.results, entry, book.today)
    if isinstance(done, NotLogged):
        return refused_message(words, done.problem, project=project)
    _log(db, world, book, thing, entry, None, now=now)
    return confirmation(words, line.note)


def _log(
    db: Connection, world: World, book: Book, thing: Thing, entry: Result, corrected: Result | None, *, now: datetime
) -> None:
    """Keep it, tell the thread what it says, and have it drawn."""
    project = book.thread.project
    drawn = entry.measured is Measured.OBJECTIVE and entry.slice is None
    save_result(db, project.id, entry, draw_at=now if drawn else None)
    if entry.measured is Measured.OBJECTIVE:
        measured(db, book.thread, entry.row, entry.value, now=now)
    before = corrected.model_dump(mode="json", exclude_none=True) if corrected else None
    after = entry.model_dump(mode="json", exclude_none=True)
    record(db, project.id, [Event(now, entry.by, Did.MEASURED, f"{entry.measured}:{entry.row}"[:100], before, after)])
    words = renderer(world, book.thread).words
    every = (*book.results, entry)
    found = findings(baselines(thing.objective, book.values), every) if thing.objective else ()
    told = Logged(project.id, thing, entry, corrected)
    shown = logged_message(words, told, found, progress(book.values, every))
    calls = [post(world, book.thread, shown, surface=result_of(entry.id))]
    if corrected:
        surface = result_of(corrected.id)
        old = logged_message(words, Logged(project.id, thing, corrected, replaced=True))
        calls.append(Call(project.team, surface, "chat.update", old.payload, world.new_id(), target=surface))
    enqueue(db, calls, due_at=now)
    if not entry.slice:
        result_logged(db, world, book.thread, thing, entry.value, found, by=entry.by, now=now)


def _overview(world: World, book: Book, words: Words) -> Message:
    project = book.thread.project
    every = in_force(book.results)
    latest = []
    for thing in book.things:
        for split in reversed(Split):
            mine = (one for one in every if (one.row, one.measured, one.split) == (thing.row, thing.measured, split))
            if found := newest(mine):
                latest.append(Logged(project.id, thing, found))
    overview = renderer(world, book.thread).overview
    return overview_message(
        words,
        project=project.id,
        key=project.key,
        name=project_name(words, overview),
        latest=latest,
        progress=progress(book.values, book.results),
    )


def _same_line(results: Sequence[Result], one: Result) -> list[Result]:
    """The results that are drawn as one line, in the order in which they were logged."""
    mine = (one.row, one.measured, one.split, None)
    return [other for other in results if (other.row, other.measured, other.split, other.slice) == mine]


def _value(book: Book, thing: Thing, text: str) -> str | Phrase:
    """The value as it is stored, or why it is none."""
    if thing.measured is not Measured.OBJECTIVE:
        return _number(text, thing.unit)
    return typed_value(text, book.values, thing.row)


def _number(text: str, unit: str, least: str | None = None) -> str | Phrase:
    reading = number_in(text, Bounds(minimum=least) if least else Bounds(), Text(en=unit, ko=unit) if unit else None)
    return str(reading.value) if isinstance(reading, Understood) else _problem(reading)


def _problem(reading: object) -> Phrase:
    assert isinstance(reading, Unreadable)
    return reading.problem


def _corrected_before() -> Phrase:
    return phrase("result.corrected_before", "That result was corrected already; please correct the newer one.")
