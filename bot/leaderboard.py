"""The leaderboard of a channel, or of all that somebody may see, from what is stored with the projects."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection

from bot.channels import monday_of, week_of
from flows.board.board import TOP, Board, board
from flows.board.excerpt import Excerpt, excerpted
from flows.board.filter import EVERYTHING, Filter
from flows.board.preview import Moving, Preview, preview
from flows.board.setting import Setting
from flows.scoring.priority import Weights
from storage.standings import counted_in, entries_in, moving_in, on_front, parked_in, ranked_in
from storage.weekly import begun_before, find_week, places_then, take_week, was_taken
from storage.weights import setting_of

EXACTLY = 500
"""So many projects are ranked in memory, with the causes of their moves; above it the database ranks them."""

BEHIND = 40  # so many behind the first ten are looked at for close calls
PARKED = 20


def leaderboard(
    db: Connection,
    team: str,
    channel: str,
    *,
    now: datetime,
    setting: Setting | None = None,
    channels: Collection[str] | None = None,
    only: Filter = EVERYTHING,
    first: int = 0,
    most: int = TOP,
) -> Board:
    """The channel's board, or a page of it; with `channels` the projects of all of these, without moves.

    `setting` are other weights than the channel's.
    """
    setting = setting or setting_of(db, team, channel)
    within = channels or (channel,)
    week = week_of(db, team, channel, now) if channels is None else None
    counted = counted_in(db, team, within, only)
    if counted.ranked + counted.parked <= EXACTLY:
        then = find_week(db, team, channel, week) if week else None
        return board(entries_in(db, team, within), setting, last_week=then, only=only, first=first, most=most)
    leading = ranked_in(db, team, within, setting.weights, most=max(most, TOP + BEHIND))
    page = leading[:most]
    if first or only != EVERYTHING:
        page = ranked_in(db, team, within, setting.weights, first=first, most=most, only=only)
    shown = [one.entry for one in page]
    numbers = [entry.stand.number for entry in shown]
    found = Excerpt(
        page=[(one.place, one.entry) for one in page],
        leading=[one.entry for one in leading],
        parked=parked_in(db, team, within, setting.weights, most=PARKED, only=only) if counted.parked else [],
        best=on_front(db, team, within, shown),
        first=first,
        ranked=counted.ranked,
        matching=counted.matching,
        parked_in_all=counted.parked,
        then=places_then(db, team, channel, week, numbers) if week else None,
    )
    return excerpted(found, setting, only)


def previewed(db: Connection, team: str, channel: str, now: Weights, new: Weights) -> Preview:
    """What other weights would do to the channel's board."""
    counted = counted_in(db, team, (channel,))
    if counted.ranked + counted.parked <= EXACTLY:
        return preview(entries_in(db, team, (channel,)), now, new)
    rows, moved = moving_in(db, team, channel, now, new, most=TOP)
    return Preview(now, new, tuple(Moving(entry, place, then) for entry, place, then in rows), moved)


def is_new_week(db: Connection, team: str, channel: str, *, now: datetime) -> bool:
    """Whether the channel's week has begun and nobody has kept yet how everything stood.

    A channel that had no project before Monday has nothing to compare with.
    """
    if was_taken(db, team, channel, week_of(db, team, channel, now)):
        return False
    return begun_before(db, team, channel, monday_of(db, team, channel, now))


def keep_week(db: Connection, team: str, channel: str, *, now: datetime) -> bool:
    """Keep how everything stands, once, when a week has begun; True for the one who did."""
    if not is_new_week(db, team, channel, now=now):
        return False
    weights, begun = setting_of(db, team, channel).weights, monday_of(db, team, channel, now)
    return take_week(db, team, channel, week_of(db, team, channel, now), weights, begun=begun, now=now)
