"""`bmv check`: which promises are not kept, and which cannot be told, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

import attrs
import click

from brukermedvirkning.domain.case import Case
from brukermedvirkning.rules.outcomes import (
    CannotTell,
    Finding,
    ItemRef,
    Outcome,
    Severity,
    Verdict,
)
from brukermedvirkning.services import check_cases, known_programmes
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.failures import FINDINGS, FINE
from brukermedvirkning_cli.options import (
    json_option,
    language_option,
    on_option,
    store_option,
)
from brukermedvirkning_cli.output import Document
from brukermedvirkning_cli.progress import counted
from brukermedvirkning_cli.shapes import day, plain
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block

__all__ = ["command", "document", "draw", "ends_with"]

_WEIGHTY = (str(Severity.REMARK), str(Severity.BREACH))


def document(
    app: App,
    cases: Iterable[Case],
    say: Speaker,
    *,
    on: date,
    programmes: Any,
) -> Document:
    """All findings and cannot-tells, in the order of the cases and their rules."""
    found: Document = {"on": day(on), "cases": 0, "kept": 0}
    findings: list[Document] = []
    cannot_tell: list[Document] = []
    for checked in check_cases(app.host, cases, on=on, programmes=programmes):
        found["cases"] += 1
        for verdict in checked.verdicts:
            found["kept"] += verdict.outcome is Outcome.KEPT
            findings += (
                _finding(checked.case, verdict, one, say) for one in verdict.findings
            )
            cannot_tell += (
                _cannot_tell(checked.case, verdict, one, say)
                for one in verdict.cannot_tell
            )
    return {**found, "findings": findings, "cannot_tell": cannot_tell}


def _finding(case: Case, verdict: Verdict, one: Finding, say: Speaker) -> Document:
    return {
        **_common(case, verdict, one.items),
        "since": day(one.since),
        "params": {name: plain(value) for name, value in sorted(one.params.items())},
        "text": say.outcome(verdict, one),
    }


def _cannot_tell(
    case: Case, verdict: Verdict, one: CannotTell, say: Speaker
) -> Document:
    return {
        **_common(case, verdict, one.items),
        "missing": list(one.missing),
        "cause": str(one.cause),
        "text": say.outcome(verdict, one),
    }


def _common(case: Case, verdict: Verdict, items: tuple[ItemRef, ...]) -> Document:
    return {
        "case": case.id,
        "rule": verdict.rule,
        "version": verdict.version,
        "severity": str(verdict.severity),
        "duty_holder": str(verdict.duty_holder),
        "subject": attrs.asdict(verdict.subject),
        "items": [attrs.asdict(item) for item in items],
        "parameters": [attrs.asdict(used) for used in verdict.parameters],
        "source": verdict.source,
    }


def draw(found: Document, say: Speaker) -> Iterator[Block]:
    """First what was found, then what cannot be told, then the sums."""
    if not found["cases"]:
        yield say.word("check.nothing")
        return
    for kind, tell in (("findings", _told_finding), ("cannot_tell", _told_open)):
        if found[kind]:
            yield say.word(f"check.{kind.replace('_', '-')}")
            for case, together in groupby(found[kind], key=lambda one: one["case"]):
                yield "  " + say.word("check.case", case=case)
                for one in together:
                    yield from tell(one, say)
            yield ""
    yield say.word("check.kept", count=found["kept"])
    sums = {kind: len(found[kind]) for kind in ("findings", "cannot_tell")}
    yield say.word("check.summary", cases=found["cases"], day=found["on"], **sums)


def _told_finding(one: Document, say: Speaker) -> Iterator[str]:
    yield "    " + say.word("check.finding", **one)
    yield f"      {one['text']['text']}"
    items = [
        f"{item['kind']} {item['id']}"
        for item in one["items"]
        if item["id"] != one["case"]
    ]
    if items:
        yield "      " + say.word("check.items", items=", ".join(items))
    for used in one["parameters"]:
        yield "      " + say.word("check.parameter", **used)
    yield f"      {say.word('source')}: {one['source']}"


def _told_open(one: Document, say: Speaker) -> Iterator[str]:
    """What cannot be told has no weight: nobody knows whether the promise is kept."""
    yield "    " + say.word("check.open", **one)
    yield f"      {one['text']['text']}"
    yield f"      {say.word('source')}: {one['source']}"


def ends_with(found: Document) -> int:
    """1 where a finding is more than information."""
    weighty = any(one["severity"] in _WEIGHTY for one in found["findings"])
    return FINDINGS if weighty else FINE


@click.command(short_help="Check promises: what is not kept, what cannot be told.")
@click.argument("case_ids", nargs=-1, metavar="[CASE]...")
@on_option("The day that is judged; else today.")
@store_option
@language_option
@json_option
@click.pass_obj
def command(
    app: App,
    *,
    case_ids: tuple[str, ...],
    on: date | None,
    store: str | None,
    languages: tuple[str, ...],
    as_json: bool,
) -> int:
    """Check the promises made to the participants of all cases, or of each CASE.

    Ends with 1 where a finding is a remark or a breach; information alone is fine, and
    so is what cannot be told.
    """
    say = app.speaker(languages)
    with app.reading(store) as unit:
        cases = map(unit.cases.get, case_ids) if case_ids else unit.cases.stream()
        found = document(
            app,
            counted("cases checked:", cases),
            say,
            on=on or app.today,
            programmes=known_programmes(app.host, unit),
        )
    app.show(found, draw, say, as_json=as_json)
    return ends_with(found)
