"""Progress: on a terminal, after a second, and wiped in the end."""

from __future__ import annotations

import io
from itertools import count

import pytest

from brukermedvirkning_cli.progress import counted, progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(stream: io.StringIO, *, seconds_each: float, times: int) -> str:
    ticks = count()
    with progress(
        "read:", stream=stream, seconds=lambda: next(ticks) * seconds_each
    ) as tell:
        for done in range(1, times + 1):
            tell(done)
    return stream.getvalue()


def test_what_is_quick_shows_nothing() -> None:
    assert "" == told(Terminal(), seconds_each=0.01, times=5)


def test_what_takes_long_is_shown_and_wiped() -> None:
    shown = told(Terminal(), seconds_each=0.6, times=5)

    assert "\rread: " in shown
    assert shown.endswith("\r")
    assert "\n" not in shown


def test_nothing_is_shown_where_nobody_looks() -> None:
    assert "" == told(io.StringIO(), seconds_each=10, times=5)


def test_counting_hands_on_the_same_things(capsys: pytest.CaptureFixture[str]) -> None:
    assert [3, 1, 2] == list(counted("read:", iter([3, 1, 2])))
    assert "" == capsys.readouterr().err


def test_progress_is_wiped_when_something_fails() -> None:
    stream, ticks = Terminal(), count()

    def fail_half_way() -> None:
        with progress("read:", stream=stream, seconds=lambda: next(ticks)) as tell:
            tell(1)
            tell(2)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()

    assert stream.getvalue().endswith("\r")
