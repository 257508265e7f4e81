"""Which measure a programme is, and the first day of the regulation.

The regulation is forskrift 11 December 2015 no. 1598 om arbeidsmarkedstiltak
(tiltaksforskriften), in force on 1 January 2016.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell

__all__ = ["AFT", "COUNTRY", "IN_FORCE", "MEASURE", "VTA", "is_about"]

COUNTRY = "NO"
MEASURE = "no.nav.tiltakskode"
"""The scheme of the measures of the regulation."""

IN_FORCE = date(2016, 1, 1)
"""The regulation came into force."""

AFT = ("ARBEIDSFORBEREDENDE_TRENING",)
"""Chapter 13."""

VTA = ("VARIG_TILRETTELAGT_ARBEID_SKJERMET", "VTAO")
"""Chapter 14, in a sheltered and in an ordinary enterprise.

TILRETTELAGT_ARBEID_ORDINAER goes by newer rules, which were not read.
"""


def is_about(facts: Facts, codes: Collection[str]) -> Iterator[bool | CannotTell]:
    """True where the programme is one of these measures, nothing where it is not.

    By what it offers, and the tiltakskode of that and nothing else; where it offers
    something without a tiltakskode, or nothing is written, that is not known.
    """
    offered = [offering.measure.code for offering in facts.the_programme.offerings]
    known = [code.code for code in offered if code and code.scheme == MEASURE]
    if any(code in codes for code in known):
        yield True
    elif not offered or len(known) < len(offered):
        yield facts.unknown("programme.offerings")
