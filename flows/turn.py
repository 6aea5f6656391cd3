"""What follows from one thing that a person did."""

from dataclasses import dataclass, replace

from flows.conversation import Change, Conversation
from flows.effects import CardChanged, Effect


@dataclass(frozen=True, slots=True)
class Turn:
    """The conversation after one thing that a person did, and what should happen."""

    conversation: Conversation
    effects: tuple[Effect, ...] = ()
    changes: tuple[Change, ...] = ()
    """For the project's history."""


def with_effects(turn: Turn, *effects: Effect) -> Turn:
    """The turn with more effects; a card that changes twice is drawn once, last."""
    wanted = [effect for effect in (*turn.effects, *effects) if effect != CardChanged()]
    card = CardChanged() in (*turn.effects, *effects)
    return replace(turn, effects=(*wanted, CardChanged()) if card else tuple(wanted))


def counted(turn: Turn, before: Conversation) -> Turn:
    """The turn counted, when it changed anything."""
    if turn.conversation == before:
        return turn
    return replace(turn, conversation=turn.conversation.model_copy(update={"turn": before.turn + 1}))
