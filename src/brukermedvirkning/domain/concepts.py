"""The core's concept lists: the closed words that rules and indicators read.

National codes map to these through vocabularies. Each list says which of its members
are unknown; *not asked* is never *no*. Sources are cited by document and line: H Halden,
M Midtun, N the NAV seminar, B Brukermakt, D Jobcenter Aalborg.
"""

from __future__ import annotations

from brukermedvirkning.domain.concept import Concept, unknown_members

__all__ = [
    "ActorKind",
    "Answer",
    "Appealable",
    "Area",
    "BenefitKind",
    "CommentKind",
    "ComplaintOutcome",
    "ConsentPurpose",
    "ContactForm",
    "ContactKind",
    "ContactStatus",
    "DecidedBy",
    "DecisionSubject",
    "Direction",
    "EmploymentTerms",
    "EndReason",
    "ExitCategory",
    "FollowUpStatus",
    "FrameKind",
    "GoalKind",
    "GoalStatus",
    "InterventionKind",
    "InterventionStatus",
    "InvitationAnswer",
    "ItemKind",
    "LastWord",
    "LegalKind",
    "MandateKind",
    "MentorChoice",
    "NotHeldReason",
    "Obligation",
    "OfferAnswer",
    "OfferKind",
    "OwnWish",
    "Party",
    "PlanKind",
    "Proposer",
    "Purpose",
    "ReconsiderationOutcome",
    "RedactionExtent",
    "RedactionGround",
    "ReferralRoute",
    "RequestAnswer",
    "RequestKind",
    "Role",
    "Say",
    "StanceAnswer",
    "WaitingEnd",
    "WhoCouldNot",
    "WishAsked",
]


