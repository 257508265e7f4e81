"""What the world outside fills: stores, readers, writers, engines, messengers, clocks.

All synchronous. A plugin hands these over once, at load; daily work goes over them and
never over a hook call per record. None of them reads the environment: settings and
secrets are given by the caller.
"""

from __future__ import annotations

from brukermedvirkning.ports.beside import Outbox, PendingMessage, Records
from brukermedvirkning.ports.cases import (
    ALL_CASES,
    CaseQuery,
    CaseSource,
    CaseStore,
    CaseSummary,
    EnrolmentSummary,
    Kept,
    Revision,
    counted_enrolments,
)
from brukermedvirkning.ports.counting import Engine, TableEngine, Tables
from brukermedvirkning.ports.delivering import (
    Clock,
    Connector,
    Ids,
    Messenger,
    Programmes,
    Pulled,
)
from brukermedvirkning.ports.keeping import Store, StoreOpener, UnitOfWork
from brukermedvirkning.ports.offering import (
    IdentifierScheme,
    Option,
    PluginInfo,
    PluginLevel,
)
from brukermedvirkning.ports.people import AccessLog, Identities, Identity
from brukermedvirkning.ports.reading import (
    AskKnown,
    FolderWriter,
    Gathering,
    GatheringReader,
    Measurable,
    MeasuredBeside,
    Notice,
    Read,
    Reader,
    Rejected,
    ResultsWriter,
    Source,
    Writer,
)
from brukermedvirkning.ports.texts import Counted, Template, Texts, catalogues

__all__ = [
    "ALL_CASES",
    "AccessLog",
    "AskKnown",
    "CaseQuery",
    "CaseSource",
    "CaseStore",
    "CaseSummary",
    "Clock",
    "Connector",
    "Counted",
    "Engine",
    "EnrolmentSummary",
    "FolderWriter",
    "Gathering",
    "GatheringReader",
    "IdentifierScheme",
    "Identities",
    "Identity",
    "Ids",
    "Kept",
    "Measurable",
    "MeasuredBeside",
    "Messenger",
    "Notice",
    "Option",
    "Outbox",
    "PendingMessage",
    "PluginInfo",
    "PluginLevel",
    "Programmes",
    "Pulled",
    "Read",
    "Reader",
    "Records",
    "Rejected",
    "ResultsWriter",
    "Revision",
    "Source",
    "Store",
    "StoreOpener",
    "TableEngine",
    "Tables",
    "Template",
    "Texts",
    "UnitOfWork",
    "Writer",
    "catalogues",
    "counted_enrolments",
]
