"""A case as a page: what `bmv show` draws from its document."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from brukermedvirkning_cli.case.looking import Facts
from brukermedvirkning_cli.case.plan import plan
from brukermedvirkning_cli.case.timeline import timeline
from brukermedvirkning_cli.shapes import hours, period_text
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block, Table

__all__ = ["case_page"]


def case_page(found: Facts, say: Speaker) -> Iterator[Block]:
    """Who, plan, timeline, contacts, decisions, and the state of the day."""
    yield say.word("show.case", case=found["case"])
    if found["registered_in_error"]:
        yield say.word("show.in-error")
    if found["later_rows"]:
        yield say.word("show.later", day=found["on"], count=found["later_rows"])
    for part in (_who, plan, timeline, _contacts, _decisions, _state):
        yield ""
        yield from part(found, say)


def _who(found: Facts, say: Speaker) -> Iterator[Block]:
    yield say.word("show.who")
    period = found["period"]
    facts = {
        "participant": found["participant"]["id"],
        "unit": found["unit"]["value"] or _absent(found["unit"], say),
        "period": period_text(period["value"])
        if any(period["value"].values())
        else _absent(period, say),
        "origin": found["origin"]["reader"],
    }
    for name, value in facts.items():
        if value:
            yield f"  {say.word(f'show.{name}')}: {value}"
    for name, section, tell in (
        ("enrolment", found["enrolments"], _enrolment),
        ("team", found["team"], _member),
    ):
        yield from _told(say.word(f"show.{name}"), section, say, tell)


def _absent(section: Facts, say: Speaker) -> str:
    """Why nothing is there: nobody wrote it, or the source has no place for it."""
    return say.word("none" if section["carried"] else "no-place")


def _told(
    name: str, section: Facts, say: Speaker, tell: Callable[[Facts, Speaker], str]
) -> Iterator[str]:
    if not section["rows"]:
        yield f"  {name}: {_absent(section, say)}"
    for row in section["rows"]:
        yield f"  {name}: {tell(row, say)}"


def _enrolment(row: Facts, say: Speaker) -> str:
    left = row["exit"]
    period = f"{row['start'] or '…'} – {left['on'] if left else '…'}"
    enrolled = say.word("show.enrolled", programme=row["programme"], period=period)
    if not left:
        return enrolled
    how = say.word(
        "show.exit",
        day=left["on"],
        category=left["category"]["label"]["text"],
        decided_by=left["decided_by"]["label"]["text"],
        stance=left["stance"]["label"]["text"],
    )
    return f"{enrolled}; {how}"


def _member(row: Facts, say: Speaker) -> str:
    role = row["role"]["label"]["text"]
    return say.word("show.place", role=role, period=period_text(row["period"]))


def _contacts(found: Facts, say: Speaker) -> Iterator[Block]:
    section = found["contacts"]
    if not section["rows"]:
        yield f"{say.word('show.contacts')}: {_absent(section, say)}"
        return
    yield say.word("show.contacts")
    columns = ("minutes", "form", "kind", "held", "with")
    yield Table(
        [say.word("day"), *(say.word(f"show.{column}") for column in columns)],
        [
            [
                row["on"],
                _minutes(row["minutes"]),
                row["form"]["label"]["text"],
                row["kind"]["label"]["text"],
                row["status"]["label"]["text"],
                ", ".join(one["role"]["label"]["text"] for one in row["others"]),
            ]
            for row in section["rows"]
        ],
    )


def _minutes(duration: Facts | None) -> str:
    """A duration with both its bounds; nothing where none is on record."""
    if duration is None:
        return ""
    least, most = duration["at_least"], duration["at_most"]
    if most is None:
        return f"≥ {least}"
    return str(least) if least == most else f"{least}–{most}"


def _decisions(found: Facts, say: Speaker) -> Iterator[Block]:
    section = found["decisions"]
    if not section["rows"]:
        yield f"{say.word('show.decisions')}: {_absent(section, say)}"
        return
    yield say.word("show.decisions")
    for row in section["rows"]:
        question = row["question"] or row["subject"]["label"]["text"]
        yield f"  {row['on'] or '…'}  {question}"
        wish = row["wish"] or row["wish_asked"]["label"]["text"]
        yield "      " + say.word("show.wish", wish=wish)
        if row["settled_on"] is None:
            yield "      " + say.word("show.unsettled")
            continue
        last_word = row["last_word"]["label"]["text"]
        settled = say.word("show.settled", day=row["settled_on"], last_word=last_word)
        yield f"      {settled}" + (f": {row['outcome']}" if row["outcome"] else "")
        if row["frame"]:
            frame = row["frame"]["text"] or row["frame"]["kind"]["label"]["text"]
            yield "      " + say.word("show.frame", frame=frame)
        if row["reason"]:
            yield "      " + say.word("show.reason", reason=row["reason"])


def _state(found: Facts, say: Speaker) -> Iterator[Block]:
    state = found["state"]
    yield say.word("show.state", day=state["on"])
    load = say.word(
        "show.state-load",
        hours=hours(state["weekly_minutes"]),
        count=len(state["interventions"]),
    )
    if state["unknown_loads"]:
        load += "; " + say.word("show.and-unknown", count=state["unknown_loads"])
    yield f"  {load}"
    for name, rows in (
        ("enrolments", state["enrolments"]),
        ("goals", state["goals"]),
        ("requests", state["open_requests"]),
    ):
        if rows:
            yield "  " + say.word(f"show.state-{name}", count=len(rows))
