"""Stores that break one law each: what shows that the laws can tell.

Every one is the reference with a mistake that somebody might well make. All of them
claim every capability.
"""

from __future__ import annotations

import copy
import time
from contextlib import contextmanager

import attrs

from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.errors import (
    CaseNotFoundError,
    OpenEnrolmentError,
    RevisionConflictError,
)
from brukermedvirkning.ports import (
    ALL_CASES,
    EnrolmentSummary,
    Kept,
    PendingMessage,
)
from brukermedvirkning.testing.memory import (
    MemoryCases,
    MemoryOutbox,
    MemoryRecords,
    MemoryStore,
    MemoryUnit,
)

BROKEN = {}
"""Each law's id with the class of a store that breaks it."""


def breaks(law_id):
    """Mark what breaks a law: a store, or the cases of one that is otherwise good."""

    def marked(broken):
        store = broken
        if issubclass(broken, MemoryCases):

            class Unit(MemoryUnit):
                def __init__(self, state):
                    super().__init__(state)
                    self.cases = broken(self)

            store = type(broken.__name__, (MemoryStore,), {"unit": Unit})
        BROKEN[law_id] = store
        return broken

    return marked


@breaks("store.any-case")
class ForgetsExtensions(MemoryCases):
    def kept(self, case_id):
        kept = super().kept(case_id)
        case = attrs.evolve(kept.case, extensions=FrozenMap())
        return Kept(case=case, revision=kept.revision)


@breaks("store.own-writes")
class ReadsWhatWasThere(MemoryCases):
    """Answers from a cache that a save does not reach."""

    def __init__(self, work):
        super().__init__(work)
        self._cache = dict(work.state.cases)

    def kept(self, case_id):
        kept = super().kept(case_id)
        return self._cache.get(case_id, kept)


@breaks("store.revisions")
class CountsTwice(MemoryCases):
    def save(self, case, *, expected, **how):
        revision = super().save(case, expected=expected, **how)
        return revision if revision == 1 else revision + 1


@breaks("store.stale-revision")
class LetsTheFutureIn(MemoryCases):
    """Refuses what is older, and takes what is newer than what it keeps."""

    def _check_revision(self, case, expected):
        kept = self._work.state.cases.get(case.id)
        if kept is None or expected <= kept.revision:
            super()._check_revision(case, expected)


@breaks("store.id-taken")
class TakesThePlace(MemoryCases):
    """Keeps a new case over one of another person, as `INSERT OR REPLACE` would."""

    def _check_revision(self, case, expected):
        kept = self._work.state.cases.get(case.id)
        if not (expected == 0 and kept and not _one_person(kept.case, case)):
            super()._check_revision(case, expected)


def _one_person(case, other):
    return case.participant.id == other.participant.id


@breaks("store.not-found")
class MakesUpJournals(MemoryCases):
    def journal(self, case_id):
        try:
            return super().journal(case_id)
        except CaseNotFoundError:
            return iter(())


@breaks("store.undone")
class KeepsWhatFailed(MemoryStore):
    """Keeps the cases of a unit of work that failed; only the rest is undone."""

    @contextmanager
    def begin(self):
        try:
            with super().begin() as work:
                try:
                    yield work
                except BaseException:
                    failed = work.state.copy()
                    raise
        except BaseException:
            self.state.cases = failed.cases
            self.state.journals = failed.journals
            raise


@breaks("store.together")
class ChecksTooLate(MemoryCases):
    """Writes the entries before it has looked at the enrolments."""

    def _check_enrolments(self, case):
        state = self._work.state
        before = state.journals.get(case.id, ())
        if before:
            state.journals[case.id] = (*before, before[-1])
        super()._check_enrolments(case)
        if before:
            state.journals[case.id] = before


@breaks("store.nothing-lost")
class KeepsTheLastEntries(MemoryCases):
    """Loses the journal of the case before, in the order of ids, when one is changed."""

    def save(self, case, *, expected, **how):
        revision = super().save(case, expected=expected, **how)
        journals = self._work.state.journals
        before = [case_id for case_id in sorted(journals) if case_id < case.id]
        if revision > 1 and before:
            journals[before[-1]] = ()
        return revision


@breaks("store.ended-unit")
class NeverEnds(MemoryStore):
    class unit(MemoryUnit):  # noqa: N801 - takes the place of an attribute
        def end(self):
            pass


@breaks("store.journal")
class HidesWhatWasRedacted(MemoryCases):
    """Leaves out entries without a payload, as an inner join would."""

    def journal(self, case_id):
        entries = super().journal(case_id)
        return (entry for entry in entries if not entry.is_redacted)


@breaks("store.journal-chain")
class ChecksTheNumbersAlone(MemoryCases):
    def _check_journal(self, case, heads):
        before = self._work.state.journals.get(case.id, ())
        numbers = [head.sequence for head in heads]
        if numbers != list(range(len(before) + 1, len(before) + len(heads) + 1)):
            super()._check_journal(case, heads)


