"""What rules said, as a document: findings, what cannot be told, and the sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.organisation import Unit
from brukermedvirkning.errors import UnknownNameError
from brukermedvirkning.ports import UnitOfWork
from brukermedvirkning.rules.outcomes import (
    CannotTell,
    Finding,
    ItemRef,
    Outcome,
    Verdict,
)
from brukermedvirkning.services import (
    Checked,
    CheckedRecord,
    Surroundings,
    check_cases,
    check_programmes,
    check_units,
    known_programmes,
)
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.output import Document
from brukermedvirkning_cli.shapes import day, plain
from brukermedvirkning_cli.speaker import Speaker

__all__ = ["ABOUT", "COUNTED", "beside", "document"]

ABOUT = ("case", "programme", "unit")
COUNTED = {"case": "cases", "programme": "programmes", "unit": "units"}

T = TypeVar("T")


def document(
    app: App,
    cases: Iterable[Case],
    say: Speaker,
    *,
    on: date,
    programmes: Any,
    others: Iterable[CheckedRecord] = (),
) -> Document:
    """All findings and cannot-tells, in the order of what was checked and of the rules."""
    found: Document = {"on": day(on), **dict.fromkeys(COUNTED.values(), 0), "kept": 0}
    findings: list[Document] = []
    cannot_tell: list[Document] = []
    for checked in _all(app, cases, on, programmes, others):
        about, verdicts = _about(checked), checked.verdicts
        found[COUNTED[next(name for name in ABOUT if about[name])]] += 1
        for verdict in verdicts:
            found["kept"] += verdict.outcome is Outcome.KEPT
            findings += (_finding(about, verdict, one, say) for one in verdict.findings)
            cannot_tell += (
                _cannot_tell(about, verdict, one, say) for one in verdict.cannot_tell
            )
    return {**found, "findings": findings, "cannot_tell": cannot_tell}


def beside(
    app: App,
    unit_of_work: UnitOfWork,
    *,
    on: date,
    programmes: Sequence[str] = (),
    units: Sequence[str] = (),
) -> Iterator[CheckedRecord]:
    """Programmes and units by their ids, checked. Raises `UnknownNameError`."""
    among = Surroundings.kept(unit_of_work)
    known = known_programmes(app.host, unit_of_work)
    chosen = [_named("programme", one, known) for one in programmes]
    chosen_units = [
        _named("unit", one, {unit.id: unit for unit in among.units}) for one in units
    ]
    yield from check_programmes(app.host, chosen, on=on, among=among)
    yield from check_units(app.host, chosen_units, on=on, among=among)


def _named(kind: str, wanted: str, known: Mapping[str, T]) -> T:
    if wanted not in known:
        raise UnknownNameError(kind, wanted, tuple(known))
    return known[wanted]


def _all(
    app: App,
    cases: Iterable[Case],
    on: date,
    programmes: Any,
    others: Iterable[CheckedRecord],
) -> Iterator[Checked | CheckedRecord]:
    yield from check_cases(app.host, cases, on=on, programmes=programmes)
    yield from others


def _about(checked: Checked | CheckedRecord) -> Document:
    """The id of what was checked, under what it is."""
    about: Document = dict.fromkeys(ABOUT)
    if isinstance(checked, Checked):
        about["case"] = checked.case.id
    else:
        kind = "unit" if isinstance(checked.record, Unit) else "programme"
        about[kind] = checked.record.id
    return about


def _finding(about: Document, verdict: Verdict, one: Finding, say: Speaker) -> Document:
    return {
        **_common(about, verdict, one.items),
        "since": day(one.since),
        "params": {name: plain(value) for name, value in sorted(one.params.items())},
        "text": say.outcome(verdict, one),
    }


def _cannot_tell(
    about: Document, verdict: Verdict, one: CannotTell, say: Speaker
) -> Document:
    return {
        **_common(about, verdict, one.items),
        "missing": list(one.missing),
        "cause": str(one.cause),
        "text": say.outcome(verdict, one),
    }


def _common(about: Document, verdict: Verdict, items: tuple[ItemRef, ...]) -> Document:
    return {
        **about,
        "rule": verdict.rule,
        "version": verdict.version,
        "severity": str(verdict.severity),
        "duty_holder": str(verdict.duty_holder),
        "subject": attrs.asdict(verdict.subject),
        "items": [attrs.asdict(item) for item in items],
        "parameters": [attrs.asdict(used) for used in verdict.parameters],
        "source": verdict.source,
    }
