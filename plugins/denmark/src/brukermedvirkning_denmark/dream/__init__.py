"""Weeks of DREAM, the register of weekly benefits, as spells for comparison.

A row of the register is no case: it has no service, no contact and nobody's will in it.
So nothing here makes one. `weeks` reads the columns of a row, `spells` joins weeks to
spells of benefit and measure, `eligibility` says which benefit somebody had on a day and
since when, for the enrolment of a case that is known from elsewhere.
"""

from __future__ import annotations

__all__: list[str] = []
