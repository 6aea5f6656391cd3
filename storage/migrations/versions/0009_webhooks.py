"""Addresses outside Slack that are told of projects."""

import sqlalchemy as sa
from alembic import op

from storage.columns import letters_by_code_point as letters

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "webhooks",
        sa.Column("id", letters(40), nullable=False),
        sa.Column("team", letters(40), nullable=False),
        sa.Column("url", letters(), nullable=False),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("secret", letters(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asleep_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", letters(200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhooks")),
    )
    with op.batch_alter_table("webhooks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_webhooks_team"), ["team"], unique=False)


def downgrade() -> None:
    op.drop_table("webhooks")
