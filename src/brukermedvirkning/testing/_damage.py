"""Documents with one fault in them, and what is wrong with each.

For the tests of whoever reads documents: each fault must be refused, and where it has a
place, at its path.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from datetime import date, datetime
from functools import partial
from types import UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin

import attrs
from hypothesis import strategies as st

from brukermedvirkning.domain.case import Case, collections
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.documents import DOCUMENTS, document_name
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.record import Record, field_types

__all__ = ["Damage", "damaged"]

Path: TypeAlias = tuple[str | int, ...]


@attrs.frozen(kw_only=True)
class Damage:
    """A document with one fault: what was done, and the path that must be named.

    `where` is empty for a fault of the text or of the whole. `of_shape` says whether it
    is a fault that a JSON Schema must see.
    """

    document: bytes = attrs.field(repr=False)
    what: str
    where: str
    of_shape: bool


@attrs.frozen
class _Site:
    """One value of a document, with the annotation of the field that holds it."""

    path: Path
    hint: Any
    is_required: bool


Change: TypeAlias = tuple[str, Any]
# Made only when it is drawn: a copy of a document for each would be dear.
Make: TypeAlias = Callable[[], Damage]


@st.composite
def damaged(
    draw: st.DrawFn,
    document: str,
    kind: type[Record] = Case,
    *,
    marker: str = "damage",
) -> Damage:
    """The document of a record with one fault, drawn from some thirty kinds.

    `marker` stands wherever the fault needs a text of its own.
    """
    name = document_name(kind)
    plain = json.loads(document)
    group = draw(st.integers(0, 5))
    if group == 0:
        choices = _text_damages(document, marker)
    elif group == 1:
        choices = _envelope_damages(plain, name, marker)
    elif group == 2 and kind is Case and _has_rows(plain):
        choices = list(_broken_references(plain, marker))
    else:
        sites = list(_sites(plain[name], DOCUMENTS[name], (name,)))
        choices = list(_site_damages(plain, draw(st.sampled_from(sites)), marker))
    return draw(st.sampled_from(range(len(choices))).map(choices.__getitem__))()


def _whole(plain: Any) -> bytes:
    return json.dumps(plain, ensure_ascii=False).encode()


def _text_damages(document: str, marker: str) -> list[Make]:
    text = document.encode()
    depth = 100_000
    changes: list[tuple[str, bytes]] = [
        ("cut off", text[:-1]),
        ("empty", b""),
        ("words after the end", text + marker.encode()),
        ("a byte order mark", b"\xef\xbb\xbf" + text),
        ("UTF-16", document.encode("utf-16")),
        ("a byte that is not UTF-8", text[:-1] + b'"\xff"}'),
        ("nested without end", b'{"format":' + b"[" * depth + b"]" * depth + b"}"),
        ("a number without end", b'{"format":' + b"9" * 10_000 + b"}"),
        ("a key twice", b'{"format":"brukermedvirkning.case",' + text[1:]),
        ("not a number", text.replace(b'"version":1', b'"version":NaN', 1)),
        ("a list", b"[" + text + b"]"),
        ("null", b"null"),
    ]
    return [
        partial(Damage, document=changed, what=what, where="", of_shape=False)
        for what, changed in changes
    ]


def _envelope_damages(plain: dict[str, Any], name: str, marker: str) -> list[Make]:
    changes: list[tuple[str, str, dict[str, Any]]] = [
        ("another format", "format", {"format": marker}),
        ("a format of another kind", "format", {"format": ["brukermedvirkning.case"]}),
        ("version 0", "version", {"version": 0}),
        ("a newer version", "version", {"version": 2}),
        ("a version as text", "version", {"version": "1"}),
        ("a version that is true", "version", {"version": True}),
        ("an unknown field around the record", "", {marker: 1}),
        ("a record that is a list", name, {name: []}),
        ("no record", name, {name: None}),
    ]
    without = [
        (f"without {gone}", gone, {k: v for k, v in plain.items() if k != gone})
        for gone in plain
    ]
    changed = [(what, where, {**plain, **change}) for what, where, change in changes]
    return [
        partial(_damage, document, what, (where,) if where else ())
        for what, where, document in changed + without
    ]


def _sites(
    value: Any, hint: Any, path: Path, *, required: bool = True
) -> Iterator[_Site]:
    """Every value of a record's document that an annotation says something of."""
    origin, arguments = get_origin(hint), get_args(hint)
    yield _Site(path, hint, required)
    if origin in (Union, UnionType):
        hint = arguments[0]
        origin, arguments = get_origin(hint), get_args(hint)
    if value is None:
        return
    if origin is tuple:
        for place, entry in enumerate(value):
            yield from _sites(entry, arguments[0], (*path, place), required=False)
        return
    record = origin or hint
    if not (isinstance(record, type) and issubclass(record, Record)):
        return
    for field in attrs.fields(record):  # type: ignore[arg-type]
        if field.name in value:
            inner = field_types(record)[field.name]  # type: ignore[arg-type]
            if record is Coded and field.name == "concept":
                inner = arguments[0]
            yield from _sites(
                value[field.name],
                inner,
                (*path, field.name),
                required=field.default is attrs.NOTHING,
            )


