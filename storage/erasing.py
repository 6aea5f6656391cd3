"""Everything of a workspace, taken out for good."""

from sqlalchemy import Connection, delete

from storage.belonging import of_workspace
from storage.columns import metadata


def erase_workspace(db: Connection, team: str) -> dict[str, int]:
    """Delete every row of a workspace; how many there were, by table. What belongs to others stays as it is."""
    gone: dict[str, int] = {}
    for table in reversed(metadata.sorted_tables):
        gone[table.name] = db.execute(delete(table).where(of_workspace(table, team))).rowcount
    return gone
