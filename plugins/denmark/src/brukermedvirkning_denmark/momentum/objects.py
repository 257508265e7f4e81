"""From a JSON text to the notes and tasks in it, each with where it stood.

Names are taken whatever their case: the interface was written in C#, and is served in
both ways. Known are a list of notes and tasks, a page of one (`data`), what the connector
brings (`journals` and `tasks` of one citizen), and a text of rejected parts.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

import attrs

from brukermedvirkning_denmark.log.values import Unreadable

__all__ = [
    "FORMAT",
    "NOTE",
    "REJECTS",
    "TASK",
    "Content",
    "Found",
    "Object",
    "looks_like",
    "object_of",
    "parts_of",
    "text_of",
]

FORMAT = "dk.momentum"
REJECTS = "dk.momentum.rejects"
NOTE, TASK = "journals", "tasks"
_OF_NOTE = frozenset({"occurredat", "journaltypeid"})
_OF_TASK = frozenset({"state", "deadline", "statechangedat"})
_ANCHORS = (b"occurredat", b"journaltypeid", b"dk.momentum", b'"deadline"')


class Object(dict[str, Any]):
    """A JSON object under its names in small letters; `pairs` are as they stood.

    `doubled` are the names that stood more than once.
    """

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__((name.casefold(), value) for name, value in pairs)
        self.pairs = pairs
        counts = Counter(name.casefold() for name, _ in pairs)
        self.doubled = sorted(name for name, count in counts.items() if count > 1)


@attrs.frozen
class Found:
    """A note or a task as it stood, or what stood where one should.

    `kind` is `journals` or `tasks`, empty where it cannot be told. `citizen` is whose it
    is, where that stands above it, `options` what was told when it was first read.
    """

    where: str
    kind: str
    item: Any = attrs.field(repr=False)
    citizen: Any = attrs.field(default=None, repr=False)
    options: Mapping[str, str] | None = attrs.field(default=None, repr=False)


@attrs.frozen
class Content:
    """What a text holds: its parts, the sections that it has, and whose it all is.

    `complete` says that all of that citizen's journal and tasks stand here, `mended` that
    it is a text of rejected parts.
    """

    found: tuple[Found, ...] = attrs.field(repr=False)
    sections: frozenset[str]
    citizen: Any = attrs.field(default=None, repr=False)
    complete: bool = False
    mended: bool = False


def looks_like(content: bytes) -> bool:
    """Whether a content is of this format, by what stands in it."""
    lowered = content.lower()
    if not any(anchor in lowered for anchor in _ANCHORS):
        return False
    try:
        found = parts_of(content)
    except Unreadable:
        return False
    return found.citizen is not None or any(one.kind for one in found.found)


def parts_of(content: bytes) -> Content:
    """The parts of a content. Raises `Unreadable` where it is none of the known ones."""
    document = _document(content)
    if isinstance(document, Object):
        if document.get("format") == REJECTS:
            return _mended(document)
        if document.get("format") == FORMAT:
            return _of_one_citizen(document)
        document = document.get("data")
    if not isinstance(document, list):
        raise Unreadable("a list of journal notes or tasks")
    found = tuple(
        Found(f"[{place}]", _kind(item), item) for place, item in enumerate(document)
    )
    return Content(found, frozenset(one.kind for one in found if one.kind))


def text_of(value: Any) -> str:
    """A JSON value as text, its objects as they stood."""
    if isinstance(value, Object):
        inside = (f"{json.dumps(name)}: {text_of(one)}" for name, one in value.pairs)
        return "{" + ", ".join(inside) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(text_of, value)) + "]"
    return json.dumps(value)


def object_of(text: str) -> Object:
    """An object that `text_of` wrote."""
    found: Object = json.loads(text, object_pairs_hook=Object)
    return found


def _document(content: bytes) -> Any:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("text in UTF-8", "bytes that are not UTF-8") from None
    try:
        return json.loads(text, object_pairs_hook=Object, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Unreadable("a JSON text", "text that is no JSON") from None


def _refuse(_name: str) -> None:
    raise ValueError


def _kind(item: Any) -> str:
    """Whether something is a note or a task, by the names in it."""
    if not isinstance(item, Object):
        return ""
    if _OF_NOTE & item.keys():
        return NOTE
    return TASK if _OF_TASK & item.keys() else ""


def _of_one_citizen(document: Object) -> Content:
    citizen = document.get("citizenid")
    if not isinstance(citizen, str) or not citizen:
        raise Unreadable("a citizenId beside the journals and tasks")
    found: list[Found] = []
    sections: list[str] = []
    for kind in (NOTE, TASK):
        items = document.get(kind)
        if items is None:
            continue
        if not isinstance(items, list):
            raise Unreadable(f"a list of {kind}")
        sections.append(kind)
        found += [
            Found(f"{kind}[{place}]", kind, item, citizen)
            for place, item in enumerate(items)
        ]
    complete = document.get("complete") is True
    return Content(tuple(found), frozenset(sections), citizen, complete)


def _mended(document: Object) -> Content:
    parts = document.get("parts")
    if not isinstance(parts, list):
        raise Unreadable("the parts of a text of rejected notes and tasks")
    found = tuple(_mended_part(place, part) for place, part in enumerate(parts))
    return Content(found, frozenset(one.kind for one in found if one.kind), mended=True)


def _mended_part(place: int, part: Any) -> Found:
    where = f"parts[{place}]"
    if not isinstance(part, Object):
        return Found(where, "", part)
    item = part.get("item")
    kind = part.get("section")
    told = dict(part["options"].pairs) if _is_told(part.get("options")) else None
    known = kind if kind in (NOTE, TASK) else _kind(item)
    return Found(where, known, item, part.get("citizenid"), told)


def _is_told(options: object) -> bool:
    return isinstance(options, Object) and all(
        isinstance(value, str) for value in options.values()
    )
