"""Make docs/reference/indicators.md from the indicators: `python tools/indicators_page.py`.

What is said of each, and its worked example, stand in `indicator_examples`.
"""

from __future__ import annotations

from pathlib import Path

from indicator_examples import WORKED
from indicator_examples.making import YEAR, Worked, a_case, said

from brukermedvirkning.rules.indicators.builtin import AREAS, BUILT_IN
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.organisations import ORGANISATION_INDICATORS
from brukermedvirkning.rules.indicators.parameter import IndicatorParameter
from brukermedvirkning.rules.indicators.scoring import name_of

__all__ = ["BY_ID", "PAGE", "measured", "page"]

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "indicators.md"
BY_ID = {definition.id: definition for definition in BUILT_IN}

HEAD = """# Indicators

The built-in indicators. What stands in one section is asked of the same rows: slices,
and companions that count participants where the indicator counts events. The worked
examples are of 2026, as known on its last day; their numbers were reckoned by hand, and
a test compares. *Not recorded* is in the denominator and gains nothing; *unplaced* are
rows of which nobody wrote whether they belong, and lower the coverage. Where no
direction is named there is none: no target, no colour, no rank. Nothing is published of
one participant. Letters and numbers such as H13 are lines of the five source documents.
Made from the indicators themselves.
"""

AREA_TITLES = {
    "plans": "The plan",
    "goals": "Goals",
    "challenges": "Challenges",
    "decisions": "Decisions",
    "interventions": "Interventions",
    "introductions": "Introductions",
    "contacts": "Contacts",
    "meetings": "First talks, forms, meetings",
    "notes": "Notes and the log",
    "requests": "Requests",
    "team": "The team",
    "surveys": "Surveys and talks",
    "times": "How soon, and how many now",
    "complaints": "Complaints",
    "exits": "Exits",
}


def measured(worked: Worked, indicator: str) -> str:
    """What an indicator says of the cases of a worked example."""
    cases = [a_case(number, rows) for number, rows in enumerate(worked.cases, 1)]
    (one,) = measure([BY_ID[indicator]], cases, YEAR)
    return said(one)


def _section(worked: Worked) -> str:
    one = BY_ID[worked.id]
    lines = [
        f"\n### {one.id}\n",
        f"{one.question}\n",
        f"{worked.formula[0].upper()}{worked.formula[1:]}\n",
        f"- counts: {one.counts}",
        f"- scoring: {name_of(one.scoring).replace('_', ' ')}",
        f"- direction: {one.direction}",
        f"- duty holder: {one.duty_holder}",
        f"- companion: {_codes((one.companion,) if one.companion else ())}",
        f"- may be split by: {_codes(one.groupings)}",
        f"- the source of the case must carry: {_codes(one.carry_paths)}",
        f"- source: {one.source}; definitions 2.2",
        f"- version: {one.version}",
        f"\nHow it can be cheated: {worked.cheated}\n",
        f"How it can be misread: {worked.misread}\n",
        f"Worked example. {worked.story}\n",
        "| indicator | asks | gives |",
        "|---|---|---|",
        *(
            f"| `{name}` | {BY_ID[name].question} | {gives} |"
            for name, gives in worked.gives.items()
        ),
    ]
    settings = _settings([BY_ID[name] for name in worked.gives])
    if settings:
        lines += ["\n| parameter | default | unit | source |", "|---|---|---|---|"]
        lines += [_parameter(name, one) for name, one in settings.items()]
    return "\n".join(lines) + "\n"


def _settings(definitions: list[Definition]) -> dict[str, IndicatorParameter]:
    return {
        parameter.name: parameter
        for definition in definitions
        for parameter in definition.parameters
    }


def _parameter(name: str, one: IndicatorParameter) -> str:
    given = one.default
    shown = ", ".join(map(str, given)) if isinstance(given, tuple) else str(given)
    return f"| `{name}` | {shown} | {one.unit} | {one.source} |"


def _codes(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "none"


BESIDE = """
## Beside the cases

What organisations record is counted by definitions of the same kind, over the records
that `brukermedvirkning.rules.indicators.organisations` lays out. There an organisation
stands where a case stands.

| indicator | asks | direction | source |
|---|---|---|---|
"""

BY_FUNCTION = """
Four more are functions that give the same kind of measurement:

- `survey_experience` in `brukermedvirkning.rules.indicators.experience`: how an item of
  a survey was answered, from counts alone, with the share that answered. It can be
  cheated by inviting the content, and misread as what those think who did not answer.
  Of ten answers out of twenty invited, four and six, the shares are two and three
  fifths, at a coverage of one half; of four answers nothing is told.
  Source: H13, H19, M30.
- `progression` in `brukermedvirkning.rules.indicators.progression`: worse, the same or
  better, for all with a first answer, by the least step of the instrument. It can be
  cheated by asking again only those who do well, which shows as not recorded, and
  misread as an effect: extremes come nearer to the middle by themselves. From 1 to 5, 5
  to 1 and 3 to 4 with a least step of 2 is one better, one worse, one the same; who
  answered once is not recorded. It is never a target. Source: D57-84.
- `moved_together` in `brukermedvirkning.rules.indicators.beliefs`: how two dimensions
  moved together, such as health as experienced and the belief in work, in nine cells. It
  is description alone, and can be misread as one leading to the other. Small cells are
  not withheld there. Source: D57-84.
- `caseloads` in `brukermedvirkning.rules.indicators.caseload`: cases that a coordinator
  has at a time, as median and nine tenths of a unit with five coordinators or more. It
  can be cheated by naming somebody on paper, and misread as a measure of anybody's work.
  Four with one case each and one with two and a half have a median of 1 and nine tenths
  at 1.9. Source: D143, D152.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for area, definitions in AREAS.items():
        ids = {definition.id for definition in definitions}
        parts.append(f"\n## {AREA_TITLES[area]}\n")
        parts += [_section(worked) for worked in WORKED if worked.id in ids]
    parts.append(BESIDE)
    parts += [
        f"| `{one.id}` | {one.question} | {one.direction} | {one.source} |\n"
        for one in ORGANISATION_INDICATORS
    ]
    return "".join([*parts, BY_FUNCTION])


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
