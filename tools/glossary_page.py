"""Make docs/reference/glossary.md from docs/glossary.toml: `python tools/glossary_page.py`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[1] / "docs"
PAGE = DOCS / "reference" / "glossary.md"

HEAD = """# Glossary

The words of the field, as the code uses them. Made from `docs/glossary.toml`. The
nynorsk column is proposed; a native reader has yet to confirm it.

| identifier | bokmål | nynorsk | dansk | must not be mistaken for |
|---|---|---|---|---|
"""


def words() -> list[dict[str, Any]]:
    """The words of the glossary, in its order."""
    content = tomllib.loads((DOCS / "glossary.toml").read_text("utf-8"))
    found: list[dict[str, Any]] = content["word"]
    return found


def page() -> str:
    """The whole page."""
    rows = (
        " | ".join(
            (
                f"`{word['identifier']}`",
                "; ".join(word["nb"]),
                "; ".join(word["nn"]),
                "; ".join(word["da"]),
                word["not_to_be_mistaken_for"],
            )
        )
        for word in words()
    )
    return HEAD + "".join(f"| {row} |\n" for row in rows)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
