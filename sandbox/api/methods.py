"""Every method the stand-in has; any other is unknown."""

from collections.abc import Callable
from typing import Any

from sandbox.api import (
    auth,
    bots,
    canvases,
    chat,
    conversations,
    files,
    functions,
    oauth,
    reactions,
    usergroups,
    users,
    views,
)
from sandbox.api.args import Args
from sandbox.backend import Backend

Method = Callable[[Backend, Args], dict[str, Any]]

METHODS: dict[str, Method] = {
    "api.test": auth.api_test,
    "auth.test": auth.auth_test,
    "auth.revoke": oauth.revoke,
    "auth.teams.list": oauth.teams,
    "oauth.v2.access": oauth.access,
    "apps.uninstall": oauth.uninstall,
    "apps.connections.open": auth.connections_open,
    "bots.info": bots.info,
    "canvases.create": canvases.create,
    "canvases.access.set": canvases.set_access,
    "functions.completeSuccess": functions.complete_success,
    "functions.completeError": functions.complete_error,
    "usergroups.list": usergroups.every,
    "usergroups.users.list": usergroups.people,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "chat.delete": chat.delete,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.getPermalink": chat.get_permalink,
    "reactions.add": reactions.add,
    "reactions.remove": reactions.remove,
    "users.info": users.info,
    "users.list": users.everyone,
    "users.conversations": users.conversations,
    "conversations.info": conversations.info,
    "conversations.list": conversations.every,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_direct,
    "conversations.history": conversations.history,
    "conversations.replies": conversations.replies,
    "views.open": views.open_modal,
    "views.push": views.push,
    "views.update": views.update,
    "views.publish": views.publish,
    "files.getUploadURLExternal": files.get_upload_url,
    "files.completeUploadExternal": files.complete_upload,
    "files.info": files.info,
}
