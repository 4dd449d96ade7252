"""Totals of first and last questions that are kept alone when their session is deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "pulses",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("deck", sa.Text, nullable=False, index=True),
        sa.Column("lang", sa.Text, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
