"""Which rows belong to a workspace: by its id, by the id of what they belong to, or by a name that holds it."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Table, false, select

from storage.tables import inbox, install_states, installations


def of_workspace(table: Table, team: str) -> ColumnElement[bool]:
    """The condition for a table's rows. Raises LookupError for a table of which nobody said what belongs to whom."""
    if "team" in table.c:
        return table.c.team == team
    if table is installations:
        return table.c.id == team
    if table is install_states:
        return false()  # nobody is anybody there yet
    if table.name in _NAMED:
        return _NAMED[table.name].contains(f":{team}:", autoescape=True)
    for key in table.foreign_key_constraints:
        (element, *others) = key.elements
        if key.referred_table is not table and not others:
            theirs = select(element.column).where(of_workspace(key.referred_table, team))
            return element.parent.in_(theirs)
    raise LookupError(f"{table.name}: say in storage/belonging.py which of its rows belong to a workspace")


_NAMED: Mapping[str, ColumnElement[str]] = {"inbox": inbox.c.delivery}
"""Tables whose names of rows hold the workspace between two colons. A row that holds none goes when it is old."""
