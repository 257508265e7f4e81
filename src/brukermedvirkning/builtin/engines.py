"""The core's own engines: generated Python, and the interpreter that it is held against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from brukermedvirkning.domain.case import Case
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.generated import engine as generated
from brukermedvirkning.rules.indicators import tally as interpreter
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.tally import Key, Settings

__all__ = ["ENGINES", "Interpreter", "Python"]


class Python:
    """Counts by Python that is generated from the definitions; the normal way.

    For a handful of cases it interprets: to compile would take longer.
    """

    id = "python"

    def tally(
        self,
        definitions: Sequence[Definition],
        cases: Iterable[Case],
        window: Window,
        parameters: Settings | None = None,
        by: Sequence[str] = (),
    ) -> Counter[Key]:
        """How often each (indicator, group, label, value) occurs."""
        return generated.tally(definitions, cases, window, parameters, by)


class Interpreter:
    """Counts by walking through the definitions; where no code may be generated."""

    id = "interpreter"

    def tally(
        self,
        definitions: Sequence[Definition],
        cases: Iterable[Case],
        window: Window,
        parameters: Settings | None = None,
        by: Sequence[str] = (),
    ) -> Counter[Key]:
        """How often each (indicator, group, label, value) occurs."""
        return interpreter.tally(definitions, cases, window, parameters, by)


ENGINES = (Python(), Interpreter())
"""The engines that need nothing installed, the normal one first."""
