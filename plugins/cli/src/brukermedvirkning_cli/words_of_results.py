"""The words of the pages that show results and what stands behind them; see `words`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["OF_RESULTS"]

OF_RESULTS: Mapping[str, str] = MappingProxyType(
    {
        # indicators
        "indicators.window": "{start} up to and including {last}, as known on {as_of}",
        "indicators.all": "Everything up to and including {as_of}",
        "indicators.value": "value",
        "indicators.undefined": "undefined",
        "indicators.withheld": "withheld",
        "indicators.group": "{by} = {name}",
        "indicators.interval": "interval",
        "indicators.level": "{lower} to {upper} ({level}, {method})",
        "indicators.no-interval": "none ({reason})",
        "indicators.one_case": "all rows are of one case",
        "indicators.rows_of_one_case_hang_together": "rows of one case hang together",
        "indicators.not_a_share": "not a share",
        "indicators.no_value": "there is no value",
        "indicators.coverage": "coverage",
        "indicators.not-for-comparison": "too little is known to compare it",
        "indicators.parts": "parts",
        "indicators.empty_denominator": "nothing to divide by",
        "indicators.nothing_observed": "nothing was observed",
        "indicators.not_followed": "nobody was followed for so long",
        "indicators.followed_for_different_times": "followed for different times",
        "indicators.by-day": "By day {day}",
        "indicators.happened": "happened",
        "indicators.together": "Asked about, together",
        "indicators.at-risk": "At risk",
        "indicators.because.single_person": "withheld: it would tell of one person",
        "indicators.because.small_cells": "withheld: few people stand behind it",
        "indicators.category": "Category",
        "indicators.count": "Count",
        "indicators.share": "Share",
        "indicators.total": "Total (computed)",
        "indicators.none": "No indicator is installed.",
        "indicators.programme": "Programme {programme} alone",
        "indicators.left-out": "Cannot be asked in this way: {indicators}",
        "indicators.column.period": "Period",
        "indicators.column.value": "Value",
        "indicators.column.interval": "Interval",
        "indicators.column.coverage": "Coverage",
        "indicators.column.of": "Of",
        "indicators.no-ends": "none",
        "indicators.aim.target": "target of {programme}, {aim}: {outcome}",
        "indicators.aim.promised_degree": "degree promised by {programme}, in {aim} of the decisions or more: {outcome}",
        "indicators.outcome.reached": "reached",
        "indicators.outcome.not_reached": "not reached",
        "indicators.outcome.cannot_tell": "cannot be told",
        "indicators.why-not.withheld": "the numbers are withheld",
        "indicators.why-not.no_value": "there is no value",
        "indicators.why-not.too_little_known": "too little is known",
        "indicators.why-not.the_unknown_decide": "the unknown decide",
        "indicators.why-not.another_ladder": "nobody has read the facts onto that ladder",
        "indicators.may-be-chance": "the aim lies in the interval: it may be chance",
        # explain
        "explain.title": "{indicator} (version {version}), for this reader and {purpose}",
        "explain.parameter": "{name} is {value}",
        "explain.part": "{part} (counts: {counts})",
        "explain.condition": "where {condition}",
        "explain.otherwise": "all that no condition before took",
        "explain.none": "none that this reader may see",
        "explain.case": "Case",
        "explain.value": "Value",
        "explain.unseen": "Not named, for this reader may not see them: {unseen}.",
        "explain.few-unseen": "Not named, for this reader may not see them: of fewer than {threshold} cases, or none.",
    }
)
