"""Answering one person alone, where they asked."""

from bot.asker import Asker
from bot.lanes import direct_to, replies_in
from bot.views.message import Message
from bot.world import World
from storage.calls import Call


def privately(world: World, asker: Asker, reply: Message) -> Call:
    """Through the address that Slack sent along, else in their direct messages or beside what they wrote."""
    team, channel, lane, mark = asker.team, asker.channel, replies_in(asker.team, asker.channel), world.new_id()
    threaded = {"thread_ts": asker.thread} if asker.thread else {}
    if asker.answer_at:
        private = {"response_type": "ephemeral", "replace_original": False, **reply.payload, **threaded}
        return Call(team, lane, "respond", {"url": asker.answer_at, "message": private}, mark)
    if not channel:  # pressed at the Home or in a modal
        person = asker.person
        return Call(team, direct_to(team, person), "chat.postMessage", {"channel": person, **reply.payload}, mark)
    if channel.startswith("D"):
        return Call(team, lane, "chat.postMessage", {"channel": channel, **reply.payload, **threaded}, mark)
    payload = {"channel": channel, "user": asker.person, **reply.payload, **threaded}
    return Call(team, lane, "chat.postEphemeral", payload, mark)
