"""What Slack takes as an app manifest (version 2): its schema's rules, and those that it only says online."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

SCOPES = frozenset(
    {
        "app_mentions:read",
        "bookmarks:write",
        "canvases:read",
        "canvases:write",
        "channels:history",
        "channels:join",
        "channels:read",
        "chat:write",
        "chat:write.public",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "metadata.message:read",
        "mpim:history",
        "mpim:read",
        "mpim:write",
        "pins:write",
        "reactions:read",
        "reactions:write",
        "team:read",
        "usergroups:read",
        "users.profile:read",
        "users:read",
        "users:read.email",
    }
)
"""The bot scopes that a bot of this kind can have a reason for."""

EVENTS: dict[str, frozenset[str]] = {
    "app_home_opened": frozenset(),
    "app_mention": frozenset({"app_mentions:read"}),
    "app_uninstalled": frozenset(),
    "channel_archive": frozenset({"channels:read"}),
    "channel_id_changed": frozenset({"channels:read"}),
    "channel_rename": frozenset({"channels:read"}),
    "file_shared": frozenset({"files:read"}),
    "function_executed": frozenset(),
    "member_joined_channel": frozenset({"channels:read"}),
    "member_left_channel": frozenset({"channels:read"}),
    "message.channels": frozenset({"channels:history"}),
    "message.groups": frozenset({"groups:history"}),
    "message.im": frozenset({"im:history"}),
    "message.mpim": frozenset({"mpim:history"}),
    "reaction_added": frozenset({"reactions:read"}),
    "subteam_members_changed": frozenset({"usergroups:read"}),
    "subteam_updated": frozenset({"usergroups:read"}),
    "team_access_granted": frozenset(),
    "team_access_revoked": frozenset(),
    "tokens_revoked": frozenset(),
    "user_change": frozenset({"users:read"}),
}
"""Bot events and the scopes they want."""

Address = Annotated[str, StringConstraints(pattern=r"^https://[^\s/]+(/\S*)?$", max_length=2000)]


class Part(BaseModel):
    """Slack refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Metadata(Part):
    major_version: Literal[2]


class DisplayInformation(Part):
    name: str = Field(min_length=1, max_length=35)
    description: str | None = Field(default=None, max_length=140)
    long_description: str | None = Field(default=None, min_length=175, max_length=4000)
    background_color: str | None = Field(default=None, pattern=r"^#([0-9a-fA-F]{3}){1,2}$")


class AppHome(Part):
    home_tab_enabled: bool = False
    messages_tab_enabled: bool = False
    messages_tab_read_only_enabled: bool = False


class BotUser(Part):
    display_name: str = Field(min_length=1, max_length=80)
    always_online: bool = False


class SlashCommand(Part):
    command: str = Field(pattern=r"^/[a-z0-9_-]{1,31}$")
    url: Address | None = None
    description: str = Field(min_length=1, max_length=2000)
    usage_hint: str | None = Field(default=None, max_length=1000)
    should_escape: bool = False


class Shortcut(Part):
    name: str = Field(min_length=1, max_length=24)
    type: Literal["message", "global"]
    callback_id: str = Field(min_length=1, max_length=255)
    description: str = Field(min_length=1, max_length=150)


class Features(Part):
    app_home: AppHome | None = None
    bot_user: BotUser | None = None
    slash_commands: list[SlashCommand] = Field(default=[], max_length=50)
    shortcuts: list[Shortcut] = Field(default=[], max_length=10)


class Scopes(Part):
    bot: list[str] = Field(min_length=1, max_length=255)


class OauthConfig(Part):
    scopes: Scopes
    redirect_urls: list[Address] = Field(default=[], max_length=1000)


class Choice(Part):
    value: str = Field(min_length=1)
    title: str = Field(min_length=1)
    description: str | None = None


