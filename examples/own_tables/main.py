"""Timeline, findings and indicators over somebody else's tables, without our store."""

from __future__ import annotations

from datetime import date

from source import OwnTables, foreign_database

import brukermedvirkning as bmv
from brukermedvirkning.domain.timeline import timeline

HOUSE_PROJECT = bmv.Programme(
    id="HOUSE_PROJECT",
    name="A project of the house",
    period=bmv.Period(start=date(2026, 1, 1)),
    time_zone="Europe/Oslo",
    promises=(
        bmv.Promise.COORDINATING_CASEWORKER,
        bmv.Promise.INTRODUCTION_FROM_DAY_ONE,
        bmv.Promise.MENTOR_OFFERED,
    ),
)


def main() -> None:
    cases, host, on = OwnTables(foreign_database()), bmv.Host.load(), date(2026, 7, 1)
    for entry in timeline(cases.get("101")):
        print(f"{entry.on}  {entry.kind:<14} {entry.id}")
    print()
    programmes = {HOUSE_PROJECT.id: HOUSE_PROJECT}
    for checked in bmv.check_cases(host, cases.stream(), on=on, programmes=programmes):
        for verdict in checked.verdicts:
            for said in (*verdict.findings, *verdict.cannot_tell):
                text = bmv.said(host, verdict, said, ["en"]).text
                print(f"case {checked.case.id}  {verdict.rule}: {text}")
    print()
    wanted = bmv.definitions(host, ["contact.held", "contact.longest-gap"])
    window = bmv.Window.everything(on)
    for one in bmv.measure(wanted, cases.stream(), window, internal=True):
        print(f"{one.indicator}: {float(one.value or 0):g}")


if __name__ == "__main__":
    main()
