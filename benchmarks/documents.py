"""A case's JSON document to a `Case`, beside Pydantic, Structs and plain dicts.

One document after another, each dropped when it has been read, as in a stream: the
garbage collector, on as always, has little to walk through, for what the benchmark
itself holds is frozen: a walk through all the models would fall into the turn of one
side or of another. The outcome of each side is compared before any time is taken.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec
import orjson
import pydantic
from common import Measured, medians, ratio, refuse_difference
from prepared import documents
from rivals import pydantic_case, struct_case

from brukermedvirkning.domain.case import Case
from brukermedvirkning.serialization import (
    from_document,
    from_own_document,
    to_document,
    unstructure,
)

COUNT = 500
KEPT = 20_000
RUNS = 7
FAST, STRICT = "own document", "any document"
PYDANTIC, STRUCT, DICT = "Pydantic", "Struct", "dict"
Read = Callable[[str], Any]


def _refuse_difference(line: str, readers: dict[str, Read]) -> None:
    said: Any = orjson.loads(line)["case"]
    found = {name: read(line) for name, read in readers.items()}
    again = msgspec.convert(unstructure(found[FAST]), struct_case())
    refuse_difference(
        "a document",
        [
            said,
            unstructure(found[FAST]),
            unstructure(found[STRICT]),
            found[PYDANTIC].case.model_dump(mode="json", exclude_unset=True),
            found[DICT]["case"],
        ],
    )
    refuse_difference("a Struct", [again, found[STRUCT].case])


def _read_all(read: Read, lines: list[str]) -> None:
    for line in lines:
        read(line)


def _readers() -> dict[str, Read]:
    model = pydantic.create_model(
        "Document",
        __config__=pydantic.ConfigDict(frozen=True, extra="forbid"),
        format=(str, ...),
        version=(int, ...),
        case=(pydantic_case(), ...),
    )
    struct = msgspec.defstruct(
        "Document", [("format", str), ("version", int), ("case", struct_case())]
    )
    return {
        FAST: lambda line: from_own_document(line, Case),
        STRICT: lambda line: from_document(line, Case),
        PYDANTIC: model.model_validate_json,
        STRUCT: msgspec.json.Decoder(struct).decode,
        DICT: orjson.loads,
    }


def measure() -> list[Measured]:
    with documents(KEPT).open(encoding="utf-8") as file:
        lines = [line for line, _ in zip(file, range(COUNT), strict=False)]
    readers = _readers()
    for line in lines[:100]:
        _refuse_difference(line, readers)
    gc.collect()
    gc.freeze()
    seconds = medians(
        {name: partial(_read_all, read, lines) for name, read in readers.items()},
        runs=RUNS,
        clock=time.process_time,
    )
    cases = [from_own_document(line, Case) for line in lines]
    plain = [orjson.loads(line) for line in lines]
    refuse_difference("writing", [to_document(cases[0]), lines[0].rstrip("\n")])
    written = medians(
        {
            "case": lambda: [to_document(case) for case in cases],
            DICT: lambda: [orjson.dumps(one) for one in plain],
        },
        runs=RUNS,
        clock=time.process_time,
    )
    of = f"{COUNT:,} documents, read one by one"
    return [
        Measured(
            what="JSON to Case with `fast`: throughput",
            beside=f"Pydantic, {of}",
            value=seconds[PYDANTIC] / seconds[FAST],
            bar=2.2,
            at_least=True,
            seconds=seconds[FAST],
            beside_seconds=seconds[PYDANTIC],
            runs=RUNS,
        ),
        ratio(
            "JSON to Case with `fast`: time",
            f"a msgspec Struct, {of}",
            seconds,
            (FAST, STRUCT),
            bar=1.4,
            runs=RUNS,
        ),
        ratio(
            "JSON to Case without `fast`: time",
            f"an orjson dict, {of}",
            seconds,
            (STRICT, DICT),
            bar=3.2,
            runs=RUNS,
        ),
        ratio(
            "JSON to Case with `fast`: time, for information",
            f"an orjson dict, {of}",
            seconds,
            (FAST, DICT),
            runs=RUNS,
        ),
        ratio(
            "Case to JSON: time, for information",
            f"an orjson dict, {COUNT:,} documents",
            written,
            ("case", DICT),
            runs=RUNS,
        ),
    ]
