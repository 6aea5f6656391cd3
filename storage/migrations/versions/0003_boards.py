"""Boards, their weights, how they stood each week, and who leads a channel."""

import sqlalchemy as sa
from alembic import op

from storage.columns import letters_by_code_point as letters

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("projects", schema=None) as batch_op:
        batch_op.add_column(sa.Column("archetype", letters(40), nullable=True))
        batch_op.add_column(sa.Column("rule", letters(60), nullable=True))
        batch_op.add_column(sa.Column("note", letters(500), nullable=True))
        batch_op.add_column(sa.Column("rice", sa.Float(), nullable=True))
        batch_op.create_index("ix_projects_team_channel_verdict", ["team", "channel", "verdict", "stage"], unique=False)

    op.create_table(
        "boards",
        sa.Column("team", letters(40), nullable=False),
        sa.Column("channel", letters(40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("draw_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("drawn", sa.JSON(), nullable=True),
        sa.Column("picture", letters(40), nullable=True),
        sa.Column("alt", letters(), nullable=True),
        sa.PrimaryKeyConstraint("team", "channel", name=op.f("pk_boards")),
    )
    op.create_table(
        "channel_settings",
        sa.Column("team", letters(40), nullable=False),
        sa.Column("channel", letters(40), nullable=False),
        sa.Column("lead", letters(40), nullable=True),
        sa.Column("language", letters(10), nullable=True),
        sa.PrimaryKeyConstraint("team", "channel", name=op.f("pk_channel_settings")),
    )
    op.create_table(
        "weights",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("team", letters(40), nullable=False),
        sa.Column("channel", letters(40), nullable=False),
        sa.Column("alphas", sa.JSON(), nullable=False),
        sa.Column("by", letters(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undid", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weights")),
    )
    with op.batch_alter_table("weights", schema=None) as batch_op:
        batch_op.create_index("ix_weights_team_channel", ["team", "channel"], unique=False)

    op.create_table(
        "weeks",
        sa.Column("team", letters(40), nullable=False),
        sa.Column("channel", letters(40), nullable=False),
        sa.Column("week", letters(8), nullable=False),
        sa.Column("alphas", sa.JSON(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", "week", name=op.f("pk_weeks")),
    )
    op.create_table(
        "standings_weekly",
        sa.Column("team", letters(40), nullable=False),
        sa.Column("channel", letters(40), nullable=False),
        sa.Column("week", letters(8), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("verdict", letters(40), nullable=False),
        sa.Column("stage", letters(40), nullable=False),
        sa.Column("impact", sa.Float(), nullable=False),
        sa.Column("data", sa.Float(), nullable=False),
        sa.Column("accuracy", sa.Float(), nullable=False),
        sa.Column("difficulty", sa.Float(), nullable=False),
        sa.Column("readiness", sa.Float(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("completeness", sa.Float(), nullable=False),
        sa.Column("ballots", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["team", "channel", "week"],
            ["weeks.team", "weeks.channel", "weeks.week"],
            name=op.f("fk_standings_weekly_team"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team", "channel", "week", "number", name=op.f("pk_standings_weekly")),
    )


def downgrade() -> None:
    op.drop_table("standings_weekly")
    op.drop_table("weeks")
    with op.batch_alter_table("weights", schema=None) as batch_op:
        batch_op.drop_index("ix_weights_team_channel")

    op.drop_table("weights")
    op.drop_table("channel_settings")
    op.drop_table("boards")
    with op.batch_alter_table("projects", schema=None) as batch_op:
        batch_op.drop_index("ix_projects_team_channel_verdict")
        batch_op.drop_column("rice")
        batch_op.drop_column("note")
        batch_op.drop_column("rule")
        batch_op.drop_column("archetype")
