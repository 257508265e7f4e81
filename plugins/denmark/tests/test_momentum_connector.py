"""The connector against a server that answers as documented, and against its troubles."""

from __future__ import annotations

import itertools
import json
import logging
import ssl
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from momentum_texts import SYNTHETIC_CPR

from brukermedvirkning.domain.journal import Message
from brukermedvirkning.errors import ConnectorError, OptionError
from brukermedvirkning.host import Host
from brukermedvirkning.ports import Pulled, Source
from brukermedvirkning_denmark import plugin
from brukermedvirkning_denmark.momentum.connector import MomentumConnector
from brukermedvirkning_denmark.momentum.marks import marked
from brukermedvirkning_denmark.momentum.messenger import JOURNAL, TASK
from brukermedvirkning_denmark.momentum.pretend import PretendMomentum, Trouble

SECRETS = ("secret-1", "key-1", SYNTHETIC_CPR, "c-1", "127.0.0.1", "Zzyzx")
DEAD = "momentum+http://127.0.0.1:9/api"


class Time:
    """A clock that only sleeping moves on."""

    def __init__(self) -> None:
        self.at = 1_000_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds


class Line:
    """A connector with a server at the other end, and time in hand."""

    def __init__(self, server: PretendMomentum) -> None:
        self.server = server
        self.time = Time()
        self.connector = MomentumConnector("momentum+http")

    def settings(self, **more: Any) -> dict[str, Any]:
        clock = {"clock": self.time, "sleep": self.time.sleep, "timeout": 5.0}
        return {**self.server.settings, **clock, **more}

    def pull(self, cursor: str | None = None, **more: Any) -> Pulled:
        return self.connector.pull(self.server.url, cursor, self.settings(**more))

    def deliver(self, message: Message, **more: Any) -> None:
        self.connector.deliver(self.server.url, message, self.settings(**more))


@pytest.fixture(scope="module")
def started() -> Iterator[PretendMomentum]:
    with PretendMomentum() as server:
        yield server


def cleared(server: PretendMomentum) -> Line:
    """The server as if it had just been started, with one citizen."""
    server.citizens.clear()
    server.journals.clear()
    server.tasks.clear()
    server.troubles.clear()
    server.asked.clear()
    server.pages.clear()
    server.tokens.clear()
    server.retry_after, server.token_life = "1", 3600
    server.between_pages = server.instead = None
    server.citizens["c-1"] = SYNTHETIC_CPR
    return Line(server)


@pytest.fixture
def line(started: PretendMomentum) -> Line:
    return cleared(started)


def journal_note(key: str = "0a" * 16, citizen: str = "c-1") -> Message:
    body = {
        "citizenId": citizen,
        "title": "Kontakt",
        "type": 1,
        "body": marked("Zzyzx", key),
        "documents": [],
    }
    return Message(key=key, destination=JOURNAL, body=json.dumps(body))


def task_state(task: str = "t-1") -> Message:
    body = json.dumps({"task": task, "status": 0})
    return Message(key=f"key-{task}", destination=TASK, body=body)


def notes_of(sources: tuple[Source, ...]) -> dict[str, list[str]]:
    """The keys of the notes in some sources, by citizen."""
    documents = [json.loads(source.content) for source in sources]
    return {
        one["citizenId"]: [note["id"] for note in one["journals"]] for one in documents
    }


def asked(line: Line, what: str) -> int:
    return sum(what in one for one in line.server.asked)


# --- pulling


def test_a_pull_brings_journal_and_tasks_of_every_citizen(line: Line) -> None:
    line.server.citizens["c-2"] = "6101501235"
    line.server.note("c-1", "n-1")
    line.server.task("c-1", "t-1")
    pulled = line.pull()

    assert notes_of(pulled.sources) == {"c-1": ["n-1"], "c-2": []}
    (first, _) = (json.loads(one.content) for one in pulled.sources)
    assert [task["id"] for task in first["tasks"]] == ["t-1"]
    assert first["complete"] is True
    assert not pulled.more
    assert not any("c-1" in one.name for one in pulled.sources)


