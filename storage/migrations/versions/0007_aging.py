"""When a project's score has grown older; outcomes are asked about with the reviews, and need no index of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("projects", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ages_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            "ix_projects_ages_at",
            ["ages_at"],
            sqlite_where=sa.text("ages_at IS NOT NULL"),
            postgresql_where=sa.text("ages_at IS NOT NULL"),
        )
    op.execute("UPDATE projects SET ages_at = updated_at WHERE verdict IS NOT NULL")
    with op.batch_alter_table("outcomes", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outcomes_due_at", sqlite_where=sa.text("asked_at IS NULL"), postgresql_where=sa.text("asked_at IS NULL")
        )


def downgrade() -> None:
    with op.batch_alter_table("outcomes", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outcomes_due_at",
            ["due_at"],
            sqlite_where=sa.text("asked_at IS NULL"),
            postgresql_where=sa.text("asked_at IS NULL"),
        )
    with op.batch_alter_table("projects", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_projects_ages_at",
            sqlite_where=sa.text("ages_at IS NOT NULL"),
            postgresql_where=sa.text("ages_at IS NOT NULL"),
        )
        batch_op.drop_column("ages_at")
