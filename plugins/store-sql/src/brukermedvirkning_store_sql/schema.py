"""The tables: a document for the case, columns for what is looked up.

Every table of the store stands here from the first version on, those that a later part
of the library fills included. All values are text or whole numbers, days and instants
as ISO 8601, so that every database keeps and sorts them alike. Names begin with `bmv_`,
so that the tables can live beside those of a host application; `METADATA` can go into
its own migrations.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = [
    "ACCESS_LOG",
    "CASE",
    "ENROLMENT",
    "IDENTITY",
    "JOURNAL",
    "JOURNAL_PAYLOAD",
    "METADATA",
    "OUTBOX",
    "RECORD",
    "SCHEMA_VERSION",
]

METADATA = MetaData()

# Ids sort by code point everywhere, as they do in Python.
_ID = Text().with_variant(Text(collation="C"), "postgresql")

CASE = Table(
    "bmv_case",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("participant", Text, nullable=False),
    Column("unit", Text),
    Column("reader", Text),
    Column("source_key", Text),
    Column("opened", Text),
    Column("closed", Text),
    # Where the journal stands: what the next entry must continue.
    Column("journal_length", Integer, nullable=False),
    Column("journal_hash", Text, nullable=False),
    Column("document", Text, nullable=False),
    UniqueConstraint("reader", "source_key", name="bmv_case_source"),
    Index("bmv_case_participant", "participant", "id"),
    Index("bmv_case_unit", "unit", "id"),
)

# The enrolments that count. `open_in` repeats the programme while the enrolment is
# open: as an empty value is never equal to another, one constraint says "one open
# enrolment per person and programme" in every database. `person` is the participant's
# key; once keys are linked it will be one for all keys of a person.
ENROLMENT = Table(
    "bmv_enrolment",
    METADATA,
    Column("case_id", _ID, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("person", Text, nullable=False),
    Column("programme", Text, nullable=False),
    Column("open_in", Text),
    Column("start", Text),
    ForeignKeyConstraint(["case_id"], ["bmv_case.id"], ondelete="CASCADE"),
    UniqueConstraint("person", "open_in", name="bmv_enrolment_one_open"),
    Index("bmv_enrolment_programme", "programme", "case_id"),
    sqlite_with_rowid=False,
)

JOURNAL = Table(
    "bmv_journal",
    METADATA,
    Column("case_id", _ID, primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("recorded_at", Text, nullable=False),
    Column("actor_kind", Text, nullable=False),
    Column("actor_id", Text),
    Column("actor_unit", Text),
    Column("actor_roles", Text),
    Column("happening", Text, nullable=False),
    Column("payload_digest", Text, nullable=False),
    Column("previous", Text, nullable=False),
    ForeignKeyConstraint(["case_id"], ["bmv_case.id"], ondelete="CASCADE"),
    sqlite_with_rowid=False,
)

# Apart from the heads: redaction removes a row here and leaves the chain whole.
JOURNAL_PAYLOAD = Table(
    "bmv_journal_payload",
    METADATA,
    Column("case_id", _ID, primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("payload", Text, nullable=False),
    Column("salt", Text, nullable=False),
    ForeignKeyConstraint(
        ["case_id", "sequence"],
        ["bmv_journal.case_id", "bmv_journal.sequence"],
        ondelete="CASCADE",
    ),
)

RECORD = Table(
    "bmv_record",
    METADATA,
    Column("kind", Text, primary_key=True),
    Column("id", _ID, primary_key=True),
    Column("document", Text, nullable=False),
)

OUTBOX = Table(
    "bmv_outbox",
    METADATA,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("case_id", _ID, nullable=False),
    Column("key", Text, nullable=False),
    Column("destination", Text, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("due_at", Text),
    Column("delivered_at", Text),
    Index("bmv_outbox_case", "case_id"),
    Index("bmv_outbox_waiting", "delivered_at", "sequence"),
    sqlite_autoincrement=True,
)

ACCESS_LOG = Table(
    "bmv_access_log",
    METADATA,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("at", Text, nullable=False),
    Column("actor_kind", Text, nullable=False),
    Column("actor_id", Text),
    Column("actor_unit", Text),
    Column("actor_roles", Text),
    Column("action", Text, nullable=False),
    Column("case_id", _ID),
    Column("item_kind", Text),
    Column("purpose", Text),
    Column("basis", Text),
    Column("outcome", Text, nullable=False),
    Index("bmv_access_log_case", "case_id", "sequence"),
    sqlite_autoincrement=True,
)

# Names and national numbers, apart from the cases.
IDENTITY = Table(
    "bmv_identity",
    METADATA,
    Column("participant", Text, primary_key=True),
    Column("scheme", Text, primary_key=True),
    Column("value", Text, nullable=False),
    UniqueConstraint("scheme", "value", name="bmv_identity_value"),
)

# In the shape in which Alembic itself would create it.
SCHEMA_VERSION = Table(
    "bmv_schema_version",
    METADATA,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="bmv_schema_version_pkc"),
)
