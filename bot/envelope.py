"""The form every payload of Slack's has, as far as Bolt relies on it without looking."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class _Named(_Part):
    id: str | None = None
    team_id: str | None = None
    enterprise_id: str | None = None


_Who = str | _Named | None


class _Whose(_Part):
    team_id: str | None = None
    enterprise_id: str | None = None
    user_id: str | None = None
    is_enterprise_install: bool | str | None = None


class _Message(_Part):
    user: _Who = None
    bot_id: str | None = None


class _Function(_Part):
    callback_id: str


class _Event(_Message):
    type: str
    channel: _Who = None
    team: _Who = None
    enterprise: _Who = None
    message: _Message | None = None
    previous_message: _Message | None = None
    function: _Function | None = None
    inputs: dict[str, Any] | None = None
    item: dict[str, Any] | None = None
    assistant_thread: dict[str, Any] | None = None


class _View(_Part):
    type: str
    callback_id: str
    app_installed_team_id: str | None = None
    team_id: str | None = None


class _Action(_Part):
    action_id: str
    type: str


_Address = Annotated[str, Field(pattern=r"^https?://[^\s]+$", max_length=1000)]
NEEDS = {"event_callback": "event", "block_actions": "actions", "view_submission": "view", "view_closed": "view"}


class _Payload(_Part):
    type: str | None = None
    command: str | None = None
    callback_id: str | None = None
    team_id: str | None = None
    user_id: str | None = None
    channel_id: str | None = None
    enterprise_id: str | None = None
    response_url: _Address | None = None
    team: _Who = None
    user: _Who = None
    channel: _Who = None
    enterprise: _Who = None
    event: _Event | None = None
    message: _Message | None = None
    view: _View | None = None
    container: dict[str, Any] | None = None
    function_data: dict[str, Any] | None = None
    actions: Annotated[list[_Action], Field(min_length=1, max_length=25)] | None = None
    authorizations: Annotated[list[_Whose], Field(max_length=25)] | None = None
    response_urls: Annotated[list[dict[str, Any]], Field(max_length=25)] | None = None

    @model_validator(mode="after")
    def has_what_it_is_about(self) -> Self:
        part = NEEDS.get(self.type or "")
        if part and getattr(self, part) is None:
            raise ValueError(part)
        if self.event and self.event.type == "function_executed" and self.event.function is None:
            raise ValueError("function")
        return self


def is_whole(payload: object) -> bool:
    """Whether it has the form of a payload; what it says is looked at later."""
    try:
        _Payload.model_validate(payload)
    except (ValidationError, RecursionError):
        return False
    return True
