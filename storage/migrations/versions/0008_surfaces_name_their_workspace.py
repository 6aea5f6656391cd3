"""Boards and welcomes are named with their workspace: ids of channels are unique only inside one."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NAMED = (("messages", "surface"), ("outbox", "surface"), ("outbox", "target"), ("outbox", "lane"))
KINDS = ("board", "welcome")


def upgrade() -> None:
    for table, column in NAMED:
        for kind in KINDS:
            name, team = sa.column(column, sa.String), sa.column("team", sa.String)
            rest = sa.func.substr(name, len(kind) + 2)
            op.execute(
                sa.table(table, name, team)
                .update()
                .where(name.startswith(f"{kind}:"))
                .values({column: sa.literal(f"{kind}:") + team + sa.literal(":") + rest})
            )


def downgrade() -> None:
    for table, column in NAMED:
        for kind in KINDS:
            name, team = sa.column(column, sa.String), sa.column("team", sa.String)
            rest = sa.func.substr(name, sa.func.length(team) + len(kind) + 3)
            op.execute(
                sa.table(table, name, team)
                .update()
                .where(name.startswith(f"{kind}:"))
                .values({column: sa.literal(f"{kind}:") + rest})
            )
