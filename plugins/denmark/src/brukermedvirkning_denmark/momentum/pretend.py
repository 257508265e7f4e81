"""A server that answers as Momentum is documented to, for tests and for trying out.

It listens on this machine alone and keeps all in memory. It can be told to be in trouble:
each of `troubles` befalls one request, in their order.

    with PretendMomentum() as server:
        server.citizens["c-1"] = "0101501234"
        ...
"""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Callable
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, unquote

import attrs

__all__ = ["PretendMomentum", "Trouble"]

_TYPES = {0: "022.247.000", 1: "022.420.000"}
_STATES = {0: 1, 1: 2, 3: 3}
_PATIENCE = 0.5


class Trouble(StrEnum):
    """What may befall a request; *lost* ones take effect, and nobody hears of it."""

    UNAUTHORISED = "unauthorised"
    TOO_MANY = "too_many"
    FAILING = "failing"
    UNAVAILABLE = "unavailable"
    BROKEN_JSON = "broken_json"
    CUT_OFF = "cut_off"
    LOST = "lost"
    FAILING_AFTER = "failing_after"
    SLOW_AFTER = "slow_after"


_STATUS = {
    Trouble.UNAUTHORISED: 401,
    Trouble.TOO_MANY: 429,
    Trouble.FAILING: 500,
    Trouble.UNAVAILABLE: 503,
}


