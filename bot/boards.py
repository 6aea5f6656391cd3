"""The leaderboard in a channel: posted, shown anew when something changes, paged through privately."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.asker import Asker
from bot.channels import channel_words
from bot.charts.asked import quadrants_of
from bot.charts.request import Quadrants
from bot.charts.wire import read
from bot.charts.worth import worth_drawing
from bot.i18n import Markup, Words
from bot.lanes import boards_in
from bot.leaderboard import keep_week, leaderboard, previewed
from bot.names import COMMAND, board_of
from bot.permissions import is_lead, sight_of
from bot.spreads import spreads_of
from bot.threads import among, renderer
from bot.views.board import PAGE, Paged, Picture, board_message, filter_unclear, page_message, with_doubt
from bot.views.message import Message, message, section
from bot.views.weights_said import preview_message
from bot.views.why import why_message
from bot.world import World
from flows.board.filter import Asked, Unclear, read_filter
from flows.board.setting import Setting
from flows.ranking.weights import PRESETS
from flows.scoring.priority import Weights
from storage.boards import LiveBoard, ask_for_picture, claim_due, find_board, hurry_board, post_board
from storage.calls import Call
from storage.errors import NoSuchProject
from storage.messages import find_place
from storage.outbox import enqueue
from storage.projects import get_project, projects_in
from storage.threads import get_thread
from storage.weights import setting_of

DRAWN = 200
"""Projects on the picture at most."""

BETWEEN = timedelta(seconds=30)
"""From one picture to the next."""


def ordered_board(db: Connection, world: World, asker: Asker, typed: str, *, now: datetime) -> Message | None:
    """What `board` does: post it; or privately a look at a preset, at some of it, or at everything."""
    asked = read_filter(typed, asker.person)
    if isinstance(asked, Unclear):
        return filter_unclear(asker.words, asked)
    directly = asker.channel.startswith("D")
    if directly or asked != Asked(preset=asked.preset):
        return page_of(db, asker, Paged(channel=asker.channel, said=typed), now=now)
    if asked.preset:
        return look_at(db, asker.words, asker.team, asker.channel, asker.person, PRESETS[asked.preset])
    _post(db, world, asker, now=now)
    return None


def page_of(db: Connection, asker: Asker, paged: Paged, *, now: datetime) -> Message:
    """A page of the board as `paged` remembers it; only of channels that the asker may see. Raises NotKnownYet."""
    words, team = asker.words, asker.team
    asked = read_filter(paged.said, asker.person)
    if isinstance(asked, Unclear):
        return filter_unclear(words, asked)
    setting = Setting(PRESETS[asked.preset]) if asked.preset else setting_of(db, team, paged.channel)
    channels: Collection[str] | None = None
    sure = True
    if asked.everything or paged.channel.startswith("D"):
        seen = sight_of(asker)
        channels = seen.channels | {paged.channel}
        sure = seen.sure
    found = leaderboard(
        db,
        team,
        paged.channel,
        now=now,
        setting=setting,
        channels=channels,
        only=asked.filter,
        first=paged.first,
        most=PAGE,
    )
    shown = page_message(words, found, paged.channel, paged.said)
    return shown if sure else with_doubt(words, shown)


def look_at(db: Connection, words: Words, team: str, channel: str, person: str, wanted: Weights) -> Message:
    """The order now beside the order with these weights, for the one who asks."""
    now = setting_of(db, team, channel).weights
    found = previewed(db, team, channel, now, wanted)
    return preview_message(words, found, channel, may_apply=is_lead(db, team, channel, person))


def reasons(db: Connection, world: World, words: Words, team: str, channel: str, project: str, person: str) -> Message:
    """Why a project of this channel stands where it stands."""
    found = get_project(db, project)
    if (found.team, found.channel) != (team, channel):
        raise NoSuchProject(project)
    drawn = renderer(world, get_thread(db, project))
    return why_message(words, drawn.overview, among(db, world, found, projects_in(db, team, channel)), person)


def show_anew(db: Connection, world: World, live: LiveBoard, *, now: datetime) -> bool:
    """Bring the channel's board up to date when that is due; True for the one who does."""
    if not claim_due(db, live, now=now):
        return False
    found = find_board(db, live.team, live.channel)
    if found is None:
        return False
    words = channel_words(db, live.team, live.channel)
    enqueue(db, [_update(db, world, words, found, found.number, now=now)], due_at=now)
    _wish_for_picture(db, world, words, found, now=now)
    return True


