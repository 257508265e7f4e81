"""What functions measure: surveys, caseloads, scales, rungs of a ladder, arenas."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import attrs

from brukermedvirkning.domain.assessments import SurveyResult
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.domain.ladders import ARNSTEIN
from brukermedvirkning.rules.indicators.beliefs import health_and_work_belief
from brukermedvirkning.rules.indicators.by_function import (
    ARENA,
    CASELOAD,
    CHANGE,
    EXPERIENCE,
    GAP,
    IMPROVED,
    MOVED_TOGETHER,
    ON_LADDER,
    FunctionIndicator,
)
from brukermedvirkning.rules.indicators.caseload import caseloads
from brukermedvirkning.rules.indicators.experience import survey_experience
from brukermedvirkning.rules.indicators.improvement import gap_between, improved
from brukermedvirkning.rules.indicators.measurement import (
    ContinuousMeasurement,
    Measurement,
)
from brukermedvirkning.rules.indicators.peer_arenas import peer_arenas
from brukermedvirkning.rules.indicators.progression import Scale, progression
from brukermedvirkning.rules.indicators.rungs import degrees_on
from indicator_examples.making import YEAR, a_case, make, said

__all__ = ["WORKED_BY_FUNCTION", "ByFunction"]


@attrs.frozen(kw_only=True)
class ByFunction:
    """What is said of an indicator that a function measures, and a small example.

    `function` is where it is; `gives` are the numbers by hand, group by group.
    """

    of: FunctionIndicator
    function: str
    formula: str
    cheated: str
    misread: str
    story: str
    measured: Callable[[], Iterable[Measurement]]
    gives: dict[str, str]

    def found(self) -> dict[str, str]:
        """What the function says of the example, group by group."""
        return {_group(one): _said(one) for one in self.measured()}


def _group(one: Measurement) -> str:
    return ", ".join("unknown" if name is None else name for name in one.group) or "all"


def _said(one: Measurement) -> str:
    if one.population is None or "categories" in one.withheld:
        return "withheld"
    if isinstance(one, ContinuousMeasurement):
        numbers = (one.value, one.p90, one.observed)
        assert None not in numbers
        median, most, observed = map(float, numbers)  # type: ignore[arg-type]
        return f"median {median:g}, nine tenths at {most:g}, of {observed:g}"
    return said(one).replace(" None", " withheld")


TOOL = Code(scheme="instruments", code="tool")
BEFORE, AFTER = "2025-09-01", "03-01"


def scale(dimension: str = "hope", by: Party = Party.PARTICIPANT) -> Scale:
    """One to five, by whole points, of which two count as a step."""
    return Scale(
        instrument=TOOL,
        instrument_version="1",
        dimension=dimension,
        respondent=by,
        least_step=2,
    )


def answer(on: str, by: str = "participant", **points: int) -> dict[str, Any]:
    """One respondent's answers of a day."""
    return {
        "on": on,
        "instrument": TOOL,
        "instrument_version": "1",
        "respondent": by,
        "scores": [{"dimension": name, "points": n} for name, n in points.items()],
    }


def people(*assessments: tuple[dict[str, Any], ...]) -> list[Case]:
    """Somebody for each, with these assessments."""
    return [
        a_case(n, {"assessments": list(one)}) for n, one in enumerate(assessments, 1)
    ]


def moved(before: int, after: int | None) -> tuple[dict[str, Any], ...]:
    """An own answer, and another one half a year later."""
    later = () if after is None else (answer(AFTER, hope=after),)
    return (answer(BEFORE, hope=before), *later)


def seen(own: int, other: int | None) -> tuple[dict[str, Any], ...]:
    """An own answer, and where staff place the same person."""
    theirs = () if other is None else (answer(AFTER, "service", hope=other),)
    return (answer(AFTER, hope=own), *theirs)


def both(health: int, belief: int) -> tuple[dict[str, Any], ...]:
    """From three points on both dimensions to these."""
    return (
        answer(BEFORE, health=3, belief=3),
        answer(AFTER, health=health, belief=belief),
    )


MOVED = (moved(1, 5), moved(5, 1), moved(3, 4), moved(2, None))
SEEN = (seen(5, 1), seen(5, 4), seen(1, 5), seen(3, None))


def survey(item: str, **counts: int) -> SurveyResult:
    """What twenty who were invited said of an item."""
    rows = [{"answer": name, "count": count} for name, count in counts.items()]
    answered = sum(counts.values())
    return make(
        SurveyResult,
        id=item,
        wave="w",
        item=item,
        invited=20,
        answered=answered,
        distribution=rows,
    )


