"""Load and save conversations."""

from sqlalchemy import Connection, insert, select, update

from flows.conversation import Conversation
from storage.errors import ConversationMoved, NoSuchProject
from storage.tables import conversations


def open_conversation(db: Connection, conversation: Conversation) -> None:
    db.execute(
        insert(conversations).values(
            project=conversation.id, turn=conversation.turn, state=conversation.model_dump(mode="json")
        )
    )


def get_conversation(db: Connection, project: str) -> Conversation:
    row = db.execute(select(conversations.c.state).where(conversations.c.project == project)).first()
    if row is None:
        raise NoSuchProject(project)
    return Conversation.model_validate(row.state)


def save_conversation(db: Connection, conversation: Conversation) -> None:
    """Save the next turn, unless somebody saved it first."""
    saved = db.execute(
        update(conversations)
        .where(conversations.c.project == conversation.id, conversations.c.turn == conversation.turn - 1)
        .values(turn=conversation.turn, state=conversation.model_dump(mode="json"))
    )
    if saved.rowcount != 1:
        raise ConversationMoved(conversation.id)