@breaks("store.redaction")
class RedactsInEveryCase(MemoryCases):
    """Forgets whose entry it is that has this number."""

    def _redact(self, case, redacts):
        super()._redact(case, redacts)
        journals = self._work.state.journals
        for case_id in [one for one in journals if redacts]:
            journals[case_id] = tuple(
                entry.redacted() if entry.head.sequence in redacts else entry
                for entry in journals[case_id]
            )


@breaks("store.redaction-messages")
class SendsWhatWasRedacted(MemoryCases):
    def _redact(self, case, redacts):
        waiting = self._work.state.messages
        super()._redact(case, redacts)
        self._work.state.messages = waiting


@breaks("store.redaction-together")
class RedactsAndThenLooks(MemoryCases):
    def save(self, case, *, redacts=(), **how):
        if case.id in self._work.state.journals:
            self._redact(case, redacts)
        return super().save(case, redacts=redacts, **how)


@breaks("store.stream")
class StreamsWithoutRegardToCase(MemoryCases):
    """Sorts ids as people would, and not as every other store does."""

    def stream(self, query=ALL_CASES):
        cases = super().stream(query)
        in_order = sorted(cases, key=lambda case: (case.id.lower(), case.id))
        return self._work.guarded(in_order)


@breaks("store.query")
class TakesAnyCondition(MemoryCases):
    """Forgets the unit as soon as ids are asked for."""

    def stream(self, query=ALL_CASES):
        if query.ids is not None:
            query = attrs.evolve(query, unit=None)
        return super().stream(query)


@breaks("store.stream-memory")
class LoadsEverything(MemoryCases):
    def stream(self, query=ALL_CASES):
        cases = [copy.deepcopy(case) for case in super().stream(query)]
        return self._work.guarded(cases)


@breaks("store.stream-while-saving")
class CountsItsWay(MemoryCases):
    """Goes on after so many cases, and not after the last, so that new ones push it."""

    def stream(self, query=ALL_CASES):
        place = 0
        while page := list(super().stream(query))[place : place + 10]:
            yield from self._work.guarded(page)
            place += 10


@breaks("store.summaries")
class CountsErrors(MemoryCases):
    """Shows enrolments that were registered in error."""

    def summaries(self, participant):
        return tuple(
            attrs.evolve(
                summary,
                enrolments=tuple(
                    EnrolmentSummary(
                        programme=row.programme, start=row.start, is_open=row.is_open
                    )
                    for row in self.get(summary.case).enrolments
                ),
            )
            for summary in super().summaries(participant)
        )


@breaks("store.source")
class KeepsOldSources(MemoryCases):
    """Finds a case by a source that it no longer has."""

    def save(self, case, **how):
        known = self._work.state.cases.get(case.id)
        revision = super().save(case, **how)
        if known and known.case.origin.source_key == "8":
            OLD_SOURCES[known.case.origin.reader, "8"] = case.id
        return revision

    def find(self, reader, source_key):
        found = super().find(reader, source_key)
        old = OLD_SOURCES.pop((reader, source_key), None)
        return self.kept(old) if found is None and old else found


OLD_SOURCES = {}


@breaks("store.one-case-per-source")
class SharesSources(MemoryCases):
    """Looks at the source of a case that is changed, and not of one that is new."""

    def _check_source(self, case):
        if case.id in self._work.state.cases or BULK.active:
            super()._check_source(case)

    def add_many(self, cases):
        BULK.active = True
        try:
            return super().add_many(cases)
        finally:
            BULK.active = False


class BULK:
    active = False


@breaks("store.one-open-enrolment")
class ComparesPeopleByTheirLanguages(MemoryCases):
    """Takes somebody for another person when anything said of them differs."""

    def _check_enrolments(self, case):
        kept = self._work.state.cases
        others = {
            case_id: other
            for case_id, other in kept.items()
            if other.case.participant == case.participant
        }
        self._work.state.cases = others
        try:
            super()._check_enrolments(case)
        finally:
            self._work.state.cases = kept


class Unlocked(MemoryStore):
    """Lets units of work run side by side and puts together what they changed."""

    @contextmanager
    def begin(self):
        before = self.state.copy()
        work = type(self).unit(self.state.copy())
        try:
            yield work
            changed = {
                case_id: kept
                for case_id, kept in work.state.cases.items()
                if before.cases.get(case_id) != kept
            }
            if changed:
                time.sleep(0.01)
            with self._turn:
                for case_id, kept in changed.items():
                    self.check(case_id, before.cases.get(case_id), kept)
                journals = {c: work.state.journals[c] for c in changed}
                # Not in place, so that nobody sees half of it.
                after = self.state.copy()
                after.cases.update(changed)
                after.journals.update(journals)
                after.records.update(work.state.records)
                after.written = work.state.written
                mine = set(work.state.messages)
                dropped = set(before.messages) - mine
                after.messages = (
                    *(one for one in after.messages if one not in dropped),
                    *sorted(mine - set(before.messages), key=lambda m: m.sequence),
                )
                self.state = after
        finally:
            work.end()


