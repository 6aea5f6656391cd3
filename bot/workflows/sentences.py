"""What whoever runs a workflow reads when its step cannot go on. Slack shows it as plain text."""

from bot.names import COMMAND
from flows.text import Phrase, phrase


def wrong_inputs() -> Phrase:
    return phrase(
        "step.inputs",
        "This step needs a channel and a person, and goes on when the project is “started” or has its “verdict”. "
        "Please set them in Workflow Builder.",
    )


def wrong_name(problem: Phrase) -> Phrase:
    return phrase(
        "step.name",
        "That name cannot be used. {problem} Without one, it is asked in the thread.",
        problem=problem,
    )


def no_channel() -> Phrase:
    return phrase("step.no_channel", "A project lives in a channel. Please choose one in Workflow Builder.")


def not_in_channel() -> Phrase:
    return phrase(
        "step.not_in_channel",
        "Groundwork is not in that channel yet. Type /invite @Groundwork there, then run the workflow again.",
    )


def archived() -> Phrase:
    return phrase("step.archived", "That channel is archived. Please choose another one in Workflow Builder.")


def nobody() -> Phrase:
    return phrase(
        "step.nobody",
        "A project needs a person who answers for it, and this is an app or an account that is closed. Please choose "
        "somebody else in Workflow Builder.",
    )


def not_there() -> Phrase:
    return phrase(
        "step.not_there",
        "Whoever starts the project must be able to see the channel. Please add them to it, or choose somebody else in "
        "Workflow Builder.",
    )


def not_posted() -> Phrase:
    return phrase(
        "step.not_posted",
        "The project is saved, but Groundwork cannot post in that channel. Type /invite @Groundwork there and press "
        "Try again in the direct message from Groundwork.",
    )


def cancelled(name: str, key: str) -> Phrase:
    return phrase("step.cancelled", "The intake of {name} ({key}) was cancelled.", name=name, key=key)


def merged(name: str, key: str) -> Phrase:
    return phrase("step.merged", "{name} ({key}) was merged into another project.", name=name, key=key)


def too_long(name: str, key: str, days: int) -> Phrase:
    return phrase(
        "step.too_long",
        "There was no verdict on {name} ({key}) within {days} days. The project stays: {command} show {key}.",
        name=name,
        key=key,
        days=days,
        command=COMMAND,
    )


def not_taken(key: str) -> Phrase:
    return phrase(
        "step.not_taken",
        "The project is there ({key}), but Slack did not take what this step hands on. Publish the workflow anew.",
        key=key,
    )
