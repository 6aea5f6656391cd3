"""Databases with projects in them, as hypothesis makes them up."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Connection

from bot.world import standing_of
from flows.answers import Answer, AnswerState, values_of
from flows.cadence.cadence import Cadence
from flows.cadence.clocks import Clock, Subject
from flows.cadence.review import Review
from flows.catalog.loader import load_catalogue
from flows.conversation import Conversation, Overruled, Request
from flows.decisions import Choice, Decision
from flows.lifecycle.reason import Kind
from flows.lifecycle.stage import Stage
from flows.lifecycle.where import Step
from flows.results.result import Result, Split
from flows.scoring.priority import BALANCED
from flows.scoring.scorer import Scorer
from flows.text import Language
from storage.ballots import save_ballot
from storage.columns import metadata
from storage.conversations import open_conversation
from storage.decisions import save_decision
from storage.descriptions import save_description
from storage.engines import open_engine
from storage.history import Event, record
from storage.leads import save_lead
from storage.messages import Place, save_place
from storage.outcomes import plan_outcomes, save_realised
from storage.people import Person, save_person
from storage.projects import Project, open_project, save_project
from storage.requests import save_requests
from storage.results import save_result
from storage.reviews import Scheduled, save_reviews
from storage.rounds import close_round, open_round
from storage.stages import happened, place_of
from storage.weights import save_weights
from tests.flows.values import values

NOW = datetime(2026, 9, 1, 9, 0, 0, 123456, tzinfo=UTC)
CATALOGUE = load_catalogue()
SCORER = Scorer(CATALOGUE)
PEOPLE = ("U0ANA", "U0BEN", "U0MINJUN")
people = st.sampled_from(PEOPLE)
moments = st.timedeltas(timedelta(0), timedelta(days=90)).map(lambda later: NOW + later)
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)  # NUL is dropped at every entrance
nasty = texts | st.sampled_from(["=1+1", '"x", y\r\n', "메뉴 추천", "🙂", "\u2028", "\x01", "-3", "@here", "\ufeff"])
plain_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)


@dataclass(frozen=True)
class Made:
    """A project before it is stored. `into` is the place of the one it was merged into, counted from the first."""

    team: str
    name: str
    answers: dict[str, Answer]
    events: list[Event]
    ballots: list[dict[str, Any]] = field(default_factory=list)
    open_ballot: bool = False
    decision: Choice | None = None
    asked: bool = False
    overruled: bool = False
    scored: bool = False
    under_way: bool = False
    """It has been moved, measured and is reviewed."""


@cache
def given(key: str) -> st.SearchStrategy[Answer]:
    question = CATALOGUE[key]
    states = st.sampled_from([AnswerState.GIVEN] * 4 + [AnswerState.UNKNOWN, AnswerState.SKIPPED])

    @st.composite
    def answers(draw: st.DrawFn) -> Answer:
        state = draw(states)
        return Answer(
            state=state,
            value=draw(values(question)) if state is AnswerState.GIVEN else None,
            by=draw(people),
            at=draw(moments),
            source=draw(st.none() | st.just("1795424400.000100")),
            line=draw(st.none() | st.integers(1, 40)),
        )

    return answers()


@st.composite
def projects(draw: st.DrawFn) -> Made:
    keys = draw(st.lists(st.sampled_from(sorted(CATALOGUE.questions)), max_size=6, unique=True))
    choices = ("value_size", "data_access", "simple_solution")
    return Made(
        team=draw(st.sampled_from(["T1", "T2"])),
        name=draw(nasty),
        answers={key: draw(given(key)) for key in keys},
        events=draw(
            st.lists(
                st.builds(Event, moments, people, st.just("answer.changed"), st.none() | texts, plain_json, plain_json),
                max_size=3,
            )
        ),
        ballots=[
            {key: draw(st.none() | values(CATALOGUE[key])) for key in draw(st.sets(st.sampled_from(choices)))}
            for _ in range(draw(st.integers(0, 3)))
        ],
        open_ballot=draw(st.booleans()),
        decision=draw(st.none() | st.sampled_from(Choice)),
        asked=draw(st.booleans()),
        overruled=draw(st.booleans()),
        scored=draw(st.booleans()),
        under_way=draw(st.booleans()),
    )


databases = st.lists(projects(), max_size=4)


@contextmanager
def empty() -> Iterator[Connection]:
    """A database with the newest tables, in memory."""
    engine = open_engine("sqlite:///:memory:")
    with engine.connect().execution_options(writes=True) as db:
        metadata.create_all(db)
        db.commit()
        yield db
    engine.dispose()


def store(db: Connection, wanted: list[Made]) -> None:
    """Put them there, and what goes with them."""
    for person in PEOPLE if wanted else ():
        save_person(db, Person("T1", person, f"{person} 김", "ko-KR", "Asia/Seoul", NOW))
    for place, made in enumerate(wanted):
        _store(db, place, made)
    if wanted:
        save_lead(db, "T1", "C1", "U0ANA")
        save_weights(db, "T1", "C1", BALANCED, by="U0ANA", at=NOW)
        save_place(db, "board:T1:C1:1", "T1", Place("C1", "1795424400.000300"))
    for place, made in enumerate(wanted):
        if made.decision:
            _decide(db, place, made.decision, wanted)
    db.commit()


def _store(db: Connection, place: int, made: Made) -> None:
    name, starter = f"p{place}", PEOPLE[place % 3]
    project = open_project(
        db, Project(name, made.team, 0, "C1", made.name[:200], "intake", starter, starter, "ko", NOW, NOW)
    )
    told = Conversation(
        id=name,
        language=Language.KO,
        starter=starter,
        owner=starter,
        participants=(starter,),
        started_at=NOW,
        answers=made.answers,
        requests=(Request(question="goal", person="U0BEN", by=starter, at=NOW),) if made.asked else (),
        overruled=Overruled(verdict="go", reason=made.name, by=starter, at=NOW) if made.overruled else None,
    )
    open_conversation(db, told)
    save_requests(db, made.team, name, told.requests)
    save_description(db, name, values_of(made.answers))
    if made.scored:
        score = SCORER.score(values_of(made.answers))
        save_project(db, Project(**{**_fields(project), "standing": standing_of(score, told.overruled)}))
    record(db, name, made.events)
    for line in range(place):
        save_place(db, f"line:{name}:{line}", made.team, Place("C1", f"1795424400.00{line:04}"))
    save_place(db, f"card:{name}", made.team, Place("C1", f"179542440{place}.000200"))
    if made.ballots:
        open_round(db, f"r{name}", name, by=starter, at=NOW, deadline=NOW, remind_at=NOW)
        for member, ballot in zip(PEOPLE, made.ballots, strict=False):
            save_ballot(db, f"r{name}", member, ballot, at=NOW)
        close_round(db, f"r{name}", by=None, at=NOW)
        save_place(db, f"round:r{name}", made.team, Place("C1", f"179542440{place}.000400"))
    if made.under_way:
        _under_way(db, project)
    if made.open_ballot:
        open_round(db, f"o{name}", name, by=starter, at=NOW, deadline=NOW, remind_at=NOW)
        save_ballot(db, f"o{name}", "U0ANA", {"value_size": "large"}, at=NOW)


def _under_way(db: Connection, project: Project) -> None:
    step = Step(code="FWD", kind=Kind.FORWARD, origin=Stage.INTAKE, target=Stage.PLANNING, by="U0BEN", at=NOW)
    happened(db, project, step, after=place_of(db, project), updated_at=NOW)
    first = Result(id=f"m{project.id}", row="r1", value="0.5", split=Split.TEST, on=NOW.date(), by="U0ANA", at=NOW)
    save_result(db, project.id, first, draw_at=NOW)
    save_result(db, project.id, first.model_copy(update={"id": f"n{project.id}", "replaces": first.id}))
    clock = Clock(project.id, Subject.PROJECT, "", "U0ANA", Cadence(7))
    save_reviews(db, [Scheduled(Review(clock, NOW.date()), project.team, "U0ANA", NOW, project.name[:200])])
    plan_outcomes(db, project.id, [(30, NOW), (90, NOW)], {"value_size": "large"})
    save_realised(db, project.id, 30, {"value_size": "small"}, by="U0ANA", now=NOW)


def _fields(project: Project) -> dict[str, Any]:
    return {name: getattr(project, name) for name in Project.__slots__}


def _decide(db: Connection, place: int, choice: Choice, wanted: list[Made]) -> None:
    others = [at for at, made in enumerate(wanted) if at != place and made.team == wanted[place].team]
    merged = choice is Choice.MERGE and others
    number = sum(made.team == wanted[place].team for made in wanted[: others[0] + 1]) if merged else None
    deferred = choice is Choice.DEFER
    decision = Decision(
        choice=choice if merged or choice is not Choice.MERGE else Choice.DECLINE,
        reason=f"왜냐하면 {wanted[place].name}"[:500],
        by="U0ANA",
        at=NOW,
        until=date(2026, 12, 24) if deferred else None,
        into=f"p{others[0]}" if merged else None,
        into_key=f"ML-{number}" if merged else None,
    )
    earlier = Decision(choice=Choice.ACCEPT, reason="We start in March.", by="U0BEN", at=NOW - timedelta(days=1))
    save_decision(db, f"p{place}", earlier, wakes_at=None)
    save_decision(db, f"p{place}", decision, wakes_at=NOW if deferred else None)
