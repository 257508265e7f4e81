"""Access keeps its laws, whoever looks at whatever case.

Each law is tripped by access that is broken on purpose.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import ActorKind
from brukermedvirkning.rules.access import (
    AccessContext,
    Action,
    Allowed,
    Audience,
    CaseView,
    Denied,
    ParticipantsCopy,
    Resource,
    Standing,
    audience,
    may,
    participants_copy,
    standings_of,
    view_for,
)
from brukermedvirkning.testing.access_cases import looks, looks_from_every_place
from brukermedvirkning.testing.access_laws import ACCESS_LAWS, Look

LAWS = {law.id: law for law in ACCESS_LAWS}


# All laws of each look: drawing one costs far more than asking it.
@given(looks())
def test_access_keeps_every_law(look: Look) -> None:
    for law in ACCESS_LAWS:
        law.hold(look)


def test_what_a_place_may_not_see_changes_nothing_in_what_it_sees() -> None:
    there: Counter[Standing] = Counter()
    differing: Counter[Standing] = Counter()

    # The same looks in every run, so that every place is surely filled.
    @settings(
        phases=[Phase.explicit, Phase.generate],
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(looks_from_every_place())
    def keeps(looked: dict[Standing, Look]) -> None:
        for place, look in looked.items():
            there[place] += 1
            same_rights = look.rights(look.case) == look.rights(look.unseen)
            differing[place] += same_rights and look.case != look.unseen
            LAWS["access.unseen-changes-nothing"].hold(look)

    keeps()

    assert set(there) == set(Standing)
    assert all(differing[place] for place in Standing)


def sees_drafts(case: Case, _actor: Actor, context: AccessContext) -> CaseView:
    own = Actor(kind=ActorKind.PARTICIPANT, id=case.participant.id)
    return sees_whole_contacts(case, own, context)


def sees_whole_contacts(case: Case, actor: Actor, context: AccessContext) -> CaseView:
    view = view_for(case, actor, context)
    ids = {row.id for row in view.contacts}
    return attrs.evolve(
        view, contacts=tuple(row for row in case.contacts if row.id in ids)
    )


def counts_what_is_hidden(case: Case, actor: Actor, context: AccessContext) -> CaseView:
    view = view_for(case, actor, context)
    return attrs.evolve(view, unit=f"{len(list(case.rows()))}")


def sees_every_request(case: Case, actor: Actor, context: AccessContext) -> CaseView:
    view = view_for(case, actor, context)
    return attrs.evolve(view, requests=case.requests)


def everybody_sees_as_the_participant(
    case: Case, _actor: Actor, context: AccessContext
) -> CaseView:
    own = Actor(kind=ActorKind.PARTICIPANT, id=case.participant.id)
    return view_for(case, own, context)


def sees_held_contacts_only(
    case: Case, actor: Actor, context: AccessContext
) -> CaseView:
    view = view_for(case, actor, context)
    return attrs.evolve(
        view, contacts=tuple(row for row in view.contacts if row.is_held)
    )


def forgets_other_bodies(kind: str, case: Case, context: Any, **rest: Any) -> Audience:
    told = audience(kind, case, context, **rest)
    readers = tuple(one for one in told.readers if one.standing != Standing.OTHER_UNIT)
    return attrs.evolve(told, readers=readers)


def takes_in_all_staff(kind: str, case: Case, context: Any, **rest: Any) -> Audience:
    told = audience(kind, case, context, **rest)
    readers = tuple(attrs.evolve(one, id=None, any_unit=True) for one in told.readers)
    return attrs.evolve(told, readers=readers)


def never_withdrawn(actor: Actor, action: Action, asked: Resource, context: Any) -> Any:
    consents = tuple(
        attrs.evolve(row, withdrawn_on=None) for row in asked.case.consents
    )
    case = attrs.evolve(asked.case, consents=consents)
    return may(actor, action, attrs.evolve(asked, case=case), context)


def rules_that_allow(
    actor: Actor, action: Action, asked: Resource, context: Any
) -> Any:
    if context.deny_rules:
        return Allowed(standing=Standing.TEAM)
    return may(actor, action, asked, context)


def rules_that_close_rights(
    actor: Actor, action: Action, asked: Resource, context: Any
) -> Any:
    if context.deny_rules and action is Action.WRITE:
        return Denied(rule="a", ground="b")
    return may(actor, action, asked, context)


def control_reads_all(
    actor: Actor, action: Action, asked: Resource, context: Any
) -> Any:
    return Allowed(standing=standings_of(actor, asked.case, context)[-1])


def never_lapses(actor: Actor, action: Action, asked: Resource, context: Any) -> Any:
    first_day = context.openings[0].on
    return may(actor, action, asked, attrs.evolve(context, on=first_day))


def knows_no_units(actor: Actor, action: Action, asked: Resource, context: Any) -> Any:
    answer = may(actor, action, asked, context)
    if isinstance(answer, Denied) and answer.rule == "access.unit":
        return Allowed(standing=Standing.TEAM)
    return answer


def silent_copy(case: Case, context: AccessContext) -> ParticipantsCopy:
    return attrs.evolve(participants_copy(case, context), withheld=())


BROKEN = [
    ("access.unseen-changes-nothing", {"view": sees_drafts}),
    ("access.unseen-changes-nothing", {"view": counts_what_is_hidden}),
    ("access.unseen-changes-nothing", {"view": sees_every_request}),
    ("access.view-is-what-may-be-read", {"view": sees_whole_contacts}),
    ("access.view-is-what-may-be-read", {"view": sees_held_contacts_only}),
    ("access.names-nobody-unseen", {"view": sees_whole_contacts}),
    ("access.audience-is-may", {"audience": forgets_other_bodies}),
    ("access.audience-is-may", {"audience": takes_in_all_staff}),
    ("access.withdrawn-consent-narrows", {"may": never_withdrawn}),
    ("access.rules-only-narrow", {"may": rules_that_allow}),
    ("access.rules-only-narrow", {"may": rules_that_close_rights}),
    ("access.closed-to-benefit-control", {"may": control_reads_all}),
    ("access.opening-lapses", {"may": never_lapses}),
    ("access.across-units-on-a-basis", {"may": knows_no_units}),
    ("access.nobody-sees-nothing", {"view": everybody_sees_as_the_participant}),
    ("access.own-contacts", {"view": sees_held_contacts_only}),
    ("access.copy-is-complete", {"copy": silent_copy}),
]


@pytest.mark.parametrize(
    ("law_id", "broken"),
    BROKEN,
    ids=lambda one: one if isinstance(one, str) else next(iter(one.values())).__name__,
)
def test_broken_access_trips_its_law(law_id: str, broken: dict[str, Any]) -> None:
    @settings(
        max_examples=3_000,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        report_multiple_bugs=False,
    )
    @given(looks())
    def keeps(look: Look) -> None:
        LAWS[law_id].hold(attrs.evolve(look, **broken))

    with pytest.raises(AssertionError) as caught:
        keeps()

    assert f"Broken law {law_id}" in str(caught.value.__notes__)


def test_every_law_has_access_that_trips_it() -> None:
    assert set(LAWS) == {law_id for law_id, _ in BROKEN}
