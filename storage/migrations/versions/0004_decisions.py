"""The lead's decisions, and the words by which projects are compared."""

import sqlalchemy as sa
from alembic import op

from storage.columns import letters_by_code_point as letters

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

DESCRIBED = {
    "sqlite": """
    INSERT INTO descriptions (project, problem, phenomenon)
    SELECT project,
           coalesce(substr(json_extract(state, '$.answers.problem_statement.value'), 1, 600), ''),
           coalesce(substr(json_extract(state, '$.answers.phenomenon.value'), 1, 600), '')
    FROM conversations
    """,
    "postgresql": """
    INSERT INTO descriptions (project, problem, phenomenon)
    SELECT project,
           coalesce(substr(state::json #>> '{answers,problem_statement,value}', 1, 600), ''),
           coalesce(substr(state::json #>> '{answers,phenomenon,value}', 1, 600), '')
    FROM conversations
    """,
}


def upgrade() -> None:
    with op.batch_alter_table("projects", schema=None) as batch_op:
        batch_op.add_column(sa.Column("decision", sa.JSON(), nullable=True))

    op.create_table(
        "decisions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("project", letters(40), nullable=False),
        sa.Column("choice", letters(20), nullable=False),
        sa.Column("reason", letters(500), nullable=False),
        sa.Column("by", letters(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("condition", letters(500), nullable=True),
        sa.Column("into", letters(40), nullable=True),
        sa.Column("wakes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["into"], ["projects.id"], name=op.f("fk_decisions_into"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["project"], ["projects.id"], name=op.f("fk_decisions_project"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.create_index("ix_decisions_project", ["project"], unique=False)
        batch_op.create_index(
            "ix_decisions_wakes_at",
            ["wakes_at"],
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "descriptions",
        sa.Column("project", letters(40), nullable=False),
        sa.Column("problem", letters(600), nullable=False),
        sa.Column("phenomenon", letters(600), nullable=False),
        sa.ForeignKeyConstraint(["project"], ["projects.id"], name=op.f("fk_descriptions_project"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("project", name=op.f("pk_descriptions")),
    )
    op.execute(DESCRIBED[op.get_bind().dialect.name])


def downgrade() -> None:
    op.drop_table("descriptions")
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_decisions_wakes_at",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index("ix_decisions_project")

    op.drop_table("decisions")
    with op.batch_alter_table("projects", schema=None) as batch_op:
        batch_op.drop_column("decision")
