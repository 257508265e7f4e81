"""Speaks HTTP with Momentum: a token that is renewed, and patience with its troubles.

Asks again on 429, 500 to 504, time-outs, broken connections and broken answers, later
and later and up to a limit; on 401 with a fresh token, once. No error has an address, a
text or a secret in it, and httpx does not log: it would log addresses, in which the keys
of citizens stand.
"""

from __future__ import annotations

import logging
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

import attrs

from brukermedvirkning.errors import ConnectorError
from brukermedvirkning_denmark.momentum.settings import Settings

if TYPE_CHECKING:
    import httpx

__all__ = ["Client", "Passing", "Tokens", "opened"]

NAME = "momentum"
_PASSING = frozenset({429, 500, 502, 503, 504})
_REFUSED = 401
_FIRST_WAIT = 1.0
_RENEWED_BEFORE = 60.0
_SHORTEST_LIFE = 300.0
_NOT_FOUND = 404


class Passing(Exception):  # noqa: N818 - never leaves the package
    """A trouble that may pass: what it was, and how long the server asked to wait."""

    def __init__(
        self, problem: str, status: int | None = None, wait: float | None = None
    ) -> None:
        self.problem = problem
        self.status = status
        self.wait = wait
        super().__init__(problem)


@attrs.define
class Tokens:
    """The tokens in use, by what they were given for; shared by threads."""

    _held: dict[tuple[str, ...], tuple[str, float]] = attrs.field(
        factory=dict, repr=False
    )
    _lock: threading.Lock = attrs.field(factory=threading.Lock, repr=False)

    def get(self, settings: Settings) -> str | None:
        """A token that is good for a while yet."""
        with self._lock:
            token, until = self._held.get(_of(settings), (None, 0.0))
        return token if settings.clock() < until else None

    def put(self, settings: Settings, token: str, seconds: float) -> None:
        """Keep a token for its life, less what a request may take."""
        life = max(seconds - _RENEWED_BEFORE, 0.0)
        with self._lock:
            self._held[_of(settings)] = (token, settings.clock() + life)

    def drop(self, settings: Settings, token: str) -> None:
        """Forget a token that was refused, unless another is held by now."""
        with self._lock:
            if self._held.get(_of(settings), ("", 0.0))[0] == token:
                del self._held[_of(settings)]


def _of(settings: Settings) -> tuple[str, ...]:
    return (
        settings.token_url,
        settings.client_id,
        settings.client_secret,
        settings.resource or "",
    )


@contextmanager
def opened(base: str, settings: Settings, tokens: Tokens) -> Iterator[Client]:
    """A client of the interface at an address; imports httpx on first use."""
    import httpx

    verify = settings.ssl_context or _certificates()
    with (
        _unlogged(),
        httpx.Client(
            timeout=settings.timeout, trust_env=False, verify=verify
        ) as client,
    ):
        yield Client(client, base, settings, tokens)


@cache
def _certificates() -> ssl.SSLContext:
    """Whom httpx trusts; read once, for it takes longer than asking."""
    import httpx

    return httpx.create_ssl_context(trust_env=False)


