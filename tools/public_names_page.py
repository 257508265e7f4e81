"""Make docs/reference/public-names.md: `python tools/public_names_page.py`."""

from __future__ import annotations

import inspect
from pathlib import Path

import brukermedvirkning

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "public-names.md"

HEAD = """# The public names

What `import brukermedvirkning` offers; each is loaded when it is first used. Everything
else is reached through its module.

| name | what it is |
|---|---|
"""


def page() -> str:
    """The whole page, by name."""
    return HEAD + "".join(
        f"| `{name}` | {_first(name)} |\n" for name in brukermedvirkning.__all__
    )


def _first(name: str) -> str:
    if name == "__version__":
        return "The version of the library."
    text = inspect.getdoc(getattr(brukermedvirkning, name)) or ""
    return text.split("\n\n")[0].replace("\n", " ")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
