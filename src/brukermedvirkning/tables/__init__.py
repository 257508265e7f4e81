"""Cases laid out flat: one table for each kind of row, for questions about many cases.

`layout` says which tables and columns there are, `flatten` turns a case into rows,
`files` writes them with the description that `package` makes.
"""

from __future__ import annotations

from brukermedvirkning.tables.files import write_csv, write_tables
from brukermedvirkning.tables.flatten import Flattener, chosen
from brukermedvirkning.tables.layout import Column, Form, Table, Take, layout
from brukermedvirkning.tables.package import DESCRIPTOR, descriptor, left_out

__all__ = [
    "DESCRIPTOR",
    "Column",
    "Flattener",
    "Form",
    "Table",
    "Take",
    "chosen",
    "descriptor",
    "layout",
    "left_out",
    "write_csv",
    "write_tables",
]
