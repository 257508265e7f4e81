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
from brukermedvirkning.ports.delivering import (
    Clock,
    Connector,
    Engine,
    Ids,
    Messenger,
    Programmes,
    Pulled,
    TableEngine,
    Tables,
)
from brukermedvirkning.ports.keeping import Store, StoreOpener, UnitOfWork
from brukermedvirkning.ports.offering import (
    IdentifierScheme,
    Option,
    PluginInfo,
    PluginLevel,
    Texts,
)
from brukermedvirkning.ports.people import AccessLog, Identities, Identity
from brukermedvirkning.ports.reading import (
    FolderWriter,
    Measurable,
    Notice,
    Read,
    Reader,
    Rejected,
    ResultsWriter,
    Source,
    Writer,
)

__all__ = [
    "ALL_CASES",
    "AccessLog",
    "CaseQuery",
    "CaseSource",
    "CaseStore",
    "CaseSummary",
    "Clock",
    "Connector",
    "Engine",
    "EnrolmentSummary",
    "FolderWriter",
    "IdentifierScheme",
    "Identities",
    "Identity",
    "Ids",
    "Kept",
    "Measurable",
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
    "Texts",
    "UnitOfWork",
    "Writer",
    "counted_enrolments",
]
