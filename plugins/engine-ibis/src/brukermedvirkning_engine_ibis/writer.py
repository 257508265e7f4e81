"""The tables as a format: a folder of Parquet files, or the same packed into one file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from brukermedvirkning.builtin.flat_tables import IDS_OPTION, ids_wanted, packed
from brukermedvirkning.domain.case import Case
from brukermedvirkning.ports import Option
from brukermedvirkning_engine_ibis.parquet import write_parquet

__all__ = ["ParquetTables"]


class ParquetTables:
    """Writes cases as Parquet tables with a Data Package's description."""

    id = "tables.parquet"
    title = "flat tables for analysis: Parquet files with datapackage.json, in a folder"
    options: Sequence[Option] = (IDS_OPTION,)

    def write(
        self, cases: Iterable[Case], out: BinaryIO, options: Mapping[str, str]
    ) -> int:
        """Write the folder as one ZIP file and return how many cases."""
        return packed(cases, out, options, self.write_folder)

    def write_folder(
        self, cases: Iterable[Case], folder: Path, options: Mapping[str, str]
    ) -> int:
        """Write the tables into a folder and return how many cases."""
        return write_parquet(cases, folder, ids=ids_wanted(options))
