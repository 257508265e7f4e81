"""Stores that break one law of the access log or of identities each."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from datetime import UTC

import attrs

from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.errors import IdentityTakenError
from brukermedvirkning.testing.memory import MemoryCases, MemoryStore, MemoryUnit
from brukermedvirkning.testing.memory_people import MemoryAccessLog, MemoryIdentities

BROKEN = {}
"""Each law's id with the class of a store that breaks it."""

_PLACES = {
    MemoryAccessLog: "access_log",
    MemoryIdentities: "identities",
    MemoryCases: "cases",
}


def breaks(law_id):
    """Mark what breaks a law: a store, or one part of it that is otherwise good."""

    def marked(broken):
        store = broken
        for good, place in _PLACES.items():
            if issubclass(broken, good):
                store = _store_with(broken, place)
        BROKEN[law_id] = store
        return broken

    return marked


def _store_with(broken, place):
    class Unit(MemoryUnit):
        def __init__(self, state):
            super().__init__(state)
            setattr(self, place, broken(self))

    return type(broken.__name__, (MemoryStore,), {"unit": Unit})


@breaks("access-log.any-entry")
class WritesInUniversalTime(MemoryAccessLog):
    def append(self, entry):
        super().append(attrs.evolve(entry, at=entry.at.astimezone(UTC)))


@breaks("access-log.order")
class SortsByInstant(MemoryAccessLog):
    def of_case(self, case_id):
        entries = super().of_case(case_id)
        return self._work.guarded(sorted(entries, key=lambda one: one.at))


@breaks("access-log.of-its-case")
class TakesLettersForEqual(MemoryAccessLog):
    def of_case(self, case_id):
        entries = self._work.state.access_log
        mine = [one for one in entries if one.case.lower() == case_id.lower()]
        return self._work.guarded(mine)


@breaks("access-log.undone")
class KeepsWhatFailed(MemoryStore):
    @contextmanager
    def begin(self):
        with super().begin() as work:
            try:
                yield work
            finally:
                self.state.access_log = work.state.access_log


@breaks("access-log.untouched")
class ReplacesTheCase(MemoryCases):
    """Writes a case as one that is deleted and made anew, with all that hangs on it."""

    def save(self, case, **how):
        revision = super().save(case, **how)
        if revision > 1:
            state = self._work.state
            state.access_log = tuple(
                one for one in state.access_log if one.case != case.id
            )
        return revision


@breaks("access-log.erased")
class ErasesTheLast(MemoryAccessLog):
    def erase(self, case_id):
        state = self._work.state
        mine = [one for one in state.access_log if one.case == case_id]
        if mine:
            at = state.access_log.index(mine[-1])
            state.access_log = state.access_log[:at] + state.access_log[at + 1 :]
        return len(mine)


@breaks("access-log.ended-unit")
class ReadsOn(MemoryAccessLog):
    def of_case(self, case_id):
        return iter(list(super().of_case(case_id)))


@breaks("access-log.durable")
class ForgetsTheLog(MemoryStore):
    def close(self):
        self.state.access_log = ()


@breaks("access-log.silence")
class TellsWhoReads(MemoryAccessLog):
    def append(self, entry):
        logging.getLogger(__name__).debug("read by %s", entry.reader)
        super().append(entry)


@breaks("identities.kept")
class GivesThemInTheOrderOfKeeping(MemoryIdentities):
    def of(self, participant):
        numbers = self._numbers.values()
        return tuple(one for one in numbers if one.participant == participant)


@breaks("identities.found")
class FindsByTheNumberAlone(MemoryIdentities):
    def find(self, scheme, value):
        found = [
            one.participant for one in self._numbers.values() if one.value == value
        ]
        return super().find(scheme, value) and found[0]


@breaks("identities.one-person")
class ChecksTooLate(MemoryIdentities):
    """Drops the number before it has looked whose the new one is."""

    def keep(self, identity):
        try:
            super().keep(identity)
        except IdentityTakenError:
            self._numbers.pop((identity.participant, identity.scheme), None)
            raise


@breaks("identities.in-place")
class KeepsTheOldOneToo(MemoryIdentities):
    """Knows every number that somebody ever had, and lets nobody else have it."""

    def keep(self, identity):
        old = self._numbers.get((identity.participant, identity.scheme))
        super().keep(identity)
        if old is not None and old != identity:
            self._numbers[f"old {identity.participant}", identity.scheme] = old


@breaks("identities.erased")
class ErasesOneScheme(MemoryIdentities):
    def erase(self, participant):
        mine = self.of(participant)
        for one in mine[:1]:
            del self._numbers[one.participant, one.scheme]
        return len(mine)


@breaks("identities.undone")
class KeepsTheNumbersOfWhatFailed(MemoryStore):
    @contextmanager
    def begin(self):
        with super().begin() as work:
            try:
                yield work
            finally:
                self.state.identities = work.state.identities


@breaks("identities.apart")
class WritesItIntoTheCase(MemoryIdentities):
    def keep(self, identity):
        super().keep(identity)
        cases = self._work.state.cases
        for case_id, kept in cases.items():
            if kept.case.participant.id == identity.participant:
                more = FrozenMap({"number": identity.value})
                case = attrs.evolve(kept.case, extensions=more)
                cases[case_id] = attrs.evolve(kept, case=case)


@breaks("identities.ended-unit")
class AnswersFromMemory(MemoryIdentities):
    def __init__(self, work):
        super().__init__(work)
        self._known = work.state.identities

    @property
    def _numbers(self):
        return self._known


@breaks("identities.durable")
class ForgetsTheNumbers(MemoryStore):
    def close(self):
        self.state.identities = {}


@breaks("identities.silence")
class ShowsTheNumber(MemoryIdentities):
    def keep(self, identity):
        try:
            super().keep(identity)
        except IdentityTakenError:
            error = IdentityTakenError(identity.scheme)
            error.args = (f"{identity.value} is taken",)
            raise error from None
