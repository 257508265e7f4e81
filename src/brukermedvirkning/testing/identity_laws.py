"""The laws of identities, as a suite: whose number it is, known in one place alone.

from brukermedvirkning.testing.identity_laws import identity_suite

TestAcmeIdentities = identity_suite("TestAcmeIdentities", open_acme)
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from brukermedvirkning.errors import IdentityTakenError, StoreError
from brukermedvirkning.ports import Identity, Store
from brukermedvirkning.serialization import to_document
from brukermedvirkning.testing.case_store.samples import (
    OpenStore,
    content,
    fresh,
    keep,
    refused,
    sample_case,
)
from brukermedvirkning.testing.hearing import Listener, StoppedError, not_shown
from brukermedvirkning.testing.laws import Law, law, same
from brukermedvirkning.testing.suites import law_suite

__all__ = ["IDENTITY_LAWS", "identity_suite", "sample_identity"]

MARKER = "Zzyzx-Qwxz"


def sample_identity(
    participant: str = "person-1", scheme: str = "acme.number", value: str = "№ 1"
) -> Identity:
    """A number that no scheme knows."""
    return Identity(participant=participant, scheme=scheme, value=value)


def _keep(store: Store, *identities: Identity) -> None:
    with store.begin() as work:
        for identity in identities:
            work.identities.keep(identity)


def _kept(store: Store, participant: str = "person-1") -> list[Identity]:
    with store.begin() as work:
        return list(work.identities.of(participant))


@law("identities.kept", since="0.1")
def kept(open_store: OpenStore) -> None:
    """A participant has the numbers that were kept, one for each scheme, and no other's."""
    mine = [sample_identity(scheme=scheme) for scheme in ("B", "a", "b")]
    with fresh(open_store) as store:
        _keep(store, mine[2], sample_identity("person-2", "a", "№ 2"), mine[0], mine[1])
        same(mine, _kept(store), "the numbers of a participant")
        same([], _kept(store, "person-3"), "the numbers of somebody without one")


@law("identities.found", since="0.1")
def found(open_store: OpenStore) -> None:
    """A participant is found by the scheme and the number together, and by nothing less."""
    with fresh(open_store) as store:
        _keep(store, sample_identity(), sample_identity("person-2", "other"))
        with store.begin() as work:
            find = work.identities.find
            same("person-1", find("acme.number", "№ 1"), "whose number it is")
            same("person-2", find("other", "№ 1"), "whose it is in another scheme")
            same(None, find("acme.number", "№ 2"), "whose a number is that nobody has")
            same(None, find("acme.number", "№"), "whose a part of a number is")


@law("identities.one-person", since="0.1")
def one_person(open_store: OpenStore) -> None:
    """A number belongs to one participant; for another it is refused, changing nothing."""
    mine = sample_identity(value="№ 2")
    with fresh(open_store) as store:
        _keep(store, sample_identity("person-2"), mine)
        with store.begin() as work:
            with refused(IdentityTakenError, "the number of another"):
                work.identities.keep(sample_identity())
            work.identities.keep(sample_identity("person-3", value="№ 3"))
        same([mine], _kept(store), "the numbers of who was refused")
        same(1, len(_kept(store, "person-3")), "what was kept after the refusal")


@law("identities.in-place", since="0.1")
def in_place(open_store: OpenStore) -> None:
    """A new number takes the place of the old one, which is then nobody's."""
    new = sample_identity(value="№ 2")
    with fresh(open_store) as store:
        _keep(store, sample_identity())
        _keep(store, new, new)
        same([new], _kept(store), "the numbers of a participant")
        _keep(store, sample_identity("person-2"))
        same(1, len(_kept(store, "person-2")), "the old number, given to another")


@law("identities.erased", since="0.1")
def erased(open_store: OpenStore) -> None:
    """To erase a participant's numbers leaves none of them, and those of others."""
    other = sample_identity("person-2", value="№ 2")
    with fresh(open_store) as store:
        _keep(store, sample_identity(), sample_identity(scheme="b"), other)
        with store.begin() as work:
            same(2, work.identities.erase("person-1"), "how many were erased")
            same(0, work.identities.erase("person-3"), "how many of nobody")
            same(None, work.identities.find("b", "№ 1"), "whose an erased number is")
        same([], _kept(store), "what is left")
        same([other], _kept(store, "person-2"), "the number of another")


@law("identities.undone", since="0.1")
def undone(open_store: OpenStore) -> None:
    """A number of a unit of work that failed is not kept."""
    with fresh(open_store) as store:
        _keep(store, sample_identity())
        with suppress(StoppedError), store.begin() as work:
            work.identities.keep(sample_identity(value="№ 2"))
            raise StoppedError
        same([sample_identity()], _kept(store), "what is kept")


@law("identities.apart", since="0.1")
def apart(open_store: OpenStore) -> None:
    """No case, journal or message holds a number: they change by it in nothing."""
    with fresh(open_store) as store:
        keep(store, sample_case())
        before = content(store)
        _keep(store, sample_identity(value=MARKER))
        same(before, content(store), "the cases")
        with store.begin() as work:
            texts = [to_document(case) for case in work.cases.stream()]
            texts += [one.message.body for one in work.outbox.pending()]
    not_shown(MARKER, texts)


@law("identities.ended-unit", since="0.1")
def ended_unit(open_store: OpenStore) -> None:
    """No number is read, nor kept, once the unit of work has ended."""
    with fresh(open_store) as store:
        with store.begin() as work:
            work.identities.keep(sample_identity())
        with refused(StoreError, "reading numbers"):
            work.identities.of("person-1")
        with refused(StoreError, "looking for a number"):
            work.identities.find("acme.number", "№ 1")
        with refused(StoreError, "keeping a number"):
            work.identities.keep(sample_identity())


@law("identities.durable", since="0.1", needs={"durable"})
def durable(open_store: OpenStore) -> None:
    """A number is there when the store is opened again."""
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        _keep(store, sample_identity())
        store.close()
        store = open_store(Path(folder))
        try:
            found_again = _kept(store)
        finally:
            store.close()
    same([sample_identity()], found_again, "what is there")


@law("identities.silence", since="0.1")
def silence(open_store: OpenStore) -> None:
    """No error, no line of a logger and no `repr` shows a number or whose it is."""
    mine = sample_identity(f"mine {MARKER}", value=f"1 {MARKER}")
    heard = Listener()
    with heard, fresh(open_store) as store:
        _keep(store, mine, sample_identity("person-2", value=f"2 {MARKER}"))
        for participant, number in (("person-2", "1"), (f"new {MARKER}", "2")):
            taken = sample_identity(participant, value=f"{number} {MARKER}")
            heard.try_out(partial(_keep, store, taken))
        with store.begin() as work:
            heard.said += map(repr, work.identities.of(mine.participant))
        heard.try_out(partial(work.identities.keep, mine))
        heard.try_out(partial(work.identities.find, mine.scheme, mine.value))
    not_shown(MARKER, heard.said)


IDENTITY_LAWS: tuple[Law[OpenStore], ...] = (
    kept,
    found,
    one_person,
    in_place,
    erased,
    undone,
    apart,
    ended_unit,
    durable,
    silence,
)
"""Every law of identities."""


def identity_suite(
    name: str, open_store: OpenStore, *, capabilities: Collection[str] = ("durable",)
) -> type:
    """A class of tests, one for each law; without `durable` for a store in memory."""
    return law_suite(name, IDENTITY_LAWS, open_store, capabilities=capabilities)