def test_what_has_not_changed_is_not_brought_again(line: Line) -> None:
    line.server.citizens["c-2"] = "6101501235"
    line.server.note("c-1", "n-1")
    first = line.pull()
    assert line.pull(first.cursor).sources == ()

    line.server.note("c-2", "n-2", occurredAt="2020-01-01T00:00:00Z")
    second = line.pull(first.cursor)
    assert notes_of(second.sources) == {"c-2": ["n-2"]}

    line.server.journals["c-1"][0]["body"] = "Rettet."
    assert notes_of(line.pull(second.cursor).sources) == {"c-1": ["n-1"]}
    assert line.pull(line.pull(second.cursor).cursor).sources == ()


def test_another_order_is_no_change(line: Line) -> None:
    for number in range(3):
        line.server.note("c-1", f"n-{number}")
    cursor = line.pull().cursor
    line.server.journals["c-1"].reverse()

    assert line.pull(cursor).sources == ()


def test_a_cursor_holds_no_key_and_is_good_for_another_process(line: Line) -> None:
    line.server.note("c-1", "n-1")
    cursor = line.pull().cursor

    assert cursor is not None
    assert "c-1" not in cursor
    assert Line(line.server).pull(cursor).sources == ()


def test_some_citizens_at_once_and_each_once_in_a_round(line: Line) -> None:
    for number in range(2, 6):
        line.server.citizens[f"c-{number}"] = f"610150123{number}"
    brought, cursor, more = [], None, True
    while more:
        pulled = line.pull(cursor, citizens_at_once=2)
        brought.append(list(notes_of(pulled.sources)))
        cursor, more = pulled.cursor, pulled.more

    assert brought == [["c-1", "c-2"], ["c-3", "c-4"], ["c-5"]]
    assert asked(line, "GET /api/journals") == 5
    assert line.pull(cursor, citizens_at_once=2) == Pulled(sources=(), cursor=cursor)


def test_the_filters_choose_the_citizens(line: Line) -> None:
    chosen = [{"fieldName": "targetGroupCode", "values": ["6.6"]}]
    questions: list[Mapping[str, Any]] = []

    def listened(_method: str, path: str, body: bytes) -> None:
        if path.endswith("citizensearch"):
            questions.append(json.loads(body))

    line.server.instead = listened
    line.pull(filters=chosen)

    assert [one["filters"] for one in questions] == [chosen]
    assert questions[0]["paging"] == {"pageNumber": 0, "pageSize": 500}


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_every_page_is_read_whatever_its_size(line: Line, size: int) -> None:
    for number in range(2, 8):
        line.server.citizens[f"c-{number}"] = "6101501239"
    for number in range(5):
        line.server.task("c-1", f"t-{number}")
    pulled = line.pull(page_size=size)

    assert len(pulled.sources) == 7
    assert len(json.loads(pulled.sources[0].content)["tasks"]) == 5
    assert set(line.server.pages) == {size}


def test_nobody_is_lost_when_pages_shift(line: Line) -> None:
    for number in range(2, 10):
        line.server.citizens[f"c-{number}"] = "6101501239"
    leaving = ["c-1", "c-2"]

    def shift() -> None:
        if leaving:
            del line.server.citizens[leaving.pop(0)]

    line.server.between_pages = shift
    found = notes_of(line.pull(page_size=3).sources)

    assert set(found) == {f"c-{number}" for number in range(3, 10)}


def test_a_list_that_never_comes_to_rest_is_an_error(line: Line) -> None:
    names = (f"c-{number}" for number in itertools.count(2))
    for name in itertools.islice(names, 3):
        line.server.citizens[name] = "6101501239"

    def shift() -> None:
        first = next(iter(line.server.citizens))
        del line.server.citizens[first]
        line.server.citizens[next(names)] = "6101501239"

    line.server.between_pages = shift
    with pytest.raises(ConnectorError, match="a list that shifts all the time"):
        line.pull(page_size=2)