@unknown_members("NOT_ASKED", "DECLINED_TO_SAY", "UNKNOWN")
class Answer(Concept):
    """An answer to a plain question, with the ways in which there may be none."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_ASKED = "not_asked"
    DECLINED_TO_SAY = "declined_to_say"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class ActorKind(Concept):
    """What kind of actor did or said something."""

    PARTICIPANT = "participant"
    STAFF = "staff"
    REPRESENTATIVE = "representative"
    PEER_WORKER = "peer_worker"
    ORGANISATION = "organisation"
    SYSTEM = "system"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class Party(Concept):
    """A side in the course of a case. Source: H8 "med oss og andre", N11-15, D151."""

    PARTICIPANT = "participant"
    REPRESENTATIVE = "representative"
    SERVICE = "service"
    OTHER_SERVICE = "other_service"
    NETWORK = "network"
    EMPLOYER = "employer"
    PEER = "peer"
    THIRD_PARTY = "third_party"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class Role(Concept):
    """The place that an actor has in a case. Source: H17, H22, M19, D20, D105, D153."""

    PARTICIPANT = "participant"
    COORDINATING_CASEWORKER = "coordinating_caseworker"
    CASEWORKER = "caseworker"
    COUNSELLOR = "counsellor"
    WORK_SUPERVISOR = "work_supervisor"
    REHABILITATION_LEAD = "rehabilitation_lead"
    DEPARTMENT_HEAD = "department_head"
    MANAGING_DIRECTOR = "managing_director"
    ADVISER = "adviser"
    COMPANY_CONSULTANT = "company_consultant"
    MENTOR = "mentor"
    SOCIAL_MENTOR = "social_mentor"
    PEER_WORKER = "peer_worker"
    SUPPORTER = "supporter"
    REPRESENTATIVE = "representative"
    GUARDIAN = "guardian"
    NETWORK_MEMBER = "network_member"
    EMPLOYER = "employer"
    HEALTH_PROFESSIONAL = "health_professional"
    BENEFIT_CONTROLLER = "benefit_controller"
    OTHER = "other"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class Area(Concept):
    """The part of life that a goal or measure belongs to. Source: D18, D19, N27-28."""

    EMPLOYMENT = "employment"
    EDUCATION = "education"
    SOCIAL = "social"
    HEALTH = "health"
    SELF_HELP = "self_help"
    OTHER = "other"
    UNKNOWN = "unknown"


class ItemKind(Concept):
    """What a stance, comment or complaint is about: a row of the case of any kind.

    The plan and the service stand beside the rows.
    """

    CHALLENGE = "challenge"
    GOAL = "goal"
    DECISION = "decision"
    INTERVENTION = "intervention"
    CONTACT = "contact"
    REQUEST = "request"
    OFFER = "offer"
    ASSESSMENT = "assessment"
    REVIEW = "review"
    ENROLMENT = "enrolment"
    INTRODUCTION = "introduction"
    TEAM_MEMBER = "team_member"
    STANCE = "stance"
    INVITATION = "invitation"
    COMMENT = "comment"
    CONSENT = "consent"
    COMPLAINT = "complaint"
    OTHER_PLAN = "other_plan"
    FOLLOW_UP = "follow_up"
    PLAN = "plan"
    SERVICE = "service"


class Purpose(Concept):
    """What a kind of item is kept for; access and messengers are bound to it."""

    PARTICIPATION = "participation"
    SERVICE = "service"
    LEGAL = "legal"
    BENEFIT_CONTROL = "benefit_control"
    STATISTICS = "statistics"


@unknown_members("UNKNOWN")
class PlanKind(Concept):
    """What kind of plan the one plan of a case is. Source: H16, M12, D19."""

    ACTION_PLAN = "action_plan"
    ACTIVITY_PLAN = "activity_plan"
    MY_PLAN = "my_plan"
    CROSS_SECTOR_PLAN = "cross_sector_plan"
    REHABILITATION_PLAN = "rehabilitation_plan"
    OTHER = "other"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class Proposer(Concept):
    """Who proposed something, as indicators read it."""

    PARTICIPANT_ALONE = "participant_alone"
    TOGETHER = "together"
    OTHERS = "others"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class GoalKind(Concept):
    """What a goal is about. Source: D134 (competence)."""

    WORK = "work"
    EDUCATION = "education"
    COMPETENCE = "competence"
    HEALTH = "health"
    SOCIAL = "social"
    DAILY_LIFE = "daily_life"
    OTHER = "other"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class GoalStatus(Concept):
    """Where a goal stands; moving it makes no new version."""

    PROPOSED = "proposed"
    CURRENT = "current"
    ACHIEVED = "achieved"
    DROPPED = "dropped"
    UNKNOWN = "unknown"


@unknown_members("NOT_ASKED", "DECLINED_TO_SAY", "UNKNOWN")
class StanceAnswer(Concept):
    """Where a party stands on one version of one item.

    Silence, reading, attending or a passed deadline is never agreement; it is
    `NOT_ASKED` or `UNKNOWN`.
    """

    AGREES = "agrees"
    AGREES_IN_PART = "agrees_in_part"
    DISAGREES = "disagrees"
    UNDECIDED = "undecided"
    WITHDRAWN = "withdrawn"
    NOT_ASKED = "not_asked"
    DECLINED_TO_SAY = "declined_to_say"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class DecisionSubject(Concept):
    """What an individual decision is about. Source: N17-21 (a)."""

    GOAL = "goal"
    PLAN = "plan"
    MEASURE_CHOICE = "measure_choice"
    MEASURE_CONTENT = "measure_content"
    MEASURE_END = "measure_end"
    CONTACT_FORM = "contact_form"
    TEAM = "team"
    MENTOR = "mentor"
    REFERRAL = "referral"
    EXIT = "exit"
    SANCTION = "sanction"
    OTHER = "other"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class LegalKind(Concept):
    """What a decision is in law; a `Decision` by itself is none."""

    NONE = "none"
    ADMINISTRATIVE_DECISION = "administrative_decision"
    EMPLOYERS_DECISION = "employers_decision"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class Appealable(Concept):
    """Whether a decision can be appealed: data, never assumed."""

    YES = "yes"
    NO = "no"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class FrameKind(Concept):
    """The given limit on a decision. Source: D9, D146, B13."""

    LAW = "law"
    BUDGET = "budget"
    SUPPLY = "supply"
    SAFETY = "safety"
    OTHERS_RIGHTS = "others_rights"
    PROVIDERS_DISCRETION = "providers_discretion"
    OTHER = "other"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class LastWord(Concept):
    """Who had the last word when a decision was settled. Source: B13."""

    PARTICIPANT = "participant"
    TOGETHER = "together"
    SERVICE = "service"
    THIRD_PARTY = "third_party"
    LAW_LEFT_NO_CHOICE = "law_left_no_choice"
    UNKNOWN = "unknown"


class Say(Concept):
    """How much of a say a decision's facts show, from least to most. Source: B13, B22."""

    TOLD = "told"
    HEARD = "heard"
    FOLLOWED = "followed"
    SHARED = "shared"
    DECIDED = "decided"
    OWN = "own"


