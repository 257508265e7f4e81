"""Make docs/reference/indicators.md from the indicators: `python tools/indicators_page.py`.

What is said of each, and its worked example, stand in `indicator_examples`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from indicator_examples import WORKED
from indicator_examples.beside import DEFINITIONS, WORKED_BESIDE, Beside
from indicator_examples.functions import WORKED_BY_FUNCTION, ByFunction
from indicator_examples.making import YEAR, Worked, a_case, said

from brukermedvirkning.rules.indicators.builtin import AREAS, BUILT_IN
from brukermedvirkning.rules.indicators.by_function import Lacking
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.function_indicators import FUNCTION_INDICATORS
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
direction is named there is none: no target, no colour, no rank. What is *never printed
without* another has it right behind, whoever asks. What a programme promises stands with
it, and `settings_for` in `brukermedvirkning.rules.indicators.of_programmes` makes
parameters of it for `measure(..., parameters=...)`; `Meant` in `meant`, beside it, does
so, and leaves programmes whose stay has no limit out of what aims at leaving. Nothing is
published of one participant. Letters and numbers such as H13 are lines of the five source documents.
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
    "consents": "Consent",
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
        f"- never printed without: {_codes(one.printed_with)}",
        f"- may be split by: {_codes(one.groupings)}",
        f"- {_keeper(one)} must carry: {_codes(_carried(one))}",
        f"- source: {_sources(one.source)}",
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
        lines += map(_parameter, settings)
    return "\n".join(lines) + "\n"


def _keeper(one: Definition) -> str:
    return (
        "the source of the case"
        if one.schema.of_one_person
        else "the records of the organisation"
    )


def _carried(one: Definition) -> tuple[str, ...]:
    """What a case must carry, or what its rows are laid out of."""
    laid_out = FUNCTION_INDICATORS.get(one.id)
    return one.carry_paths if laid_out is None else laid_out.needs


def _settings(definitions: list[Definition]) -> tuple[IndicatorParameter, ...]:
    """Each once; one name may have another default in a companion."""
    found = (one for definition in definitions for one in definition.parameters)
    return tuple(dict.fromkeys(found))


def _parameter(one: IndicatorParameter) -> str:
    given = one.default
    shown = ", ".join(map(str, given)) if isinstance(given, tuple) else str(given)
    return f"| `{one.name}` | {shown} | {one.unit} | {one.source} |"


def _codes(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "none"


HEAD_BESIDE = """
## Beside the cases

What organisations record, who follows up a plan, in which areas something goes on and
how often closed records are opened is counted by definitions of the same kind, over rows
that `organisations`, `responsibilities`, `life_areas` and `openings` in
`brukermedvirkning.rules.indicators` lay out. Where an organisation stands in the place of
a case, its rows count as the people. All but what organisations record is asked for as
what functions measure is.
"""

HEAD_BY_FUNCTION = """
## By functions

Each of these is a function in `brukermedvirkning.rules.indicators` that gives the same
kind of measurement, and has no definition. They go over all cases once more, so
`bmv indicators` and `bmv export --format indicators` measure them where they are named or
in a ready group that is; surveys, and what has its scales given, also where nothing is
chosen.
"""

_GIVEN = {
    Lacking.NOTHING: "nothing more",
    Lacking.FIRST_DAY: "a first day",
    Lacking.SCALES: "the scales of an instrument",
}


def _by_function(worked: ByFunction) -> str:
    one = worked.of
    lines = [
        f"\n### {one.id}\n",
        f"{one.question}\n",
        f"{worked.formula[0].upper()}{worked.formula[1:]}\n",
        f"- function: `brukermedvirkning.rules.indicators.{worked.function}`",
        f"- counts: {one.counts}",
        f"- direction: {one.direction}",
        f"- duty holder: {one.duty_holder}",
        f"- companion: {_codes((one.companion,) if one.companion else ())}",
        f"- is split by: {_codes(one.by)}",
        f"- the source of the case must carry: {_codes(one.needs)}",
        f"- must be given: {_GIVEN[one.asks_for]}",
        f"- source: {_sources(one.source)}",
        f"- version: {one.version}",
        f"\nHow it can be cheated: {worked.cheated}\n",
        f"How it can be misread: {worked.misread}\n",
        f"Worked example. {worked.story}\n",
        "| group | gives |",
        "|---|---|",
        *(f"| {group} | {gives} |" for group, gives in worked.gives.items()),
    ]
    return "\n".join(lines) + "\n"


def _sources(source: str) -> str:
    return source if "definitions" in source else f"{source}; definitions 2.2"


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for area, definitions in AREAS.items():
        ids = {definition.id for definition in definitions}
        parts.append(f"\n## {AREA_TITLES[area]}\n")
        parts += [_section(worked, BY_ID) for worked in WORKED if worked.id in ids]
    parts.append(HEAD_BESIDE)
    parts += [_section(worked, DEFINITIONS) for worked in WORKED_BESIDE]
    parts.append(HEAD_BY_FUNCTION)
    parts += map(_by_function, WORKED_BY_FUNCTION)
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