@attrs.define
class PretendMomentum:
    """Citizens with their numbers, journals and tasks; what was asked, and troubles.

    `between_pages` is called after every page of a list, so that lists can shift.
    `instead` may answer a request in another way: given method, path and body it returns
    status and content, or None.
    """

    citizens: dict[str, str] = attrs.field(factory=dict, repr=False)
    journals: dict[str, list[dict[str, Any]]] = attrs.field(factory=dict, repr=False)
    tasks: dict[str, dict[str, Any]] = attrs.field(factory=dict, repr=False)
    troubles: deque[Trouble] = attrs.field(factory=deque)
    asked: list[str] = attrs.field(factory=list, repr=False)
    pages: list[int] = attrs.field(factory=list)
    tokens: list[str] = attrs.field(factory=list, repr=False)
    retry_after: str = "1"
    token_life: int = 3600
    between_pages: Callable[[], None] | None = None
    instead: Callable[[str, str, bytes], tuple[int, Any] | None] | None = None
    apikey: str = "key-1"
    client: tuple[str, str] = ("client-1", "secret-1")
    _server: ThreadingHTTPServer | None = attrs.field(default=None, init=False)

    def __enter__(self) -> Self:
        handler = type("Handler", (_Handler,), {"server_of_pretence": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        serve = self._server.serve_forever
        threading.Thread(target=serve, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        server = self._running
        server.shutdown()
        server.server_close()
        self._server = None

    @property
    def _running(self) -> ThreadingHTTPServer:
        assert self._server is not None, "the server is not running"
        return self._server

    @property
    def url(self) -> str:
        """The URL for the connector `momentum+http`."""
        return f"momentum+http://127.0.0.1:{self._running.server_port}/api"

    @property
    def settings(self) -> dict[str, Any]:
        """The settings that the connector needs for this server."""
        return {
            "client_id": self.client[0],
            "client_secret": self.client[1],
            "apikey": self.apikey,
            "token_url": f"http://127.0.0.1:{self._running.server_port}/token",
            "cpr_of": self.citizens.get,
        }

    def note(self, citizen: str, note_id: str, **fields: Any) -> None:
        """Put a note into a journal, as if a caseworker had written it."""
        note = {
            "id": note_id,
            "occurredAt": "2026-03-02T09:30:00Z",
            "title": "Notat",
            "body": "",
            "source": "Momentum",
            "referenceId": citizen,
            "journalTypeId": _TYPES[1],
            "attachments": [],
        }
        self.journals.setdefault(citizen, []).append({**note, **fields})

    def task(self, citizen: str, task_id: str, **fields: Any) -> None:
        """Give a citizen a task."""
        task = {
            "id": task_id,
            "title": "Opgave",
            "description": "",
            "state": 0,
            "deadline": "2026-03-09T09:00:00Z",
            "stateChangedAt": None,
            "type": 1,
            "reference": {"id": citizen, "type": "CITIZEN"},
        }
        self.tasks[task_id] = {**task, **fields}

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, Any]:
        """What a request is answered with, when there is no trouble."""
        parts = [unquote(part) for part in path.strip("/").split("/")]
        match (method, parts):
            case ("POST", ["token"]):
                return self._token(parse_qs(body.decode()))
            case ("POST", ["api", "citizensearch"]):
                rows = [{"id": one} for one in self.citizens]
                return self._page(rows, json.loads(body), has_more=True)
            case ("POST", ["api", "tasks", "citizen"]):
                asked = json.loads(body)
                (whose,) = asked["filters"]
                rows = [
                    task
                    for task in self.tasks.values()
                    if task["reference"]["id"] in whose["values"]
                ]
                return self._page(rows, asked, has_more=False)
            case ("GET", ["api", "journals", citizen]) if citizen in self.citizens:
                return 200, self.journals.get(citizen, [])
            case ("POST", ["api", "citizens", "journal", citizen]) if (
                citizen in self.citizens
            ):
                return self._written(citizen, json.loads(body))
            case ("PUT", ["api", "tasks", task, state]) if task in self.tasks:
                self.tasks[task]["state"] = _STATES[int(state)]
                return 200, self.tasks[task]
        return 404, {"error": "not found"}

    def _token(self, form: dict[str, list[str]]) -> tuple[int, Any]:
        expected = {
            "grant_type": ["client_credentials"],
            "client_id": [self.client[0]],
            "client_secret": [self.client[1]],
        }
        if {name: form.get(name) for name in expected} != expected:
            return 400, {"error": "invalid_client"}
        self.tokens.append(f"token-{len(self.tokens) + 1}")
        return 200, {
            "access_token": self.tokens[-1],
            "token_type": "Bearer",
            "expires_in": str(self.token_life),
        }

    def _page(
        self, rows: list[dict[str, Any]], asked: dict[str, Any], *, has_more: bool
    ) -> tuple[int, Any]:
        number, size = asked["paging"]["pageNumber"], asked["paging"]["pageSize"]
        self.pages.append(size)
        page: dict[str, Any] = {"data": rows[number * size : (number + 1) * size]}
        if has_more:
            page["hasMore"] = len(rows) > (number + 1) * size
        else:
            page["totalSearchCount"] = len(rows)
        if self.between_pages is not None:
            self.between_pages()
        return 200, page

    def _written(self, citizen: str, note: dict[str, Any]) -> tuple[int, Any]:
        """A note as the external interface passes it on: the number as its key."""
        if note["cpr"] != self.citizens[citizen]:
            return 400, {"error": "another citizen"}
        written = {
            "occurredAt": "2026-03-03T08:00:00.12Z",
            "title": note["title"],
            "body": note["body"],
            "source": "Mea",
            "journalTypeId": _TYPES[note["type"]],
            "attachments": note["documents"],
        }
        self.note(citizen, note["cpr"], **written)
        return 200, {}


class _Handler(BaseHTTPRequestHandler):
    """Takes requests and answers them, with the troubles that there are."""

    protocol_version = "HTTP/1.1"
    # Answers in one piece and at once: waiting for more would take longer than all else.
    wbufsize = -1
    disable_nagle_algorithm = True
    server_of_pretence: PretendMomentum

    def do_GET(self) -> None:
        self._handle()

    def do_POST(self) -> None:
        self._handle()

    def do_PUT(self) -> None:
        self._handle()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing is logged."""

    def _handle(self) -> None:
        pretend = self.server_of_pretence
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        is_token = self.path == "/token"
        pretend.asked.append(f"{self.command} {self.path}")
        # A token is given without trouble, unless all is trouble: it is asked for first.
        trouble = pretend.troubles.popleft() if pretend.troubles else None
        if trouble in _STATUS and not (is_token and trouble is Trouble.UNAUTHORISED):
            wait = {"Retry-After": pretend.retry_after}
            too_many = trouble is Trouble.TOO_MANY
            self._send(_STATUS[trouble], b"{}", wait if too_many else {})
            return
        if trouble is Trouble.CUT_OFF:
            self.close_connection = True
            return
        if not is_token and not self._is_let_in():
            self._send(401, b"{}")
            return
        request = (self.command, self.path, body)
        other = pretend.instead(*request) if pretend.instead else None
        status, answer = other or pretend.answer(*request)
        self._say(status, json.dumps(answer).encode(), trouble)

    def _is_let_in(self) -> bool:
        pretend = self.server_of_pretence
        bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
        return (
            bearer in pretend.tokens[-1:]
            and self.headers.get("apikey") == pretend.apikey
        )

    def _say(self, status: int, content: bytes, trouble: Trouble | None) -> None:
        if trouble is Trouble.SLOW_AFTER:
            time.sleep(_PATIENCE)
        if trouble in (Trouble.LOST, Trouble.SLOW_AFTER):
            self.close_connection = True
        elif trouble is Trouble.FAILING_AFTER:
            self._send(500, b"{}")
        elif trouble is Trouble.BROKEN_JSON:
            self._send(status, content[: len(content) // 2] + b"{")
        else:
            self._send(status, content)

    def _send(
        self, status: int, content: bytes, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
