"""Settings of the documentation: built from the repository alone, without network."""

from __future__ import annotations

import logging

from brukermedvirkning import __version__

project = "brukermedvirkning"
author = "the brukermedvirkning authors"
copyright = "2026, the brukermedvirkning authors"  # noqa: A001 - Sphinx's own name
version = release = __version__

extensions = ["myst_parser"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"brukermedvirkning {release}"

# A room of the documentation is empty until its first page is written. Sphinx gives
# that warning no type, so that `suppress_warnings` cannot name it.
logging.getLogger("sphinx.sphinx.directives.other").addFilter(
    lambda record: getattr(record, "subtype", None) != "empty_glob"
)
