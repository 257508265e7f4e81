"""The first tables: everything that a store of this library keeps.

A step is never edited once it has been released: it says what was so then.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "bmv_access_log",
        sa.Column("sequence", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor_kind", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=True),
        sa.Column("actor_unit", sa.Text(), nullable=True),
        sa.Column("actor_roles", sa.Text(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("case_id", ID, nullable=True),
        sa.Column("item_kind", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "bmv_access_log_case", "bmv_access_log", ["case_id", "sequence"], unique=False
    )
    op.create_table(
        "bmv_case",
        sa.Column("id", ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("participant", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("reader", sa.Text(), nullable=True),
        sa.Column("source_key", sa.Text(), nullable=True),
        sa.Column("opened", sa.Text(), nullable=True),
        sa.Column("closed", sa.Text(), nullable=True),
        sa.Column("journal_length", sa.Integer(), nullable=False),
        sa.Column("journal_hash", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("reader", "source_key", name="bmv_case_source"),
    )
    op.create_index(
        "bmv_case_participant", "bmv_case", ["participant", "id"], unique=False
    )
    op.create_index("bmv_case_unit", "bmv_case", ["unit", "id"], unique=False)
    op.create_table(
        "bmv_identity",
        sa.Column("participant", sa.Text(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("participant", "scheme"),
        sa.UniqueConstraint("scheme", "value", name="bmv_identity_value"),
    )
    op.create_table(
        "bmv_outbox",
        sa.Column("sequence", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due_at", sa.Text(), nullable=True),
        sa.Column("delivered_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("sequence"),
        sqlite_autoincrement=True,
    )
    op.create_index("bmv_outbox_case", "bmv_outbox", ["case_id"], unique=False)
    op.create_index(
        "bmv_outbox_waiting", "bmv_outbox", ["delivered_at", "sequence"], unique=False
    )
    op.create_table(
        "bmv_record",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id"),
    )
    op.create_table(
        "bmv_enrolment",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("open_in", sa.Text(), nullable=True),
        sa.Column("start", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["bmv_case.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", "place"),
        sa.UniqueConstraint("person", "open_in", name="bmv_enrolment_one_open"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "bmv_enrolment_programme",
        "bmv_enrolment",
        ["programme", "case_id"],
        unique=False,
    )
    op.create_table(
        "bmv_journal",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("actor_kind", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=True),
        sa.Column("actor_unit", sa.Text(), nullable=True),
        sa.Column("actor_roles", sa.Text(), nullable=True),
        sa.Column("happening", sa.Text(), nullable=False),
        sa.Column("payload_digest", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["bmv_case.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", "sequence"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "bmv_journal_payload",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id", "sequence"],
            ["bmv_journal.case_id", "bmv_journal.sequence"],
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("case_id", "sequence"),
    )
