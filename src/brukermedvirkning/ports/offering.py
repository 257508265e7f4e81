"""What a plugin is and offers besides ports: its name, number schemes, options."""

from __future__ import annotations

from collections.abc import Callable

import attrs

__all__ = ["IdentifierScheme", "Option", "PluginInfo", "PluginLevel"]


class PluginLevel:
    """How specific a plugin is. Of two things with one id the more specific one counts."""

    CORE = 0
    COUNTRY = 1
    ORGANISATION = 2


@attrs.frozen(kw_only=True)
class PluginInfo:
    """What a plugin is: its name, version, title, level, and country if it has one."""

    id: str
    version: str
    title: str
    level: int = PluginLevel.ORGANISATION
    country: str | None = None


@attrs.frozen(kw_only=True)
class IdentifierScheme:
    """A national number scheme: what is wrong with a number, never showing it.

    `check` returns None for a well-formed number, else what would be right.
    `is_synthetic` says whether a number is one of those kept for made-up persons.
    """

    id: str
    title: str
    country: str
    check: Callable[[str], str | None] = attrs.field(repr=False)
    is_synthetic: Callable[[str], bool] = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Option:
    """Something a reader or writer can be told: its name, what it means, its default.

    `example` shows a value; `required` says that there is no default.
    """

    id: str
    help: str
    example: str
    required: bool = False