def coordinated(who: str, period: str) -> dict[str, Any]:
    """A case of unit u with a coordinator over a period."""
    actor = {"kind": "staff", "id": who}
    row = {"role": "coordinating_caseworker", "period": period, "actor": actor}
    return {"unit": "u", "team": [row]}


def _caseloads() -> Iterable[Measurement]:
    whole = [coordinated(f"staff-{n}", "2026-01-01/") for n in range(1, 6)]
    more = [
        coordinated("staff-5", "2026-01-01/"),
        coordinated("staff-5", "2026-01-01/2026-07-02"),
        coordinated("staff-5", "2026-07-03/"),
    ]
    cases = [a_case(n, one) for n, one in enumerate([*whole, *more], 1)]
    few = a_case(9, coordinated("staff-6", "2026-01-01/") | {"unit": "v"})
    return caseloads([*cases, few], YEAR)


def decided(rung: int, **fields: Any) -> dict[str, Any]:
    """The participant wished for b; staff put the decision high on the ladder."""
    rating = {"degree": {"ladder": ARNSTEIN, "rung": rung}, "rated_by": "service"}
    row = {
        "on": "03-01",
        "settled_on": "03-10",
        "proposed_by": "service",
        "options": [
            {"id": "a", "proposed_by": "service"},
            {"id": "b", "proposed_by": "participant"},
        ],
        "wish": {"asked": "asked", "option": "b"},
        "told_on": "03-11",
        "ratings": [rating],
    }
    return {"decisions": [row | fields]}


def _degrees() -> Iterable[Measurement]:
    shared = decided(8, outcome="b", last_word="together")
    overruled = decided(8, outcome="a", last_word="service")
    return degrees_on([a_case(1, shared), a_case(2, overruled)], ARNSTEIN, YEAR)


def peer(arena: str) -> dict[str, Any]:
    """Somebody who completed the training, and works as a peer worker for good."""
    left = {"on": "02-01", "category": "completed"}
    asked = {
        "enrolment": "enrolment-1",
        "on": "08-10",
        "status": "in_work",
        "as_peer_worker": "yes",
        "arena": {"scheme": "no.nav.mb.arena", "code": arena},
        "terms": "permanent",
    }
    enrolled = {"programme": "trains", "start": "2025-01-10", "exit": left}
    return {"enrolments": [enrolled], "follow_ups": [asked]}


def _arenas() -> Iterable[Measurement]:
    cases = [a_case(n, peer("NAV")) for n in range(1, 21)]
    whole, *_ = peer_arenas(cases, ("NAV", "DPS"), YEAR)
    one_more, *_ = peer_arenas([*cases, a_case(21, peer("DPS"))], ("NAV", "DPS"), YEAR)
    return (
        attrs.evolve(whole, group=("twenty",)),
        attrs.evolve(one_more, group=("twenty and one",)),
    )


