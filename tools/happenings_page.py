"""Make docs/reference/happenings.md from the classes: `python tools/happenings_page.py`."""

from __future__ import annotations

import inspect
from pathlib import Path

import attrs

from brukermedvirkning.domain.happenings import HANDLERS, Act, Happening

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "happenings.md"

HEAD = """# Happenings

What can happen to a case. What is asked for and what then stands in the journal are one
value; `decide` answers with what happens or with a refusal, and a journal is replayed by
`evolve`. Every act has `at`, `by` (whose hand wrote it), `on` (the civil day) and `source`
(whose act it is). *After an exit* says that it goes on when the last exit stands; *right*
that no ownership policy closes it to the participant.

| kind | what happens | fields of its own | after an exit | right |
|---|---|---|---|---|
"""

_COMMON = {field.name for field in attrs.fields(Act)}


def page() -> str:
    """The whole page, by kind."""
    kinds = sorted(HANDLERS, key=lambda kind: kind.kind)
    return HEAD + "".join(_row(kind) for kind in kinds)


def _row(kind: type[Happening]) -> str:
    fields = [f"`{f.name}`" for f in attrs.fields(kind) if f.name not in _COMMON]
    first = (inspect.getdoc(kind) or "").split("\n\n")[0].replace("\n", " ")
    marks = [
        "yes" if getattr(kind, name, False) else ""
        for name in ("goes_on_after_exit", "is_right")
    ]
    return (
        f"| `{kind.kind}` | {first} | {' '.join(fields)} | {marks[0]} | {marks[1]} |\n"
    )


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
