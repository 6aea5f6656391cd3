"""Steps of workflows that wait for a verdict."""

import sqlalchemy as sa
from alembic import op

from storage.columns import letters_by_code_point as letters

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "executions",
        sa.Column("team", letters(40), nullable=False),
        sa.Column("execution", letters(60), nullable=False),
        sa.Column("project", letters(40), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["project"], ["projects.id"], name=op.f("fk_executions_project"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("team", "execution", name=op.f("pk_executions")),
    )
    with op.batch_alter_table("executions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_executions_project"), ["project"], unique=False)
        batch_op.create_index(batch_op.f("ix_executions_ends_at"), ["ends_at"], unique=False)


def downgrade() -> None:
    op.drop_table("executions")
