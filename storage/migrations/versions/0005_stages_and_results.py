"""Stages with everything that led there, results, ML test scores, and what came of a deployment."""

import sqlalchemy as sa
from alembic import op

from storage.columns import letters_by_code_point as letters

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "project_stages",
        sa.Column("project", letters(40), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("state", letters(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project"], ["projects.id"], name=op.f("fk_project_stages_project"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project", name=op.f("pk_project_stages")),
    )
    op.create_table(
        "stage_events",
        sa.Column("project", letters(40), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", letters(), nullable=False),
        sa.ForeignKeyConstraint(["project"], ["projects.id"], name=op.f("fk_stage_events_project"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("project", "number", name=op.f("pk_stage_events")),
    )
    op.create_table(
        "results",
        sa.Column("id", letters(40), nullable=False),
        sa.Column("project", letters(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaces", letters(40), nullable=True),
        sa.Column("entry", letters(), nullable=False),
        sa.Column("draw_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["project"], ["projects.id"], name=op.f("fk_results_project"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["replaces"], ["results.id"], name=op.f("fk_results_replaces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_results")),
        sa.UniqueConstraint("replaces", name=op.f("uq_results_replaces")),
    )
    with op.batch_alter_table("results", schema=None) as batch_op:
        batch_op.create_index("ix_results_project_at", ["project", "at"], unique=False)
        batch_op.create_index(
            "ix_results_draw_at",
            ["draw_at"],
            unique=False,
            sqlite_where=sa.text("draw_at IS NOT NULL"),
            postgresql_where=sa.text("draw_at IS NOT NULL"),
        )

    op.create_table(
        "ml_tests",
        sa.Column("project", letters(40), nullable=False),
        sa.Column("done", sa.JSON(), nullable=False),
        sa.Column("by", letters(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["project"], ["projects.id"], name=op.f("fk_ml_tests_project"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("project", name=op.f("pk_ml_tests")),
    )
    op.create_table(
        "outcomes",
        sa.Column("project", letters(40), nullable=False),
        sa.Column("after", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("predicted", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("realised", sa.JSON(), nullable=True),
        sa.Column("by", letters(40), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["project"], ["projects.id"], name=op.f("fk_outcomes_project"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("project", "after", name=op.f("pk_outcomes")),
    )
    with op.batch_alter_table("outcomes", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outcomes_due_at",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("asked_at IS NULL"),
            postgresql_where=sa.text("asked_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("outcomes", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outcomes_due_at", sqlite_where=sa.text("asked_at IS NULL"), postgresql_where=sa.text("asked_at IS NULL")
        )

    op.drop_table("outcomes")
    op.drop_table("ml_tests")
    with op.batch_alter_table("results", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_results_draw_at",
            sqlite_where=sa.text("draw_at IS NOT NULL"),
            postgresql_where=sa.text("draw_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_results_project_at")

    op.drop_table("results")
    op.drop_table("stage_events")
    op.drop_table("project_stages")