WORKED_BY_FUNCTION: tuple[ByFunction, ...] = (
    ByFunction(
        of=EXPERIENCE,
        function="experience.survey_experience",
        formula="for each item of each wave that began in the period: how many gave each"
        " answer, and their share of those who answered. Whoever was invited and did not"
        " answer is not recorded. Fewer than five answers are never shown.",
        cheated="by inviting the content, and by asking again until the answers are"
        " better; survey.offered shows who was never invited.",
        misread="as what those think who did not answer, or as one person's answer: there"
        " is no way back to anybody.",
        story="Twenty were invited to each item. Of one there are ten answers, of the"
        " other four.",
        measured=lambda: [
            survey_experience(survey("heard", often=4, always=6), YEAR),
            survey_experience(survey("safe", always=4), YEAR),
        ],
        gives={"w, heard": "often 4, always 6; 10 not recorded", "w, safe": "withheld"},
    ),
    ByFunction(
        of=CHANGE,
        function="progression.progression",
        formula="all with a first answer, by how the last one in the period differs from"
        " it: worse, the same or better, by the least step that the instrument counts."
        " Whoever was not asked again is not recorded. Only answers of one respondent to"
        " one dimension of one version are compared.",
        cheated="by asking again only those who do well, which shows as not recorded; and"
        " by a least step of one where the instrument needs more.",
        misread="as an effect: extremes come nearer to the middle by themselves. It is"
        " never a target.",
        story="With a least step of two, from 1 to 5, from 5 to 1, from 3 to 4; one"
        " answered once.",
        measured=lambda: [progression(people(*MOVED), scale(), YEAR)],
        gives={
            "tool, hope, participant": "worse 1, same 1, better 1; 1 not recorded",
        },
    ),
    ByFunction(
        of=IMPROVED,
        function="improvement.improved",
        formula="of all with a first answer: those who came out better, by the least"
        " step. Whoever was not measured again stays in and gains nothing.",
        cheated="by leaving out the first answer of those who do badly; to ask again only"
        " those who do well gains nothing.",
        misread="as an effect of what the service did. It is never a target.",
        story="The same four: one came out better, and at most two.",
        measured=lambda: [improved(people(*MOVED), scale(), YEAR)],
        gives={"tool, hope, participant": "1 of 4; 1 not recorded"},
    ),
    ByFunction(
        of=GAP,
        function="improvement.gap_between",
        formula="all with an own answer in the period, by whether another respondent, such"
        " as staff, places them lower, the same or higher, by the last answers of both and"
        " the least step. Whoever the other one did not answer for is not recorded.",
        cheated="by showing staff the participant's answer first.",
        misread="as one of the two being right.",
        story="With a least step of two, themselves and staff: 5 and 1, 5 and 4, 1 and 5;"
        " of one staff said nothing.",
        measured=lambda: [
            gap_between(people(*SEEN), scale(), scale(by=Party.SERVICE), YEAR)
        ],
        gives={"tool, hope, service": "lower 1, same 1, higher 1; 1 not recorded"},
    ),
    ByFunction(
        of=MOVED_TOGETHER,
        function="beliefs.health_and_work_belief",
        formula="all with two answers on both dimensions, by how each moved: nine cells,"
        " health as experienced first, then the belief in work. `moved_together` in the"
        " same place gives the cells alone, and withholds nothing.",
        cheated="by asking again only those of whom one knows how they moved.",
        misread="as one leading to the other. It is description alone; whoever moved on"
        " one of the two alone, or was asked once, is not in it.",
        story="Eight came out better in both, two better in health and worse in the"
        " belief. Published, so few are withheld.",
        measured=lambda: [
            health_and_work_belief(
                people(*[both(5, 5)] * 8, *[both(5, 1)] * 2),
                scale("health"),
                scale("belief"),
                YEAR,
            )
        ],
        gives={"tool, health × belief": "better/worse 2, better/better 8"},
    ),
    ByFunction(
        of=ON_LADDER,
        function="rungs.degrees_on",
        formula="the decisions settled in the period by rung of one ladder: as derived from"
        " the facts, and as the participant and as staff rated them last, each in a table"
        " of its own. `median_rung` gives the lowest rung that half of them are on or"
        " below; there is no mean. Where the facts show no rung it is not recorded.",
        cheated="in the ratings, and not in what is derived: whoever asks nobody derives no"
        " high rung, and stands low or is not recorded.",
        misread="across ladders: a rung of one says nothing of another one's; and as if"
        " the distance between two rungs were known.",
        story="A shared decision, and one in which the participant was overruled. Staff put"
        " both on the highest rung; the participant rated neither.",
        measured=_degrees,
        gives={
            "arnstein_1969, derived": "consultation 1, partnership 1",
            "arnstein_1969, participant": "none; 2 not recorded",
            "arnstein_1969, staff": "citizen_control 2",
        },
    ),
    ByFunction(
        of=ARENA,
        function="peer_arenas.peer_arenas",
        formula="those in peer-worker.employed by the arena in which they work, and by the"
        " terms of the job; each arena of a vocabulary has a row, one of zero too. That"
        " somebody is a peer worker tells of an illness: what it gives has been through"
        " disclosure control, and there is no way around it.",
        cheated="by calling any work that.",
        misread="as how good an arena is; other work is as good, and stands in"
        " peer-worker.employed.",
        story="Twenty work at NAV and nobody at DPS; then one more does, and neither is"
        " told.",
        measured=_arenas,
        gives={"twenty": "NAV 20", "twenty and one": "NAV withheld, DPS withheld"},
    ),
    ByFunction(
        of=CASELOAD,
        function="caseload.caseloads",
        formula="for each unit: days with a case for each day of the period and"
        " coordinator, as median and nine tenths. Of a unit with fewer than five"
        " coordinators nothing is told, and nobody is named anywhere.",
        cheated="by naming somebody on paper; coordinator.none shows who has nobody.",
        misread="as a measure of anybody's work: a part-time post and a heavy case look"
        " like any other.",
        story="In unit u four have one case each over the year, and one has three. Unit v"
        " has one coordinator.",
        measured=_caseloads,
        gives={"u": "median 1, nine tenths at 2.2, of 5", "v": "withheld"},
    ),
)
"""One for each that has no definition."""
