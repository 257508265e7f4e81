"""Journals and tasks as Momentum gives them, and a way to read them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from brukermedvirkning.domain.case import Case
from brukermedvirkning.ports import Notice, Read, Rejected, Source
from brukermedvirkning_denmark.momentum.reader import MomentumReader

READER = MomentumReader()
CITIZEN = "5f0c6a1e-0000-4000-8000-000000000001"
OTHER = "5f0c6a1e-0000-4000-8000-000000000002"
SYNTHETIC_CPR = "6101501234"


def note(**fields: Any) -> dict[str, Any]:
    """A journal note, with some fields told otherwise."""
    return {
        "Id": "n-1",
        "OccurredAt": "2026-03-02T09:30:00Z",
        "Title": "Notat",
        "Body": "Aftalt at ses igen.",
        "Source": "Momentum",
        "ReferenceId": CITIZEN,
        "JournalTypeId": "022.420.000",
        "Attachments": [],
        **fields,
    }


def task(**fields: Any) -> dict[str, Any]:
    """A task about a conversation, with some fields told otherwise."""
    return {
        "id": "t-1",
        "title": "Samtale",
        "description": None,
        "state": 0,
        "deadline": "2026-03-09T09:00:00Z",
        "stateChangedAt": None,
        "type": 1,
        "reference": {"id": CITIZEN, "type": "CITIZEN"},
        **fields,
    }


def bundle(*notes: Any, tasks: Any = (), **fields: Any) -> dict[str, Any]:
    """All of one citizen, as the connector brings it."""
    return {
        "format": "dk.momentum",
        "citizenId": CITIZEN,
        "complete": True,
        "journals": list(notes),
        "tasks": list(tasks),
        **fields,
    }


class Answers:
    """What the reader gave, by kind."""

    def __init__(self, given: list[Read | Rejected | Notice]) -> None:
        self.reads = [one for one in given if isinstance(one, Read)]
        self.rejected = [one for one in given if isinstance(one, Rejected)]
        self.notices = [
            *(one for one in given if isinstance(one, Notice)),
            *(notice for read in self.reads for notice in read.notices),
        ]

    @property
    def case(self) -> Case:
        """The one case."""
        (read,) = self.reads
        return read.case

    @property
    def faults(self) -> list[str]:
        """Every fault, as it is told."""
        return [str(fault) for one in self.rejected for fault in one.faults]


def read_text(
    content: bytes | str, options: Mapping[str, str] | None = None
) -> Answers:
    """What the reader makes of a text."""
    raw = content if isinstance(content, bytes) else content.encode()
    source = Source(name="journal.json", content=raw)
    return Answers(list(READER.read(source, options or {})))


def read(document: Any, options: Mapping[str, str] | None = None) -> Answers:
    """What the reader makes of a document."""
    return read_text(json.dumps(document), options)
