"""Acts on consents, complaints, errors, surveys and assessments for a given case."""

from __future__ import annotations

from hypothesis import strategies as st

from brukermedvirkning.domain.assessments import Score
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    ComplaintOutcome,
    ConsentPurpose,
    InvitationAnswer,
    ItemKind,
    Party,
)
from brukermedvirkning.domain.happenings.base import Act
from brukermedvirkning.domain.happenings.consents import (
    ConsentGiven,
    ConsentNarrowed,
    ConsentWithdrawn,
)
from brukermedvirkning.domain.happenings.rights import (
    ComplaintAnswered,
    ComplaintDecided,
    ComplaintMade,
    ComplaintWithdrawn,
    RegisteredInError,
)
from brukermedvirkning.domain.happenings.surveys import (
    Assessed,
    InvitationAnswered,
    SurveyInvited,
)
from brukermedvirkning.testing._pools import texts
from brukermedvirkning.testing.life._who_and_when import act_of, days, known, new_ids

__all__ = ["acts"]

_INSTRUMENT = Code(scheme="instruments", code="wellbeing")
_SHARED = (ItemKind.GOAL, ItemKind.INTERVENTION, ItemKind.CONTACT)


def acts(case: Case) -> st.SearchStrategy[Act]:
    """Consent, complaint, error, survey and assessment, by those who may and others."""
    return st.one_of(_consents(case), _complaints(case), _errors(case), _surveys(case))


def _consents(case: Case) -> st.SearchStrategy[Act]:
    new, consent = new_ids(case, "consent"), known(case.consents)
    aims = st.sampled_from(list(ConsentPurpose)).map(lambda aim: Coded(concept=aim))
    extent = {
        "covers": st.sampled_from((_SHARED, _SHARED[:2], _SHARED[:1], ())),
        "recipients": st.sampled_from((("unit-1", "unit-2"), ("unit-2",), ())),
        "until": st.none() | days(),
        "words": st.none() | texts(),
    }
    return st.one_of(
        act_of(ConsentGiven, case, consent=new, aim=aims, **extent),
        act_of(ConsentNarrowed, case, consent=new, narrows=consent, **extent),
        act_of(ConsentWithdrawn, case, consent=consent),
    )


def _complaints(case: Case) -> st.SearchStrategy[Act]:
    new, complaint = new_ids(case, "complaint"), known(case.complaints)
    outcomes = st.sampled_from(list(ComplaintOutcome))
    words = st.none() | texts()
    return st.one_of(
        act_of(ComplaintMade, case, complaint=new, words=words),
        act_of(
            ComplaintMade,
            case,
            complaint=new,
            item_kind=st.just(ItemKind.DECISION),
            item=known(case.decisions),
            words=words,
        ),
        act_of(ComplaintAnswered, case, complaint=complaint, answer=words),
        act_of(ComplaintDecided, case, complaint=complaint, outcome=outcomes),
        act_of(ComplaintWithdrawn, case, complaint=complaint),
    )


def _errors(case: Case) -> st.SearchStrategy[Act]:
    rows = [(row.kind, row.id) for row in case.rows()]
    named = st.sampled_from([*rows, ("goal", "nobody's"), ("plan", "nobody's")])
    return named.flatmap(
        lambda row: act_of(
            RegisteredInError,
            case,
            row_kind=st.just(row[0]),
            row=st.just(row[1]),
            reason=texts(),
        )
    )


def _surveys(case: Case) -> st.SearchStrategy[Act]:
    scores = st.none() | st.integers(0, 10)
    return st.one_of(
        act_of(
            SurveyInvited,
            case,
            invitation=new_ids(case, "invitation"),
            wave=st.sampled_from(("wave-1", "wave-2")),
            deadline=st.none() | days(),
        ),
        act_of(
            InvitationAnswered,
            case,
            invitation=known(case.invitations),
            answer=st.sampled_from(list(InvitationAnswer)),
        ),
        act_of(
            Assessed,
            case,
            assessment=new_ids(case, "assessment"),
            instrument=st.just(_INSTRUMENT),
            respondent=st.sampled_from(list(Party)),
            scores=scores.map(lambda points: (Score(dimension="hope", points=points),)),
        ),
    )