def pictured(db: Connection, world: World, live: LiveBoard, *, now: datetime) -> Quadrants:
    """What the board's picture has to show."""
    return _picture(db, world, channel_words(db, live.team, live.channel), live, now=now)


def _post(db: Connection, world: World, asker: Asker, *, now: datetime) -> None:
    """A new board; the one before it is left as it stands, without its buttons."""
    team, channel = asker.team, asker.channel
    words = channel_words(db, team, channel, asker.language)
    keep_week(db, team, channel, now=now)
    number = post_board(db, team, channel)
    live = find_board(db, team, channel)
    assert live
    if number > 1:
        enqueue(db, [_update(db, world, words, live, number - 1, now=now, is_live=False)], due_at=now)
    shown = board_message(words, leaderboard(db, team, channel, now=now), channel)
    posted = Call(
        team=team,
        lane=boards_in(team, channel),
        method="chat.postMessage",
        payload={"channel": channel, **shown.payload, "unfurl_links": False, "unfurl_media": False},
        mark=world.new_id(),
        surface=board_of(team, channel, number),
        otherwise=_uninvited(asker),
    )
    enqueue(db, [posted], due_at=now)
    if live.picture:
        hurry_board(db, team, channel, now=now)  # the picture follows, so that its refusal cannot be the board's
    _wish_for_picture(db, world, words, live, now=now)


def _update(
    db: Connection, world: World, words: Words, live: LiveBoard, number: int, *, now: datetime, is_live: bool = True
) -> Call:
    found = leaderboard(db, live.team, live.channel, now=now)
    bare = board_message(words, found, live.channel, live=is_live)
    surface = board_of(live.team, live.channel, number)
    place = find_place(db, surface)
    shown, otherwise = bare, None
    if live.picture and place:
        shown = board_message(words, found, live.channel, picture=Picture(live.picture, live.alt or ""), live=is_live)
        without = {"channel": place.channel, "ts": place.ts, **bare.payload}
        otherwise = {"method": "chat.update", "payload": without}
    return Call(live.team, surface, "chat.update", shown.payload, world.new_id(), target=surface, otherwise=otherwise)


def _wish_for_picture(db: Connection, world: World, words: Words, live: LiveBoard, *, now: datetime) -> None:
    before = read(live.drawn.encode("utf-8")) if live.drawn else None
    wanted = _picture(db, world, words, live, now=now)
    if worth_drawing(before if isinstance(before, Quadrants) else None, wanted):
        at = max(now, live.drawn_at + BETWEEN) if live.drawn_at else now
        ask_for_picture(db, live, at=at)


def _picture(db: Connection, world: World, words: Words, live: LiveBoard, *, now: datetime) -> Quadrants:
    found = leaderboard(db, live.team, live.channel, now=now, most=DRAWN)
    return quadrants_of(found, words.language, spreads_of(db, world, [row.entry for row in found.rows]))


def _uninvited(asker: Asker) -> dict[str, Any]:
    """Said to whoever asked for a board where the bot cannot post."""
    words = asker.words
    sentence = words(
        "board.not_in_channel",
        "I am not in {channel} yet, so I cannot post its board. Type `/invite @Groundwork` there, then "
        "`{command} board` again.",
        channel=Markup(f"<#{asker.channel}>"),
        command=COMMAND,
    )
    said = message(section(sentence))
    directly = {"method": "chat.postMessage", "payload": {"channel": asker.person, **said.payload}}
    if asker.answer_at is None:
        return directly
    answer = {"response_type": "ephemeral", "replace_original": False, **said.payload}
    return {"method": "respond", "payload": {"url": asker.answer_at, "message": answer}, "otherwise": directly}
