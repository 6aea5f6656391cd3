"""Where a project is in its lifecycle, for one person: the way it came, what is missing, where it can go."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import assert_never

from bot.i18n import Markup, Words
from bot.names import Act
from bot.views.fields import Element
from bot.views.message import (
    PRIVATE_TEXT_LIMIT,
    Block,
    Message,
    actions,
    button,
    context,
    message,
    on_one_line,
    packed,
    section,
    select,
)
from bot.views.moment import day_words
from bot.views.pressed import Pressed
from bot.views.stages import loop_lines, path_line, stage_label, substage_label
from flows.lifecycle.check import Side
from flows.lifecycle.checked import Checked, Checks, State
from flows.lifecycle.proposals import Move
from flows.lifecycle.reason import Kind
from flows.lifecycle.stage import Stage
from flows.questions import Question
from flows.results.ml_test_score import MlTestScore, load_ml_tests
from flows.scoring.exact import shown_fraction
from flows.text import Phrase

ROOM = 2800
MOST_LINES = 30
LONGEST_NOTE = 200
DIRECT = (Kind.FORWARD, Kind.SKIP, Kind.SHIP_RULES, Kind.RESUME, Kind.REOPEN, Kind.RETIRE)
"""Moves that need no more than a click."""
LEAVING = (Kind.BACK, Kind.PAUSE, Kind.STOP)
"""Moves that need a reason; a form asks for it."""
TESTED = (Stage.DEPLOYMENT, Stage.OPERATION)


@dataclass(frozen=True, slots=True)
class Look:
    """What the message is made from. `name` is escaped; `moves` are those that this person has."""

    project: str
    key: str
    name: str
    owner: str
    reader: str
    checks: Checks
    moves: tuple[Move, ...]
    reopened: tuple[Question, ...]
    zone: tzinfo
    score: MlTestScore | None = None

    @property
    def is_owner(self) -> bool:
        return self.reader == self.owner

    def kinds(self, kind: Kind) -> tuple[Move, ...]:
        return tuple(one for one in self.moves if one.reason and one.reason.kind is kind)


def stage_message(words: Words, look: Look, problem: Phrase | None = None, *, chosen: Element | None = None) -> Message:
    """`problem` is why what was asked for did not happen; `chosen` is the button that helps."""
    return message(
        section(f"⚠️ {words.say(problem)}", chosen) if problem else None,
        section(_title(words, look)),
        context("\n".join((path_line(words, look.checks.where), *_loops(words, look)))),
        _reopened(words, look),
        *_checks(words, look),
        _score(words, look),
        *_ways(words, look),
        room=PRIVATE_TEXT_LIMIT,
    )


def move_button(words: Words, look: Look, move: Move, place: int) -> Element:
    """A click that moves the project, unless it moved meanwhile."""
    assert move.reason is not None
    steps = len(look.checks.where.path)
    pressed = Pressed(project=look.project, value=f"{move.reason.code}:{move.target.value}:{steps}")
    style = "primary" if move.reason.kind in (Kind.FORWARD, Kind.RESUME) else None
    return button(f"{Act.STAGE_MOVE}.{place}", _move_label(words, move), str(pressed), style=style)


def leave_button(words: Words, project: str, kind: Kind, place: int, note: str = "") -> Element:
    """A click that opens the form in which a reason is given; `note` is what was typed already."""
    pressed = Pressed(project=project, value=f"{kind.value}:{on_one_line(note, 120)}")
    return button(f"{Act.STAGE_LEAVE}.{place}", leave_label(words, kind), str(pressed))


def leave_label(words: Words, kind: Kind) -> str:
    match kind:
        case Kind.BACK:
            return words("button.stage_back", "Go back …")
        case Kind.PAUSE:
            return words("button.stage_pause", "Pause …")
        case _:
            return words("button.stage_stop", "Stop …")


def _move_label(words: Words, move: Move) -> str:
    assert move.reason is not None
    stage = stage_label(words, move.target)
    match move.reason.kind:
        case Kind.FORWARD:
            return words("button.stage_forward", "Move on: {stage}", stage=Markup(stage))
        case Kind.SKIP:
            return words("button.stage_skip", "Straight to: {stage}", stage=Markup(stage))
        case Kind.RESUME:
            return words("button.stage_resume", "Resume: {stage}", stage=Markup(stage))
        case _:
            return move.reason.label.of(words.language)


def _title(words: Words, look: Look) -> str:
    where = look.checks.where
    since = day_words(words, where.since.astimezone(look.zone).date())
    days = (look.checks.standing.now.astimezone(look.zone).date() - where.since.astimezone(look.zone).date()).days
    lines = [
        words(
            "stage.title",
            "{name} ({key}) is in: {stage}, since {since} ({days} days)",
            name=Markup(f"*{look.name}*"),
            key=look.key,
            stage=Markup(f"*{stage_label(words, where.stage)}*"),
            since=since,
            days=days,
        )
    ]
    if where.substage:
        lines.append(words("stage.part", "At work on: {part}", part=Markup(substage_label(words, where.substage))))
    if where.wakes_on:
        lines.append(words("stage.wakes", "I ask again on {day}.", day=day_words(words, where.wakes_on)))
    return "\n".join(lines)


def _loops(words: Words, look: Look) -> list[str]:
    return loop_lines(words, look.checks.lifecycle, look.checks.where)[:10]


def _reopened(words: Words, look: Look) -> Block | None:
    if not look.reopened:
        return None
    said = [f"• {words.escape(one.question.of(words.language))}" for one in look.reopened[:10]]
    return section("\n".join((words("stage.reopened", "Asked once more, in the thread:"), *said)))


def _checks(words: Words, look: Look) -> Iterator[Block]:
    stage = look.checks.where.stage
    if not stage.active:
        return
    found = list(look.checks.of(stage, Side.EXIT))
    if stage.next:
        found += [one for one in look.checks.of(stage.next, Side.ENTRY) if one.check.follows is None]
    needed = [one for one in found if one.check.mandatory]
    advice = [one for one in found if not one.check.mandatory]
    missing = sum(one.blocks for one in needed)
    yield section(_heading(words, stage, missing, len(needed)))
    yield from _listed(words, look, needed)
    if advice:
        yield section(f"*{words('stage.advice', 'Good to have; it holds nothing up')}*")
        yield from _listed(words, look, advice)


def _heading(words: Words, stage: Stage, missing: int, needed: int) -> str:
    done = needed - missing
    if stage.next is None:
        said = words("stage.to_retire", "Only needed to retire it: {done} of {needed}", done=done, needed=needed)
    elif missing:
        said = words("stage.to_move_on", "Needed to move on: {done} of {needed}", done=done, needed=needed)
    else:
        said = words("stage.all_done", "Everything needed to move on is there: {needed} of {needed}", needed=needed)
    return f"*{said}*"


def _listed(words: Words, look: Look, checks: Sequence[Checked]) -> Iterator[Block]:
    """One block for each check with a button, the others together."""
    together: list[str] = []
    for one in checks:
        line, control = check_line(words, one), _control(words, look, one)
        if control is None:
            together.append(line)
            continue
        yield from map(section, packed(together, MOST_LINES, ROOM))
        together = []
        yield section(line, control)
    yield from map(section, packed(together, MOST_LINES, ROOM))


def check_line(words: Words, one: Checked) -> str:
    """`☑ The verdict allows starting — by itself`."""
    label = words.escape(one.check.label.of(words.language))
    who = Markup(f"<@{one.by}>") if one.by else ""
    note = f": “{words.escape(on_one_line(one.note, LONGEST_NOTE))}”" if one.note else ""
    match one.state:
        case State.OPEN:
            said = words("check.open", "open")
        case State.AUTOMATIC:
            said = words("check.automatic", "done, by itself")
        case State.BY_PERSON:
            said = words("check.by_person", "confirmed by {who}", who=who) + note
        case State.OVERRIDDEN:
            said = words("check.overridden", "set aside by {who}", who=who) + note
        case _:
            assert_never(one.state)
    return f"{'☐' if one.state is State.OPEN else '☑'} {label} — {said} ({one.check.code})"


def _control(words: Words, look: Look, one: Checked) -> Element | None:
    check = one.check
    pressed = str(Pressed(project=look.project, value=check.code))
    if one.state is State.BY_PERSON:
        return button(Act.STAGE_UNTICK, words("button.untick", "Take back"), pressed)
    if one.settled:
        return None
    if check.by_person and look.checks.tick(check) is None:
        act = Act.STAGE_NOTE if check.tick and check.tick.note else Act.STAGE_TICK
        return button(act, words("button.tick", "Confirm"), pressed)
    if one.questions:
        answer = str(Pressed(project=look.project, question=one.questions[0]))
        return button(Act.FORM, words("button.answer", "Answer"), answer)
    return None


def _score(words: Words, look: Look) -> Block | None:
    if look.checks.where.stage not in TESTED:
        return None
    pressed = str(Pressed(project=look.project))
    fill = button(Act.STAGE_TESTS, words("button.ml_tests", "ML test score"), pressed)
    if look.score is None:
        return section(words("tests.none", "ML test score: nobody filled it in yet."), fill)
    return section(score_line(words, look.score), fill)


def score_line(words: Words, score: MlTestScore) -> str:
    """`ML test score: 1.5 — A first pass (Data 3.5 · …)`."""
    tests = load_ml_tests()
    parts = [
        f"{words.escape(section.label.of(words.language))} {shown_fraction(score.sections[key])}"
        for key, section in tests.sections.items()
    ]
    return words(
        "tests.score",
        "ML test score: {score} — {band} ({parts})",
        score=Markup(f"*{shown_fraction(score.score)}*"),
        band=tests.bands[score.band].label,
        parts=Markup(" · ".join(parts)),
    )


def _ways(words: Words, look: Look) -> Iterator[Block]:
    if not look.is_owner:
        owner = Markup(f"<@{look.owner}>")
        yield context(words("stage.whose", "{owner} owns it, and moves it.", owner=owner))
        return
    direct = [one for one in look.moves if one.allowed and one.reason and one.reason.kind in DIRECT]
    if direct:
        yield actions("moves", *(move_button(words, look, one, place) for place, one in enumerate(direct)))
    more = list(_more(words, look))
    if more:
        yield actions("ways", *more)


def _more(words: Words, look: Look) -> Iterable[Element]:
    pressed = str(Pressed(project=look.project))
    for place, kind in enumerate(LEAVING):
        if look.kinds(kind):
            yield leave_button(words, look.project, kind, place)
    where = look.checks.where
    if where.stage is Stage.PAUSED:
        yield button(Act.STAGE_WAIT, words("button.stage_wait", "Wait 30 days more"), pressed)
    if where.stage.active and look.checks.next():
        yield button(Act.STAGE_OVERRIDE, words("button.stage_override", "Go on without …"), pressed)
    substages = look.checks.lifecycle.stages[where.stage].substages
    if substages:
        parts = [(substage_label(words, key), str(Pressed(project=look.project, value=key))) for key in substages]
        chosen = str(Pressed(project=look.project, value=where.substage)) if where.substage else None
        yield select(Act.STAGE_PART, words("stage.choose_part", "What are you at work on?"), parts, chosen)
