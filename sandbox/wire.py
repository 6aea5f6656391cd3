"""What the workspaces of one stand-in share: the clock, the app's connections, what went over them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.changes import Changes
from sandbox.clock import Clock
from sandbox.codes import Codes
from sandbox.deliveries import Deliveries
from sandbox.functions import Function
from sandbox.ids import Ids
from sandbox.lifecycle import Lifecycle
from sandbox.sockets import Sockets
from sandbox.tokens import Tokens
from sandbox.traffic import Traffic


@dataclass(slots=True)
class Wire:
    """One app's way to Slack; `url` is empty until the stand-in listens."""

    clock: Clock
    changes: Changes
    traffic: Traffic
    tokens: Tokens
    ids: Ids
    sockets: Sockets
    deliveries: Deliveries
    lifecycle: Lifecycle
    codes: Codes
    functions: Mapping[str, Function]
    events: frozenset[str]
    url: str = ""
