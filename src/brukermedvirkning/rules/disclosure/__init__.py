"""Disclosure control: which cells of a table must be withheld, and which need not.

Pure arithmetic over counts; nothing here knows an indicator or a case.
"""

from brukermedvirkning.rules.disclosure.linked import Linked, suppress_linked
from brukermedvirkning.rules.disclosure.suppress import Suppression, suppress
from brukermedvirkning.rules.disclosure.table import (
    STAR,
    Cell,
    Coordinates,
    Demand,
    Limits,
    Table,
    Zeros,
)

__all__ = [
    "STAR",
    "Cell",
    "Coordinates",
    "Demand",
    "Limits",
    "Linked",
    "Suppression",
    "Table",
    "Zeros",
    "suppress",
    "suppress_linked",
]
