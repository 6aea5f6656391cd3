"""User groups that lead channels, and a history of what is set for a channel."""

import sqlalchemy as sa
from alembic import op

from storage.columns import letters_by_code_point as letters

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("channel_settings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lead_group", letters(40), nullable=True))

    op.create_table(
        "user_groups",
        sa.Column("team", letters(40), nullable=False),
        sa.Column("id", letters(40), nullable=False),
        sa.Column("handle", letters(100), nullable=False),
        sa.Column("members", sa.JSON(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "id", name=op.f("pk_user_groups")),
    )

    op.create_table(
        "channel_history",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("team", letters(40), nullable=False),
        sa.Column("channel", letters(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", letters(40), nullable=False),
        sa.Column("what", letters(60), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_history")),
    )
    with op.batch_alter_table("channel_history", schema=None) as batch_op:
        batch_op.create_index("ix_channel_history_team_channel", ["team", "channel"], unique=False)


def downgrade() -> None:
    op.drop_table("channel_history")
    op.drop_table("user_groups")
    with op.batch_alter_table("channel_settings", schema=None) as batch_op:
        batch_op.drop_column("lead_group")
