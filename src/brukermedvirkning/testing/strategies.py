"""Hypothesis strategies for every record of the domain.

`records(kind)` makes any record; the others are named after what they make. What they
draw is valid and varied: ties, leap days, open periods, rows registered in error, texts
of many scripts, sources that carry everything and sources that carry little.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import attrs
from hypothesis import strategies as st

from brukermedvirkning import domain
from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.assessments import Assessment, SurveyResult, SurveyWave
from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.domain.collective import CollectiveParticipation
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.decisions import Decision
from brukermedvirkning.domain.documents import HAPPENINGS
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.happenings import Happening
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.journal import FIRST_HASH, Entry, EntryHead, Message
from brukermedvirkning.domain.links import PersonLink
from brukermedvirkning.domain.organisation import Training, Unit
from brukermedvirkning.domain.period import Duration, Period
from brukermedvirkning.domain.plan import Challenge, Goal, Stance
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.domain.record import Record
from brukermedvirkning.domain.requests import Offer, Request
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.testing._cases import carries_of, cases, everything_there
from brukermedvirkning.testing._damage import Damage, damaged
from brukermedvirkning.testing._marking import marked
from brukermedvirkning.testing._pools import (
    DAYS,
    EXTREME_DAYS,
    POOLS,
    Pools,
    ids,
    instants,
    texts,
)
from brukermedvirkning.testing._records import frozen_maps, records, values_of

__all__ = [
    "DAYS",
    "EXTREME_DAYS",
    "POOLS",
    "Damage",
    "Pools",
    "actors",
    "all_records",
    "assessments",
    "carries",
    "carries_of",
    "cases",
    "challenges",
    "collective_participations",
    "contacts",
    "damaged",
    "decisions",
    "durations",
    "enrolments",
    "entries",
    "everything_there",
    "frozen_maps",
    "goals",
    "happenings",
    "ids",
    "instants",
    "interventions",
    "journals",
    "marked",
    "messages",
    "offers",
    "periods",
    "person_links",
    "programmes",
    "records",
    "requests",
    "stances",
    "survey_results",
    "survey_waves",
    "team_members",
    "texts",
    "trainings",
    "units",
    "values_of",
]


def actors(pools: Pools = POOLS) -> st.SearchStrategy[Actor]:
    """Actors of every kind, the unknown one included."""
    return records(Actor, pools)


def assessments(pools: Pools = POOLS) -> st.SearchStrategy[Assessment]:
    """Assessments; each dimension has one score."""
    return records(Assessment, pools)


def carries(pools: Pools = POOLS) -> st.SearchStrategy[Carries]:
    """What a source may carry; `carries_of` is that of a case."""
    return records(Carries, pools)


def challenges(pools: Pools = POOLS) -> st.SearchStrategy[Challenge]:
    """Challenges in one to three versions."""
    return records(Challenge, pools)


def collective_participations(
    pools: Pools = POOLS,
) -> st.SearchStrategy[CollectiveParticipation]:
    """Bodies and processes in which users take part."""
    return records(CollectiveParticipation, pools)


def contacts(pools: Pools = POOLS) -> st.SearchStrategy[Contact]:
    """Contacts, held, planned, moved and not held."""
    return records(Contact, pools)


def decisions(pools: Pools = POOLS) -> st.SearchStrategy[Decision]:
    """Decisions, settled and not."""
    return records(Decision, pools)


def durations() -> st.SearchStrategy[Duration]:
    """Durations: exact, bands, and without an upper bound."""
    return records(Duration)


def enrolments(pools: Pools = POOLS) -> st.SearchStrategy[Enrolment]:
    """Enrolments, open and ended."""
    return records(Enrolment, pools)


def goals(pools: Pools = POOLS) -> st.SearchStrategy[Goal]:
    """Goals in one to three versions."""
    return records(Goal, pools)


def happenings(pools: Pools = POOLS) -> st.SearchStrategy[Happening]:
    """Happenings of every kind."""
    return st.one_of(*(records(kind, pools) for kind in HAPPENINGS.values()))


def interventions(pools: Pools = POOLS) -> st.SearchStrategy[Intervention]:
    """Interventions, with pauses inside their periods."""
    return records(Intervention, pools)


def messages() -> st.SearchStrategy[Message]:
    """Messages to be delivered elsewhere."""
    return records(Message)


def offers(pools: Pools = POOLS) -> st.SearchStrategy[Offer]:
    """Offers, answered and not."""
    return records(Offer, pools)


def periods(pools: Pools = POOLS) -> st.SearchStrategy[Period]:
    """Periods: open, empty, and without a known start."""
    return records(Period, pools)


def person_links(pools: Pools = POOLS) -> st.SearchStrategy[PersonLink]:
    """Links between two records of one person, some taken back."""
    return records(PersonLink, pools)


def programmes(pools: Pools = POOLS) -> st.SearchStrategy[Programme]:
    """Programmes with their promises, offerings and exit terms."""
    return records(Programme, pools)


def requests(pools: Pools = POOLS) -> st.SearchStrategy[Request]:
    """Requests, some with a spell of waiting."""
    return records(Request, pools)


def stances(pools: Pools = POOLS) -> st.SearchStrategy[Stance]:
    """Stances of any party on anything."""
    return records(Stance, pools)


def survey_results(pools: Pools = POOLS) -> st.SearchStrategy[SurveyResult]:
    """Counts of answers that add up."""
    return records(SurveyResult, pools)


def survey_waves(pools: Pools = POOLS) -> st.SearchStrategy[SurveyWave]:
    """Rounds of surveys."""
    return records(SurveyWave, pools)


def team_members(pools: Pools = POOLS) -> st.SearchStrategy[TeamMember]:
    """Places in a team, some with a mandate."""
    return records(TeamMember, pools)


def trainings(pools: Pools = POOLS) -> st.SearchStrategy[Training]:
    """Training on participation."""
    return records(Training, pools)


def units(pools: Pools = POOLS) -> st.SearchStrategy[Unit]:
    """Units and their chains of responsibility."""
    return records(Unit, pools)


def entries(pools: Pools = POOLS) -> st.SearchStrategy[Entry]:
    """Entries of a journal, each by itself, some redacted."""
    return records(Entry, pools)


@st.composite
def journals(
    draw: st.DrawFn, *, case_id: str = "c", max_size: int = 5
) -> tuple[Entry, ...]:
    """The journal of one case: entries whose heads hold on to each other."""
    journal: list[Entry] = []
    previous = FIRST_HASH
    drawn = draw(st.lists(records(Entry), max_size=max_size))
    for sequence, entry in enumerate(drawn, start=1):
        head: EntryHead = attrs.evolve(
            entry.head, case=case_id, sequence=sequence, previous=previous
        )
        journal.append(attrs.evolve(entry, head=head))
        previous = head.hash
    return tuple(journal)


def all_records() -> tuple[type[Record], ...]:
    """Every concrete record class of the domain, by name."""
    for module in iter_modules(domain.__path__):
        import_module(f"{domain.__name__}.{module.name}")
    found: dict[str, Any] = {}
    waiting: list[Any] = [Record]
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        # Not `attrs.has`: the class that attrs replaced by one with slots may live on.
        finished = "__attrs_attrs__" in vars(kind)
        if finished and kind.__module__.startswith(f"{domain.__name__}."):
            found[kind.__name__] = kind
    return tuple(
        found[name]
        for name in sorted(found)
        if name not in ("Item", "Happening") and not name.startswith("_")
    )
