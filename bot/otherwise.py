"""What is said instead, and where, when Slack refuses a message for good."""

from collections.abc import Mapping
from typing import Any

import structlog

from bot.clock import Ids
from bot.i18n import Markup, Words
from bot.lanes import instead_of_call
from bot.names import Act
from bot.views.message import Message, actions, button, message, section
from bot.views.pressed import Pressed
from storage.calls import Call, Claimed
from storage.projects import Project

log = structlog.get_logger()


def told_directly(words: Words, project: Project) -> Mapping[str, Any]:
    """The owner learns in a direct message that the thread cannot be reached."""
    sentence = words(
        "refused.thread",
        "I can no longer post in {channel}, so {name} ({key}) waits there. Every answer is kept.",
        channel=Markup(f"<#{project.channel}>"),
        name=project.name,
        key=project.key,
    )
    return {
        "method": "chat.postMessage",
        "payload": {"channel": project.owner, **message(section(sentence)).payload},
    }


def told_privately(words: Words, project: Project, answer_at: str | None) -> Mapping[str, Any]:
    """Whoever started a project where the bot is not, learns how to invite it; the project waits."""
    shown = invitation(words, project)
    directly = {"method": "chat.postMessage", "payload": {"channel": project.starter, **shown.payload}}
    if answer_at is None:
        return directly
    answer = {"response_type": "ephemeral", "replace_original": False, **shown.payload}
    return {"method": "respond", "payload": {"url": answer_at, "message": answer}, "otherwise": directly}


def invitation(words: Words, project: Project) -> Message:
    sentence = words(
        "refused.not_in_channel",
        "I am not in {channel} yet. Type `/invite @Groundwork` there, then press the button. "
        "{name} ({key}) is saved and waits for you.",
        channel=Markup(f"<#{project.channel}>"),
        name=project.name,
        key=project.key,
    )
    retry = button(Act.RETRY, words("button.retry", "Try again"), str(Pressed(project=project.id)), style="primary")
    return message(section(sentence), actions("retry", retry))


def instead_of(claimed: Claimed, problem: str, new_id: Ids) -> tuple[Call, ...]:
    """The calls that replace one that Slack refused for good."""
    call = claimed.call
    if call.otherwise is None:
        log.error("call.refused", method=call.method, mark=call.mark, problem=problem)
        return ()
    log.warning("call.replaced", method=call.method, mark=call.mark, problem=problem)
    return tuple(
        Call(
            team=call.team,
            lane=instead_of_call(call.mark),
            method=instead["method"],
            payload=instead["payload"],
            mark=new_id(),
            otherwise=instead.get("otherwise"),
        )
        for instead in (call.otherwise, call.otherwise.get("also"))
        if instead
    )
