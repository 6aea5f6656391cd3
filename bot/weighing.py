"""Weights: looked at privately, applied by the lead, taken back, and told."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.asker import Asker
from bot.boards import look_at
from bot.channels import channel_words
from bot.i18n import Words
from bot.lanes import boards_in, replies_in
from bot.leaderboard import previewed
from bot.looked import Weighed
from bot.permissions import refusal
from bot.views.lead import only_in_a_channel
from bot.views.message import Message
from bot.views.weights import read_weights
from bot.views.weights_said import applied_message, undone_message
from bot.views.weights_shown import Changed, history_message, sentence, weights_message
from bot.world import World
from flows.board.setting import Setting, same_proportions
from flows.board.wish import History, Look, Show, Undo, read_wish
from flows.permissions import Deed
from flows.ranking.weights import WeightsRefused, checked
from flows.scoring.priority import Weights
from flows.text import Phrase, phrase
from storage.boards import hurry_board
from storage.calls import Call
from storage.inbox import claim
from storage.outbox import enqueue
from storage.weights import changes_of, save_weights, setting_of, undo_weights


def ordered_weights(db: Connection, world: World, asker: Asker, typed: str, *, now: datetime) -> Message:
    """What `weights` does: show them, look at others, take the last change back, tell all changes."""
    words, team, channel = asker.words, asker.team, asker.channel
    if channel.startswith("D"):
        return only_in_a_channel(words)
    match read_wish(typed):
        case Show():
            return weights_message(words, setting_of(db, team, channel), channel)
        case Undo():
            if refused := refusal(db, asker, Deed.WEIGH, channel):
                return sentence(words, refused)
            return undo(db, world, words, team, channel, by=asker.person, now=now)
        case History():
            changes = changes_of(db, team, channel)
            shown = [Changed(Setting(one.weights, one.by, one.at), one.undid is not None) for one in reversed(changes)]
            return history_message(words, shown)
        case Look(weights=weights):
            return look_at(db, words, team, channel, asker.person, weights)
        case Phrase() as problem:
            return sentence(words, problem)


def apply(
    db: Connection, world: World, words: Words, team: str, channel: str, new: Weights, *, by: str, now: datetime
) -> Message:
    """Make these the weights of the channel's board, for everybody."""
    try:
        checked(new)
    except WeightsRefused:
        return sentence(words, phrase("weights.unusable", "These weights cannot rank anything."))
    old = setting_of(db, team, channel).weights
    if same_proportions(old, new):
        return sentence(words, phrase("weights.already", "These weights count already."))
    moved = previewed(db, team, channel, old, new).moved
    save_weights(db, team, channel, new, by=by, at=now)
    said = applied_message(channel_words(db, team, channel, words.language), Setting(new, by, now), moved)
    _tell(db, world, team, channel, said, now=now)
    return sentence(words, phrase("weights.done", "Done: the board follows, and the channel knows."))


def undo(db: Connection, world: World, words: Words, team: str, channel: str, *, by: str, now: datetime) -> Message:
    """Take the last change of weights back."""
    old = setting_of(db, team, channel).weights
    again = undo_weights(db, team, channel, by=by, at=now)
    if again is None:
        return sentence(words, phrase("weights.nothing_to_undo", "No change of weights is left to take back."))
    moved = previewed(db, team, channel, old, again).moved
    said = undone_message(channel_words(db, team, channel, words.language), Setting(again, by, now), moved)
    _tell(db, world, team, channel, said, now=now)
    return sentence(words, phrase("weights.undo.done", "Done: the weights before count again."))


def weigh(db: Connection, world: World, asker: Asker, said: Weighed, *, now: datetime) -> dict[str, str] | None:
    """The modal was sent off: a private preview; or what is wrong, by field."""
    words, channel = asker.words, said.proposed.channel
    given = {name: entry if isinstance(entry, str) else None for name, entry in said.entries.items()}
    if refused := refusal(db, asker, Deed.READ, channel, in_form=True):
        return {next(iter(said.entries), ""): replace(words, escape=str).say(refused)}
    read = read_weights(words, given)
    if isinstance(read, dict):
        return read
    if claim(db, said.delivery, now=now):
        shown = look_at(db, words, said.team, channel, said.by, read)
        payload = {"channel": channel, "user": said.by, **shown.payload}
        enqueue(
            db,
            [Call(said.team, replies_in(said.team, channel), "chat.postEphemeral", payload, world.new_id())],
            due_at=now,
        )
    return None


def _tell(db: Connection, world: World, team: str, channel: str, said: Message, *, now: datetime) -> None:
    """The board follows at once, and one line says so in the channel."""
    hurry_board(db, team, channel, now=now)
    payload = {"channel": channel, **said.payload, "unfurl_links": False, "unfurl_media": False}
    enqueue(db, [Call(team, boards_in(team, channel), "chat.postMessage", payload, world.new_id())], due_at=now)
