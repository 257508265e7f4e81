"""Make docs/reference/indicators.md from the indicators: `python tools/indicators_page.py`.

What is said of each, and its worked example, stand in `indicator_examples`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from indicator_examples import WORKED
from indicator_examples.beside import DEFINITIONS, WORKED_BESIDE, Beside
from indicator_examples.making import YEAR, Worked, a_case, said

from brukermedvirkning.rules.indicators.builtin import AREAS, BUILT_IN
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.finish import measure
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
direction is named there is none: no target, no colour, no rank. What a programme promises
stands with it, and `settings_for` in `brukermedvirkning.rules.indicators.of_programmes`
makes parameters of it for `measure(..., parameters=...)`. Nothing is published of
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
    "peer_workers": "Peer workers",
}


def measured(worked: Worked, indicator: str) -> str:
    """What an indicator says of the cases of a worked example."""
    cases = [a_case(number, rows) for number, rows in enumerate(worked.cases, 1)]
    (one,) = measure([BY_ID[indicator]], cases, YEAR)
    return said(one)


def _section(worked: Worked | Beside, known: Mapping[str, Definition]) -> str:
    one = known[worked.id]
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
        f"- {_keeper(one)} must carry: {_codes(one.carry_paths)}",
        f"- source: {one.source}; definitions 2.2",
        f"- version: {one.version}",
        f"\nHow it can be cheated: {worked.cheated}\n",
        f"How it can be misread: {worked.misread}\n",
        f"Worked example. {worked.story}\n",
        "| indicator | asks | gives |",
        "|---|---|---|",
        *(
            f"| `{name}` | {known[name].question} | {gives} |"
            for name, gives in worked.gives.items()
        ),
    ]
    settings = _settings([known[name] for name in worked.gives])
    if settings:
        lines += ["\n| parameter | default | unit | source |", "|---|---|---|---|"]
        lines += [_parameter(name, one) for name, one in settings.items()]
    return "\n".join(lines) + "\n"


def _keeper(one: Definition) -> str:
    return (
        "the source of the case"
        if one.schema.of_one_person
        else "the records of the organisation"
    )


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


HEAD_BESIDE = """
## Beside the cases

What organisations record, and who follows up a plan, is counted by definitions of the
same kind, over rows that `brukermedvirkning.rules.indicators.organisations` and
`brukermedvirkning.rules.indicators.responsibilities` lay out. Where an organisation
stands in the place of a case, its rows count as the people.
"""

BY_FUNCTION = """
The rest are functions that give the same kind of measurement, each with the id that
`bmv indicators` and `bmv export --format indicators` know it by:

- `survey_experience` in `brukermedvirkning.rules.indicators.experience`,
  survey.experience: how an item of a survey was answered, from counts alone, with the
  share that answered. It can be cheated by inviting the content, and misread as what
  those think who did not answer.
  Of ten answers out of twenty invited, four and six, the shares are two and three
  fifths, at a coverage of one half; of four answers nothing is told.
  Source: H13, H19, M30.
- `progression` in `brukermedvirkning.rules.indicators.progression`,
  progression.change: worse, the same or
  better, for all with a first answer, by the least step of the instrument. It can be
  cheated by asking again only those who do well, which shows as not recorded, and
  misread as an effect: extremes come nearer to the middle by themselves. From 1 to 5, 5
  to 1 and 3 to 4 with a least step of 2 is one better, one worse, one the same; who
  answered once is not recorded. It is never a target. Source: D57-84.
- `improved` in `brukermedvirkning.rules.indicators.improvement`, progression.improved:
  the share of all with a first answer who came out better, by the least step. Who was
  not measured again is not recorded and stays in, so to ask again only those who do well
  gains nothing. It is misread as an effect, and never a target. Of the four above one
  came out better: a quarter, and at most a half. Source: D57-84, D134.
- `gap_between` in the same place, progression.gap: whether another respondent, such as
  staff, places participants lower, the same or higher than they do themselves, by the
  last answers of both. It can be cheated by showing staff the participant's answer
  first, and misread as one of the two being right. Of 5 and 1, 5 and 4, 1 and 5 with a
  least step of 2 one is lower, one the same, one higher. Source: D57-84.
- `degrees_on` in `brukermedvirkning.rules.indicators.rungs`,
  decision.participation-degree.on-ladder: the decisions by rung of one
  ladder, derived from the facts first; as the participant and as staff rated them
  beside, each in a table of its own. `median_rung` gives the lowest rung that half of
  them are on or below; there is no mean. It can be cheated in the ratings and not in
  what is derived, and misread across ladders. A shared decision and an overruled one are
  on *partnership* and *consultation* of Arnstein's ladder; their median is
  *consultation*. Source: H6, H15, M4, B22.
- `peer_arenas` in `brukermedvirkning.rules.indicators.peer_arenas`,
  peer-worker.arena: where those in
  peer-worker.employed work, each arena of a vocabulary with a row, one of zero too, and
  by the terms of the job. That somebody is a peer worker tells of an illness: what it
  gives has been through disclosure control, and there is no way around it. It can be
  cheated by calling any work that, and misread as how good an arena is. Of twenty at NAV
  and nobody at DPS it shows 20 and 0; of twenty and one it shows neither. Source: N45-51.
- `moved_together` in `brukermedvirkning.rules.indicators.beliefs`: how two dimensions
  moved together, such as health as experienced and the belief in work, in nine cells. It
  is description alone, and can be misread as one leading to the other. Small cells are
  not withheld there; `health_and_work_belief` gives the same cells as a table that can
  be published, health-and-work-belief. Of eight better in both and two better in health
  and worse in belief it has 8 and 2, and published neither. Source: D57-84.
- `caseloads` in `brukermedvirkning.rules.indicators.caseload`, caseload: cases that a
  coordinator has at a time, as median and nine tenths of a unit with five coordinators
  or more. It can be cheated by naming somebody on paper, and misread as a measure of
  anybody's work. Four with one case each and one with two and a half have a median of 1
  and nine tenths at 1.9. Source: D143, D152.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for area, definitions in AREAS.items():
        ids = {definition.id for definition in definitions}
        parts.append(f"\n## {AREA_TITLES[area]}\n")
        parts += [_section(worked, BY_ID) for worked in WORKED if worked.id in ids]
    parts.append(HEAD_BESIDE)
    parts += [_section(worked, DEFINITIONS) for worked in WORKED_BESIDE]
    return "".join([*parts, BY_FUNCTION])


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
