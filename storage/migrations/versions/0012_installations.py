"""Where the bot is installed, for which workspaces, and who is about to install it."""

import sqlalchemy as sa
from alembic import op

from storage.columns import letters_by_code_point as letters

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "installations",
        sa.Column("id", letters(40), nullable=False),
        sa.Column("org_wide", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("name", letters(200), nullable=False),
        sa.Column("app", letters(40), nullable=False),
        sa.Column("bot_user", letters(40), nullable=False),
        sa.Column("bot", letters(40), nullable=False),
        sa.Column("url", letters(300), nullable=False),
        sa.Column("scopes", letters(), nullable=False),
        sa.Column("token", letters(), nullable=True),
        sa.Column("refresh_token", letters(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("installed_by", letters(40), nullable=False),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("problem", letters(60), nullable=True),
        sa.Column("uninstalled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("renewing_by", letters(60), nullable=True),
        sa.Column("renewing_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installations")),
    )
    op.create_table(
        "workspaces",
        sa.Column("team", letters(40), nullable=False),
        sa.Column("installation", letters(40), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erase_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["installation"], ["installations.id"], name=op.f("fk_workspaces_installation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team", name=op.f("pk_workspaces")),
    )
    with op.batch_alter_table("workspaces", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_workspaces_installation"), ["installation"], unique=False)
        batch_op.create_index(
            "ix_workspaces_erase_at",
            ["erase_at"],
            unique=False,
            sqlite_where=sa.text("left_at IS NOT NULL"),
            postgresql_where=sa.text("left_at IS NOT NULL"),
        )
    op.create_table(
        "install_states",
        sa.Column("state", letters(64), nullable=False),
        sa.Column("browser", letters(64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("state", name=op.f("pk_install_states")),
    )
    with op.batch_alter_table("install_states", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_install_states_expires_at"), ["expires_at"], unique=False)


def downgrade() -> None:
    op.drop_table("install_states")
    op.drop_table("workspaces")
    op.drop_table("installations")
