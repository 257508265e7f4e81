"""Assessments and surveys.

An assessment stands on the case. A survey leaves on the case only that somebody was
invited; what was answered lives apart, as counts without a way back to a person.
Source: H18, H19, M28, M30, D57-84.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

import attrs

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.concepts import InvitationAnswer, Party, Purpose
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import Id, Number, Record, Text
from brukermedvirkning.errors import Fault

__all__ = [
    "AnswerCount",
    "Assessment",
    "Score",
    "SurveyInvitation",
    "SurveyResult",
    "SurveyWave",
]


@attrs.frozen(kw_only=True)
class Score(Record):
    """The points on one dimension of an instrument; None where it was left open."""

    dimension: Id
    points: int | None = None


@attrs.frozen(kw_only=True)
class Assessment(Item):
    """One respondent's answers to one version of one instrument on one day.

    Scores of different instruments or versions are never compared. No item texts: the
    instrument is named by code and version alone.
    """

    kind: ClassVar[str] = "assessment"
    purpose: ClassVar[Purpose] = Purpose.PARTICIPATION

    on: date
    instrument: Code
    instrument_version: Text | None = None
    respondent: Party
    scores: tuple[Score, ...] = ()

    def _invariants(self) -> Iterator[Fault]:
        """Each dimension has one score."""
        dimensions = [score.dimension for score in self.scores]
        if len(set(dimensions)) < len(dimensions):
            yield Fault(field="scores", expected="each dimension once")

    @property
    def day(self) -> date:
        """The day of the assessment."""
        return self.on


@attrs.frozen(kw_only=True)
class SurveyInvitation(Item):
    """That the participant was asked to answer a wave of a survey. Source: H18, M28."""

    kind: ClassVar[str] = "invitation"
    purpose: ClassVar[Purpose] = Purpose.PARTICIPATION

    on: date
    wave: Id
    deadline: date | None = None
    answer: InvitationAnswer = InvitationAnswer.UNKNOWN

    @property
    def day(self) -> date:
        """The day of the invitation."""
        return self.on


@attrs.frozen(kw_only=True)
class SurveyWave(Record):
    """One round of a survey in a programme or unit; a record apart from every case."""

    id: Id
    programme: Id | None = None
    unit: Id | None = None
    instrument: Code
    instrument_version: Text | None = None
    period: Period


@attrs.frozen(kw_only=True)
class AnswerCount(Record):
    """How many gave one answer to one item."""

    answer: Id
    count: Number


@attrs.frozen(kw_only=True)
class SurveyResult(Record):
    """What a wave answered to one item, as counts; no link to any case. Source: H13, M30.

    `answered` is the sum of the counts, and never more than `invited`.
    """

    id: Id
    wave: Id
    item: Id
    invited: Number
    answered: Number
    distribution: tuple[AnswerCount, ...]

    def _invariants(self) -> Iterator[Fault]:
        """`answered` is the sum of the distribution.
        `answered` is never more than `invited`.
        """
        total = sum(count.count for count in self.distribution)
        if total != self.answered:
            yield Fault(
                field="answered",
                found=str(self.answered),
                expected=f"{total}, the sum of the distribution",
            )
        if self.answered > self.invited:
            yield Fault(
                field="invited",
                found=str(self.invited),
                expected=f"{self.answered} or more: nobody answers uninvited",
            )
