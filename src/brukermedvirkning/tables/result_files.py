"""Results as files: CSV tables with a Data Package's description, and JSON.

Only what was published comes here: nothing is withheld by writing, and nothing that was
withheld can be written. Source: https://datapackage.org/standard/, version 2.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Any, TextIO, TypeAlias

from brukermedvirkning.rules.indicators.results import Result
from brukermedvirkning.tables.package import DESCRIPTOR, PROFILE
from brukermedvirkning.tables.result_facts import Facts, asked_with, result_facts
from brukermedvirkning.tables.result_numbers import Number, numbers

__all__ = ["RESULTS", "write_results", "write_results_csv"]

RESULTS = "results.json"
"""The name of the file that holds everything in one document."""

Row: TypeAlias = dict[str, Any]
Columns: TypeAlias = Mapping[str, tuple[str, str]]

_KEY: Columns = MappingProxyType(
    {"measurement": ("integer", "number of the measurement in this package, from 1")}
)
_ABOUT: Columns = MappingProxyType(
    {
        "indicator": ("string", "its id"),
        "version": ("integer", "the version of its definition"),
        "scoring": ("string", "how the rows become a number"),
        "counts": ("string", "the kind of row that is counted"),
        "start": ("date", "first day; empty: from the beginning"),
        "end": ("date", "the first day after the period"),
        "as_of": ("date", "the day of knowledge"),
        "programme": ("string", "the programme that alone was measured"),
        "split_by": ("string", "the fields that it is split by, a space between"),
    }
)
_GROUP = ("string", "which group; empty where it is split by this: unknown")
_MORE: Columns = MappingProxyType(
    {
        "question": ("string", "what is asked, in words"),
        "direction": ("string", "which way is better; none: no target, no rank"),
        "duty_holder": ("string", "whose duty it is"),
        "companion": ("string", "the indicator that counts participants instead"),
        "printed_with": ("string", "what it is never shown without, a space between"),
        "parameters": ("string", "what it was asked with, such as days: 28"),
        "unit": ("string", "the unit of the value"),
        "undefined": ("string", "why there is no value, where there is none"),
        "no_interval": ("string", "why there is no interval"),
        "withheld_because": ("string", "why numbers are withheld, where some are"),
        "comparable_from": ("number", "the coverage below which nobody compares it"),
        "not_for_comparison": ("boolean", "whether its coverage lies below that"),
        "source": ("string", "where the indicator is from"),
    }
)
_NUMBERS: Columns = MappingProxyType(
    {
        "number": ("string", "what is told: value, numerator, coverage and so on"),
        "category": ("string", "of which category or event"),
        "day": ("integer", "how many days after the first, in a curve"),
        "value": ("number", "the number; empty where it is undefined or withheld"),
        "withheld": ("boolean", "whether it is withheld"),
    }
)
_COMPARISONS: Columns = MappingProxyType(
    {
        "programme": ("string", "whose aim it is"),
        "kind": ("string", "target, or promised_degree"),
        "aim": ("number", "the share that was aimed at"),
        "value": ("number", "the share that was reached"),
        "low": ("number", "the share with every unknown taken as no"),
        "high": ("number", "the share with every unknown taken as yes"),
        "outcome": ("string", "reached, not_reached or cannot_tell"),
        "why_not": ("string", "why it cannot be told"),
        "may_be_chance": ("boolean", "whether the aim lies in the interval"),
    }
)
_LEFT_OUT: Columns = MappingProxyType(
    {
        "indicator": ("string", "its id"),
        "because": ("string", "not_in_this_way, or why it is not offered at all"),
        "programmes": ("string", "of which it is not measured, a space between"),
    }
)
_ALWAYS = frozenset(
    (
        *("measurement", "indicator", "version", "scoring", "counts", "end", "as_of"),
        *("question", "direction", "duty_holder", "source", "number", "withheld"),
        *("kind", "aim", "outcome", "because"),
    )
)


def write_results(
    results: Sequence[Result], folder: Path, about: Mapping[str, Any]
) -> int:
    """Write the results into a folder and return how many there are.

    `about` says how they were made, and stands in the document of them all; what it
    says was left out has a table, too. UTF-8, comma, a header of column names; an empty
    cell is a missing value.
    """
    facts = [result_facts(one, zero_rows=True) for one in results]
    paths = _paths(results)
    group: Columns = dict.fromkeys(paths, _GROUP)
    tables: dict[str, tuple[Columns, Iterable[Row]]] = {
        "measurements": (
            {**_KEY, **_ABOUT, **group, **_MORE},
            map(_measurement, count(1), facts),
        ),
        "numbers": ({**_KEY, **_NUMBERS}, _of_each(map(_numbers, results))),
        "comparisons": (
            {**_KEY, **_COMPARISONS},
            _of_each(one["comparisons"] for one in facts),
        ),
        "left_out": (_LEFT_OUT, _left_out(about)),
    }
    for name, (columns, rows) in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            _write(columns, rows, file)
    document = {"format": "brukermedvirkning.results", "version": 1, **about}
    _dump({**document, "measurements": facts}, folder / RESULTS)
    _dump(
        _descriptor({name: one for name, (one, _) in tables.items()}),
        folder / DESCRIPTOR,
    )
    return len(results)


def write_results_csv(results: Sequence[Result], out: TextIO) -> None:
    """Write the results as one CSV table: a row for each number.

    What a programme aimed at is a number too, with what came of it as its category.
    """
    group: Columns = dict.fromkeys(_paths(results), _GROUP)
    rows = (
        {**about, **number}
        for one in results
        for about in (_measurement(1, result_facts(one)),)
        for number in (*_numbers(one), *_aims(one))
    )
    _write({**_ABOUT, **group, "unit": _MORE["unit"], **_NUMBERS}, rows, out)


def _left_out(about: Mapping[str, Any]) -> Iterator[Row]:
    """What could not be asked in this way, and what is not offered for programmes."""
    for name in about.get("left_out", ()):
        yield {"indicator": name, "because": "not_in_this_way"}
    for one in about.get("not_offered", ()):
        yield {**one, "programmes": " ".join(one["programmes"])}


def _paths(results: Iterable[Result]) -> tuple[str, ...]:
    """The fields that any is split by, in the order of the results."""
    return tuple(dict.fromkeys(path for one in results for path in one.measurement.by))


def _measurement(number: int, facts: Facts) -> Row:
    names = {one["by"]: one["name"] for one in facts["group"]}
    return {
        **facts,
        **facts["window"],
        **names,
        "measurement": number,
        "split_by": " ".join(names),
        "printed_with": " ".join(facts["printed_with"]),
        "parameters": asked_with(facts["parameters"]),
    }


def _numbers(result: Result) -> Iterator[Row]:
    return (one._asdict() for one in numbers(result.measurement))


def _aims(result: Result) -> Iterator[Row]:
    for one in result.comparisons:
        found = one.comparison
        yield Number(str(one.aim), found.aim, str(found.outcome))._asdict()


def _of_each(rows: Iterable[Iterable[Row]]) -> Iterator[Row]:
    """The rows of each measurement, with its number."""
    for number, some in enumerate(rows, 1):
        yield from ({"measurement": number, **row} for row in some)


def _write(columns: Columns, rows: Iterable[Row], out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in columns])


def _cell(value: Any) -> Any:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float() | str():
            return value
        case _:
            return value.numerator if value.denominator == 1 else float(value)


def _dump(document: Any, path: Path) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=2)
    path.write_text(f"{text}\n", encoding="utf-8")


def _descriptor(tables: Mapping[str, Columns]) -> Facts:
    return {
        "$schema": PROFILE,
        "name": "brukermedvirkning-results",
        "title": "Indicators as they were published",
        "resources": [
            *(_resource(name, columns) for name, columns in tables.items()),
            {"name": "results", "path": RESULTS, "format": "json"},
        ],
    }


def _resource(name: str, columns: Columns) -> Facts:
    schema: Facts = {
        "fields": [_field(field, *columns[field]) for field in columns],
        "missingValues": [""],
    }
    if name == "measurements":
        schema["primaryKey"] = ["measurement"]
    elif "measurement" in columns:
        reference = {"resource": "measurements", "fields": ["measurement"]}
        schema["foreignKeys"] = [{"fields": ["measurement"], "reference": reference}]
    return {
        "name": name,
        "path": f"{name}.csv",
        "type": "table",
        "format": "csv",
        "schema": schema,
    }


def _field(name: str, form: str, says: str) -> Facts:
    field: Facts = {"name": name, "type": form, "description": says}
    if name in _ALWAYS:
        field["constraints"] = {"required": True}
    return field
