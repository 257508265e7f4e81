"""Make docs/reference/crosswalks.md from the crosswalks: `python tools/crosswalks_page.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from brukermedvirkning.domain.crosswalk import Crosswalk, Mapping
from brukermedvirkning.domain.period import Period
from brukermedvirkning.host import Host
from brukermedvirkning_denmark import plugin as denmark
from brukermedvirkning_norway import plugin as norway

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "crosswalks.md"

HEAD = """# Crosswalks

How codes of one scheme are said in another: between systems, between generations of an
act, and under another spelling. Made from the crosswalks of the plugins
`brukermedvirkning-norway` and `brukermedvirkning-denmark`, whose files
(`crosswalks/<id>.toml`) are for a domain expert to review.

A mapping holds by date. It is *exact*, and then the way back leads to the same code; or
*close*, and then it says what is lost. Only verified mappings translate: what nobody has
verified is listed as open. Nothing is mapped by its last digit, its label or its place in
a list: `2.4` of the Danish act before 2020 is `6.10` of the act after, and `JOBBKLUBB` of
Arena is not the tiltakskode `JOBBKLUBB`.

```python
from datetime import date

from brukermedvirkning import Host
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.services import Translator

translator = Translator(Host.load())
group = Code(scheme="dk.lab-2", code="2.4")
found = translator.translate(group, "dk.lbl-6", date(2020, 1, 1))

assert found.only == Code(scheme="dk.lbl-6", code="6.10")
assert not found.is_exact
```

What a translation cannot carry is told, loss by loss, and nothing is chosen: where a code
has several others, all of them are found.

```python
training = Code(scheme="no.arena.tiltakskode", code="GRUPPEAMO")
found = translator.translate(training, "no.nav.tiltakskode", date(2026, 1, 15))

assert found.only is None
assert len(found.found) == 4
assert found.losses[-1].nature == "several"
```

| loss | what it says |
|---|---|
| `close` | the other code says nearly the same, and `why` what it does not |
| `shared` | other codes become the same one |
| `several` | the code becomes several, and which of them is not said |
| `no_mapping` | the other scheme cannot say it |
| `open` | a mapping is known that nobody has verified |
| `other_day` | a mapping holds on other days, of which `nearest` is the nearest period |

A single translation on a day outside every period is an error that names the nearest.

```python
from brukermedvirkning.errors import OutsidePeriodsError

try:
    translator.translate(group, "dk.lbl-6", date(2019, 12, 31))
except OutsidePeriodsError as error:
    assert error.first == date(2020, 1, 1)
else:
    raise AssertionError
```

Where no crosswalk leads from one scheme to another, what the codes mean in the core's
words does. So a Norwegian reason can be said in the words of a Danish table.

```python
reason = Code(scheme="no.nav.deltaker-aarsak", code="SYK")
found = translator.translate(reason, "dk.star.empowerment.exit", date(2016, 5, 31))

assert found.only == Code(scheme="dk.star.empowerment.exit", code="Sygdom")
assert found.is_exact
```

Of a case, `Translator.losses` says row by row which codes cannot be said; of many cases,
`Translator.report` counts them, and names nobody.

```python
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ContactForm
from brukermedvirkning.domain.contacts import Contact

video = Coded(
    concept=ContactForm.VIDEO, code=Code(scheme="no.nav.kanal", code="INTERNETT")
)
case = Case(
    id="c-1",
    participant=Participant(id="p-1"),
    contacts=(Contact(id="k-1", on=date(2026, 1, 15), form=video),),
)
(lost,) = translator.losses(case, ["dk.star.log.contact-form"])
report = translator.report([case], ["dk.star.log.contact-form"])

assert (lost.kind, lost.field) == ("contact", "form")
assert (report.codes, report.carried) == (1, 0)
assert report.lost[0].lost.losses[0].nature == "no_mapping"
```

Where the meaning of a code depends on other dates than the day, it is a function and no
table: `brukermedvirkning_norway.arena` has the status and the reason of a participation
from Arena's codes.
"""


def page() -> str:
    """The page as it is made from the crosswalks."""
    host = Host.load([norway, denmark], entry_points=False)
    sections = [
        "\n".join(_section(one))
        for one in host.crosswalks.values()
        if one.mappings or one.gaps
    ]
    return "\n".join([HEAD, *sections]).rstrip("\n") + "\n"


def _section(one: Crosswalk) -> Iterator[str]:
    yield f"## {one.id}\n"
    if one.from_scheme == one.to_scheme:
        yield f"Within `{one.from_scheme}`.\n"
    else:
        yield f"From `{one.from_scheme}` to `{one.to_scheme}`.\n"
    references = dict.fromkeys(row.reference for row in one.mappings if row.verified)
    yield f"Source: {'; '.join(filter(None, references))}.\n"
    yield "| code | there | match | holds | what is lost |"
    yield "|---|---|---|---|---|"
    for row in one.mappings:
        if row.verified:
            yield _row(row)
    yield ""
    if one.gaps:
        yield "| code | why it cannot be said there |"
        yield "|---|---|"
        yield from (f"| `{gap.source}` | {gap.why} |" for gap in one.gaps)
        yield ""
    if one.open_mappings:
        yield "| open: code | there | why |"
        yield "|---|---|---|"
        for row in one.open_mappings:
            yield f"| `{row.source}` | `{row.target}` | {row.reference or ''} |"
        yield ""


def _row(row: Mapping) -> str:
    cells = (f"`{row.source}`", f"`{row.target}`", str(row.match), _days(row.valid))
    return f"| {' | '.join(cells)} | {row.loss or ''} |"


def _days(valid: Period) -> str:
    bounds = (("from", valid.start), ("until", valid.last_day))
    return " ".join(f"{word} {day}" for word, day in bounds if day) or "always"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
