"""Every error that the library raises, and the one value that describes a fault.

Outcomes are returned (a finding, a refusal, a withheld cell); errors are raised when
something was asked for that cannot be done. No error shows the value of a personal
field: of such a field it says kind and length only.
"""

from __future__ import annotations

from datetime import date

import attrs

__all__ = [
    "AmbiguousFormatError",
    "BrukermedvirkningError",
    "CaseExistsError",
    "CaseNotFoundError",
    "CommandRefusedError",
    "ConnectorError",
    "DefinitionError",
    "DefinitionFileError",
    "DocumentError",
    "Fault",
    "IdentityTakenError",
    "InvalidRecordError",
    "OpenEnrolmentError",
    "OptionError",
    "OutsidePeriodsError",
    "PluginError",
    "RevisionConflictError",
    "SourceTakenError",
    "StoreError",
    "UnknownFormatError",
    "UnknownNameError",
]


@attrs.frozen(kw_only=True)
class Fault:
    """One thing that is wrong with an input: where, what was found, what is right.

    `source` names the file or document, `where` the line, record or path in it,
    `field` the field concerned. `found` is shown for what is not personal; of a
    personal field it holds kind and length only. `expected` says what would be right.
    """

    source: str = ""
    where: str = ""
    field: str = ""
    found: str = ""
    expected: str = ""

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.source, self.where) if part)
        # A path ends in the field's name already.
        named = self.field and not f".{self.where}".endswith(f".{self.field}")
        name = f"{self.field}: " if named else ""
        found = f"found {self.found}; " if self.found else ""
        text = f"{name}{found}expected {self.expected}"
        return f"{place}: {text}" if place else text


class BrukermedvirkningError(Exception):
    """The root of every error of this library."""


class InvalidRecordError(BrukermedvirkningError, ValueError):
    """Raised when a domain value would be incomplete or wrong at birth.

    Carries every fault of the record, not only the first.
    """

    def __init__(self, record: str, faults: tuple[Fault, ...]) -> None:
        self.record = record
        self.faults = faults
        super().__init__(f"{record}: " + "; ".join(map(str, faults)))


class DocumentError(BrukermedvirkningError, ValueError):
    """Raised when a JSON document is not one that the library can read whole."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


class DefinitionError(BrukermedvirkningError, ValueError):
    """Raised when an expression, a rule or an indicator is not well formed.

    The message names the place and, where there is one, the nearest right name.
    """


class DefinitionFileError(DefinitionError):
    """Raised when a file of definitions is not well formed: all faults of it at once.

    Each names the file and the place, and in an expression the column.
    """

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class PluginError(BrukermedvirkningError):
    """Raised when plugins are broken, silent or in conflict: all of them at once."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class UnknownNameError(BrukermedvirkningError, LookupError):
    """Raised when no plugin offers what was asked for by name."""

    def __init__(self, kind: str, name: str, known: tuple[str, ...]) -> None:
        self.kind = kind
        self.name = name
        self.known = known
        choices = ", ".join(known) if known else "none is installed"
        # Only what went wrong needs it: to load it takes time.
        from difflib import get_close_matches

        close = get_close_matches(name, known, n=1)
        near = f"did you mean {close[0]!r}? " if close else ""
        super().__init__(f"no {kind} is called {name!r}; {near}known: {choices}")


class OutsidePeriodsError(BrukermedvirkningError, LookupError):
    """Raised when a code is asked for on a day on which nothing holds of it.

    `first` and `last` bound the nearest period on which something does; None is an open
    end, and both None where no day was given.
    """

    def __init__(
        self,
        scheme: str,
        code: str,
        *,
        on: date | None,
        first: date | None,
        last: date | None,
    ) -> None:
        self.scheme = scheme
        self.code = code
        self.on = on
        self.first = first
        self.last = last
        bounds = (("from", first), ("until", last))
        near = " ".join(f"{word} {day}" for word, day in bounds if day)
        super().__init__(
            f"{scheme} {code!r} is mapped on some days only, and no day was given"
            if on is None
            else f"{scheme} {code!r} is not mapped on {on}; the nearest mapping holds"
            f" {near}"
        )


class UnknownFormatError(BrukermedvirkningError, LookupError):
    """Raised when no reader recognises an input."""


class AmbiguousFormatError(BrukermedvirkningError, LookupError):
    """Raised when two or more readers claim the same input; names them all."""

    def __init__(self, source: str, formats: tuple[str, ...]) -> None:
        self.source = source
        self.formats = formats
        super().__init__(
            f"{source}: claimed by {' and '.join(formats)}; name the format to use"
        )


class OptionError(BrukermedvirkningError, ValueError):
    """Raised when a reader, writer or store is given an option it does not take."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


class ConnectorError(BrukermedvirkningError):
    """Raised when another system cannot be reached, or does not do what it was asked.

    Says which connector was asked for what, and what came of it; never an address, a
    text, a number of a person or a secret. `status` is that of an HTTP answer. `lasting`
    says that the same again would come to the same.
    """

    def __init__(
        self,
        connector: str,
        action: str,
        problem: str,
        *,
        status: int | None = None,
        lasting: bool = False,
    ) -> None:
        self.connector = connector
        self.action = action
        self.problem = problem
        self.status = status
        self.lasting = lasting
        super().__init__(f"{connector}: {action}: {problem}")


class StoreError(BrukermedvirkningError):
    """Raised when a store cannot do what was asked; the parent of its kinds."""


class CaseNotFoundError(StoreError, LookupError):
    """Raised when a store holds no case of the id asked for."""

    def __init__(self, case_id: str) -> None:
        self.case_id = case_id
        super().__init__(f"no case is called {case_id!r}")


class CaseExistsError(StoreError):
    """Raised when a case is added whose id is taken."""

    def __init__(self, case_id: str) -> None:
        self.case_id = case_id
        super().__init__(f"a case called {case_id!r} is kept already")


class RevisionConflictError(StoreError):
    """Raised when a case was changed by somebody else since it was read."""

    def __init__(self, case_id: str, *, expected: int, found: int) -> None:
        self.case_id = case_id
        self.expected = expected
        self.found = found
        super().__init__(
            f"case {case_id!r} stands at revision {found}, not at {expected}"
        )


class OpenEnrolmentError(StoreError):
    """Raised when a person would get two open enrolments in one programme."""

    def __init__(self, case_id: str, programme: str) -> None:
        self.case_id = case_id
        self.programme = programme
        super().__init__(
            f"the participant of case {case_id!r} has an open enrolment in"
            f" {programme!r} already"
        )


class SourceTakenError(StoreError):
    """Raised when a case would have the source that another case came from."""

    def __init__(self, case_id: str, *, holder: str) -> None:
        self.case_id = case_id
        self.holder = holder
        super().__init__(f"case {case_id!r} would have the source of case {holder!r}")


class IdentityTakenError(StoreError):
    """Raised when a participant would get the national number of another.

    Names the scheme; neither the number nor anybody who has it.
    """

    def __init__(self, scheme: str) -> None:
        self.scheme = scheme
        super().__init__(f"another participant has this number of {scheme!r}")


class CommandRefusedError(BrukermedvirkningError):
    """Raised when what was asked for may not happen: the one error for refusals.

    `rule` and `reason` are keys, `permitted` the kinds of happening that could be asked
    for instead.
    """

    def __init__(self, rule: str, reason: str, permitted: tuple[str, ...] = ()) -> None:
        self.rule = rule
        self.reason = reason
        self.permitted = permitted
        instead = f"; permitted: {', '.join(permitted)}" if permitted else ""
        super().__init__(f"{rule}: {reason}{instead}")
