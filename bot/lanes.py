"""Lanes that are no surface: calls of one lane are made in order. Slack's ids are unique only inside a workspace."""


def replies_in(team: str, channel: str) -> str:
    """Private answers in a channel."""
    return f"reply:{team}:{channel}"


def direct_to(team: str, person: str) -> str:
    """Direct messages to somebody."""
    return f"dm:{team}:{person}"


def home_for(team: str, person: str) -> str:
    """Somebody's Home: only its newest state matters."""
    return f"home:{team}:{person}"


def reactions_on(team: str, channel: str, ts: str) -> str:
    """The bot's reactions to a message."""
    return f"reaction:{team}:{channel}:{ts}"


def view_lane(team: str, view: str) -> str:
    """Changes of an open modal."""
    return f"view:{team}:{view}"


def boards_in(team: str, channel: str) -> str:
    """What is posted in a channel about its board."""
    return f"board:{team}:{channel}"


def digests_in(team: str, place: str) -> str:
    """A channel's or a person's digests."""
    return f"digest:{team}:{place}"


def limits_of(project: str) -> str:
    """What is posted when a project crosses a limit."""
    return f"limit:{project}"


def step_of(team: str, execution: str) -> str:
    """How a workflow's step ends."""
    return f"function:{team}:{execution}"


def instead_of_call(mark: str) -> str:
    """What is said in place of a call that Slack refused."""
    return f"instead:{mark}"


def canvas_lane(mark: str) -> str:
    """A canvas, and the link to it."""
    return f"canvas:{mark}"
