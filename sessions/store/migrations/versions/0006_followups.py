"""Two questions asked once more, months after a session."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "followups",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("session", sa.String(32), nullable=False, index=True),
        sa.Column("stand", sa.String(8), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("join_key", sa.LargeBinary, nullable=True),
        sa.Column("state", sa.Text, nullable=False),
    )
