"""What a question means: which definitions, and which of them can be asked so at all.

The command and the writers of results ask through it, so that both say the same of the
same question. Source: definitions 2.1, 2.2.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import attrs

from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.errors import DefinitionError, UnknownNameError
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.asked import (
    FIELDS,
    PROGRAMME,
    Asked,
    counts_cases,
    that_allow,
)
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.function_indicators import FUNCTION_INDICATORS
from brukermedvirkning.rules.indicators.of_programmes import as_promised
from brukermedvirkning.rules.indicators.printed_with import none_alone, together
from brukermedvirkning.rules.indicators.stay_limits import (
    not_offered,
    of_limited_stays,
)

__all__ = ["Meant", "chosen"]


def chosen(
    known: Mapping[str, Definition],
    ids: Sequence[str] = (),
    *,
    of_group: Sequence[str] = (),
    own: Iterable[Definition] = (),
) -> tuple[Definition, ...]:
    """Those of a group, those named and those of one's own, or all known.

    Each stands once, with what it is printed with right behind. A name means the
    definition of one's own where there is one of that name; without names all of one's
    own are meant. What functions measure is not among them: it has no definition.

    Raises `UnknownNameError` for a name of nothing, and `DefinitionError` where something
    is not known that one is printed with.
    """
    mine = {one.id: one for one in own}
    kept = {name: one for name, one in mine.items() if name in ids or not ids}
    there = {**known, **kept}
    named = (*of_group, *(name for name in ids if name not in mine), *kept)
    for name in named:
        if name not in there and name not in FUNCTION_INDICATORS:
            raise UnknownNameError("indicator", name, (*there, *FUNCTION_INDICATORS))
    return together([name for name in named or known if name in there], there)


@attrs.frozen(kw_only=True)
class Meant:
    """What is meant by a question; `named` says whether some indicators were named.

    `tables` is the name of the option by which exported tables are counted and no store:
    None where a store is. `by` may have short names.
    """

    definitions: tuple[Definition, ...]
    named: bool
    windows: tuple[Window, ...]
    by: tuple[str, ...] = ()
    programme: str | None = None
    tables: str | None = None

    def able(self, beside: Collection[Any] = ()) -> tuple[Definition, ...]:
        """Those that can be split so, and of which there is anything to ask.

        Where none was named, what cannot be asked is left out; `beside` are the records
        of organisations. Raises `DefinitionError` where one was named, and where nothing
        is left that can be split so.
        """
        there = [one for one in self.definitions if self._is_there(one, beside)]
        able = that_allow(there, self._paths, all_of_them=self.named)
        return able if self.named else none_alone(able)

    def asked(
        self, programmes: Mapping[str, Programme], beside: Collection[Any] = ()
    ) -> Asked:
        """The question, where these programmes and records of organisations are known.

        Raises `DefinitionError` as `able` does, and for what programmes promise in
        different ways; `UnknownNameError` for a programme that nobody knows.
        """
        if self.programme is not None and self.programme not in programmes:
            raise UnknownNameError("programme", self.programme, tuple(programmes))
        of = [programmes[self.programme]] if self.programme else programmes.values()
        able = self.able(beside)
        promised, parameters = as_promised(able, of, all_of_them=self.named)
        limited = of_limited_stays(
            promised, of, alone=self.programme is not None, all_of_them=self.named
        )
        return Asked(
            definitions=limited if self.named else none_alone(limited),
            windows=self.windows,
            by=self._paths,
            programme=self.programme,
            parameters=parameters,
            not_offered=not_offered(promised, of),
        )

    @property
    def _paths(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(FIELDS.get(name, name) for name in self.by))

    def _is_there(self, one: Definition, beside: Collection[Any]) -> bool:
        """Whether there is anything to ask it of."""
        if not self.named:
            if not counts_cases(one):
                return bool(beside) and self.programme is None and self.tables is None
            return not self._needs_a_store(one)
        if self.tables is not None and not counts_cases(one):
            raise DefinitionError(
                f"{one.id} is counted in a store: without {self.tables}"
            )
        if self._needs_a_store(one):
            raise DefinitionError(f"{one.id} knows no programme: without {self.tables}")
        return True

    def _needs_a_store(self, one: Definition) -> bool:
        """Whether the cases of one programme have to be found first."""
        alone = self.tables is not None and self.programme is not None
        return alone and PROGRAMME not in one.groupings
