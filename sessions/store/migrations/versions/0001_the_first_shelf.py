"""Sessions, scripts, boxes and ballots."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("code", sa.String(6), nullable=True, unique=True),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("deck", sa.Text, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("rehearsal", sa.Boolean, nullable=False),
        sa.Column("join_key", sa.LargeBinary, nullable=True),
        sa.Column("state", sa.Text, nullable=False),
    )
    op.create_table(
        "scripts",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("deck", sa.Text, nullable=False),
        sa.Column("folder", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "boxes",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("session", sa.String(32), nullable=False, index=True),
        sa.Column("link_group", sa.String(32), nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
    )
    op.create_table(
        "ballots",
        sa.Column("box", sa.String(32), primary_key=True),
        sa.Column("pseudonym", sa.LargeBinary, primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("nonce", sa.LargeBinary, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