class Parameter(Part):
    """An input or output of a function; Slack's schema lets more pass than what we use."""

    type: Literal[
        "string",
        "number",
        "integer",
        "boolean",
        "array",
        "object",
        "slack#/types/user_id",
        "slack#/types/channel_id",
        "slack#/types/usergroup_id",
        "slack#/types/timestamp",
        "slack#/types/date",
        "slack#/types/rich_text",
        "slack#/types/message_ts",
        "slack#/types/message_context",
    ]
    title: str = Field(min_length=1)
    description: str = Field(min_length=1)
    hint: str | None = None
    enum: list[str] | None = Field(default=None, min_length=1)
    choices: list[Choice] | None = None

    @model_validator(mode="after")
    def choices_are_those_of_the_enum(self) -> Self:
        if self.choices is not None and [one.value for one in self.choices] != self.enum:
            raise ValueError("choices and enum differ")
        return self


class Parameters(Part):
    """The second version's form; tutorials still show a bare map, which is refused."""

    properties: dict[str, Parameter] = Field(max_length=50)
    required: list[str] = []

    @model_validator(mode="after")
    def what_is_required_is_there(self) -> Self:
        if missing := set(self.required) - set(self.properties):
            raise ValueError(f"{sorted(missing)} are required but not described")
        return self


class Function(Part):
    title: str = Field(min_length=1)
    description: str = Field(min_length=1)
    input_parameters: Parameters
    output_parameters: Parameters


class EventSubscriptions(Part):
    request_url: Address | None = None
    bot_events: list[str] = Field(min_length=1, max_length=100)


class Interactivity(Part):
    is_enabled: bool
    request_url: Address | None = None
    message_menu_options_url: Address | None = None


class AppSettings(Part):
    event_subscriptions: EventSubscriptions | None = None
    interactivity: Interactivity | None = None
    org_deploy_enabled: bool = False
    socket_mode_enabled: bool = False
    token_rotation_enabled: bool = False
    function_runtime: Literal["remote"] | None = None


class Manifest(Part):
    """Raises ValidationError, naming the field."""

    metadata: Metadata = Field(alias="_metadata")
    display_information: DisplayInformation
    features: Features
    functions: dict[str, Function] = Field(default={}, max_length=50)
    oauth_config: OauthConfig
    settings: AppSettings

    @model_validator(mode="after")
    def scopes_are_known_and_cover_what_is_used(self) -> Self:
        scopes = self.oauth_config.scopes.bot
        events = self.settings.event_subscriptions.bot_events if self.settings.event_subscriptions else []
        for listed in (scopes, events):
            if len(set(listed)) != len(listed):
                raise ValueError("something is listed twice")
        if unknown := set(scopes) - SCOPES | set(events) - set(EVENTS):
            raise ValueError(f"Slack knows no {sorted(unknown)}")
        needed = frozenset[str]().union(*(EVENTS[event] for event in events))
        if self.features.slash_commands or self.features.shortcuts:
            needed |= {"commands"}
        if missing := needed - set(scopes):
            raise ValueError(f"the scopes {sorted(missing)} are missing")
        return self

    @model_validator(mode="after")
    def functions_run_here_and_are_heard_of(self) -> Self:
        settings = self.settings
        events = settings.event_subscriptions.bot_events if settings.event_subscriptions else []
        heard = "function_executed" in events
        if bool(self.functions) != heard:
            raise ValueError("functions and function_executed go together")
        if self.functions and not (settings.org_deploy_enabled and settings.function_runtime == "remote"):
            raise ValueError("functions want org_deploy_enabled and the remote runtime")
        return self

    @model_validator(mode="after")
    def addresses_are_there_exactly_without_socket_mode(self) -> Self:
        settings = self.settings
        places: list[Any] = [settings.event_subscriptions, settings.interactivity]
        addresses = [place.request_url for place in places if place] + [one.url for one in self.features.slash_commands]
        if settings.socket_mode_enabled and any(addresses):
            raise ValueError("Socket Mode takes no addresses")
        if not settings.socket_mode_enabled and not all(addresses):
            raise ValueError("without Socket Mode every request needs an address")
        return self