class Client:
    """Asks one interface, as long as it is open."""

    def __init__(
        self, client: httpx.Client, base: str, settings: Settings, tokens: Tokens
    ) -> None:
        self._client = client
        self._base = base
        self._settings = settings
        self._tokens = tokens

    def ask(
        self, action: str, method: str, path: str, body: Mapping[str, Any] | None = None
    ) -> Any:
        """The JSON that a request is answered with; None where there is no such thing.

        Only for what changes nothing, or the same however often it is asked.
        """
        return self.patiently(action, lambda: self.once(action, method, path, body))

    def patiently(self, action: str, ask: Callable[[], Any]) -> Any:
        """What comes of asking, again and again as long as the trouble may pass.

        Raises `ConnectorError` when the limit is reached.
        """
        wait = _FIRST_WAIT
        for attempt in range(1, self._settings.attempts + 1):
            try:
                return ask()
            except Passing as trouble:
                asked = trouble.wait or 0.0
                limit = self._settings.longest_wait
                if attempt == self._settings.attempts or asked > limit:
                    self._give_up(action, trouble, attempt)
                self._settings.sleep(min(max(wait, asked), limit))
                wait *= 2
        raise AssertionError("there is at least one attempt")  # pragma: no cover

    def _give_up(self, action: str, trouble: Passing, attempt: int) -> NoReturn:
        times = "1 attempt" if attempt == 1 else f"{attempt} attempts"
        later = f", to be asked again in {trouble.wait:.0f} s" if trouble.wait else ""
        problem = f"{trouble.problem}{later}, after {times}"
        # From None: what httpx says has the address in it.
        raise ConnectorError(NAME, action, problem, status=trouble.status) from None

    def once(
        self, action: str, method: str, path: str, body: Mapping[str, Any] | None = None
    ) -> Any:
        """What a request is answered with, asked once, or twice with a fresh token.

        Raises `Passing` where it may be asked again, `ConnectorError` where not.
        """
        token = self._token()
        response = self._send(method, path, body, token)
        if response.status_code == _REFUSED:
            self._tokens.drop(self._settings, token)
            response = self._send(method, path, body, self._token())
        return self._answer(action, response)

    def _send(
        self, method: str, path: str, body: Mapping[str, Any] | None, token: str
    ) -> httpx.Response:
        headers = {
            "Authorization": f"Bearer {token}",
            "apikey": self._settings.apikey,
            "Accept": "application/json",
        }
        return self._request(method, f"{self._base}/{path}", json=body, headers=headers)

    def _request(self, method: str, url: str, **how: Any) -> httpx.Response:
        import httpx

        try:
            return self._client.request(method, url, **how)
        except httpx.TimeoutException:
            problem = "no answer in time"
        except httpx.HTTPError:
            problem = "no connection, or one that broke"
        raise Passing(problem)

    def _answer(self, action: str, response: httpx.Response) -> Any:
        status = response.status_code
        if status in _PASSING:
            raise Passing(f"answered {status}", status, self._asked_to_wait(response))
        if status == _NOT_FOUND:
            return None
        if not response.is_success:
            raise ConnectorError(
                NAME, action, f"answered {status}", status=status, lasting=True
            )
        return _json(response) if response.content else {}

    def _asked_to_wait(self, response: httpx.Response) -> float | None:
        """How many seconds the server asks to wait, in either of the ways to say it."""
        said = response.headers.get("Retry-After", "").strip()
        if said.isascii() and said.isdigit():
            return float(said[:9])
        try:
            at = parsedate_to_datetime(said)
        except ValueError:
            return None
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return max(at.timestamp() - self._settings.clock(), 0.0)

    def _token(self) -> str:
        """A token: the one that is held, or a fresh one. Raises what `once` raises."""
        held = self._tokens.get(self._settings)
        if held is not None:
            return held
        settings = self._settings
        form = {
            "grant_type": "client_credentials",
            "client_id": settings.client_id,
            "client_secret": settings.client_secret,
        }
        if settings.resource is not None:
            form["resource"] = settings.resource
        action = "fetch a token"
        answer = self._answer(
            action, self._request("POST", settings.token_url, data=form)
        )
        token = answer.get("access_token") if isinstance(answer, dict) else None
        if not isinstance(token, str) or not token:
            raise ConnectorError(
                NAME, action, "an answer without a token", lasting=True
            )
        self._tokens.put(settings, token, _seconds(answer.get("expires_in")))
        return token


def _seconds(said: object) -> float:
    """How long a token lives; a text of digits is said by some, nothing by others."""
    if isinstance(said, str) and said.isascii() and said.isdigit():
        return float(said[:9])
    if isinstance(said, int | float) and not isinstance(said, bool):
        return float(said)
    return _SHORTEST_LIFE


def _json(response: httpx.Response) -> Any:
    try:
        return response.json()
    except (ValueError, RecursionError):
        pass
    raise Passing("an answer that is no JSON", response.status_code)


_OURS: ContextVar[bool] = ContextVar("ours", default=False)


def _is_not_ours(_record: logging.LogRecord) -> bool:
    return not _OURS.get()


@contextmanager
def _unlogged() -> Iterator[None]:
    """Nothing of what is asked in this block is logged by the library that asks it."""
    logging.getLogger("httpx").addFilter(_is_not_ours)
    before = _OURS.set(True)
    try:
        yield
    finally:
        _OURS.reset(before)
