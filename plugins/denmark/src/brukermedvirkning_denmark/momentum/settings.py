"""What the connector is told by whoever calls it: secrets, limits, a clock.

Nothing is read from the environment. A setting that nobody knows is refused, so that a
misspelt one is not left out silently.
"""

from __future__ import annotations

import difflib
import ssl
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import attrs

from brukermedvirkning.errors import Fault, OptionError

__all__ = ["MOST_A_PAGE", "Settings", "base_of", "settings_of"]

MOST_A_PAGE = 1000
"""How many rows a page may have at most; see momentum-client."""

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@attrs.frozen(kw_only=True)
class Settings:
    """The settings, checked.

    `cpr_of` gives the personal number of a citizen by Momentum's key, where notes are
    written: the interface asks for it beside the key. `filters` choose the citizens, as
    the search of Momentum words them; all by default. A pull brings at most
    `citizens_at_once` that have changed.
    """

    client_id: str = attrs.field(repr=False)
    client_secret: str = attrs.field(repr=False)
    apikey: str = attrs.field(repr=False)
    token_url: str
    resource: str | None = None
    cpr_of: Callable[[str], str | None] | None = attrs.field(default=None, repr=False)
    filters: tuple[Mapping[str, Any], ...] = attrs.field(default=(), repr=False)
    page_size: int = 500
    citizens_at_once: int = 200
    timeout: float = 30.0
    attempts: int = 5
    longest_wait: float = 120.0
    sleep: Callable[[float], None] = attrs.field(default=time.sleep, repr=False)
    clock: Callable[[], float] = attrs.field(default=time.time, repr=False)
    ssl_context: ssl.SSLContext | None = attrs.field(default=None, repr=False)


_REQUIRED = ("client_id", "client_secret", "apikey", "token_url")
_NAMES = tuple(field.name for field in attrs.fields(Settings))


def settings_of(given: Mapping[str, Any]) -> Settings:
    """The settings as values. Raises `OptionError` with every fault, showing no value."""
    faults = [_unknown(name) for name in given if name not in _NAMES]
    faults += [
        _fault(name, "nothing", "a text that is not empty")
        for name in _REQUIRED
        if not isinstance(given.get(name), str) or not given[name]
    ]
    faults += _numbers(given)
    faults += _callables(given)
    resource = given.get("resource")
    if resource is not None and not isinstance(resource, str):
        faults.append(_fault("resource", "something else", "a text"))
    filters = given.get("filters", ())
    if not isinstance(filters, list | tuple) or not all(
        isinstance(one, Mapping) for one in filters
    ):
        faults.append(_fault("filters", "something else", "a list of filters"))
    context = given.get("ssl_context")
    if context is not None and not isinstance(context, ssl.SSLContext):
        faults.append(_fault("ssl_context", "something else", "an ssl.SSLContext"))
    if not faults and not _is_safe(given["token_url"]):
        faults.append(_fault("token_url", "another URL", "an https URL"))
    if faults:
        raise OptionError(tuple(faults))
    return Settings(**{**given, "filters": tuple(filters)})


def base_of(url: str) -> str:
    """The address of the interface: what stands after `momentum+`, without a slash.

    Raises `OptionError` for one that would send secrets unencrypted to another machine.
    """
    address = url.removeprefix("momentum+")
    parts = urlsplit(address)
    if not _is_safe(address) or parts.query or parts.fragment or parts.username:
        expected = "momentum+https://host/path, with no user, question or place in it"
        raise OptionError((_fault("url", "another URL", expected),))
    return address.rstrip("/")


def _is_safe(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (
        parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    )


def _numbers(given: Mapping[str, Any]) -> list[Fault]:
    faults = []
    for name, most in (
        ("page_size", MOST_A_PAGE),
        ("citizens_at_once", 100_000),
        ("attempts", 20),
    ):
        value = given.get(name, 1)
        if type(value) is not int or not 1 <= value <= most:
            expected = f"a whole number from 1 to {most}"
            faults.append(_fault(name, "something else", expected))
    for name, most in (("timeout", 600), ("longest_wait", 3600)):
        value = given.get(name, 1)
        if type(value) not in (int, float) or not 0 < value <= most:
            faults.append(_fault(name, "something else", f"seconds, at most {most}"))
    return faults


def _callables(given: Mapping[str, Any]) -> list[Fault]:
    return [
        _fault(name, "something else", "a function")
        for name in ("cpr_of", "sleep", "clock")
        if given.get(name) is not None and not callable(given[name])
    ]


def _fault(name: str, found: str, expected: str) -> Fault:
    return Fault(where=f"setting {name}", field=name, found=found, expected=expected)


def _unknown(name: str) -> Fault:
    near = difflib.get_close_matches(name, _NAMES, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return Fault(
        where="settings",
        found=f"a setting {name!r}",
        expected=f"one of {', '.join(_NAMES)}{hint}",
    )
