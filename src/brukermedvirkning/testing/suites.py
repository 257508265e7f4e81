"""Suites: laws turned into a class of tests, for whoever wants to prove an implementation.

A suite is made by a call and not by inheritance: Hypothesis refuses a test that two
classes inherit, and a class that is made shows each law under its own name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeVar

from brukermedvirkning.errors import UnknownNameError
from brukermedvirkning.testing.laws import Law

__all__ = ["law_suite"]

S = TypeVar("S")


def law_suite(
    name: str,
    laws: Iterable[Law[S]],
    subject: S,
    *,
    capabilities: Collection[str] = (),
) -> type:
    """A class that pytest collects, with one test for each law that is asked.

    Laws that need a capability which is not named are left out. Raises
    `UnknownNameError` for a capability that no law needs.
    """
    asked = tuple(laws)
    known = frozenset[str]().union(*(law.needs for law in asked))
    for capability in sorted(set(capabilities) - known):
        raise UnknownNameError("capability", capability, tuple(sorted(known)))
    tests = {
        _test_name(law): _test(law, subject)
        for law in asked
        if law.needs <= set(capabilities)
    }
    return type(name, (), {"__doc__": f"The laws that {name[4:]} must keep.", **tests})


def _test_name(law: Law[Any]) -> str:
    return "test_" + law.id.replace(".", "_").replace("-", "_")


def _test(law: Law[S], subject: S) -> Callable[[object], None]:
    def test(_self: object) -> None:
        law.hold(subject)

    test.__name__ = test.__qualname__ = _test_name(law)
    test.__doc__ = law.sentence
    return test