@unknown_members("NOT_ASKED", "DECLINED_TO_SAY", "UNKNOWN")
class WishAsked(Concept):
    """Whether the participant's wish was asked for before settlement."""

    ASKED = "asked"
    NOT_ASKED = "not_asked"
    DECLINED_TO_SAY = "declined_to_say"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class ReconsiderationOutcome(Concept):
    """What came of asking again. Source: N73-91."""

    CHANGED_IN_FAVOUR = "changed_in_favour"
    CHANGED_OTHERWISE = "changed_otherwise"
    UPHELD = "upheld"
    PENDING = "pending"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class InterventionKind(Concept):
    """What kind of activity or measure stands in a plan. Source: D29-35, D153, N27-28."""

    WAGE_SUBSIDY = "wage_subsidy"
    WORK_PLACEMENT = "work_placement"
    WORK_TRAINING = "work_training"
    SHELTERED_WORK = "sheltered_work"
    OTHER_EMPLOYMENT_OFFER = "other_employment_offer"
    EDUCATION = "education"
    GUIDANCE = "guidance"
    CLARIFICATION = "clarification"
    FOLLOW_UP = "follow_up"
    WORK_REHABILITATION = "work_rehabilitation"
    JOB_SEARCH = "job_search"
    ORDINARY_WORK = "ordinary_work"
    MENTOR_SUPPORT = "mentor_support"
    SOCIAL_MENTOR = "social_mentor"
    COMPANY_CONSULTANT = "company_consultant"
    GROUP_TEACHING = "group_teaching"
    TREATMENT = "treatment"
    SOCIAL_SUPPORT = "social_support"
    SELF_HELP = "self_help"
    OTHER = "other"
    UNKNOWN = "unknown"

    @property
    def counts_as_load(self) -> bool | None:
        """Whether its hours weigh on the participant; a mentor's hours are help.

        None where the kind is not known.
        """
        return None if self.is_unknown else self not in _SUPPORT


_SUPPORT = frozenset(
    {
        InterventionKind.MENTOR_SUPPORT,
        InterventionKind.SOCIAL_MENTOR,
        InterventionKind.COMPANY_CONSULTANT,
    }
)


@unknown_members("UNKNOWN")
class InterventionStatus(Concept):
    """Where an intervention stands."""

    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    COMPLETED = "completed"
    STOPPED = "stopped"
    NEVER_STARTED = "never_started"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class EndReason(Concept):
    """Why an intervention ended. Source: N57 (did not fit)."""

    COMPLETED = "completed"
    WORK = "work"
    EDUCATION = "education"
    DID_NOT_FIT = "did_not_fit"
    PARTICIPANT_STOPPED = "participant_stopped"
    SERVICE_STOPPED = "service_stopped"
    PROVIDER_STOPPED = "provider_stopped"
    HEALTH = "health"
    MOVED = "moved"
    DEATH = "death"
    PROGRAMME_EXIT = "programme_exit"
    OTHER = "other"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class Obligation(Concept):
    """Whether taking part is free; agreement to a duty is reported apart."""

    VOLUNTARY = "voluntary"
    DUTY = "duty"
    SANCTION_ATTACHED = "sanction_attached"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class ContactKind(Concept):
    """What kind of contact it was. Source: M28, D48, D96, D112-114."""

    CONVERSATION = "conversation"
    DEVELOPMENT_TALK = "development_talk"
    CROSS_DISCIPLINARY_MEETING = "cross_disciplinary_meeting"
    INTRODUCTION = "introduction"
    CORRESPONDENCE = "correspondence"
    GROUP_TEACHING = "group_teaching"
    INFORMATION_MEETING = "information_meeting"
    WORKPLACE_VISIT = "workplace_visit"
    OTHER = "other"
    UNKNOWN = "unknown"

    @property
    def is_individual(self) -> bool:
        """Whether it is a contact with one participant, correspondence included."""
        return self not in _GROUP_KINDS


_GROUP_KINDS = frozenset({ContactKind.GROUP_TEACHING, ContactKind.INFORMATION_MEETING})


