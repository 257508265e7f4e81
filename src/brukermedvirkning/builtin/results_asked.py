"""What the options of results as a format ask for: one question, or all that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import attrs

from brukermedvirkning.errors import (
    DefinitionError,
    DefinitionFileError,
    Fault,
    OptionError,
)
from brukermedvirkning.ports import Measurable, Option
from brukermedvirkning.rules.disclosure import Limits
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.asked import (
    FIELDS,
    Asked,
    asked_windows,
    counts_cases,
    that_allow,
)
from brukermedvirkning.rules.indicators.asked_functions import (
    BY_SCALES,
    Functions,
    functions_meant,
    lacking,
    left_out,
)
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.of_programmes import as_promised
from brukermedvirkning.rules.indicators.periods import Every
from brukermedvirkning.rules.indicators.scales import NO_SCALES, Scales, scales_from
from brukermedvirkning.rules.indicators.withhold import THRESHOLD, Zeros

__all__ = ["OPTIONS", "Question", "question"]

T = TypeVar("T")

OPTIONS = (
    Option(
        id="as-of",
        help="the day of knowledge",
        example="2026-12-31",
        required=True,
    ),
    Option(
        id="from", help="the first day (else from the beginning)", example="2026-01-01"
    ),
    Option(
        id="until",
        help="the last day (else the day of knowledge)",
        example="2026-12-31",
    ),
    Option(id="every", help="a trend by month, quarter or year", example="quarter"),
    Option(
        id="by",
        help="split by a field, or by several with commas between",
        example="unit",
    ),
    Option(
        id="indicators",
        help="which ones, with commas between (else all)",
        example="plan.exists",
    ),
    Option(id="group", help="those of a ready group", example="by-principle"),
    Option(
        id="programme",
        help="the cases of one programme, and its aims beside",
        example="our-programme",
    ),
    Option(
        id="scales",
        help="a TOML file with the scales of instruments, for what is measured by them",
        example="scales.toml",
    ),
    Option(
        id="threshold",
        help="the smallest count shown (else what is set for the programme or its country,"
        f" else {THRESHOLD})",
        example="5",
    ),
    Option(
        id="zeros",
        help="shown, or small: whether a count of nobody is withheld too (else shown)",
        example="small",
    ),
)


@attrs.frozen(kw_only=True)
class Question:
    """What is asked of definitions and of functions, what is withheld, what left out."""

    asked: Asked
    limits: Limits
    functions: tuple[str, ...]
    scales: Scales
    left_out: tuple[str, ...]


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
            self._wrong("as-of", "a day such as 2026-12-31", found="nothing")
        first = self._read("from", date.fromisoformat, "a day such as 2026-01-01")
        last = self._read("until", date.fromisoformat, "a day such as 2026-12-31")
        every = self._read("every", Every, f"one of {', '.join(map(str, Every))}")
        zeros = self._read("zeros", Zeros, f"one of {', '.join(map(str, Zeros))}")
        threshold = self._read("threshold", int, "a whole number")
        by = tuple(FIELDS.get(name, name) for name in self._several("by"))
        self._known_name("programme", self._known.programmes)
        names = self._names()
        scales = self._scales()
        self._stop()
        assert as_of is not None
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
        functions = self._or_wrong("indicators", lambda: self._functions(names))
        meant = self._definitions(names)
        able = self._or_wrong(
            "by",
            lambda: that_allow(self._there(meant), by, all_of_them=self._names_some),
        )
        self._stop()
        asked = self._or_wrong("programme", lambda: self._asked(able, periods, by))
        self._stop()
        beside = bool(self._known.beside)
        return Question(
            asked=asked,
            limits=limits,
            functions=functions.asked,
            scales=scales,
            left_out=left_out(meant, asked, functions, beside=beside),
        )

    def _asked(
        self,
        able: Sequence[Definition],
        periods: tuple[Window, ...],
        by: tuple[str, ...],
    ) -> Asked:
        programme, known = self._options.get("programme"), self._known.programmes
        promised, parameters = as_promised(
            able,
            [*known.values()] if programme is None else [known[programme]],
            all_of_them=self._names_some,
        )
        return Asked(
            definitions=promised,
            windows=periods,
            by=by,
            programme=programme,
            parameters=parameters,
        )

    def _functions(self, names: Sequence[str]) -> Functions:
        meant = functions_meant(
            tuple(self._known.functions),
            names,
            only="group" in self._options,
            lack=lacking(
                first=None if "from" in self._options else "from",
                scales=None if "scales" in self._options else "scales",
            ),
            in_the_way=[one for one in ("by", "programme") if one in self._options],
        )
        if "scales" in self._options and not set(BY_SCALES).intersection(meant.asked):
            raise DefinitionError(f"scales are for {', '.join(BY_SCALES)}")
        return meant

    def _scales(self) -> Scales:
        """The scales of the file, where there is one that can be read."""
        if "scales" not in self._options:
            return NO_SCALES
        path = Path(self._options["scales"])
        try:
            return scales_from(path)
        except OSError:
            self._wrong("scales", "a file that can be read", repr(path.name))
        except DefinitionFileError as error:
            self._wrong("scales", f"a file of scales: {error}", repr(path.name))
        return NO_SCALES

    @property
    def _names_some(self) -> bool:
        return "indicators" in self._options

    def _names(self) -> list[str]:
        """The ids that are named, or of the group that is."""
        names = list(self._several("indicators"))
        for name in names:
            if name not in self._known.indicators and name not in self._known.functions:
                self._wrong("indicators", "the id of an indicator", found=repr(name))
        group = self._known_name("group", self._known.groups)
        if group is not None:
            return [*self._known.groups[group].indicators, *names]
        return names

    def _definitions(self, names: Sequence[str]) -> tuple[Definition, ...]:
        known = self._known.indicators
        return tuple(
            known[name] for name in dict.fromkeys(names or known) if name in known
        )

    def _there(self, meant: Sequence[Definition]) -> tuple[Definition, ...]:
        """Those of which there is anything to ask; named ones are asked in any case."""
        of_cases = "programme" in self._options or not self._known.beside
        return tuple(
            one
            for one in meant
            if self._names_some or not of_cases or counts_cases(one)
        )

    def _several(self, name: str) -> Iterator[str]:
        for one in self._options.get(name, "").split(","):
            if one.strip():
                yield one.strip()

    def _known_name(self, name: str, known: Mapping[str, Any]) -> str | None:
        found = self._options.get(name)
        if found is not None and found not in known:
            self._wrong(name, f"one of {', '.join(known) or 'nothing'}", repr(found))
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
        except DefinitionError as error:
            found = repr(self._options.get(name, ""))
            self._wrong(name, f"something else: {error}", found)
            return None  # type: ignore[return-value]

    def _wrong(self, name: str, expected: str, found: str) -> None:
        self._faults.append(Fault(field=name, found=found, expected=expected))

    def _stop(self) -> None:
        if self._faults:
            raise OptionError(tuple(self._faults))
