"""What the options of results as a format ask for: one question, or all that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import attrs

from brukermedvirkning.builtin.engines import ENGINES
from brukermedvirkning.builtin.results_options import OPTIONS
from brukermedvirkning.errors import (
    DefinitionError,
    DefinitionFileError,
    Fault,
    OptionError,
    UnknownNameError,
)
from brukermedvirkning.ports import Engine, Measurable
from brukermedvirkning.rules.disclosure import Limits
from brukermedvirkning.rules.indicators.asked import FIELDS, Asked, asked_windows
from brukermedvirkning.rules.indicators.asked_functions import (
    BY_SCALES,
    Functions,
    functions_meant,
    lacking,
    left_out,
)
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.meant import Meant, chosen
from brukermedvirkning.rules.indicators.periods import Every
from brukermedvirkning.rules.indicators.reading import definitions_from
from brukermedvirkning.rules.indicators.scales import NO_SCALES, Scales, scales_from
from brukermedvirkning.rules.indicators.withhold import Zeros
from brukermedvirkning.tables.counting import over_tables

__all__ = ["Question", "question"]

T = TypeVar("T")

_NOTHING = "nothing"

_IN_THE_WAY = ("by", "programme", "tables")
"""Options by which nothing can be asked that is measured by a function."""


@attrs.frozen(kw_only=True)
class Question:
    """What is asked of definitions and of functions, what is withheld, what left out."""

    asked: Asked
    limits: Limits
    functions: tuple[str, ...]
    scales: Scales
    left_out: tuple[str, ...]
    engine: Engine


def question(options: Mapping[str, str], known: Measurable) -> Question:
    """What the options ask for. Raises `OptionError` for all that is wrong with them."""
    return _Told(options, known).question()


class _Told:
    """What the options ask for; all that is wrong with them is told together."""

    def __init__(self, options: Mapping[str, str], known: Measurable) -> None:
        self._options = options
        self._known = known
        self._faults = [
            Fault(field=name, expected="an option of this format")
            for name in sorted(set(options) - {one.id for one in OPTIONS})
        ]

    def question(self) -> Question:
        """The question, and what is withheld. Raises `OptionError`."""
        as_of = self._read("as-of", date.fromisoformat, "a day such as 2026-12-31")
        if "as-of" not in self._options:
            self._wrong("as-of", "a day such as 2026-12-31")
        first = self._read("from", date.fromisoformat, "a day such as 2026-01-01")
        last = self._read("until", date.fromisoformat, "a day such as 2026-12-31")
        every = self._read("every", Every, f"one of {', '.join(map(str, Every))}")
        zeros = self._read("zeros", Zeros, f"one of {', '.join(map(str, Zeros))}")
        threshold = self._read("threshold", int, "a whole number")
        self._known_name("programme", self._known.programmes)
        own, scales = self._own(), self._scales()
        engine = self._engine()
        if "by" in self._options and not [*self._several("by")]:
            self._wrong("by", f"a field such as {next(iter(FIELDS))}")
        definitions, functions = self._meant(own)
        self._stop()
        assert as_of is not None
        if every and first is None:
            self._wrong("from", "the first day of the trend")
            self._stop()
        periods = self._or_wrong(
            "until", lambda: asked_windows(as_of, first, last, every)
        )
        usual = self._known.usual_threshold(as_of, self._options.get("programme"))
        limits = self._or_wrong(
            "threshold",
            lambda: Limits(
                threshold=usual if threshold is None else threshold,
                zeros=zeros or Zeros.SHOWN,
            ),
        )
        self._stop()
        tables = "tables" in self._options
        meant = Meant(
            definitions=definitions,
            named=self._names_some,
            windows=periods,
            by=tuple(self._several("by")),
            programme=self._options.get("programme"),
            tables="tables" if tables else None,
        )
        beside, programmes = self._known.beside, self._known.programmes
        self._or_wrong(
            "by" if "by" in self._options else "indicators", lambda: meant.able(beside)
        )
        self._stop()
        asked = self._or_wrong("programme", lambda: meant.asked(programmes, beside))
        self._stop()
        return Question(
            asked=asked,
            limits=limits,
            functions=functions.asked,
            scales=scales,
            left_out=left_out(
                definitions, asked, functions, beside=bool(beside) or tables
            ),
            engine=engine,
        )

    def _meant(
        self, own: Sequence[Definition]
    ) -> tuple[tuple[Definition, ...], Functions]:
        """The definitions and the functions that are named, or of the group that is."""
        names = list(self._several("indicators"))
        group = self._known_name("group", self._known.groups)
        if self._names_some and not names:
            self._wrong("indicators", "the id of an indicator")
        known = {**self._known.indicators, **{one.id: one for one in own}}
        either = (*known, *self._known.functions)
        for name in names:
            if name not in either:
                near = _near(name, either)
                self._wrong("indicators", f"the id of an indicator{near}", repr(name))
        self._stop()
        of_group = self._known.groups[group].indicators if group else ()
        functions = self._or_wrong(
            "indicators", lambda: self._functions(names, of_group)
        )
        definitions = self._or_wrong(
            "definitions" if own else "indicators",
            lambda: chosen(self._known.indicators, names, of_group=of_group, own=own),
        )
        return definitions, functions

    def _engine(self) -> Engine:
        """The engine that is named, over the tables that are."""
        engines = {**{one.id: one for one in ENGINES}, **self._known.engines}
        name = self._known_name("engine", engines) or ENGINES[0].id
        if "tables" not in self._options:
            return engines[name]
        folder = Path(self._options["tables"])
        if not folder.is_dir():
            self._wrong("tables", "a folder of exported tables", repr(folder.name))
        return self._or_wrong(
            "tables" if "engine" not in self._options else "engine",
            lambda: over_tables(engines[name], folder, engines),
        )

    def _functions(self, names: Sequence[str], of_group: Sequence[str]) -> Functions:
        meant = functions_meant(
            tuple(self._known.functions),
            names,
            group=of_group,
            only="group" in self._options or "definitions" in self._options,
            lack=lacking(
                first=None if "from" in self._options else "from",
                scales=None if "scales" in self._options else "scales",
            ),
            in_the_way=[one for one in _IN_THE_WAY if one in self._options],
        )
        if "scales" in self._options and not set(BY_SCALES).intersection(meant.asked):
            raise DefinitionError(f"scales are for {', '.join(BY_SCALES)}")
        return meant

    def _scales(self) -> Scales:
        """The scales of the file, where there is one that can be read."""
        found = self._of_file("scales", scales_from, "a file of scales")
        return NO_SCALES if found is None else found

    def _own(self) -> tuple[Definition, ...]:
        """The definitions of the file, where there is one that can be read."""
        return (
            self._of_file("definitions", definitions_from, "a file of indicators") or ()
        )

    def _of_file(self, name: str, read: Callable[[Path], T], what: str) -> T | None:
        if name not in self._options:
            return None
        path = Path(self._options[name])
        try:
            return read(path)
        except OSError:
            self._wrong(name, "a file that can be read", repr(path.name))
        except DefinitionFileError as error:
            self._wrong(name, f"{what}: {error}", repr(path.name))
        return None

    @property
    def _names_some(self) -> bool:
        return "indicators" in self._options

    def _several(self, name: str) -> Iterator[str]:
        for one in self._options.get(name, "").split(","):
            if one.strip():
                yield one.strip()

    def _known_name(self, name: str, known: Mapping[str, Any]) -> str | None:
        found = self._options.get(name)
        if found is not None and found not in known:
            expected = f"one of {', '.join(known) or 'nothing'}{_near(found, known)}"
            self._wrong(name, expected, repr(found))
            return None
        return found

    def _read(self, name: str, read: Callable[[str], T], expected: str) -> T | None:
        if name not in self._options:
            return None
        try:
            return read(self._options[name])
        except ValueError:
            self._wrong(name, expected, repr(self._options[name]))
            return None

    def _or_wrong(self, name: str, make: Callable[[], T]) -> T:
        """What can be made of it; whatever it is where nothing can, for it is refused."""
        try:
            return make()
        except (DefinitionError, UnknownNameError) as error:
            found = repr(self._options[name]) if name in self._options else _NOTHING
            self._wrong(name, f"something else, for {error}", found)
            return None  # type: ignore[return-value]

    def _wrong(self, name: str, expected: str, found: str = _NOTHING) -> None:
        self._faults.append(Fault(field=name, found=found, expected=expected))

    def _stop(self) -> None:
        if self._faults:
            raise OptionError(tuple(self._faults))


def _near(name: str, known: Iterable[str]) -> str:
    """The nearest right name, where one is near."""
    close = get_close_matches(name, known, n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""
