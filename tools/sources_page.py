"""Make docs/reference/sources.md from docs/sources.toml: `python tools/sources_page.py`.

The file says what each sentence of the documents became; which rules and indicators rest
on it they say themselves, by the lines that they cite.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from brukermedvirkning.builtin.rules import RULES
from brukermedvirkning.rules.indicators.builtin import BUILT_IN

DOCS = Path(__file__).parents[1] / "docs"
PAGE = DOCS / "reference" / "sources.md"

HEAD = """# The sources, sentence by sentence

What the five documents say, what it became, and what it did not. A number is a line of
the document; the sentences are in our words, or a few of its own. Records and fields are
those of the domain, names with a country in them come from its plugin. Rules and
indicators stand where they cite the line. Made from `docs/sources.toml`.
"""

SECTIONS = {
    "H": "H: Halden Arbeid og Vekst",
    "M": "M: Midtun Vekst, only what differs",
    "N": "N: the NAV seminar",
    "B": "B: Brukermakt",
    "D": "D: Jobcenter Aalborg",
}
COLUMNS = """
| line | what it says | records | rules and indicators | not data |
|---|---|---|---|---|
"""

_PLACES = re.compile(r"\b([HMNBD])(\d+)(?:-(\d+))?")


def lines_of(text: str | None) -> frozenset[tuple[str, int]]:
    """The lines of the five documents that a text cites."""
    return frozenset(
        (document, line)
        for document, first, last in _PLACES.findall(text or "")
        for line in range(int(first), int(last or first) + 1)
    )


def content() -> dict[str, list[dict[str, Any]]]:
    """The file, with its rows and the records that are the project's own."""
    return tomllib.loads((DOCS / "sources.toml").read_text("utf-8"))


def rows() -> list[dict[str, Any]]:
    """The rows, each with the rules and indicators that stand in it."""
    cited = {
        "rules": {rule.id: lines_of(rule.source) for rule in RULES},
        "indicators": {one.id: lines_of(one.source) for one in BUILT_IN},
    }
    return [
        {
            **row,
            **{
                kind: row.get(kind, _citing(lines_of(row["place"]), sources))
                for kind, sources in cited.items()
            },
        }
        for row in content()["row"]
    ]


def _citing(
    lines: frozenset[tuple[str, int]], sources: dict[str, frozenset[tuple[str, int]]]
) -> list[str]:
    return sorted(name for name, cited in sources.items() if cited & lines)


def page() -> str:
    """The whole page."""
    found = rows()
    parts = [HEAD]
    for letter, title in SECTIONS.items():
        lines = (_line(row) for row in found if row["place"].startswith(letter))
        parts += [f"\n## {title}\n", COLUMNS, *lines]
    return "".join([*parts, *_own(found)])


def _line(row: dict[str, Any]) -> str:
    cells = (
        row["place"],
        row["says"],
        _codes([*row.get("records", ()), *row.get("offered", ())]),
        _codes([*row["rules"], *row["indicators"]]),
        row.get("not_data", ""),
    )
    return f"| {' | '.join(cells)} |\n"


def _own(found: list[dict[str, Any]]) -> Iterator[str]:
    """What no sentence of the documents asks for."""
    yield "\n## Beyond the documents\n\nRecords that no sentence asks for:\n"
    yield "\n| record | why it is there |\n|---|---|\n"
    for own in content()["own"]:
        yield f"| `{own['record']}` | {own['why']} |\n"
    for kind, things in (("rules", RULES), ("indicators", BUILT_IN)):
        placed = {name for row in found for name in row[kind]}
        others = sorted(
            (one.id, str(one.source)) for one in things if one.id not in placed
        )
        if others:
            yield f"\n{kind.capitalize()} that rest on the project's own"
            yield " [definitions](definitions.md) alone:\n\n| name | source |\n|---|---|\n"
        yield from (f"| `{name}` | {source} |\n" for name, source in others)


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
