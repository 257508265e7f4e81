"""Entries of the journal: a head that stays, and a payload that can be redacted.

The head carries the digest of the payload and the hash of the head before, so that
redaction removes a payload and leaves a visible gap without breaking the chain. The
digest is salted: a short payload cannot be guessed from it, and the salt goes with the
payload.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import attrs

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import Role
from brukermedvirkning.domain.record import PERSONAL, Id, Ordinal, Record, Text
from brukermedvirkning.errors import Fault

__all__ = ["FIRST_HASH", "Entry", "EntryHead", "Message", "chain_faults"]

FIRST_HASH = "0" * 64
"""What stands for the head before the first one."""


def _sha256(text: str) -> str:
    # OpenSSL comes with it: memory that who only reads and counts cases need not give.
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()


@attrs.frozen(kw_only=True)
class EntryHead(Record):
    """What stays of an entry: who did what kind of thing when, and the chain."""

    case: Id
    sequence: Ordinal
    recorded_at: datetime
    actor: Actor
    happening: Id
    payload_digest: Id
    previous: Id

    @property
    def hash(self) -> str:
        """The SHA-256 of the head, by which the next head holds on to it."""
        # The instant in UTC: a database need not keep the offset it was written with.
        parts = (
            self.case,
            self.sequence,
            self.recorded_at.astimezone(UTC).isoformat(),
            (self.actor.kind, self.actor.id, self.actor.unit),
            [_role_parts(role) for role in self.actor.roles],
            self.happening,
            self.payload_digest,
            self.previous,
        )
        return _sha256(json.dumps(parts))


def _role_parts(role: Coded[Role]) -> tuple[str | None, ...]:
    code = role.code
    if code is None:
        return (role.concept,)
    return (role.concept, code.scheme, code.code, code.label)


@attrs.frozen(kw_only=True)
class Entry(Record):
    """A head with its payload (JSON) and salt; both are None once redacted."""

    head: EntryHead
    payload: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    salt: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)

    def _invariants(self) -> Iterator[Fault]:
        """Salt and payload stand together or not at all.
        The payload is the one that the head digests.
        """
        if (self.payload is None) != (self.salt is None):
            yield Fault(
                field="salt", expected="a salt exactly where there is a payload"
            )
        elif self.payload is not None and self.head.payload_digest != self.digest(
            self.payload, self.salt or ""
        ):
            yield Fault(field="payload", expected="the payload that the head digests")

    @staticmethod
    def digest(payload: str, salt: str) -> str:
        """The salted SHA-256 of a payload."""
        return _sha256(f"{salt}\x1f{payload}")

    @property
    def is_redacted(self) -> bool:
        """Whether the payload has been removed."""
        return self.payload is None

    def redacted(self) -> Entry:
        """The same entry without its payload and salt; the chain holds."""
        return attrs.evolve(self, payload=None, salt=None)


def chain_faults(
    heads: Iterable[EntryHead], *, sequence: int = 1, previous: str = FIRST_HASH
) -> Iterator[Fault]:
    """Where a journal's chain is broken: a sequence that jumps, a hash that differs.

    `sequence` and `previous` are what the first of the heads must have; by default
    those of the first entry of a journal.
    """
    for head in heads:
        if head.sequence != sequence:
            yield Fault(
                field="sequence", found=str(head.sequence), expected=str(sequence)
            )
        if head.previous != previous:
            yield Fault(
                where=f"entry {head.sequence}",
                field="previous",
                expected="the hash of the head before",
            )
        sequence, previous = head.sequence + 1, head.hash


@attrs.frozen(kw_only=True)
class Message(Record):
    """Something that a messenger wants delivered elsewhere, once.

    `key` makes delivery idempotent: the same key is never delivered twice. `destination`
    names the system it is for and, after a colon, what it is there.
    """

    key: Id
    destination: Id
    content_type: Id = "application/json"
    body: Text = attrs.field(repr=False, metadata=PERSONAL)
