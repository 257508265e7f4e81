"""Records as JSON documents and back, strict in both directions.

A document is UTF-8 text: `{"format": "brukermedvirkning.case", "version": 1, "case":
{…}}`. Keys stand in the order of the fields, those without a default first, defaults
are left out, and equal content gives equal bytes. Unknown and missing fields, wrong
types, a key that stands twice, and any other format or version are refused, all faults
together, each with its path. No fault shows a value that was found: the path leads to it.

This package alone imports cattrs and, where it is installed, msgspec.
"""

from __future__ import annotations

from brukermedvirkning.serialization._documents import (
    content_hash,
    from_document,
    from_own_document,
    to_document,
    unstructure,
)
from brukermedvirkning.serialization._upcasters import UPCASTERS, Upcaster

__all__ = [
    "UPCASTERS",
    "Upcaster",
    "content_hash",
    "from_document",
    "from_own_document",
    "to_document",
    "unstructure",
]
