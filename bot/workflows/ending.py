"""How a step of a workflow ends: with what it hands on, or with a sentence for whoever runs the workflow.

Slack gives each step a token of its own, which soon expires. The bot's token ends a step as well, a month later, too.
"""

import html
import json
from collections.abc import Mapping
from typing import Any

from bot.i18n import Words
from bot.lanes import step_of
from bot.workflows.sentences import not_taken
from bot.world import World
from flows.scoring.texts import scoring_texts
from flows.scoring.verdict import Verdict
from flows.text import Language, Phrase
from storage.calls import Call, Claimed
from storage.projects import Project

SUCCESS, ERROR = "functions.completeSuccess", "functions.completeError"
ENDS = (SUCCESS, ERROR)
LONGEST = 500
"""Characters of a sentence."""


def succeeded(world: World, project: Project, execution: str, told: Mapping[str, Any], *, card: str) -> Call:
    """Go on, once the `card` is posted: `told` is handed on beside what names the project."""
    outputs = {
        "project_id": project.id,
        "project_key": project.key,
        "project_name": project.name,
        "channel": project.channel,
        **told,
    }
    payload = {
        "function_execution_id": execution,
        "outputs": outputs,
        "card": world.link(project.team, project.channel, ""),
    }
    failed = {"function_execution_id": execution, "error": say(Language(project.language), not_taken(project.key))}
    otherwise = {"method": ERROR, "payload": failed}
    mark = world.new_id()
    return Call(
        project.team, step_of(project.team, execution), SUCCESS, payload, mark, thread=card, otherwise=otherwise
    )


def failed(team: str, execution: str, sentence: str, mark: str) -> Call:
    """Go no further: the sentence is shown to whoever runs the workflow."""
    payload = {"function_execution_id": execution, "error": sentence[:LONGEST]}
    return Call(team, step_of(team, execution), ERROR, payload, mark)


def verdict_told(project: Project, verdict: str) -> dict[str, Any]:
    """What a workflow can say or branch on."""
    label = scoring_texts().verdict[Verdict(verdict)].label.of(Language(project.language))
    scores = project.standing.scores if project.standing else {}
    told: dict[str, Any] = {"outcome": "verdict", "verdict": verdict, "verdict_text": label}
    return told | {name: round(scores[name], 1) for name in ("impact", "feasibility") if name in scores}


def form_of(claimed: Claimed) -> dict[str, str]:
    """The call as Slack takes it: a form, the outputs as JSON, the link to the card among them."""
    payload = claimed.call.payload
    form: dict[str, str] = {name: str(payload[name]) for name in payload.keys() & {"function_execution_id", "error"}}
    if "outputs" in payload:
        link = payload["card"] + claimed.thread.ts.replace(".", "") if claimed.thread else ""
        form["outputs"] = json.dumps({**payload["outputs"], "link": link}, ensure_ascii=False)
    return form


def say(language: Language, sentence: Phrase) -> str:
    """Plain text: Slack shows it as it is."""
    return Words(language, str).say(sentence)


def plainly(text: str, names: Mapping[str, str]) -> str:
    """What a message says, without Slack's markup; people by name where that is known."""
    for person, name in names.items():
        text = text.replace(f"<@{person}>", f"@{name}")
    return html.unescape(text.replace("`", ""))
