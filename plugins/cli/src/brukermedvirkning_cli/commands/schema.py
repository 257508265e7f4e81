"""`bmv schema`: the JSON Schema of a case document, as it is shipped."""

from __future__ import annotations

import json

import click

from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.failures import FINE
from brukermedvirkning_cli.options import json_option
from brukermedvirkning_cli.output import Document

__all__ = ["command", "document"]


def document() -> Document:
    """The schema of a case document."""
    from brukermedvirkning.schema import SHIPPED

    schema: Document = json.loads(SHIPPED.read_text("utf-8"))
    return schema


@click.command(short_help="Print the JSON Schema of a case document.")
@json_option
@click.pass_obj
def command(app: App, *, as_json: bool) -> int:
    """Print the JSON Schema (draft 2020-12) of a case document.

    It is JSON with and without --json.
    """
    del as_json
    app.out.json(document())
    return FINE
