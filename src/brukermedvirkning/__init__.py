"""Brukermedvirkning: participants' influence as records, rules and indicators.

Importing this package loads nothing; each public name loads its module when it is
first used.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from brukermedvirkning.domain.actors import Actor, Attendee, Recorded
    from brukermedvirkning.domain.assessments import (
        Assessment,
        SurveyInvitation,
        SurveyResult,
        SurveyWave,
    )
    from brukermedvirkning.domain.carries import Carries, Origin
    from brukermedvirkning.domain.case import Case, Participant, in_order
    from brukermedvirkning.domain.coded import Code, Coded
    from brukermedvirkning.domain.collective import CollectiveParticipation
    from brukermedvirkning.domain.contacts import Contact, Note
    from brukermedvirkning.domain.decisions import Decision, Frame, Option, Wish
    from brukermedvirkning.domain.enrolments import (
        Enrolment,
        FollowUp,
        Introduction,
        ProgrammeExit,
        Referral,
    )
    from brukermedvirkning.domain.evolve import decide, evolve, replay
    from brukermedvirkning.domain.frozenmap import FrozenMap
    from brukermedvirkning.domain.interventions import Intervention
    from brukermedvirkning.domain.organisation import StaffMember, Training, Unit
    from brukermedvirkning.domain.period import Duration, Period
    from brukermedvirkning.domain.plan import (
        ActionPlan,
        Challenge,
        Comment,
        Goal,
        PlanReview,
        Stance,
        Wording,
    )
    from brukermedvirkning.domain.programme import Programme, Promise
    from brukermedvirkning.domain.requests import Offer, Request, Waiting
    from brukermedvirkning.domain.rights import Complaint, Consent
    from brukermedvirkning.domain.team import Mandate, TeamMember
    from brukermedvirkning.errors import BrukermedvirkningError, Fault
    from brukermedvirkning.host import Host
    from brukermedvirkning.rules.expressions.window import Window
    from brukermedvirkning.serialization import from_document, to_document
    from brukermedvirkning.services import (
        audience_of,
        check_cases,
        copy_for_participant,
        definitions,
        happen,
        import_sources,
        measure,
        open_case,
        read_as,
        said,
        who_has_read,
    )
else:
    _HOMES = {
        "domain.actors": ("Actor", "Attendee", "Recorded"),
        "domain.assessments": (
            "Assessment",
            "SurveyInvitation",
            "SurveyResult",
            "SurveyWave",
        ),
        "domain.carries": ("Carries", "Origin"),
        "domain.case": ("Case", "Participant", "in_order"),
        "domain.coded": ("Code", "Coded"),
        "domain.collective": ("CollectiveParticipation",),
        "domain.contacts": ("Contact", "Note"),
        "domain.decisions": ("Decision", "Frame", "Option", "Wish"),
        "domain.enrolments": (
            "Enrolment",
            "FollowUp",
            "Introduction",
            "ProgrammeExit",
            "Referral",
        ),
        "domain.evolve": ("decide", "evolve", "replay"),
        "domain.frozenmap": ("FrozenMap",),
        "domain.interventions": ("Intervention",),
        "domain.organisation": ("StaffMember", "Training", "Unit"),
        "domain.period": ("Duration", "Period"),
        "domain.plan": (
            "ActionPlan",
            "Challenge",
            "Comment",
            "Goal",
            "PlanReview",
            "Stance",
            "Wording",
        ),
        "domain.programme": ("Programme", "Promise"),
        "domain.requests": ("Offer", "Request", "Waiting"),
        "domain.rights": ("Complaint", "Consent"),
        "domain.team": ("Mandate", "TeamMember"),
        "errors": ("BrukermedvirkningError", "Fault"),
        "host": ("Host",),
        "rules.expressions.window": ("Window",),
        "serialization": ("from_document", "to_document"),
        "services": (
            "audience_of",
            "check_cases",
            "copy_for_participant",
            "definitions",
            "happen",
            "import_sources",
            "measure",
            "open_case",
            "read_as",
            "said",
            "who_has_read",
        ),
    }
    _HOME = {name: module for module, names in _HOMES.items() for name in names}

    def __getattr__(name: str) -> object:
        """Load the module of a public name when it is first asked for."""
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted([*globals(), *_HOME])


__all__ = [
    "ActionPlan",
    "Actor",
    "Assessment",
    "Attendee",
    "BrukermedvirkningError",
    "Carries",
    "Case",
    "Challenge",
    "Code",
    "Coded",
    "CollectiveParticipation",
    "Comment",
    "Complaint",
    "Consent",
    "Contact",
    "Decision",
    "Duration",
    "Enrolment",
    "Fault",
    "FollowUp",
    "Frame",
    "FrozenMap",
    "Goal",
    "Host",
    "Intervention",
    "Introduction",
    "Mandate",
    "Note",
    "Offer",
    "Option",
    "Origin",
    "Participant",
    "Period",
    "PlanReview",
    "Programme",
    "ProgrammeExit",
    "Promise",
    "Recorded",
    "Referral",
    "Request",
    "StaffMember",
    "Stance",
    "SurveyInvitation",
    "SurveyResult",
    "SurveyWave",
    "TeamMember",
    "Training",
    "Unit",
    "Waiting",
    "Window",
    "Wish",
    "Wording",
    "__version__",
    "audience_of",
    "check_cases",
    "copy_for_participant",
    "decide",
    "definitions",
    "evolve",
    "from_document",
    "happen",
    "import_sources",
    "in_order",
    "measure",
    "open_case",
    "read_as",
    "replay",
    "said",
    "to_document",
    "who_has_read",
]
