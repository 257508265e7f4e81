"""Old versions of documents, and the named steps that lift them to the present one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs

from brukermedvirkning.errors import DocumentError, Fault

__all__ = ["UPCASTERS", "Upcaster", "current_version", "lift"]


@attrs.frozen(kw_only=True)
class Upcaster:
    """One step: what `document` said in `version`, said as the next version says it.

    `name` is a sentence for people. `change` takes the plain record of the old version
    and returns a new one; it must not change what it is given.
    """

    name: str
    document: str
    version: int
    change: Callable[[dict[str, Any]], dict[str, Any]]


UPCASTERS: tuple[Upcaster, ...] = ()
"""Every step there is. Each adds one to the current version of its document."""


def current_version(document: str, upcasters: Sequence[Upcaster]) -> int:
    """The version that is written today.

    Raises `ValueError` when the steps of a document are not 1, 2, 3 … without a gap.
    """
    versions = sorted(step.version for step in upcasters if step.document == document)
    if versions != list(range(1, len(versions) + 1)):
        raise ValueError(f"the steps of {document} are {versions}, not 1, 2, 3 …")
    return len(versions) + 1


def lift(
    document: str,
    version: int,
    record: Any,
    upcasters: Sequence[Upcaster],
    source: str = "",
) -> Any:
    """A record of an old version as the current one has it.

    Raises `DocumentError` naming the step that could not read it.
    """
    steps = (step for step in upcasters if step.document == document)
    for step in sorted(steps, key=lambda step: step.version):
        if step.version < version:
            continue
        try:
            record = step.change(record)
            continue
        except (LookupError, TypeError, ValueError, AttributeError):
            fault = Fault(
                source=source,
                where=document,
                found=f"version {step.version} in another shape than it had",
                expected=f"what this step can read: {step.name}",
            )
        raise DocumentError((fault,))
    return record
