"""Make docs/reference/laws.md from the laws: `python tools/laws_page.py`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from brukermedvirkning.testing.access_laws import ACCESS_LAWS
from brukermedvirkning.testing.case_store import CAPABILITIES, CASE_STORE_LAWS
from brukermedvirkning.testing.laws import Law
from brukermedvirkning.testing.rule_laws import RULE_LAWS

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "laws.md"

HEAD = """# Laws

What an implementation must hold to, whoever wrote it. Each law is a value with an id, a
sentence and a check; an id is never renamed and never used for another sentence. Suites
turn laws into tests. Made from the laws themselves.

## Case stores

Module `brukermedvirkning.testing.case_store`; [](../how-to/write-a-store.md) shows their
use. A law that needs capabilities is asked of stores that claim them, every other law of
all stores.

| capability | the store |
|---|---|
"""
RULES_HEAD = """
## Rules

Module `brukermedvirkning.testing.rule_laws`. A law is asked of a rule together with the
facts of a case; `brukermedvirkning.testing.rule_facts` makes them at random.
"""
ACCESS_HEAD = """
## Access

Module `brukermedvirkning.testing.access_laws`. A law is asked of somebody who looks at a
case; `brukermedvirkning.testing.access_cases` makes both at random, and a case that
differs where they do not see. [](../explanation/who-sees-what.md) says what it is for.
"""
LAWS_HEAD = """
| law | since | needs | what holds |
|---|---|---|---|
"""


def rows(laws: Iterable[Law[Any]]) -> str:
    """A row of the table for each law."""
    return "".join(
        f"| `{law.id}` | {law.since} | {', '.join(sorted(law.needs))} |"
        f" {law.sentence} |\n"
        for law in laws
    )


def page() -> str:
    """The whole page."""
    capabilities = "".join(
        f"| {name} | {does} |\n" for name, does in CAPABILITIES.items()
    )
    stores = HEAD + capabilities + LAWS_HEAD + rows(CASE_STORE_LAWS)
    rules = RULES_HEAD + LAWS_HEAD + rows(RULE_LAWS)
    return stores + rules + ACCESS_HEAD + LAWS_HEAD + rows(ACCESS_LAWS)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