def test_a_list_without_an_end_is_an_error(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("brukermedvirkning_denmark.momentum.pages._MOST_PAGES", 20)

    def endless(_method: str, path: str, _body: bytes) -> tuple[int, Any] | None:
        page = {"data": [{"id": "c-1"}], "hasMore": True}
        return (200, page) if path.endswith("citizensearch") else None

    line.server.instead = endless
    with pytest.raises(ConnectorError, match="a list without an end"):
        line.pull()


def test_a_citizen_who_is_gone_is_not_brought_and_may_come_back(line: Line) -> None:
    line.server.citizens["c-2"] = "6101501235"
    line.server.instead = lambda _, path, __: (
        (404, {}) if path.endswith("journals/c-2") else None
    )
    first = line.pull()
    line.server.instead = None

    assert list(notes_of(first.sources)) == ["c-1"]
    assert list(notes_of(line.pull(first.cursor).sources)) == ["c-2"]


@pytest.mark.parametrize(
    ("path", "answer", "says"),
    [
        ("journals/c-1", {"data": [], "hasMore": True}, "not known to come in pages"),
        ("journals/c-1", {"x": 1}, "not a list of objects"),
        ("journals/c-1", [3], "not a list of objects"),
        ("citizensearch", [], "not a list of objects"),
        ("citizensearch", {"data": [{}]}, "without a key"),
        ("citizensearch", {"data": [{"id": SYNTHETIC_CPR}]}, "without a key"),
        ("citizensearch", 404, "not a list of objects"),
        ("citizensearch", 403, "answered 403"),
        ("citizensearch", 302, "answered 302"),
    ],
)
def test_an_answer_of_another_kind_is_an_error(
    line: Line, path: str, answer: Any, says: str
) -> None:
    other = (answer, {}) if isinstance(answer, int) else (200, answer)
    line.server.instead = lambda _, where, __: other if where.endswith(path) else None
    with pytest.raises(ConnectorError, match=says) as caught:
        line.pull()

    assert caught.value.lasting
    assert line.time.slept == []


def test_pages_that_say_nothing_of_more_are_read_until_one_is_not_full(
    line: Line,
) -> None:
    line.server.citizens["c-2"] = "6101501235"

    def silent(method: str, path: str, body: bytes) -> tuple[int, Any]:
        status, told = line.server.answer(method, path, body)
        if isinstance(told, dict):
            told.pop("hasMore", None)
            told.pop("totalSearchCount", None)
        return status, told

    line.server.instead = silent

    assert len(line.pull(page_size=1).sources) == 2


@pytest.mark.parametrize("cursor", ["", "{}", "3", '{"version": 2}', '{"version": 1}'])
def test_a_cursor_of_something_else_is_an_error(line: Line, cursor: str) -> None:
    with pytest.raises(ConnectorError, match="a cursor that this version did not"):
        line.pull(cursor)


# --- delivering


def test_a_note_is_written_with_the_number_that_the_caller_knows(line: Line) -> None:
    line.deliver(journal_note())

    (note,) = line.server.journals["c-1"]
    assert note["body"] == f"Zzyzx\n\nRef. bmv:{'0a' * 16}"
    assert note["title"] == "Kontakt"
    assert note["id"] == SYNTHETIC_CPR
    assert not any("cpr" in one.casefold() for one in line.server.asked)


def test_the_same_note_twice_has_the_effect_of_once(line: Line) -> None:
    for _ in range(3):
        line.deliver(journal_note())
    line.deliver(journal_note("0b" * 16))

    assert len(line.server.journals["c-1"]) == 2


def test_a_task_is_set_carried_out(line: Line) -> None:
    line.server.task("c-1", "t-1")
    for _ in range(2):
        line.deliver(task_state())

    assert line.server.tasks["t-1"]["state"] == 1


@pytest.mark.parametrize(
    "trouble", [Trouble.LOST, Trouble.SLOW_AFTER, Trouble.FAILING_AFTER]
)
def test_a_note_that_arrived_unheard_is_not_written_again(
    line: Line, trouble: Trouble
) -> None:
    line.pull()
    line.server.asked.clear()
    # The first request is the look at the journal, the second one writes.
    line.server.troubles = deque([None, trouble])  # type: ignore[list-item]
    line.deliver(journal_note(), timeout=0.1)

    assert len(line.server.journals["c-1"]) == 1
    assert asked(line, "POST /api/citizens/journal") == 1
    assert asked(line, "GET /api/journals") == 2


@pytest.mark.parametrize(
    ("message", "says"),
    [
        (journal_note(citizen="c-9"), "write a note: no personal number"),
        (task_state("t-9"), "no such task"),
        (Message(key="k", destination="acme:x", body="{}"), "not of the messenger"),
        (Message(key="k", destination=JOURNAL, body="{"), "not of the messenger"),
        (Message(key="k", destination=TASK, body="{}"), "not of the messenger"),
        (Message(key="k", destination=TASK, body="[]"), "not of the messenger"),
    ],
    ids=range(6),
)
def test_what_cannot_be_delivered_is_an_error_that_lasts(
    line: Line, message: Message, says: str
) -> None:
    with pytest.raises(ConnectorError, match=says) as caught:
        line.deliver(message)
    assert caught.value.lasting


def test_a_note_for_somebody_who_is_gone_is_an_error(line: Line) -> None:
    with pytest.raises(ConnectorError, match="no such citizen") as caught:
        line.deliver(journal_note(citizen="c-9"), cpr_of=lambda _: SYNTHETIC_CPR)
    assert (caught.value.status, caught.value.lasting) == (404, True)

    with pytest.raises(ConnectorError, match="no personal number"):
        line.deliver(journal_note(), cpr_of=None)


# --- tokens, patience, secrecy


def test_a_token_is_fetched_once_and_used_until_it_runs_out(line: Line) -> None:
    line.server.token_life = 600
    line.pull()
    line.deliver(journal_note())
    assert len(line.server.tokens) == 1

    line.time.at += 541
    line.pull()
    assert len(line.server.tokens) == 2


def test_a_token_that_is_refused_is_renewed_once(line: Line) -> None:
    line.pull()
    line.server.tokens.append("another has come")
    line.pull()
    assert len(line.server.tokens) == 3

    line.server.apikey = "other"
    try:
        with pytest.raises(ConnectorError, match="answered 401") as caught:
            line.connector.pull(line.server.url, None, line.settings(apikey="key-1"))
    finally:
        line.server.apikey = "key-1"
    assert (caught.value.status, caught.value.lasting) == (401, True)


def test_tokens_are_apart_for_what_they_are_given_for(line: Line) -> None:
    line.pull()
    line.pull(resource="https://api")
    assert len(line.server.tokens) == 2

    with pytest.raises(ConnectorError, match="fetch a token: answered 400"):
        line.pull(client_secret="wrong")


@pytest.mark.parametrize(
    ("life", "tokens"), [("soon", 2), (None, 2), (True, 2), (3600, 1), (3600.5, 1)]
)
def test_a_life_that_is_not_said_is_taken_for_a_short_one(
    line: Line, life: Any, tokens: int
) -> None:
    said = {"access_token": "token-1", "expires_in": life}
    line.server.tokens.append("token-1")
    line.server.instead = lambda _, path, __: (200, said) if path == "/token" else None
    line.pull()
    line.time.at += 241
    line.pull()

    assert asked(line, "POST /token") == tokens


@pytest.mark.parametrize("answer", [{}, {"access_token": ""}, [], {"access_token": 3}])
def test_an_answer_without_a_token_is_an_error(line: Line, answer: Any) -> None:
    line.server.instead = lambda *_: (200, answer)
    with pytest.raises(ConnectorError, match="an answer without a token"):
        line.pull()


@pytest.mark.parametrize(
    "trouble", [one for one in Trouble if one is not Trouble.UNAUTHORISED]
)
def test_trouble_that_passes_is_waited_out(line: Line, trouble: Trouble) -> None:
    line.server.note("c-1", "n-1")
    line.pull()
    line.server.troubles.extend([trouble] * 3)

    assert notes_of(line.pull(timeout=0.1).sources) == {"c-1": ["n-1"]}
    assert line.time.slept == [1, 2, 4]


def test_trouble_that_stays_is_given_up_after_the_limit(line: Line) -> None:
    line.server.troubles.extend([Trouble.UNAVAILABLE] * 9)
    with pytest.raises(ConnectorError) as caught:
        line.pull(attempts=3)

    error = caught.value
    assert str(error) == "momentum: list citizens: answered 503, after 3 attempts"
    assert (error.status, error.lasting) == (503, False)
    assert line.time.slept == [1, 2]


def test_waits_are_no_longer_than_the_limit(line: Line) -> None:
    line.server.troubles.extend([Trouble.FAILING] * 5)
    line.pull(attempts=6, longest_wait=3)

    assert line.time.slept == [1, 2, 3, 3, 3]


@pytest.mark.parametrize(
    ("said", "waits"),
    [
        ("7", 7),
        ("0", 1),
        ("soon", 1),
        ("", 1),
        ("Mon, 12 Jan 1970 13:46:49 GMT", 9),
        ("Mon, 12 Jan 1970 13:46:49 -0000", 9),
        ("Mon, 12 Jan 1970 10:00:00 GMT", 1),
    ],
)
def test_the_server_says_how_long_to_wait(line: Line, said: str, waits: int) -> None:
    line.server.retry_after = said
    line.server.troubles.append(Trouble.TOO_MANY)
    line.pull()

    assert line.time.slept == [waits]


def test_who_is_asked_to_wait_too_long_does_not(line: Line) -> None:
    line.server.retry_after = "86400"
    line.server.troubles.append(Trouble.TOO_MANY)
    with pytest.raises(ConnectorError) as caught:
        line.pull(attempts=1)

    assert "to be asked again in 86400 s, after 1 attempt" in str(caught.value)
    assert line.time.slept == []


def test_no_error_and_no_log_shows_an_address_a_person_or_a_secret(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    errors = []
    for trouble in (Trouble.BROKEN_JSON, Trouble.CUT_OFF, Trouble.FAILING):
        line.server.troubles.extend([trouble] * 2)
        for act in (line.pull, lambda **how: line.deliver(journal_note(), **how)):
            with pytest.raises(ConnectorError) as caught:
                act(attempts=1)
            errors.append(caught.value)
        line.server.troubles.clear()
    line.pull()
    line.deliver(journal_note())
    with pytest.raises(ConnectorError) as caught:
        line.connector.pull(DEAD, None, line.settings(attempts=1))
    errors.append(caught.value)

    said = [str(one) + repr(one) + str(one.__cause__) for one in errors]
    said += [record.getMessage() for record in caplog.records if record.name == "httpx"]
    for secret in SECRETS:
        assert not any(secret in one for one in said), secret
    assert all("127.0.0.1" not in str(one.__context__) for one in errors)
    assert not [record for record in caplog.records if record.name == "httpx"]
    assert all("c-1" not in record.getMessage() for record in caplog.records)


def test_others_who_use_httpx_are_logged_as_before(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    line.pull()
    with caplog.at_level(logging.INFO, logger="httpx"):
        logging.getLogger("httpx").info("somebody else asks")

    assert caplog.messages == ["somebody else asks"]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"client_secret": ""}, "client_secret: found nothing"),
        ({"apikey": 3}, "setting apikey"),
        ({"api_key": "x"}, "did you mean apikey?"),
        ({"zzzz": "x"}, "found a setting 'zzzz'; expected one of"),
        ({"page_size": 1001}, "a whole number from 1 to 1000"),
        ({"page_size": True}, "a whole number from 1 to 1000"),
        ({"attempts": 0}, "a whole number from 1 to 20"),
        ({"citizens_at_once": "2"}, "setting citizens_at_once"),
        ({"timeout": 0}, "seconds, at most 600"),
        ({"longest_wait": "1"}, "seconds, at most 3600"),
        ({"sleep": 3}, "sleep: found something else; expected a function"),
        ({"cpr_of": SYNTHETIC_CPR}, "setting cpr_of"),
        ({"resource": 3}, "setting resource"),
        ({"filters": "x"}, "setting filters"),
        ({"filters": [3]}, "setting filters"),
        ({"ssl_context": True}, "an ssl.SSLContext"),
        ({"token_url": "http://example.org/token"}, "an https URL"),
        ({"token_url": "https://[broken"}, "an https URL"),
    ],
    ids=range(18),
)
def test_settings_that_it_does_not_take_are_refused(
    line: Line, more: dict[str, Any], says: str
) -> None:
    with pytest.raises(OptionError) as caught:
        line.pull(**more)
    assert says in str(caught.value)
    assert SYNTHETIC_CPR not in str(caught.value)
    assert line.server.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "momentum+http://example.org/api",
        "momentum+https://user:word@example.org",
        "momentum+https://example.org/?cpr=1",
        "momentum+https://",
        "momentum+ftp://example.org",
    ],
)
def test_an_address_that_is_not_safe_is_refused(line: Line, url: str) -> None:
    with pytest.raises(OptionError, match="setting url"):
        line.connector.pull(url, None, line.settings())
    assert line.server.asked == []


