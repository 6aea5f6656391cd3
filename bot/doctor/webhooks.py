"""Whether those outside Slack who are told of projects take what they are told."""

from collections.abc import Sequence

from bot.doctor.finding import Finding, ok, warning
from storage.webhooks import Webhook

MOST = 3  # that are named


def webhooks_looked_at(webhooks: Sequence[Webhook]) -> Finding:
    if not webhooks:
        return ok("webhooks", "nobody outside Slack is told of anything")
    if asleep := [one for one in webhooks if one.asleep_at]:
        told = f"failed for a day, or said they are gone, and are told nothing more: {_named(asleep)}"
        return warning("webhooks", told, "Wake each with `groundwork webhooks test ID`, or remove it.")
    if failing := [one for one in webhooks if one.failing_since]:
        return warning("webhooks", f"do not take what they are told: {_named(failing)}", "Look at the receiver's log.")
    return ok("webhooks", f"receivers that take what they are told: {len(webhooks)}")


def _named(webhooks: Sequence[Webhook]) -> str:
    named = ", ".join(f"{one.id} ({one.problem})" for one in webhooks[:MOST])
    return f"{named}, …" if len(webhooks) > MOST else named
