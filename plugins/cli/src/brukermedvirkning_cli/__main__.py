"""`python -m brukermedvirkning_cli` is `bmv`."""

from __future__ import annotations

from brukermedvirkning_cli.main import run

run()
