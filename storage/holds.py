"""What a transaction keeps others out of while it lasts, where several run at a time: nothing on SQLite."""

from dataclasses import dataclass
from hashlib import blake2b

from sqlalchemy import BigInteger, Connection, bindparam, select
from sqlalchemy import func as sql


@dataclass(frozen=True, slots=True)
class Hold:
    """`team` is the workspace that it concerns, None all of them; `shared` lets others with a shared hold in."""

    team: str | None = None
    shared: bool = False


EVERYTHING = Hold()
"""Nothing else is written meanwhile. For the metronome, and for whatever says nothing else."""

NOTHING = Hold(shared=True)
"""For what is safe beside everything: it claims its rows one by one."""


def workspace(team: str) -> Hold:
    """Nothing else of this workspace is written meanwhile: for whatever reads some rows and then writes others."""
    return Hold(team)


def turn(team: str) -> Hold:
    """Others take turns in this workspace at the same time: each conversation is saved as the one that was read."""
    return Hold(team, shared=True)


# All in one statement and always the large one first: whoever waits holds nothing that another one waits for.
_ALL, _TEAM = bindparam("all_of_it", type_=BigInteger), bindparam("of_team", type_=BigInteger)
_SHARED = sql.pg_advisory_xact_lock_shared(_ALL)
_EVERYTHING = select(sql.pg_advisory_xact_lock(_ALL))
_WORKSPACE = select(_SHARED, sql.pg_advisory_xact_lock(_TEAM))
_TURN = select(_SHARED, sql.pg_advisory_xact_lock_shared(_TEAM))


def take(db: Connection, hold: Hold) -> None:
    """Wait for it; the transaction's end lets it go."""
    if hold == NOTHING or db.dialect.name != "postgresql":
        return
    if hold.team is None:
        db.execute(_EVERYTHING, {"all_of_it": _KEY})
    else:
        db.execute(_TURN if hold.shared else _WORKSPACE, {"all_of_it": _KEY, "of_team": key_of("team", hold.team)})


def key_of(*names: str) -> int:
    """PostgreSQL's number for a lock: the same in every process."""
    digest = blake2b("\0".join(("groundwork", *names)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


_KEY = key_of("everything")
