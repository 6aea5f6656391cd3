"""Load and save conversations."""

from sqlalchemy import Connection, bindparam, insert, select, update

from flows.conversation import Conversation
from storage.errors import ConversationMoved, NoSuchProject
from storage.tables import conversations

_GET = select(conversations.c.state).where(conversations.c.project == bindparam("id"))
_SAVE = (
    update(conversations)
    .where(conversations.c.project == bindparam("id"), conversations.c.turn == bindparam("turn_read"))
    .values(turn=bindparam("turn_now"), state=bindparam("state_now"))
)


def open_conversation(db: Connection, conversation: Conversation) -> None:
    db.execute(
        insert(conversations).values(
            project=conversation.id, turn=conversation.turn, state=conversation.model_dump_json(exclude_none=True)
        )
    )


def get_conversation(db: Connection, project: str) -> Conversation:
    row = db.execute(_GET, {"id": project}).first()
    if row is None:
        raise NoSuchProject(project)
    return conversation_in(row.state)


def conversation_in(state: str) -> Conversation:
    """A conversation as it is stored."""
    return Conversation.model_validate_json(state)


def save_conversation(db: Connection, conversation: Conversation) -> None:
    """Save the next turn, unless somebody saved it first."""
    saved = db.execute(
        _SAVE,
        {
            "id": conversation.id,
            "turn_read": conversation.turn - 1,
            "turn_now": conversation.turn,
            "state_now": conversation.model_dump_json(exclude_none=True),
        },
    )
    if saved.rowcount != 1:
        raise ConversationMoved(conversation.id)
