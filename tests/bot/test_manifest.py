"""manifest.yml asks for what the code uses, and for nothing else."""

import ast
import re
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import build_app
from bot.inquiry import Inquiry
from bot.manifest import OF_ORGANISATIONS
from bot.names import COMMAND, INTAKE_STEP, START
from bot.orders import SPELLINGS, Order
from bot.settings import Settings
from bot.slack import Slack, nowhere
from bot.steps.executed import Finish, Inputs
from bot.workspaces import OneWorkspace, Workspace
from flows.scoring.verdict import Verdict

ROOT = Path(__file__).parent.parent.parent

SCOPES: dict[str, set[str]] = {
    "auth.test": set(),
    "chat.postMessage": {"chat:write"},
    "chat.postEphemeral": {"chat:write"},
    "chat.update": {"chat:write"},
    "chat.delete": {"chat:write"},
    "reactions.add": {"reactions:write"},
    "reactions.remove": {"reactions:write"},
    "bots.info": {"users:read"},
    "usergroups.list": {"usergroups:read"},
    "usergroups.users.list": {"usergroups:read"},
    "users.info": {"users:read"},
    "views.publish": set(),
    "conversations.info": {"channels:read", "groups:read"},
    "functions.completeSuccess": set(),
    "functions.completeError": set(),
    "users.conversations": {"channels:read", "groups:read"},
    "files.getUploadURLExternal": {"files:write"},
    "files.completeUploadExternal": {"files:write"},
    "canvases.create": {"canvases:write"},
    "canvases.access.set": {"canvases:write"},
    "conversations.open": {"im:write"},
    "views.open": set(),
    "views.push": set(),
    "views.update": set(),
    "conversations.history": {"channels:history", "groups:history", "im:history"},
    "conversations.replies": {"channels:history", "groups:history", "im:history"},
}
EVENT_SCOPES: dict[str, str | None] = {
    "app_home_opened": None,
    "app_uninstalled": None,
    "function_executed": None,
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "subteam_members_changed": "usergroups:read",
    "subteam_updated": "usergroups:read",
    "tokens_revoked": None,
    "user_change": "users:read",
}


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    return found


def methods() -> set[str]:
    """Web API methods named anywhere in the bot."""
    named = re.compile(
        r"(auth|bots|canvases|functions|chat|conversations|files|reactions|users|views|pins|bookmarks|usergroups)\.[a-zA-Z.]+"
    )
    found = set()
    for file in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and named.fullmatch(node.value):
                found.add(node.value)
            if isinstance(node, ast.Attribute) and re.fullmatch(
                r"(chat|users|views|conversations|reactions)_\w+", node.attr
            ):
                found.add(node.attr.replace("_", ".", 1))
    return found


@pytest.fixture
def app() -> AsyncApp:
    settings = Settings(_env_file=None)
    slack = Slack(AsyncWebClient(retry_handlers=[]), None, nowhere)  # type: ignore[arg-type]
    workspaces = OneWorkspace(Workspace("T1", "U1", "B1", "https://acme.slack.com/"), "xoxb-1")
    inquiry = Inquiry(None, None, None)  # type: ignore[arg-type]
    needed = {
        "slack": slack,
        "workspaces": workspaces,
        "settings": settings,
        "ids": lambda: "1",
        "inquiry": inquiry,
    }
    return build_app(**{**dict.fromkeys(signature(build_app).parameters), **needed})  # type: ignore[arg-type]


def sources(app: AsyncApp) -> str:
    """What the listeners listen to, from the code that registered them."""
    return "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot" / "listeners").glob("*.py"))


def test_every_method_called_has_its_scopes_and_no_scope_is_left_over(manifest: dict[str, Any]):
    used = methods()
    assert used <= set(SCOPES), "say in SCOPES what the new method needs"
    assert used == set(SCOPES), "SCOPES names a method that nobody calls"
    needed = set().union(*(SCOPES[method] for method in used), EVENT_SCOPES.values(), {"commands"}) - {None}
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == needed


def test_every_event_listened_to_is_subscribed_and_no_other(manifest: dict[str, Any], app: AsyncApp):
    listened = set(re.findall(r'@app\.event\("(\w+)"\)', sources(app))) | {"function_executed"}
    listened -= set(OF_ORGANISATIONS)
    assert listened == {event.split(".")[0] for event in manifest["settings"]["event_subscriptions"]["bot_events"]}
    assert set(EVENT_SCOPES) == set(manifest["settings"]["event_subscriptions"]["bot_events"])
    assert len(app._async_listeners) == len(
        re.findall(r"@app\.(?:event|command|action|view|shortcut|options|function)\(", sources(app))
    )


def test_there_is_one_command_and_the_code_calls_it_the_same(manifest: dict[str, Any]):
    (command,) = manifest["features"]["slash_commands"]
    assert command["command"] == COMMAND
    assert command["should_escape"] is True


def test_every_shortcut_that_is_offered_is_answered(manifest: dict[str, Any], app: AsyncApp):
    assert "@app.shortcut(START)" in sources(app)
    assert [shortcut["callback_id"] for shortcut in manifest["features"]["shortcuts"]] == [START]


def test_the_step_that_is_offered_is_run_and_its_inputs_and_verdicts_are_those_that_are_declared(
    manifest: dict[str, Any], app: AsyncApp
):
    assert "@app.function(INTAKE_STEP)" in sources(app)
    assert list(manifest["functions"]) == [INTAKE_STEP]
    step = manifest["functions"][INTAKE_STEP]
    inputs, outputs = step["input_parameters"], step["output_parameters"]
    assert set(inputs["properties"]) == set(Inputs.model_fields)
    assert set(inputs["required"]) == {name for name, field in Inputs.model_fields.items() if field.is_required()}
    assert inputs["properties"]["finish_when"]["enum"] == list(Finish)
    assert all(verdict in outputs["properties"]["verdict"]["description"] for verdict in Verdict)


def test_interactivity_is_on_since_buttons_are_sent(manifest: dict[str, Any]):
    assert manifest["settings"]["interactivity"]["is_enabled"] is True
    assert manifest["settings"]["socket_mode_enabled"] is True


def test_the_hint_names_every_order_and_only_orders(manifest: dict[str, Any]):
    (command,) = manifest["features"]["slash_commands"]
    hinted = [part.split()[0] for part in command["usage_hint"].split("|")]
    assert [Order(word) for word in hinted] == list(Order)
    assert all(word in SPELLINGS[Order(word)] for word in hinted)


def test_the_fields_are_inside_slacks_limits(manifest: dict[str, Any]):
    shown, features = manifest["display_information"], manifest["features"]
    (command,) = features["slash_commands"]
    assert manifest["_metadata"] == {"major_version": 2}
    assert 0 < len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert re.fullmatch(r"#[0-9a-f]{6}", shown["background_color"])
    assert len(features["bot_user"]["display_name"]) <= 80
    assert 2 <= len(command["command"]) <= 32
    assert len(command["description"]) <= 2000
    assert len(command["usage_hint"]) <= 1000
    assert len(manifest["oauth_config"]["scopes"]["bot"]) <= 255
    assert len(manifest["settings"]["event_subscriptions"]["bot_events"]) <= 100
