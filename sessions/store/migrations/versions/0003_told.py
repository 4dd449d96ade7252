"""Ballots that are part of a total which the room sees while the question is open."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("ballots", sa.Column("told", sa.Boolean, nullable=False, server_default="0"))
