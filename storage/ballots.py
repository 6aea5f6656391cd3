"""Ballots: one per member and round. While a round is open, only who has voted may be told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, ScalarSelect, bindparam, select

from flows.scoring.ballot import Ballot
from storage.tables import ballots, rounds
from storage.upserts import insert


class Cast(NamedTuple):
    """A ballot, and when it was cast first and changed last."""

    member: str
    answers: Mapping[str, Any]
    cast_at: datetime
    changed_at: datetime


_INSERT = insert(ballots)
_SAVE = _INSERT.on_conflict_do_update(
    index_elements=["round", "member"],
    set_={name: _INSERT.excluded[name] for name in ("answers", "changed_at")},
)
_IN_ROUND = (
    select(ballots.c.member, ballots.c.answers).where(ballots.c.round == bindparam("of")).order_by(ballots.c.member)
)


def counted_round(project: ColumnElement[str]) -> ScalarSelect[str]:
    """The round whose ballots a project's score counts: the last closed one in which anybody voted."""
    voted = select(ballots.c.member).where(ballots.c.round == rounds.c.id).exists()
    of_project = (rounds.c.project == project, rounds.c.closed_at.is_not(None), voted)
    last = select(rounds.c.id).where(*of_project).order_by(rounds.c.number.desc()).limit(1)
    return last.scalar_subquery()


def save_ballot(db: Connection, round_id: str, member: str, answers: Mapping[str, Any], *, at: datetime) -> None:
    """Store what a member thinks, None where the member does not know; it replaces an earlier ballot."""
    cast = {"round": round_id, "member": member, "answers": dict(answers), "cast_at": at, "changed_at": at}
    db.execute(_SAVE, cast)


def ballot_of(db: Connection, round_id: str, member: str) -> Mapping[str, Any] | None:
    """The member's own ballot; for that member's eyes only while the round is open."""
    mine = select(ballots.c.answers).where(ballots.c.round == round_id, ballots.c.member == member)
    found: Mapping[str, Any] | None = db.execute(mine).scalar()
    return found


def voters(db: Connection, round_id: str) -> tuple[str, ...]:
    """Who has voted, the first one first."""
    cast = select(ballots.c.member).where(ballots.c.round == round_id)
    return tuple(db.execute(cast.order_by(ballots.c.cast_at, ballots.c.member)).scalars())


def whole_ballots(db: Connection, round_id: str) -> list[Cast]:
    """The ballots of a round with their dates. Only for rounds that are closed."""
    found = select(ballots).where(ballots.c.round == round_id).order_by(ballots.c.member)
    return [Cast(row.member, row.answers, row.cast_at, row.changed_at) for row in db.execute(found)]


def cast_in(db: Connection, round_id: str) -> tuple[Ballot, ...]:
    """The ballots of a round. Only for rounds that are closed."""
    return tuple(Ballot(row.member, row.answers) for row in db.execute(_IN_ROUND, {"of": round_id}))
