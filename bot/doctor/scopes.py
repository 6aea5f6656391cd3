"""The bot scopes that manifest.yml asks for; a test compares both."""

NEEDED = frozenset(
    {
        "canvases:write",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:write",
        "reactions:write",
        "usergroups:read",
        "users:read",
    }
)
