"""Reviews, the messages that ask about them, channels' settings, digests and Homes."""

import sqlalchemy as sa
from alembic import op

from storage.columns import letters_by_code_point as letters

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("deleted", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("guest", sa.Boolean(), server_default=sa.false(), nullable=False))

    op.create_table(
        "reviews",
        sa.Column("key", letters(120), nullable=False),
        sa.Column("project", letters(40), nullable=False),
        sa.Column("team", letters(40), nullable=False),
        sa.Column("owner", letters(40), nullable=False),
        sa.Column("person", letters(40), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", letters(), nullable=False),
        sa.Column("value", letters(200), nullable=True),
        sa.ForeignKeyConstraint(["project"], ["projects.id"], name=op.f("fk_reviews_project"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reviews")),
    )
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reviews_project"), ["project"], unique=False)
        batch_op.create_index("ix_reviews_team_owner", ["team", "owner"], unique=False)
        batch_op.create_index(
            "ix_reviews_due_at",
            ["due_at", "team", "person"],
            unique=False,
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )

    op.create_table(
        "reminded",
        sa.Column("team", letters(40), nullable=False),
        sa.Column("person", letters(40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", letters(), nullable=False),
        sa.PrimaryKeyConstraint("team", "person", "day", name=op.f("pk_reminded")),
    )
    op.create_table(
        "choices",
        sa.Column("project", letters(40), nullable=False),
        sa.Column("state", letters(), nullable=False),
        sa.ForeignKeyConstraint(["project"], ["projects.id"], name=op.f("fk_choices_project"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("project", name=op.f("pk_choices")),
    )
    op.create_table(
        "rhythms",
        sa.Column("team", letters(40), nullable=False),
        sa.Column("place", letters(40), nullable=False),
        sa.Column("state", letters(), nullable=False),
        sa.Column("digest_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("team", "place", name=op.f("pk_rhythms")),
    )
    with op.batch_alter_table("rhythms", schema=None) as batch_op:
        batch_op.create_index(
            "ix_rhythms_digest_at",
            ["digest_at"],
            unique=False,
            sqlite_where=sa.text("digest_at IS NOT NULL"),
            postgresql_where=sa.text("digest_at IS NOT NULL"),
        )

    op.create_table(
        "digests",
        sa.Column("team", letters(40), nullable=False),
        sa.Column("place", letters(40), nullable=False),
        sa.Column("week", letters(8), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tip", letters(20), nullable=True),
        sa.PrimaryKeyConstraint("team", "place", "week", name=op.f("pk_digests")),
    )
    op.create_table(
        "homes",
        sa.Column("team", letters(40), nullable=False),
        sa.Column("person", letters(40), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("team", "person", name=op.f("pk_homes")),
    )
    with op.batch_alter_table("homes", schema=None) as batch_op:
        batch_op.create_index(
            "ix_homes_due_at",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("homes", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_homes_due_at",
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )

    op.drop_table("homes")
    op.drop_table("digests")
    with op.batch_alter_table("rhythms", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_rhythms_digest_at",
            sqlite_where=sa.text("digest_at IS NOT NULL"),
            postgresql_where=sa.text("digest_at IS NOT NULL"),
        )

    op.drop_table("rhythms")
    op.drop_table("choices")
    op.drop_table("reminded")
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_reviews_due_at",
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_reviews_team_owner")
        batch_op.drop_index(batch_op.f("ix_reviews_project"))

    op.drop_table("reviews")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("guest")
        batch_op.drop_column("deleted")
