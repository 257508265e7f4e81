"""Texts of logs, and the reader's answer to one in a form that a test can look at."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import attrs
from hypothesis import strategies as st

from brukermedvirkning.domain.case import Case
from brukermedvirkning.errors import Fault
from brukermedvirkning.ports import Notice, Read, Rejected, Source
from brukermedvirkning_denmark.log.reader import LogReader

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "empowerment_log.txt"
PUBLISHED = ROOT.parent / "shared" / "sources" / "jobcenter-aalborg-da.txt"
SOURCES = [path for path in (EXAMPLE, PUBLISHED) if path.is_file()]

LINES = EXAMPLE.read_text("utf-8").splitlines()
"""The lines of the project's own example; line 6 of the text is LINES[5]."""

HEADER = "Indsatstype og foranstaltning\t\tTimer pr. uge\tStartdato\tSlutdato\t"
CONTACTS = "Kontakt med koordinerende sagsbehandler"

READER = LogReader()


@attrs.frozen
class Answer:
    """What came of reading: the one case, what was rejected, what was noticed."""

    reads: tuple[Read, ...]
    rejected: tuple[Rejected, ...]

    @property
    def case(self) -> Case:
        (read,) = self.reads
        return read.case

    @property
    def notices(self) -> tuple[Notice, ...]:
        (read,) = self.reads
        return read.notices

    @property
    def faults(self) -> list[Fault]:
        return [fault for one in self.rejected for fault in one.faults]

    @property
    def told(self) -> list[tuple[str, str, str, str]]:
        return [(f.where, f.field, f.found, f.expected) for f in self.faults]

    @property
    def size(self) -> tuple[int, int]:
        if not self.reads:
            return (0, 0)
        return len(self.case.interventions), len(self.case.contacts)

    @property
    def says(self) -> set[tuple[object, ...]]:
        """What the rows say, as `Printed.says` has it."""
        if not self.reads:
            return set()
        measures = {
            (
                row.group and row.group.code,
                row.measure.code and row.measure.code.code,
                row.weekly_minutes,
                row.period.start,
                row.period.last_day,
            )
            for row in self.case.interventions
        }
        contacts = {
            (
                row.on,
                row.form.code and row.form.code.code,
                row.duration and (row.duration.at_least, row.duration.at_most),
            )
            for row in self.case.contacts
        }
        return measures | contacts

    @property
    def rows(self) -> set[tuple[object, ...]]:
        """What the rows say, apart from their ids."""
        return {
            attrs.astuple(attrs.evolve(row, id="-"), recurse=False)
            for row in (*self.case.interventions, *self.case.contacts)
        }


def read(
    content: str | bytes | list[str], name: str = "log.txt", **options: str
) -> Answer:
    if isinstance(content, list):
        content = "\n".join(content) + "\n"
    raw = content.encode() if isinstance(content, str) else content
    told = {key.replace("_", "-"): value for key, value in options.items()}
    answers = list(READER.read(Source(name=name, content=raw), told))
    return Answer(
        tuple(one for one in answers if isinstance(one, Read)),
        tuple(one for one in answers if isinstance(one, Rejected)),
    )


def changed(number: int, *lines: str) -> list[str]:
    """The example with other lines, or none, in place of one; counted from 1."""
    return [*LINES[: number - 1], *lines, *LINES[number:]]


def edited(number: int, pattern: str, new: str) -> list[str]:
    """The example with a part of one line replaced."""
    line = re.sub(pattern, new, LINES[number - 1])
    assert line != LINES[number - 1], "the edit must change something"
    return changed(number, line)


# Logs that anybody could have


DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
GROUPS = st.sampled_from(["Beskæftigelsestilbud", "Andre tilbud/indsatser", "Nyt"])
WORDS = st.text("abcdefghijklmnopqrstuvwxyzæøåÆØÅ /().-", min_size=1, max_size=20)
MEASURES = st.one_of(
    st.sampled_from(
        ["mentorstøtte (LAB §§ 78-81)", "uddannelse (FOF m.v.)", "noget: andet"]
    ),
    WORDS.map(lambda text: f"x{text.strip()}x"),
)
FORMS = st.sampled_from(["Personligt møde", "Mailkorrespondance", "Telefonsamtale"])


@attrs.frozen
class Printed:
    """A row as it is printed, and what it says."""

    text: str
    says: tuple[object, ...]


def _hours(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    return f"{whole},{rest * 100 // 60:02}" if rest else str(whole)


@st.composite
def printed_measures(draw: st.DrawFn) -> Printed:
    group, measure, first = draw(GROUPS), draw(MEASURES), draw(DAYS)
    minutes = draw(st.integers(0, 672).map(lambda quarters: quarters * 15))
    length = draw(st.integers(0, 900))
    last = first + timedelta(days=length)
    label = f"{group}:{measure}"
    text = f"{label}\tVælg\t{_hours(minutes)}\t{first:%d-%m-%Y}\t{last:%d-%m-%Y}\tSlet"
    return Printed(text, (group, " ".join(measure.split()), minutes, first, last))


@st.composite
def printed_contacts(draw: st.DrawFn) -> Printed:
    on, form = draw(DAYS), draw(FORMS)
    band = draw(st.none() | st.tuples(st.integers(0, 90), st.integers(0, 90)))
    if band is None:
        return Printed(f"{on:%d-%m-%Y}, {form}", (on, form, None))
    least, most = sorted(band)
    text = f"{on:%d-%m-%Y}, {form}, {least}-{most} minutter"
    return Printed(text, (on, form, (least, most)))


@attrs.frozen
class Log:
    """A log as printed."""

    measures: list[Printed]
    contacts: list[Printed]
    around: tuple[list[str], list[str]] = ([], [])

    @property
    def lines(self) -> list[str]:
        before, after = self.around
        table = ["Indsatser", "", HEADER, *(row.text for row in self.measures)]
        history = [CONTACTS, "", "Historik", "", *(row.text for row in self.contacts)]
        return [*before, "", "LOG", "", *table, "", *history, "", *after]

    @property
    def says(self) -> set[tuple[object, ...]]:
        return {row.says for row in (*self.measures, *self.contacts)}


PROSE = st.lists(
    st.sampled_from(
        ["Hvad er Empowerment?", "- 100 borgere", "", "Død\t0", "Total 43"]
    ),
    max_size=6,
)


@st.composite
def logs(draw: st.DrawFn, least: int = 0) -> Log:
    def rows(kind: st.SearchStrategy[Printed]) -> list[Printed]:
        return draw(
            st.lists(kind, min_size=least, max_size=6, unique_by=lambda row: row.says)
        )

    around = (draw(PROSE), draw(PROSE))
    return Log(rows(printed_measures()), rows(printed_contacts()), around)
