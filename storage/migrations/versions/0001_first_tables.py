"""The first tables."""

import sqlalchemy as sa
from alembic import op

from storage.columns import letters_by_code_point as letters

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("delivery", letters(300), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("delivery", name=op.f("pk_inbox")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "messages",
        sa.Column("surface", letters(120), nullable=False),
        sa.Column("team", letters(40), nullable=False),
        sa.Column("channel", letters(40), nullable=False),
        sa.Column("ts", letters(30), nullable=False),
        sa.PrimaryKeyConstraint("surface", name=op.f("pk_messages")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index("ix_messages_team_channel_ts", ["team", "channel", "ts"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("mark", letters(40), nullable=False),
        sa.Column("team", letters(40), nullable=False),
        sa.Column("lane", letters(120), nullable=False),
        sa.Column("method", letters(60), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("surface", letters(120), nullable=True),
        sa.Column("target", letters(120), nullable=True),
        sa.Column("thread", letters(120), nullable=True),
        sa.Column("otherwise", sa.JSON(), nullable=True),
        sa.Column("state", letters(10), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("doubtful", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("claimed_by", letters(60), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", letters(200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_unsettled_lane",
            ["lane", "id"],
            unique=False,
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )

    op.create_table(
        "people",
        sa.Column("team", letters(40), nullable=False),
        sa.Column("person", letters(40), nullable=False),
        sa.Column("name", letters(200), nullable=False),
        sa.Column("locale", letters(20), nullable=True),
        sa.Column("timezone", letters(60), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "person", name=op.f("pk_people")),
    )
    op.create_table(
        "projects",
        sa.Column("id", letters(40), nullable=False),
        sa.Column("team", letters(40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("channel", letters(40), nullable=False),
        sa.Column("name", letters(200), nullable=False),
        sa.Column("stage", letters(40), nullable=False),
        sa.Column("owner", letters(40), nullable=False),
        sa.Column("starter", letters(40), nullable=False),
        sa.Column("language", letters(10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", letters(40), nullable=True),
        sa.Column("quadrant", letters(40), nullable=True),
        sa.Column("impact", sa.Float(), nullable=True),
        sa.Column("feasibility", sa.Float(), nullable=True),
        sa.Column("data", sa.Float(), nullable=True),
        sa.Column("accuracy", sa.Float(), nullable=True),
        sa.Column("difficulty", sa.Float(), nullable=True),
        sa.Column("readiness", sa.Float(), nullable=True),
        sa.Column("completeness", sa.Float(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("priority", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
        sa.UniqueConstraint("team", "number", name=op.f("uq_projects_team_number")),
    )
    with op.batch_alter_table("projects", schema=None) as batch_op:
        batch_op.create_index("ix_projects_team_channel_priority", ["team", "channel", "priority"], unique=False)

    op.create_table(
        "conversations",
        sa.Column("project", letters(40), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("state", letters(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project"], ["projects.id"], name=op.f("fk_conversations_project"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project", name=op.f("pk_conversations")),
    )
    op.create_table(
        "history",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("project", letters(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", letters(40), nullable=False),
        sa.Column("what", letters(60), nullable=False),
        sa.Column("subject", letters(100), nullable=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["project"], ["projects.id"], name=op.f("fk_history_project"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
    )
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_history_project"), ["project"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_history_project"))

    op.drop_table("history")
    op.drop_table("conversations")
    with op.batch_alter_table("projects", schema=None) as batch_op:
        batch_op.drop_index("ix_projects_team_channel_priority")

    op.drop_table("projects")
    op.drop_table("people")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_unsettled_lane",
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )

    op.drop_table("outbox")
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_index("ix_messages_team_channel_ts")

    op.drop_table("messages")
    op.drop_table("inbox")
