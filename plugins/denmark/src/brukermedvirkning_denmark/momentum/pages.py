"""Lists that Momentum gives a page at a time, whole although they shift meanwhile.

Where somebody joins or leaves between two pages, the rows after move, and one may be on
neither page. So a list of several pages is gone through until a round brings nothing new.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from brukermedvirkning.errors import ConnectorError
from brukermedvirkning_denmark.momentum.client import NAME, Client

__all__ = ["items_of", "listed"]

_MOST_ROUNDS = 10
_MOST_PAGES = 10_000


def listed(
    client: Client,
    action: str,
    path: str,
    filters: Sequence[Mapping[str, Any]],
    page_size: int,
) -> list[dict[str, Any]]:
    """Every row of a list, each once by its key, the last that was said of it.

    Raises `ConnectorError`, also where the list does not come to rest.
    """
    found: dict[str, dict[str, Any]] = {}
    for _ in range(_MOST_ROUNDS):
        before = len(found)
        pages = _round(client, action, path, filters, page_size, found)
        if pages == 1 or len(found) == before:
            return list(found.values())
    raise ConnectorError(NAME, action, "a list that shifts all the time")


def _round(
    client: Client,
    action: str,
    path: str,
    filters: Sequence[Mapping[str, Any]],
    page_size: int,
    found: dict[str, dict[str, Any]],
) -> int:
    """Go through all pages once, adding to what was found; how many pages there were."""
    count = 0
    for number in range(_MOST_PAGES):
        question = {
            "columns": [],
            "filters": list(filters),
            "sort": [],
            "paging": {"pageNumber": number, "pageSize": page_size},
        }
        page = client.ask(action, "POST", path, question)
        rows = items_of(action, page, paged=True)
        count += len(rows)
        for row in rows:
            name = row.get("id", row.get("citizenId"))
            found[str(name) if name else json.dumps(row, sort_keys=True)] = row
        if not rows or not _goes_on(page, count, len(rows) == page_size):
            return number + 1
    raise ConnectorError(NAME, action, "a list without an end", lasting=True)


def _goes_on(page: Mapping[str, Any], count: int, is_full: bool) -> bool:
    """Whether there are more pages, as far as the page says; a full one may not be last."""
    more, total = page.get("hasMore"), page.get("totalSearchCount")
    if isinstance(more, bool):
        return more
    if type(total) is int:
        return count < total
    return is_full


def items_of(action: str, answer: Any, *, paged: bool = False) -> list[dict[str, Any]]:
    """The objects of an answer: a list of them, or one under `data`.

    Raises `ConnectorError` for anything else, and for a page of what is asked for whole.
    """
    is_page = isinstance(answer, dict)
    rows = answer.get("data") if is_page else None if paged else answer
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        problem = "an answer that is not a list of objects"
        raise ConnectorError(NAME, action, problem, lasting=True)
    if is_page and not paged and answer.get("hasMore") is True:
        problem = "a page of a list that is not known to come in pages"
        raise ConnectorError(NAME, action, problem, lasting=True)
    return rows