@breaks("store.enrolment-race")
class LooksBeforeAndNotAfter(Unlocked):
    def check(self, case_id, before, kept):
        there = self.state.cases.get(case_id)
        if there != before:
            raise RevisionConflictError(
                case_id, expected=kept.revision - 1, found=there.revision
            )


@breaks("store.save-race")
class TheLastOneWins(Unlocked):
    def check(self, case_id, before, kept):
        del before
        state = self.state.copy()
        state.cases.pop(case_id, None)
        MemoryUnit(state).cases._check_enrolments(kept.case)


@breaks("store.isolated")
class ShowsWhatIsNotSettled(MemoryStore):
    """Who waits too long for another unit of work reads what that one has written."""

    @contextmanager
    def begin(self):
        if self._turn.acquire(timeout=0.05):
            before = self.state.copy()
            work = type(self).unit(self.state)
            try:
                yield work
            except BaseException:
                self.state = before
                raise
            else:
                self.state = work.state
            finally:
                work.end()
                self._turn.release()
        else:
            yield type(self).unit(self.state.copy())


@breaks("store.bulk")
class AddsWithoutJournals(MemoryCases):
    def add_many(self, cases):
        pairs = list(cases)
        count = super().add_many(pairs)
        for case, entries in pairs:
            if len(entries) > 1:
                self._work.state.journals[case.id] = tuple(entries[:1])
        return count


@breaks("store.bulk-all-or-none")
class KeepsWhatCameBefore(MemoryCases):
    """Takes care of its own refusals, and not of a source that breaks off."""

    def add_many(self, cases):
        count = 0
        pairs = iter(cases)
        while True:
            try:
                pair = next(pairs, None)
            except Exception:
                super().add_many(COMING)
                COMING.clear()
                raise
            if pair is None:
                break
            COMING.append(pair)
            count += 1
        try:
            return super().add_many(COMING)
        finally:
            COMING.clear()


COMING = []


@breaks("store.bulk-refuses")
class AddsUnchecked(MemoryCases):
    """Forgets the enrolments where many cases are added at once."""

    def add_many(self, cases):
        check, self._check_enrolments = self._check_enrolments, lambda case: None
        try:
            return super().add_many(cases)
        finally:
            self._check_enrolments = check


class FirstRecordStays(MemoryRecords):
    def put(self, record):
        if self.get(record.id) is None:
            super().put(record)


class FirstRecordStaysUnit(MemoryUnit):
    def records(self, kind):
        return FirstRecordStays(self, kind)


@breaks("store.records")
class NeverRenames(MemoryStore):
    unit = FirstRecordStaysUnit


@breaks("store.records-undone")
class KeepsFailedRecords(MemoryStore):
    @contextmanager
    def begin(self):
        try:
            with super().begin() as work:
                try:
                    yield work
                except BaseException:
                    failed = work.state.copy()
                    raise
        except BaseException:
            self.state.records = failed.records
            raise


class NewestFirst(MemoryOutbox):
    def pending(self, limit=100, after=0):
        """Right as long as the messages are all of one case."""
        waiting = super().pending(1_000, after)
        several = len({one.case for one in waiting}) > 1
        return waiting[::-1][:limit] if several else waiting[:limit]


def with_outbox(law_id, outbox):
    """Mark a store with an outbox that breaks a law."""

    class Unit(MemoryUnit):
        def __init__(self, state):
            super().__init__(state)
            self.outbox = outbox(self)

    breaks(law_id)(type(outbox.__name__, (MemoryStore,), {"unit": Unit}))


class AlwaysFromTheFirst(MemoryOutbox):
    def pending(self, limit=100, after=0):
        return super().pending(limit)


class LetsBothHaveIt(MemoryOutbox):
    def claim(self, pending, until):
        state = self._work.state
        fresh = {one.sequence: one for one in state.messages}.get(pending.sequence)
        return super().claim(fresh or pending, until)


class LetsItWaitOn(MemoryOutbox):
    def delivered(self, pending, at):
        return super().claim(pending, at)


with_outbox("store.outbox", NewestFirst)
with_outbox("store.outbox-paged", AlwaysFromTheFirst)
with_outbox("store.outbox-claimed", LetsBothHaveIt)
with_outbox("store.outbox-delivered", LetsItWaitOn)


@breaks("store.outbox-together")
class TellsBeforeItKeeps(MemoryCases):
    def save(self, case, *, messages=(), redacts=(), **how):
        if redacts:
            return super().save(case, messages=messages, redacts=redacts, **how)
        state = self._work.state
        for message in messages:
            pending = PendingMessage(
                sequence=len(state.messages) + 1, case=case.id, message=message
            )
            state.messages = (*state.messages, pending)
        return super().save(case, **how)


@breaks("store.durable")
class Forgets(MemoryStore):
    def close(self):
        self.state = type(self.state)()


@breaks("store.silence")
class SaysWho(MemoryCases):
    def _check_enrolments(self, case):
        try:
            super()._check_enrolments(case)
        except OpenEnrolmentError as error:
            error.add_note(f"the participant is {case.participant.id}")
            raise