@unknown_members("UNKNOWN")
class ContactForm(Concept):
    """How the parties met. Source: D42-54."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    PHONE = "phone"
    MAIL = "mail"
    TEXT_MESSAGE = "text_message"
    LETTER = "letter"
    DIGITAL_MESSAGE = "digital_message"
    OTHER = "other"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class ContactStatus(Concept):
    """Whether a contact is planned, was held, or was not held."""

    PLANNED = "planned"
    HELD = "held"
    NOT_HELD = "not_held"
    MOVED = "moved"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class WhoCouldNot(Concept):
    """Who was prevented when a contact was not held; no blame is said with it."""

    PARTICIPANT = "participant"
    SERVICE = "service"
    BOTH = "both"
    UNKNOWN = "unknown"


@unknown_members("NOT_ASKED", "UNKNOWN")
class NotHeldReason(Concept):
    """Why a contact was not held; nobody is asked unless somebody asked."""

    NOT_ASKED = "not_asked"
    ILLNESS = "illness"
    CARE = "care"
    WORK_OR_EDUCATION = "work_or_education"
    TRANSPORT = "transport"
    INVITATION_NOT_RECEIVED = "invitation_not_received"
    DID_NOT_WANT = "did_not_want"
    STAFF_SHORTAGE = "staff_shortage"
    OTHER = "other"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class Direction(Concept):
    """Who wrote to whom in correspondence."""

    TO_PARTICIPANT = "to_participant"
    FROM_PARTICIPANT = "from_participant"
    BOTH = "both"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class CommentKind(Concept):
    """What words added to an item are for."""

    COMMENT = "comment"
    CORRECTION_REQUEST = "correction_request"
    ERASURE_REQUEST = "erasure_request"
    CHANGE_PROPOSAL = "change_proposal"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class RequestKind(Concept):
    """What was asked for. Source: B37, D144, D153."""

    CONTACT = "contact"
    INFORMATION = "information"
    MEASURE = "measure"
    MENTOR = "mentor"
    CHANGE_OF_STAFF = "change_of_staff"
    CHANGE_OF_PLAN = "change_of_plan"
    CONTACT_FORM = "contact_form"
    OTHER = "other"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class RequestAnswer(Concept):
    """What was answered. Source: D144 "ikke-eksisterende tilbud"."""

    NOT_YET = "not_yet"
    ANSWERED = "answered"
    GRANTED = "granted"
    GRANTED_IN_PART = "granted_in_part"
    REFUSED = "refused"
    NO_SUCH_OFFER = "no_such_offer"
    NO_PLACE = "no_place"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class WaitingEnd(Concept):
    """How waiting ended, or that it has not."""

    STILL_WAITING = "still_waiting"
    STARTED = "started"
    WITHDRAWN = "withdrawn"
    OFFER_FELL_AWAY = "offer_fell_away"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class OfferKind(Concept):
    """What the service offered. Source: D20, M28."""

    MENTOR = "mentor"
    PLAN = "plan"
    DEVELOPMENT_TALK = "development_talk"
    MEASURE = "measure"
    SUPPORTER = "supporter"
    CONTACT_FORM = "contact_form"
    OTHER = "other"
    UNKNOWN = "unknown"


@unknown_members("NOT_ANSWERED", "UNKNOWN")
class OfferAnswer(Concept):
    """What the participant answered; declining is fine."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    UNDECIDED = "undecided"
    NOT_ANSWERED = "not_answered"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class MentorChoice(Concept):
    """How a place in the team was filled. Source: D145 "valgfrihed"."""

    AMONG_CANDIDATES = "among_candidates"
    OWN_CANDIDATE = "own_candidate"
    ONE_PRESENTED = "one_presented"
    NO_CHOICE = "no_choice"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class InvitationAnswer(Concept):
    """Whether an invitation to a survey was taken up; what was said is elsewhere."""

    ANSWERED = "answered"
    NOT_ANSWERED = "not_answered"
    DECLINED = "declined"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class ConsentPurpose(Concept):
    """What a consent is for; consent is not agreement to a goal."""

    SHARING_BETWEEN_UNITS = "sharing_between_units"
    CROSS_SECTOR_PLAN = "cross_sector_plan"
    CONTACT_WITH_EMPLOYER = "contact_with_employer"
    FOLLOW_UP_AFTER_EXIT = "follow_up_after_exit"
    RESEARCH = "research"
    OTHER = "other"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class ComplaintOutcome(Concept):
    """What came of a complaint."""

    PENDING = "pending"
    UPHELD = "upheld"
    UPHELD_IN_PART = "upheld_in_part"
    NOT_UPHELD = "not_upheld"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class RedactionGround(Concept):
    """On which ground something was redacted. Source: GDPR art. 16-17; own list."""

    ERASURE_REQUEST = "erasure_request"
    WRONG_PERSON = "wrong_person"
    UNLAWFUL = "unlawful"
    COURT_ORDER = "court_order"
    UNKNOWN = "unknown"