def test_settings_are_not_shown(line: Line) -> None:
    from brukermedvirkning_denmark.momentum.settings import settings_of

    shown = repr(settings_of(line.settings(ssl_context=ssl.create_default_context())))
    assert "secret-1" not in shown
    assert "key-1" not in shown


def test_a_context_of_ones_own_is_used(line: Line) -> None:
    assert line.pull(ssl_context=ssl.create_default_context()).sources


def test_a_host_knows_both_schemes_and_the_messenger() -> None:
    host = Host.load([plugin], entry_points=False, builtins=False)

    assert list(host.connectors) == ["momentum+http", "momentum+https"]
    assert host.connector("momentum+https://example.org").id == "momentum+https"
    assert list(host.messengers) == ["dk.momentum"]
    assert "dk.momentum" in host.readers


def test_httpx_is_imported_on_first_use_alone() -> None:
    code = (
        "import sys; from brukermedvirkning_denmark import plugin;"
        " plugin.bmv_connectors(); plugin.bmv_messengers();"
        " print('httpx' in sys.modules, 'ssl' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False False"


# --- whatever happens

TROUBLES = st.lists(
    st.none()
    | st.sampled_from([one for one in Trouble if one is not Trouble.SLOW_AFTER]),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(troubles=TROUBLES, keys=st.lists(st.sampled_from("abc"), min_size=1, max_size=4))
def test_whatever_befalls_each_message_arrives_once(
    started: PretendMomentum, troubles: list[Trouble | None], keys: list[str]
) -> None:
    line = cleared(started)
    line.server.troubles.extend(troubles)  # type: ignore[arg-type]
    for key in keys:
        message = journal_note(key * 32)
        for _ in range(len(troubles) + 1):
            try:
                line.deliver(message, attempts=2)
            except ConnectorError:
                continue
            break

    arrived = [one["body"][-1] for one in line.server.journals["c-1"]]
    assert sorted(arrived) == sorted(set(keys))
    assert arrived == list(dict.fromkeys(keys))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    troubles=TROUBLES,
    written=st.lists(st.integers(1, 4), max_size=6),
    leaves=st.integers(0, 3),
    at_once=st.integers(1, 4),
)
def test_whatever_befalls_every_note_is_pulled_and_each_once(
    started: PretendMomentum,
    troubles: list[Trouble | None],
    written: list[int],
    leaves: int,
    at_once: int,
) -> None:
    line = cleared(started)
    server = line.server
    for number in range(2, 5):
        server.citizens[f"c-{number}"] = f"610150123{number}"
    server.troubles.extend(troubles)  # type: ignore[arg-type]
    leaving = [f"x-{number}" for number in range(leaves)]
    server.citizens = {**dict.fromkeys(leaving, "6101501239"), **server.citizens}

    def shift() -> None:
        if leaving:
            del server.citizens[leaving.pop()]

    server.between_pages = shift
    found: dict[str, list[str]] = {}
    cursor: str | None = None
    for number, citizen in enumerate((*written, None)):
        if citizen is not None:
            server.note(f"c-{citizen}", f"n-{number}")
        more, tries = True, 0
        while more and tries <= 2 * len(troubles) + 10:
            tries += 1
            try:
                pulled = line.pull(
                    cursor, attempts=2, page_size=2, citizens_at_once=at_once
                )
            except ConnectorError:
                continue
            brought = notes_of(pulled.sources)
            assert len(brought) == len(pulled.sources) <= at_once
            found.update(brought)
            cursor, more = pulled.cursor, pulled.more
        assert not more

    expected = {
        f"c-{number}": sorted(
            note["id"] for note in server.journals.get(f"c-{number}", ())
        )
        for number in range(1, 5)
    }
    assert {
        who: sorted(ids) for who, ids in found.items() if who in expected
    } == expected
