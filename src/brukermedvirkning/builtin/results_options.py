"""The options of results as a format: what they can be told, each with an example."""

from __future__ import annotations

from brukermedvirkning.ports import Option
from brukermedvirkning.rules.indicators.withhold import THRESHOLD

__all__ = ["OPTIONS"]

OPTIONS = (
    Option(
        id="as-of",
        help="the day of knowledge",
        example="2026-12-31",
        required=True,
    ),
    Option(
        id="from", help="the first day (else from the beginning)", example="2026-01-01"
    ),
    Option(
        id="until",
        help="the last day (else the day of knowledge)",
        example="2026-12-31",
    ),
    Option(id="every", help="a trend by month, quarter or year", example="quarter"),
    Option(
        id="by",
        help="split by a field, or by several with commas between",
        example="unit",
    ),
    Option(
        id="indicators",
        help="which ones, with commas between (else all)",
        example="plan.exists",
    ),
    Option(id="group", help="those of a ready group", example="by-principle"),
    Option(
        id="definitions",
        help="a TOML file with indicators of your own",
        example="our-indicators.toml",
    ),
    Option(
        id="programme",
        help="the cases of one programme, and its aims beside",
        example="our-programme",
    ),
    Option(
        id="scales",
        help="a TOML file with the scales of instruments, for what is measured by them",
        example="scales.toml",
    ),
    Option(
        id="threshold",
        help="the smallest count shown (else what is set for the programme or its country,"
        f" else {THRESHOLD})",
        example="5",
    ),
    Option(
        id="zeros",
        help="shown, or small: whether a count of nobody is withheld too (else shown)",
        example="small",
    ),
    Option(
        id="engine",
        help="what counts: python, interpreter, or a plugin's (else python)",
        example="duckdb",
    ),
    Option(
        id="tables",
        help="count the exported tables of a folder and not the store, with an engine"
        " that can",
        example="our-tables",
    ),
)
