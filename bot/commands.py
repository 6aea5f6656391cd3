"""Carrying out orders. Each answers the person who gave it."""

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from sqlalchemy import Connection

from bot.asker import Asker
from bot.boards import ordered_board
from bot.cadences import ordered_remind, ordered_review
from bot.channel_orders import ordered_settings
from bot.course_orders import ordered_calibration, ordered_result, ordered_stage
from bot.deciding import ordered_decision
from bot.deeds import ORDERS
from bot.digest_orders import ordered_digest
from bot.exports.ordered import ordered_export
from bot.listing import line_of, listed
from bot.orders import NotUnderstood, Order, Ordered
from bot.permissions import is_lead, refusal
from bot.rounds import score
from bot.starting import start
from bot.threads import among, renderer
from bot.todo import todo
from bot.views import command_help, replies
from bot.views.glossary import topic_message
from bot.views.message import Message
from bot.views.notices import sentence
from bot.views.round import which_to_score
from bot.views.shown import shown_message
from bot.views.why import which_one, why_message
from bot.weighing import ordered_weights
from bot.world import World
from flows.rounds import Wish, wished
from storage.projects import Project, named, projects_in
from storage.threads import find_thread, get_thread


def obey(
    db: Connection, world: World, asker: Asker, order: Ordered | NotUnderstood, *, now: datetime
) -> Message | None:
    """Carry the order out; the private answer, if there is one to give. Raises NotKnownYet."""
    if isinstance(order, NotUnderstood):
        return replies.not_understood(asker.words, order.word, order.nearest)
    if refused := refusal(db, asker, ORDERS[order.order][0], asker.channel):
        return sentence(asker.words, refused)
    match order.order:
        case Order.NEW:
            return start(db, world, asker, order.rest, now=now)
        case Order.LIST:
            return listed(db, asker, order.rest)
        case Order.SHOW:
            return _show(db, world, asker, order.rest)
        case Order.BOARD:
            return ordered_board(db, world, asker, order.rest, now=now)
        case Order.WEIGHTS:
            return ordered_weights(db, world, asker, order.rest, now=now)
        case Order.WHY:
            return _why(db, world, asker, order.rest)
        case Order.SCORE:
            return _score(db, world, asker, order.rest, now=now)
        case Order.STAGE:
            return ordered_stage(db, world, asker, order.rest, now=now)
        case Order.RESULT:
            return ordered_result(db, world, asker, order.rest, now=now)
        case Order.CALIBRATION:
            return ordered_calibration(db, world, asker)
        case Order.DECIDE:
            return ordered_decision(db, world, asker, order.rest, now=now)
        case Order.REVIEW:
            return ordered_review(db, world, asker, order.rest)
        case Order.REMIND:
            return ordered_remind(db, world, asker, order.rest, now=now)
        case Order.DIGEST:
            return ordered_digest(db, world, asker, order.rest, now=now)
        case Order.TODO:
            return todo(db, world, asker)
        case Order.EXPORT:
            return ordered_export(db, world, asker, order.rest, now=now)
        case Order.SETTINGS:
            return ordered_settings(db, world, asker, order.rest, now=now)
        case Order.HELP:
            return topic_message(asker.words, order.rest) if order.rest else command_help.help_message(asker.words)
        case _:
            assert_never(order.order)


def _show(db: Connection, world: World, asker: Asker, name: str) -> Message:
    found = _meant(db, asker, name)
    match found:
        case [project]:
            overview = renderer(world, get_thread(db, project.id)).overview
            leads = is_lead(db, asker.team, asker.channel, asker.person)
            return shown_message(asker.words, overview, asker.person, leads=leads)
        case []:
            return replies.nothing_found(asker.words, name)
        case _:
            return replies.several_found(asker.words, [line_of(project) for project in found])


def _why(db: Connection, world: World, asker: Asker, name: str) -> Message:
    found = _meant(db, asker, name)
    match found:
        case [project]:
            drawn = renderer(world, get_thread(db, project.id))
            return why_message(asker.words, drawn.overview, among(db, world, project, _here(db, asker)), asker.person)
        case []:
            return replies.nothing_found(asker.words, name)
        case _:
            listed = [line_of(project) for project in found]
            return replies.several_found(asker.words, listed, which_one(asker.words))


def _score(db: Connection, world: World, asker: Asker, typed: str, *, now: datetime) -> Message:
    wish, found = _wished(db, asker, typed)
    match found:
        case [project]:
            return score(db, world, asker, get_thread(db, project.id), wish, now=now)
        case []:
            return replies.nothing_found(asker.words, wish.name)
        case _:
            listed = [line_of(project) for project in found]
            return replies.several_found(asker.words, listed, which_to_score(asker.words))


def _wished(db: Connection, asker: Asker, typed: str) -> tuple[Wish, Sequence[Project]]:
    """What was typed, and the projects that can be meant; a project's whole name goes before anything else."""
    wishes = wished(typed)
    for wish in wishes:
        if wish.name and (found := named(_here(db, asker), wish.name)):
            return wish, found
    last = wishes[-1]
    return last, _meant(db, asker, last.name)


def _meant(db: Connection, asker: Asker, name: str) -> Sequence[Project]:
    """The projects that can be meant; in its own thread a project need not be named."""
    if name:
        return named(_here(db, asker), name)
    own = find_thread(db, asker.team, asker.channel, asker.thread) if asker.thread else None
    return [own.project] if own else _here(db, asker)


def _here(db: Connection, asker: Asker) -> Sequence[Project]:
    return projects_in(db, asker.team, asker.channel)