def _site_damages(plain: Any, site: _Site, marker: str) -> Iterator[Make]:
    hint, path = site.hint, site.path
    may_be_null = get_origin(hint) in (Union, UnionType)
    if may_be_null:
        hint = get_args(hint)[0]
    for what, value in _wrong_values(hint, marker):
        yield partial(_changed, plain, path, what, value)
    if not may_be_null:
        yield partial(_changed, plain, path, "null", None)
    if get_origin(hint) is tuple:
        where = (*path, 0)
        yield partial(_changed, plain, path, "a list of null", [None], where)
    if site.is_required and len(path) > 1:
        yield partial(_without, plain, path)
    if isinstance(_at(plain, path), dict) and hint is not FrozenMap:
        unknown = (*path, marker)
        yield partial(_changed, plain, unknown, "an unknown field", marker, path)


def _wrong_values(hint: Any, marker: str) -> Sequence[Change]:
    """Values that a field of this annotation must refuse."""
    text = ("a text", marker)
    number, true = ("a number", 7), ("true", True)
    rows, entry = ("a list", [marker]), ("an object", {marker: 1})
    if get_origin(hint) is Annotated:
        kind, shape = get_args(hint)[:2]
        if kind is int:
            limits = dict(shape.schema)
            return [
                *(text, true, rows, entry, ("a fraction", 1.5)),
                ("too small a number", limits["minimum"] - 1),
                ("too large a number", limits["maximum"] + 1),
            ]
        blanks = [("a blank before", f" {marker}"), ("a line", f"{marker}\n")]
        return [
            *(number, true, rows, entry, ("an empty text", "")),
            *(blanks if "pattern" in dict(shape.schema) else ()),
        ]
    if get_origin(hint) is tuple:
        return [text, number, true, entry]
    if hint is FrozenMap:
        return [text, number, true, rows]
    if hint is date:
        days = (
            "2023-02-29",
            "20230228",
            "2023-2-28",
            "2023-02-28T00:00:00",
            "0000-01-01",
        )
        return [text, number, rows, *(("a wrong date", day) for day in days)]
    if hint is datetime:
        times = ("2023-02-28", "2023-02-28T12:00:00", "2023-02-28T24:00:00Z")
        return [text, number, rows, *(("a wrong instant", time) for time in times)]
    if hint is bool:
        return [text, number, ("a word", "true"), rows]
    if hint is int:
        return [text, true, rows, ("a fraction", 1.5), ("too large", 2**53)]
    if isinstance(hint, type) and issubclass(hint, Concept):
        upper = next(iter(hint)).value.upper()
        return [text, number, rows, ("a word in capitals", upper), ("no word", "")]
    return [text, number, true, rows]


def _has_rows(plain: dict[str, Any]) -> bool:
    return any(True for _ in _broken_references(plain, ""))


def _broken_references(plain: dict[str, Any], marker: str) -> Iterator[Make]:
    """Cases whose rows are each right and do not fit together."""
    inside = partial(_changed, plain, of_shape=False)
    for name in collections():
        rows = plain["case"].get(name, [])
        path: Path = ("case", name)
        if len(rows) > 1:
            yield partial(inside, path, "rows out of order", rows[::-1], path)
        for place in range(len(rows) - 1):
            again = (*path, place + 1, "id")
            yield partial(inside, again, "an id twice", rows[place]["id"], ("case",))
        for place, row in enumerate(rows):
            for field in ("item", "goals", "parent", "enrolment"):
                if field in row:
                    value = [marker] if isinstance(row[field], list) else marker
                    named = (*path, place, field)
                    yield partial(inside, named, "a name of nothing", value, ("case",))


def _changed(
    plain: Any,
    path: Path,
    what: str,
    value: Any,
    where: Path | None = None,
    *,
    of_shape: bool = True,
) -> Damage:
    copy, around = _copied(plain, path)
    around[path[-1]] = value
    return _damage(copy, what, path if where is None else where, of_shape=of_shape)


def _without(plain: Any, path: Path) -> Damage:
    copy, around = _copied(plain, path)
    del around[path[-1]]
    return _damage(copy, "without a field", path)


def _damage(changed: Any, what: str, path: Path, *, of_shape: bool = True) -> Damage:
    return Damage(
        document=_whole(changed), what=what, where=_place(path), of_shape=of_shape
    )


def _copied(plain: Any, path: Path) -> tuple[Any, Any]:
    """A copy of the document, and in it what is around the end of the path."""
    copy = deepcopy(plain)
    return copy, _at(copy, path[:-1])


def _at(plain: Any, path: Path) -> Any:
    for step in path:
        plain = plain[step]
    return plain


def _place(path: Path) -> str:
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".")
