"""What can be the case when something is read or saved."""


class ConversationMoved(Exception):
    """Another turn was saved first; read the conversation again."""


class NoSuchProject(LookupError):
    """No project goes by that name here."""


class ThreadNotKnownYet(Exception):
    """A message arrived in a thread whose first message is being posted at this moment."""


class DatabaseUnusable(Exception):
    """The database cannot be used; the message says why and what to do."""
