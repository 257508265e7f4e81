"""The plan of a case on a page: the participant's own words stand first."""

from __future__ import annotations

from collections.abc import Iterator

from brukermedvirkning_cli.case.looking import Facts
from brukermedvirkning_cli.shapes import period_text
from brukermedvirkning_cli.speaker import Speaker

__all__ = ["plan"]


def plan(found: Facts, say: Speaker) -> Iterator[str]:
    """Challenges in the participant's own words, those of others, the goals, the plan."""
    challenges = found["challenges"]
    own = [row for row in challenges["rows"] if row["worded_by"] == ["participant"]]
    others = [row for row in challenges["rows"] if row not in own]
    if own or not others:
        yield from _headed("show.challenges", {**challenges, "rows": own}, say)
        yield from (f"  “{row['words']}”" for row in own)
    if others:
        yield say.word("show.challenges-other")
        yield from (f"  {row['words']}" for row in others)
    yield from _headed("show.goals", found["goals"], say)
    yield from _goals(found["goals"]["rows"], say)
    yield _the_plan(found["plan"], say)


def _headed(name: str, section: Facts, say: Speaker) -> Iterator[str]:
    if section["rows"]:
        yield say.word(name)
    else:
        absent = say.word("none" if section["carried"] else "no-place")
        yield f"{say.word(name)}: {absent}"


def _the_plan(section: Facts, say: Speaker) -> str:
    value = section["value"]
    if value is None:
        absent = say.word("none" if section["carried"] else "no-place")
        return f"{say.word('show.plan')}: {absent}"
    kind = value["kind"]["label"]["text"]
    told = say.word("show.plan-of", kind=kind, period=period_text(value["period"]))
    return f"{say.word('show.plan')}: {told}"


def _goals(
    rows: list[Facts], say: Speaker, parent: str | None = None, depth: int = 1
) -> Iterator[str]:
    """Main goals, each with those below it; one whose parent is not seen is a main one."""
    seen = {row["id"] for row in rows}
    for row in rows:
        above = row["parent"] if row["parent"] in seen else None
        if above != parent:
            continue
        indent = "  " * depth
        facts = say.word(
            "show.goal-facts",
            status=row["status"]["label"]["text"],
            proposer=row["proposer"]["label"]["text"],
            stance=_stance(row, say),
        )
        yield f"{indent}{row['words']}"
        yield f"{indent}    {facts}"
        yield from _goals(rows, say, row["id"], depth + 1)


def _stance(row: Facts, say: Speaker) -> str:
    own = row["stances"].get("participant")
    if own:
        return str(own["label"]["text"])
    return say.word("show.no-stance" if row["stances_carried"] else "no-place")
