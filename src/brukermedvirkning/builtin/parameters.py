"""The figures of the common rules. Where no document names one, the source says so."""

from __future__ import annotations

from brukermedvirkning.rules.parameters import Parameter, ParameterValue

__all__ = ["PARAMETERS"]

_OURS = "assumption of the core; no document names a figure, so set your own"


def _assumed(parameter: str, value: int, unit: str, why: str) -> Parameter:
    return Parameter(
        id=parameter,
        unit_of_measure=unit,
        values=(ParameterValue(value=value, source=f"{_OURS} ({why})"),),
    )


def _no_demand(parameter: str, unit: str, source: str) -> Parameter:
    why = f"0 asks for nothing; a programme sets its own ({source})"
    return Parameter(
        id=parameter,
        unit_of_measure=unit,
        values=(ParameterValue(value=0, source=why),),
    )


PARAMETERS: tuple[Parameter, ...] = (
    _assumed("assessment.repeat-due-days", 182, "days", "half a year"),
    _assumed("challenge.due-days", 28, "days", "four weeks"),
    _assumed("challenge.work-due-days", 56, "days", "eight weeks"),
    _assumed("collective.answer-due-days", 28, "days", "four weeks"),
    _assumed("collective.consequence-due-days", 182, "days", "half a year"),
    _assumed("comment.answer-due-days", 28, "days", "four weeks"),
    _assumed("complaint.answer-due-days", 28, "days", "four weeks"),
    _assumed("contact.first-due-days", 14, "days", "two weeks"),
    _assumed("contact.log-due-days", 7, "days", "a week"),
    _assumed("contact.reason-due-days", 7, "days", "a week"),
    _assumed("contact.rebook-due-days", 14, "days", "two weeks"),
    _assumed("contact.silence-limit-days", 28, "days", "four weeks"),
    _assumed("decision.reconsider-due-days", 28, "days", "four weeks"),
    _assumed("decision.settle-due-days", 56, "days", "eight weeks"),
    _assumed("decision.tell-due-days", 7, "days", "a week"),
    _no_demand("eligibility.assistance-years-more-than", "years", "D16"),
    _no_demand("eligibility.resource-course-age-from", "years of age", "D16"),
    _assumed("exit.follow-up-due-days", 182, "days", "half a year"),
    _assumed("goal.disagreement-due-days", 28, "days", "four weeks"),
    _assumed("goal.follow-up-due-days", 14, "days", "two weeks"),
    _assumed("goal.stance-due-days", 14, "days", "two weeks"),
    _assumed("leaders.met-users-days", 365, "days", "a year"),
    _assumed("load.weekly-minutes-limit", 37 * 60, "minutes a week", "37 hours, D33"),
    _assumed("mentor.offer-due-days", 28, "days", "four weeks"),
    _assumed("note.draft-limit-days", 14, "days", "two weeks"),
    _assumed("note.due-days", 14, "days", "two weeks"),
    _assumed("plan.available-due-days", 7, "days", "a week"),
    _assumed("plan.due-days", 28, "days", "four weeks"),
    _assumed("plan.joined-due-days", 84, "days", "twelve weeks"),
    _assumed("plan.review-within-days", 182, "days", "half a year"),
    _assumed("request.answer-due-days", 7, "days", "a week"),
    _assumed("request.waiting-limit-days", 90, "days", "three months"),
    _assumed("survey.stay-least-days", 90, "days", "three months"),
    _assumed("team.change-due-days", 28, "days", "four weeks"),
    _assumed("team.coordinator-changes-limit", 1, "changes", "one a year"),
    _assumed("team.coordinator-grace-days", 7, "days", "a week of cover"),
    _assumed("training.window-days", 365, "days", "a year"),
)
