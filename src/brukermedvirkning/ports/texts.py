"""Texts that a plugin offers: templates by id, some of them worded by a number.

A template is a string with `{name}` places, or a `Counted` one. The languages are asked
for by an explicit list; nothing here reads the machine's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias

import attrs

__all__ = ["Counted", "Template", "Texts", "catalogues"]


def one_or_other(number: int) -> int:
    """The form for one, else the form for any other number."""
    return int(number != 1)


@attrs.frozen(kw_only=True)
class Counted:
    """A text that is worded by the whole number in one of its places, `by`.

    `form_of` says which of the `forms` a number takes; without more it is the first for
    one and the second for any other number. Where the place is not filled with a whole
    number, the last form is said. Raises `ValueError` for fewer than two forms.
    """

    by: str
    forms: tuple[str, ...] = attrs.field()
    form_of: Callable[[int], int] = attrs.field(default=one_or_other, repr=False)

    @forms.validator
    def _several(self, _attribute: object, forms: tuple[str, ...]) -> None:
        if len(forms) < 2:
            raise ValueError(f"a text worded by {self.by} has two forms or more")

    def form(self, places: Mapping[str, object]) -> str:
        """The template for the number among these places."""
        number = _whole(places.get(self.by))
        return self.forms[-1 if number is None else self.form_of(number)]


def _whole(value: object) -> int | None:
    """A whole number, also where it is written as text."""
    if isinstance(value, int):
        return value
    text = str(value)
    return int(text) if text.isdecimal() else None


Template: TypeAlias = str | Counted
"""What is said under one id: a string with `{name}` places, or forms of it."""


@attrs.frozen(kw_only=True)
class Texts:
    """The texts of one domain ("rules", "indicators", "command") in one language.

    `messages` returns templates by id; it is called once, on first use.
    """

    id: str
    language: str
    messages: Callable[[], Mapping[str, Template]] = attrs.field(repr=False)


def catalogues(package: str, folder: str = "catalogues") -> tuple[Texts, ...]:
    """The compiled gettext catalogues in a folder of a package, as texts.

    A file is called by domain and language: `rules.nb.mo`. In it the msgid is the id of
    the message; the msgctxt of one with plural forms is the place that decides. None is
    read before its texts are asked for.
    """
    from importlib.resources import files

    found = (files(package) / folder).iterdir()
    texts = []
    for file in sorted(found, key=lambda file: file.name):
        domain, _, language = file.name.removesuffix(".mo").rpartition(".")
        if domain and file.name.endswith(".mo"):
            read = partial(_read, package, folder, file.name)
            texts.append(Texts(id=domain, language=language, messages=read))
    return tuple(texts)


def _read(package: str, folder: str, name: str) -> Mapping[str, Template]:
    from importlib.resources import files

    from brukermedvirkning.ports.compiled import templates

    with (files(package) / folder / name).open("rb") as file:
        return templates(file)
