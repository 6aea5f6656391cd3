"""What Slack gives whoever allowed the bot in, as far as it matters here."""

from typing import Literal, TypeVar

import structlog
from pydantic import BaseModel, Field, SecretStr, ValidationError

from bot.retry import Failure, Refusal
from bot.slack import Answered

log = structlog.get_logger()

T = TypeVar("T", bound=BaseModel)


class Named(BaseModel):
    id: str = Field(min_length=1, max_length=40)
    name: str = ""


class Person(BaseModel):
    id: str = Field(min_length=1, max_length=40)


class Granted(BaseModel):
    """What `oauth.v2.access` gives for a code."""

    access_token: SecretStr = Field(min_length=1)
    token_type: Literal["bot"]
    scope: str
    bot_user_id: str = Field(max_length=40)
    app_id: str = Field(max_length=40)
    team: Named | None = None
    enterprise: Named | None = None
    is_enterprise_install: bool = False
    authed_user: Person
    refresh_token: SecretStr | None = None
    expires_in: int | None = Field(default=None, gt=0)

    @property
    def holder(self) -> Named | None:
        return self.enterprise if self.is_enterprise_install else self.team


class Who(BaseModel):
    """What `auth.test` says."""

    bot_id: str = Field(max_length=40)
    url: str = Field(max_length=300)


class NotGranted(Exception):
    """Slack gave no token; the message is its word for why."""


def granted_in(told: Answered | Failure | Refusal) -> Granted:
    """Raises NotGranted."""
    return _read(told, Granted)


def who_in(told: Answered | Failure | Refusal) -> Who:
    """Raises NotGranted."""
    return _read(told, Who)


def _read(told: Answered | Failure | Refusal, model: type[T]) -> T:
    match told:
        case Answered(data):
            try:
                return model.model_validate(data)
            except ValidationError as wrong:
                where = ".".join(str(part) for part in wrong.errors()[0]["loc"])
            log.error("installation.not_understood", field=where)
            raise NotGranted("answer_not_understood")
        case Refusal(error=error):
            raise NotGranted(error)
        case Failure() as failure:
            raise NotGranted(failure.value)
