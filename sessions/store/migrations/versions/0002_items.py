"""Texts that wait to be looked at, and questions that were lifted up."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "items",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("session", sa.String(32), nullable=False, index=True),
        sa.Column("ask", sa.Text, nullable=False),
        sa.Column("sort", sa.String(8), nullable=False),
        sa.Column("option", sa.String(8), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("mark", sa.String(8), nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("votes", sa.Integer, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("keep", sa.Boolean, nullable=False),
        sa.Column("pseudonym", sa.LargeBinary, nullable=True),
        sa.Column("sealed", sa.LargeBinary, nullable=True),
        sa.Column("text", sa.Text, nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "upvotes",
        sa.Column("item", sa.String(32), primary_key=True),
        sa.Column("pseudonym", sa.LargeBinary, primary_key=True),
        sqlite_with_rowid=False,
    )
