"""What is asked of Momentum: journals and tasks are fetched, notes and states delivered.

Momentum has no list of what has changed, so a pull goes through the citizens that the
settings choose and brings the journal and tasks of each that differ from last time: the
cursor holds digests, never a place in a list that may shift. It has no key by which a
note is taken once, so a note carries its reference, and before one is written the
journal is looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from brukermedvirkning.domain.journal import Message
from brukermedvirkning.errors import ConnectorError
from brukermedvirkning.ports import Pulled, Source
from brukermedvirkning_denmark.log.values import digest
from brukermedvirkning_denmark.momentum.client import NAME, Client, Tokens, opened
from brukermedvirkning_denmark.momentum.cursor import Cursor
from brukermedvirkning_denmark.momentum.marks import mark
from brukermedvirkning_denmark.momentum.messenger import JOURNAL, TASK
from brukermedvirkning_denmark.momentum.objects import FORMAT
from brukermedvirkning_denmark.momentum.pages import items_of, listed
from brukermedvirkning_denmark.momentum.settings import (
    Settings,
    base_of,
    settings_of,
)
from brukermedvirkning_denmark.momentum.values import Unreadable, key

__all__ = ["Tokens", "deliver", "pull"]


def pull(
    url: str, cursor: str | None, told: Mapping[str, Any], tokens: Tokens
) -> Pulled:
    """Journals and tasks that differ from what the cursor knows, a citizen a source."""
    settings = settings_of(told)
    with opened(base_of(url), settings, tokens) as client:
        return _pull(client, Cursor.of(cursor), settings)


def deliver(
    url: str, message: Message, told: Mapping[str, Any], tokens: Tokens
) -> None:
    """Write a note or set the state of a task, once however often it is asked."""
    settings = settings_of(told)
    body = _body(message)
    with opened(base_of(url), settings, tokens) as client:
        if message.destination == JOURNAL:
            _write(client, message.key, body, settings)
        else:
            _set_state(client, body)


def _pull(client: Client, cursor: Cursor, settings: Settings) -> Pulled:
    sources: list[Source] = []
    for citizen in _citizens(client, settings):
        if cursor.has_visited(citizen):
            continue
        if len(sources) == settings.citizens_at_once:
            return Pulled(sources=tuple(sources), cursor=str(cursor), more=True)
        content = _content(client, citizen, settings)
        if content is not None and cursor.visit(citizen, digest(content, length=16)):
            # A name of the source is shown in reports: no key of a citizen.
            name = f"momentum-{digest(citizen, length=12)}.json"
            sources.append(Source(name=name, content=content.encode()))
    cursor.end_round()
    return Pulled(sources=tuple(sources), cursor=str(cursor))


def _citizens(client: Client, settings: Settings) -> Iterator[str]:
    """The keys of the citizens, each once, in an order that stays."""
    action = "list citizens"
    found = listed(
        client,
        action,
        "citizensearch",
        [dict(one) for one in settings.filters],
        settings.page_size,
    )
    yield from sorted({_key(action, citizen) for citizen in found})


def _key(action: str, found: Mapping[str, Any]) -> str:
    """What Momentum calls a citizen."""
    try:
        citizen = key(found.get("id", found.get("citizenId")))
    except Unreadable:
        citizen = None
    if citizen is None:
        problem = "a citizen without a key of Momentum's own"
        raise ConnectorError(NAME, action, problem, lasting=True)
    return citizen


def _content(client: Client, citizen: str, settings: Settings) -> str | None:
    """The journal and tasks of a citizen as one text; None where there is none now."""
    notes = client.ask("read a journal", "GET", f"journals/{_safe(citizen)}")
    if notes is None:
        return None
    whose = [{"fieldName": "citizenId", "values": [citizen]}]
    tasks = listed(client, "list tasks", "tasks/citizen", whose, settings.page_size)
    document = {
        "format": FORMAT,
        "citizenId": citizen,
        "complete": True,
        "journals": sorted(items_of("read a journal", notes), key=_in_order),
        "tasks": sorted(tasks, key=_in_order),
    }
    return json.dumps(document, sort_keys=True)


def _in_order(item: Mapping[str, Any]) -> str:
    """By what rows are sorted, so that another order is no other content."""
    return json.dumps(item, sort_keys=True)


def _write(
    client: Client, key_: str, body: Mapping[str, Any], settings: Settings
) -> None:
    citizen = str(body["citizenId"])
    action = "write a note"
    cpr = settings.cpr_of(citizen) if settings.cpr_of else None
    if not cpr:
        problem = "no personal number for the citizen (setting cpr_of)"
        raise ConnectorError(NAME, action, problem, lasting=True)
    note = {name: value for name, value in body.items() if name != "citizenId"}

    def write() -> None:
        # Looked at before every attempt: one that timed out may have arrived.
        if _has_arrived(client, citizen, key_):
            return
        path = f"citizens/journal/{_safe(citizen)}"
        if client.once(action, "POST", path, {"cpr": cpr, **note}) is None:
            problem = "no such citizen"
            raise ConnectorError(NAME, action, problem, status=404, lasting=True)

    client.patiently(action, write)


def _has_arrived(client: Client, citizen: str, key_: str) -> bool:
    """Whether a note with the reference of a key stands in the journal."""
    action = "look for a note"
    notes = client.once(action, "GET", f"journals/{_safe(citizen)}")
    line = mark(key_)
    return notes is not None and any(
        line in str(note.get("body", note.get("Body", "")))
        for note in items_of(action, notes)
    )


def _set_state(client: Client, body: Mapping[str, Any]) -> None:
    """Set a task's state, which is the same however often it is done."""
    action = "set the state of a task"
    path = f"tasks/{_safe(str(body['task']))}/{body['status']}"
    if client.ask(action, "PUT", path) is None:
        raise ConnectorError(NAME, action, "no such task", status=404, lasting=True)


def _body(message: Message) -> Mapping[str, Any]:
    """The content of a message that the messenger wrote."""
    needed = {JOURNAL: {"citizenId", "title", "body"}, TASK: {"task", "status"}}
    try:
        body = json.loads(message.body)
    except (ValueError, RecursionError):
        body = None
    names = needed.get(message.destination)
    if names is None or not isinstance(body, dict) or not names <= body.keys():
        problem = "a message that is not of the messenger dk.momentum"
        raise ConnectorError(NAME, "deliver a message", problem, lasting=True)
    return body


def _safe(part: str) -> str:
    """A key as one part of a path."""
    return quote(part, safe="")
