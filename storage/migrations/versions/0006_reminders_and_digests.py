"""Reviews, the messages that ask about them, channels' settings, digests and Homes."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("deleted", sa.Boolean(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(sa.Column("guest", sa.Boolean(), server_default=sa.text("0"), nullable=False))

    op.create_table(
        "reviews",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("project", sa.String(length=40), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=True),
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
        )

    op.create_table(
        "reminded",
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("team", "person", "day", name=op.f("pk_reminded")),
    )
    op.create_table(
        "choices",
        sa.Column("project", sa.String(length=40), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["project"], ["projects.id"], name=op.f("fk_choices_project"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("project", name=op.f("pk_choices")),
    )
    op.create_table(
        "rhythms",
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("digest_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("team", "place", name=op.f("pk_rhythms")),
    )
    with op.batch_alter_table("rhythms", schema=None) as batch_op:
        batch_op.create_index(
            "ix_rhythms_digest_at", ["digest_at"], unique=False, sqlite_where=sa.text("digest_at IS NOT NULL")
        )

    op.create_table(
        "digests",
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tip", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("team", "place", "week", name=op.f("pk_digests")),
    )
    op.create_table(
        "homes",
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("team", "person", name=op.f("pk_homes")),
    )
    with op.batch_alter_table("homes", schema=None) as batch_op:
        batch_op.create_index("ix_homes_due_at", ["due_at"], unique=False, sqlite_where=sa.text("due_at IS NOT NULL"))


def downgrade() -> None:
    with op.batch_alter_table("homes", schema=None) as batch_op:
        batch_op.drop_index("ix_homes_due_at", sqlite_where=sa.text("due_at IS NOT NULL"))

    op.drop_table("homes")
    op.drop_table("digests")
    with op.batch_alter_table("rhythms", schema=None) as batch_op:
        batch_op.drop_index("ix_rhythms_digest_at", sqlite_where=sa.text("digest_at IS NOT NULL"))

    op.drop_table("rhythms")
    op.drop_table("choices")
    op.drop_table("reminded")
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.drop_index("ix_reviews_due_at", sqlite_where=sa.text("due_at IS NOT NULL"))
        batch_op.drop_index("ix_reviews_team_owner")
        batch_op.drop_index(batch_op.f("ix_reviews_project"))

    op.drop_table("reviews")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("guest")
        batch_op.drop_column("deleted")
