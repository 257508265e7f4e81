"""Make docs/reference/laws.md from the laws: `python tools/laws_page.py`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from brukermedvirkning.testing.access_laws import ACCESS_LAWS
from brukermedvirkning.testing.access_log_laws import ACCESS_LOG_LAWS
from brukermedvirkning.testing.case_store import CAPABILITIES, CASE_STORE_LAWS
from brukermedvirkning.testing.identity_laws import IDENTITY_LAWS
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
LOG_HEAD = """
## Access log and identities

Modules `brukermedvirkning.testing.access_log_laws` and
`brukermedvirkning.testing.identity_laws`, each with a suite of its own
(`access_log_suite`, `identity_suite`). They are asked of the store, as above.
"""
RULES_HEAD = """
## Rules

Module `brukermedvirkning.testing.rule_laws`. A law is asked of a rule together with the
facts that it judges.

`rule_suite(rule, *, trips, keeps, name=None)` of `brukermedvirkning.testing.rule_suite`
makes a class of tests that pytest collects. Each of `trips` is broken and each of `keeps`
is kept; the laws hold of them, with every smallest way of knowing less and with each row
registered in error, and of random facts around them. Rows of one example are put beside
those of another, on the same day: none may hide the other. `perturbed(*examples)` of the
same module is the strategy of random facts: one of the examples, up to six random steps
away. It reads the annotations of the records and knows nothing of the rule.
[](../how-to/test-a-rule.md) shows their use.

What a law says of a case, it says of a programme, a unit and collective participation
too where a rule is about them, except that these have no rows in error.
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
    stores += LOG_HEAD + LAWS_HEAD + rows((*ACCESS_LOG_LAWS, *IDENTITY_LAWS))
    rules = RULES_HEAD + LAWS_HEAD + rows(RULE_LAWS)
    return stores + rules + ACCESS_HEAD + LAWS_HEAD + rows(ACCESS_LAWS)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
