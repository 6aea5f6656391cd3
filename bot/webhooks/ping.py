"""Whether a receiver answers: asked now, past the outbox."""

from datetime import datetime

from bot.settings import Settings
from bot.webhooks.outcomes import Answer, Trouble
from bot.webhooks.posting import open_session, post
from bot.webhooks.secrets import secrets_of
from flows.announcement import Ping
from storage.webhooks import Webhook


async def ping(settings: Settings, webhook: Webhook, id_: str, now: datetime) -> Answer | Trouble:
    """Send it a `ping`, signed as everything else is."""
    secret = secrets_of(settings).opened(webhook.secret)
    if secret is None:
        return Trouble.UNSEALABLE
    body = Ping(id=id_, at=now, workspace=webhook.team).model_dump_json().encode()
    session = open_session(settings.webhook_networks)
    try:
        return await post(session, webhook.url, secret, id_, body, now=now)
    finally:
        await session.close()
