"""What waits in the outbox is delivered: once each, in order, and later if need be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.journal import Message
from brukermedvirkning.errors import ConnectorError, UnknownNameError
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.host import Host
from brukermedvirkning.ports import PluginInfo
from brukermedvirkning.services import Delivery, Route, deliver_pending
from brukermedvirkning.testing.case_store import sample_case, sample_message
from brukermedvirkning.testing.case_store.samples import keep
from brukermedvirkning.testing.memory import MemoryStore

START = datetime(2026, 1, 5, 3, tzinfo=UTC)


class Post:
    """A plugin with a connector that fails as it is told and else takes what it gets."""

    id = "post"

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.failing: set[str] = set()
        self.told: list[Mapping[str, Any]] = []
        self.meanwhile: Any = None

    def pull(self, url: str, cursor: str | None, settings: Mapping[str, Any]) -> Any:
        raise NotImplementedError

    def deliver(self, url: str, message: Message, settings: Mapping[str, Any]) -> None:
        self.told.append({"url": url, **settings})
        if self.meanwhile is not None:
            self.meanwhile()
        if message.key in self.failing:
            raise ConnectorError(self.id, "deliver", "answered 503", status=503)
        self.taken.append(message.key)

    @hookimpl
    def bmv_plugin_info(self) -> PluginInfo:
        return PluginInfo(id="post", version="1", title="takes messages")

    @hookimpl
    def bmv_connectors(self) -> list[Post]:
        return [self]


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        return self.at


class Office:
    """A store with messages, and what delivers them."""

    def __init__(self, messages: Mapping[str, list[str]]) -> None:
        self.store = MemoryStore()
        self.post = Post()
        self.host = Host.load([self.post], entry_points=False, builtins=False)
        self.clock = Hands()
        self.routes = {"acme": Route(url="post://there", settings={"secret": "s"})}
        for case, keys in messages.items():
            written = [sample_message(key) for key in keys]
            person = f"person of {case}"
            keep(self.store, sample_case(case, participant=person), messages=written)

    def deliver(self) -> Delivery:
        return deliver_pending(self.host, self.store, self.routes, clock=self.clock)

    def waiting(self) -> list[str]:
        with self.store.begin() as work:
            return [one.message.key for one in work.outbox.pending(limit=1000)]


def test_everything_that_waits_is_delivered_in_order() -> None:
    office = Office({"b": ["b1", "b2"], "a": ["a1"]})

    assert office.deliver() == Delivery(delivered=3)
    assert office.post.taken == ["b1", "b2", "a1"]
    assert office.waiting() == []
    assert office.deliver() == Delivery()


def test_a_connector_is_told_the_url_and_the_settings_of_its_route() -> None:
    office = Office({"a": ["a1"]})
    office.deliver()

    assert office.post.told == [{"url": "post://there", "secret": "s"}]
    assert "secret" not in repr(office.routes)


def test_more_than_a_page_is_delivered() -> None:
    keys = [f"k-{number:03}" for number in range(250)]
    office = Office({"a": keys})

    assert office.deliver().delivered == 250
    assert office.post.taken == keys


def test_what_comes_after_a_failure_of_the_same_case_waits_with_it() -> None:
    office = Office({"a": ["a1", "a2", "a3"], "b": ["b1"]})
    office.post.failing = {"a2"}
    done = office.deliver()

    (failed,) = done.undelivered
    assert (done.delivered, done.waiting) == (2, 1)
    assert office.post.taken == ["a1", "b1"]
    assert office.waiting() == ["a2", "a3"]
    assert (failed.case, failed.system, failed.attempts) == ("a", "acme", 1)
    assert str(failed.error) == "post: deliver: answered 503"


def test_what_failed_is_due_again_later_and_later_at_last_once_a_day() -> None:
    office = Office({"a": ["a1"]})
    office.post.failing = {"a1"}
    tried = []
    for _ in range(24 * 8):
        if office.deliver().undelivered:
            tried.append(office.clock.at)
        office.clock.at += timedelta(minutes=30)

    gaps = [(b - a) / timedelta(minutes=30) for a, b in pairwise(tried)]
    assert gaps == [1, 2, 4, 8, 16, 32, 48, 48]

    office.post.failing = set()
    office.clock.at += timedelta(days=1)
    assert office.deliver().delivered == 1


def test_a_message_without_a_route_waits_and_holds_nothing_up() -> None:
    office = Office({"a": ["a1"]})
    other = Message(key="x", destination="other:somewhere", body="{}")
    keep(office.store, sample_case("b", participant="p"), messages=[other])
    later = [sample_message("b2")]
    keep(office.store, sample_case("b", participant="p"), messages=later, expected=1)

    assert office.deliver() == Delivery(delivered=2, unrouted=1)
    assert office.waiting() == ["x"]


def test_what_somebody_else_delivers_at_the_same_time_is_left_to_them() -> None:
    office = Office({"a": ["a1", "a2"], "b": ["b1"]})
    others = []

    def meanwhile() -> None:
        office.post.meanwhile = None
        others.append(office.deliver())

    office.post.meanwhile = meanwhile
    done = office.deliver()

    assert others == [Delivery(delivered=1, waiting=2)]
    assert (done.delivered, done.waiting) == (2, 1)
    assert sorted(office.post.taken) == ["a1", "a2", "b1"]


def test_what_was_redacted_meanwhile_is_not_delivered() -> None:
    office = Office({"a": ["a1", "a2"]})

    def meanwhile() -> None:
        with office.store.begin() as work:
            case = work.cases.get("a")
            work.cases.save(case, entries=(), expected=1, redacts=[1])
        office.post.meanwhile = None

    office.post.meanwhile = meanwhile

    assert office.deliver() == Delivery(delivered=1, waiting=1)
    assert office.post.taken == ["a1"]


def test_a_bug_in_a_connector_is_not_swallowed_and_the_message_waits() -> None:
    office = Office({"a": ["a1"]})

    def meanwhile() -> None:
        raise ZeroDivisionError

    office.post.meanwhile = meanwhile
    with pytest.raises(ZeroDivisionError):
        office.deliver()

    assert office.waiting() == ["a1"]
    assert office.deliver() == Delivery(waiting=1)


def test_a_route_of_an_unknown_scheme_is_refused_before_anything_is_sent() -> None:
    office = Office({"a": ["a1"]})
    office.routes["other"] = Route(url="nowhere://x")

    with pytest.raises(UnknownNameError, match="no connector is called 'nowhere'"):
        office.deliver()
    assert office.post.taken == []


@given(st.lists(st.frozensets(st.sampled_from("abcdef")), max_size=6))
def test_whatever_fails_each_message_is_delivered_once_and_in_order(
    failing: list[frozenset[str]],
) -> None:
    office = Office({"1": ["a", "b", "c"], "2": ["d", "e", "f"]})
    for keys in (*failing, frozenset()):
        office.post.failing = set(keys)
        office.deliver()
        office.clock.at += timedelta(days=2)

    assert sorted(office.post.taken) == list("abcdef")
    for case in ("abc", "def"):
        assert [key for key in office.post.taken if key in case] == list(case)
    assert office.waiting() == []
