"""What the repository must never carry: real people, machines, registries, bulk.

The patterns are put together from parts, so that this file does not trip itself.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LARGEST = 1_000_000

REGISTRY = re.compile(
    r"\b("
    + "|".join(
        host.replace(" ", r"\.")
        for host in (
            "pypi org",
            "pythonhosted org",
            "anaconda org",
            "npmjs (org|com)",
            "crates io",
            "repo1? maven",
            "jsdelivr net",
            "unpkg com",
        )
    )
    + ")",
    re.IGNORECASE,
)
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:" + r"work/|root/|home/\w+/|Users/\w+/)")

NORWEGIAN = re.compile(r"(?<![\w.])\d{6} ?\d{5}(?!\w)")
DANISH = re.compile(r"(?<![\w.])\d{6}[- ]?\d{4}(?!\w)")

# Numbers of real shape that an authority has published as belonging to nobody; each
# with its source in a comment beside it.
PUBLISHED_AS_SYNTHETIC: frozenset[str] = frozenset()


def _files() -> list[Path]:
    """Everything that git keeps, or would keep with the next `git add`."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = (ROOT / name for name in set(listing.stdout.split("\0")) if name)
    return sorted(path for path in paths if path.is_file())


def _lines() -> Iterator[tuple[str, str]]:
    for path in _files():
        content = path.read_bytes()
        if b"\0" in content:
            continue
        text = content.decode("utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), start=1):
            yield f"{path.relative_to(ROOT)}:{number}", line


def _weighted(digits: list[int], weights: tuple[int, ...]) -> int:
    return sum(d * w for d, w in zip(digits, weights, strict=True)) % 11


def _is_norwegian(number: str) -> bool:
    """Whether a real person may have this number; synthetic months are 40 or 80 up.

    A day from 41 is that of a person with a temporary (D) number.
    """
    digits = [int(digit) for digit in number]
    day, month = int(number[:2]) % 40, int(number[2:4])
    return (
        1 <= day <= 31
        and 1 <= month <= 12
        and _weighted(digits[:10], (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)) == 0
        and _weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) == 0
    )


def _is_danish(number: str) -> bool:
    """Whether a real person may have this number; synthetic days are 60 up."""
    digits = [int(digit) for digit in number]
    return (
        1 <= int(number[:2]) <= 31
        and 1 <= int(number[2:4]) <= 12
        and _weighted(digits, (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) == 0
    )


def _national_numbers(line: str) -> list[str]:
    found = [
        number
        for pattern, is_real in ((NORWEGIAN, _is_norwegian), (DANISH, _is_danish))
        for match in pattern.finditer(line)
        if is_real(number := re.sub(r"\D", "", match.group()))
    ]
    return [number for number in found if number not in PUBLISHED_AS_SYNTHETIC]


def test_no_file_names_a_package_registry() -> None:
    found = [where for where, line in _lines() if REGISTRY.search(line)]

    assert found == []


def test_no_file_names_a_path_of_one_machine() -> None:
    found = [where for where, line in _lines() if MACHINE_PATH.search(line)]

    assert found == []


def test_no_file_holds_a_national_number_that_may_be_real() -> None:
    found = [where for where, line in _lines() if _national_numbers(line)]

    assert found == []


def test_no_file_is_larger_than_one_megabyte() -> None:
    sizes = {str(path.relative_to(ROOT)): path.stat().st_size for path in _files()}

    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}


def _completed(start: str, length: int, is_real: Callable[[str], bool]) -> list[str]:
    """All numbers that begin like this and that the check takes for real."""
    missing = length - len(start)
    tails = (f"{tail:0{missing}}" for tail in range(10**missing))
    return [start + tail for tail in tails if is_real(start + tail)]


@pytest.mark.parametrize("start", ["01019001", "41019001"])
def test_a_real_norwegian_number_is_found_in_running_text(start: str) -> None:
    numbers = _completed(start, 11, _is_norwegian)

    assert numbers
    assert all(_national_numbers(f"born {n[:6]} {n[6:]}, then") for n in numbers)


@pytest.mark.parametrize("start", ["01419001", "01819001"])
def test_a_synthetic_norwegian_number_is_let_through(start: str) -> None:
    assert _completed(start, 11, _is_norwegian) == []


def test_a_real_danish_number_is_found_in_running_text() -> None:
    numbers = _completed("0101900", 10, _is_danish)

    assert numbers
    assert all(_national_numbers(f"cpr={n[:6]}-{n[6:]}.") for n in numbers)


def test_a_synthetic_danish_number_is_let_through() -> None:
    assert _completed("6101900", 10, _is_danish) == []
