"""The tables as a format: a folder of CSV files, or the same packed into one file."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from brukermedvirkning.domain.case import Case
from brukermedvirkning.errors import Fault, OptionError
from brukermedvirkning.ports import Option
from brukermedvirkning.tables import write_csv

__all__ = ["IDS_OPTION", "FlatTables", "ids_wanted", "packed"]

IDS_OPTION = Option(
    id="ids",
    help="write the ids of cases and participants too: yes or no (else no)",
    example="yes",
)


class FlatTables:
    """Writes cases as CSV tables with a Data Package's description."""

    id = "tables"
    title = "flat tables for analysis: CSV files with datapackage.json, in a folder"
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
        return write_csv(cases, folder, ids=ids_wanted(options))


def ids_wanted(options: Mapping[str, str]) -> bool:
    """Whether ids are asked for. Raises `OptionError`."""
    faults = [
        Fault(field=name, expected="no option but ids")
        for name in sorted(options)
        if name != "ids"
    ]
    wanted = options.get("ids", "no")
    if wanted not in ("yes", "no"):
        faults.append(Fault(field="ids", found=repr(wanted), expected="yes or no"))
    if faults:
        raise OptionError(tuple(faults))
    return wanted == "yes"


def packed(
    cases: Iterable[Case],
    out: BinaryIO,
    options: Mapping[str, str],
    write_folder: Callable[[Iterable[Case], Path, Mapping[str, str]], int],
) -> int:
    """What a function writes into a folder, as one ZIP file."""
    with tempfile.TemporaryDirectory() as place:
        written = write_folder(cases, Path(place), options)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(Path(place).iterdir()):
                # One day for all: what is the same cases is the same file.
                entry = zipfile.ZipInfo(path.name)
                entry.compress_type = zipfile.ZIP_DEFLATED
                with (
                    path.open("rb") as source,
                    archive.open(entry, "w", force_zip64=True) as target,
                ):
                    shutil.copyfileobj(source, target)
    return written