class RedactionExtent(Concept):
    """What of a row was redacted: its words, or everything that it said."""

    WORDS = "words"
    WHOLE = "whole"


class MandateKind(Concept):
    """What somebody may do for a participant; a supporter acts for nobody."""

    SUPPORTER = "supporter"
    REPRESENTATIVE = "representative"
    GUARDIAN = "guardian"


@unknown_members("UNKNOWN")
class BenefitKind(Concept):
    """What a participant lives on while enrolled. Source: D16."""

    SOCIAL_ASSISTANCE = "social_assistance"
    EDUCATION_ASSISTANCE = "education_assistance"
    RESOURCE_COURSE_BENEFIT = "resource_course_benefit"
    UNEMPLOYMENT_BENEFIT = "unemployment_benefit"
    WORK_ASSESSMENT_ALLOWANCE = "work_assessment_allowance"
    SICKNESS_BENEFIT = "sickness_benefit"
    DISABILITY_BENEFIT = "disability_benefit"
    NONE = "none"
    OTHER = "other"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class ReferralRoute(Concept):
    """How somebody came into a programme. Source: D96, D113."""

    INFORMATION_MEETING = "information_meeting"
    CITIZENS_MEETING = "citizens_meeting"
    INDIVIDUAL = "individual"
    OWN_APPLICATION = "own_application"
    OTHER = "other"
    UNKNOWN = "unknown"


@unknown_members("NOT_ASKED", "UNKNOWN")
class OwnWish(Concept):
    """Whether a referral was the participant's own wish or required."""

    OWN_WISH = "own_wish"
    REQUIRED = "required"
    BOTH = "both"
    NOT_ASKED = "not_asked"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class ExitCategory(Concept):
    """Why a participant left a programme, work included. Source: D161-187.

    `SERVICE_DECIDED` and `OWN_CHOICE` are categories of the published tables; who
    decided an exit of any category stands in `ProgrammeExit.decided_by`.
    """

    OWN_CHOICE = "own_choice"
    DEATH = "death"
    RETIREMENT = "retirement"
    FLEXIBLE_WORK = "flexible_work"
    MOVED = "moved"
    IMPRISONMENT = "imprisonment"
    PREGNANCY = "pregnancy"
    RECOMMENDED_FOR_DISABILITY_PENSION = "recommended_for_disability_pension"
    ORDINARY_EDUCATION = "ordinary_education"
    ORDINARY_WORK = "ordinary_work"
    VOCATIONAL_REHABILITATION = "vocational_rehabilitation"
    SERVICE_DECIDED = "service_decided"
    ILLNESS = "illness"
    OTHER_PROGRAMME = "other_programme"
    COMPLETED = "completed"
    NEVER_STARTED = "never_started"
    OTHER = "other"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class DecidedBy(Concept):
    """Who decided that a participant leaves."""

    PARTICIPANT = "participant"
    TOGETHER = "together"
    SERVICE = "service"
    THIRD_PARTY = "third_party"
    NOBODY = "nobody"
    UNKNOWN = "unknown"


@unknown_members("DECLINED_TO_SAY", "NOT_REACHED", "UNKNOWN")
class FollowUpStatus(Concept):
    """How it went some time after an exit. Source: H9, H22."""

    IN_WORK = "in_work"
    IN_EDUCATION = "in_education"
    IN_OTHER_PROGRAMME = "in_other_programme"
    NEITHER = "neither"
    DECLINED_TO_SAY = "declined_to_say"
    NOT_REACHED = "not_reached"
    UNKNOWN = "unknown"


@unknown_members("UNKNOWN")
class EmploymentTerms(Concept):
    """Whether a job is for a time or for good. Source: N45-51."""

    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    UNKNOWN = "unknown"
